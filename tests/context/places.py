"""A workspace with people and its tree, and what is done with them in the tests of the way back."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lattice.actions import CreateTable, GetRow, InsertRow, ListRows, ReadHead
from lattice.client import LocalClient, create_local
from lattice.context import NoteKind, TakenBack, render, take_back
from lattice.model.context import ContextRules
from lattice.model.people import Caller
from lattice.model.rows import Row
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType, Value

ADA = Caller(actor="human:ada", origin="api")
RULES = ContextRules()


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[LocalClient]:
    """A workspace with people."""
    client = await create_local(tmp_path / "w.lattice", name="Test", caller=ADA)
    await client.run(
        CreateTable(
            name="people",
            columns=(
                NewColumn("name"),
                NewColumn("city"),
                NewColumn("age", ColumnType.INTEGER),
                NewColumn("notes", ColumnType.MARKDOWN),
                NewColumn("boss", ColumnType.REFERENCE, "people"),
            ),
        )
    )
    yield client
    await client.close()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Where the tree is."""
    return tmp_path / "w.context"


async def add(client: LocalClient, **values: Value) -> str:
    """A new person; their id."""
    return (await client.run(InsertRow(table="people", values=values))).value.id


async def get(client: LocalClient, row_id: str, table: str = "people") -> Row:
    """A row as it is now."""
    return (await client.run(GetRow(table=table, id=row_id))).value


async def rows(client: LocalClient) -> list[Row]:
    """All people."""
    return list((await client.run(ListRows(table="people", limit=1000))).value.rows)


async def seq(client: LocalClient) -> int:
    """Where the log stands."""
    return (await client.run(ReadHead())).value.seq


def save(path: Path, text: str, *, ago_s: float = 5) -> None:
    """Save a file that has rested since."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    at = time.time_ns() - int(ago_s * 1e9)
    os.utime(path, ns=(at, at))


def change(path: Path, old: str, new: str) -> None:
    """Edit one place of a page."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    save(path, text.replace(old, new))


def kinds(taken: TakenBack) -> list[NoteKind]:
    """What was told, in its order."""
    return [note.kind for note in taken.notes]


async def around(client: LocalClient, tree: Path, rules: ContextRules = RULES) -> TakenBack:
    """Take back, then render, as every pass does."""
    taken = await take_back(client, tree, rules)
    await render(client, tree, rules)
    return taken
