"""Workspaces for tests of the engine: real files, opened as anybody opens them."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from lattice.actions import CreateTable, InsertRow
from lattice.client import LocalClient, create_local, open_local
from lattice.model.people import AgentRules, Caller
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType, Value

ADA = Caller(actor="human:ada", origin="api")
SCOUT = Caller(actor="agent:scout", on_behalf_of="human:ada", origin="api")


@asynccontextmanager
async def workspace(folder: Path) -> AsyncIterator[LocalClient]:
    """A new workspace at `folder/w.lattice`."""
    client = await create_local(folder / "w.lattice", name="Test", caller=ADA)
    try:
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def opened(
    folder: Path, caller: Caller = ADA, rules: AgentRules | None = None
) -> AsyncIterator[LocalClient]:
    """The workspace at `folder/w.lattice` again."""
    client = await open_local(folder / "w.lattice", caller=caller, rules=rules)
    try:
        yield client
    finally:
        await client.close()


async def table(client: LocalClient, called: str, /, **columns: str) -> None:
    """Make a table, columns by name and type."""
    await client.run(
        CreateTable(name=called, columns=tuple(NewColumn(n, ColumnType(t)) for n, t in columns.items()))
    )


async def add(client: LocalClient, to: str, /, **values: Value) -> str:
    """Insert a row; its id."""
    return (await client.run(InsertRow(table=to, values=values))).value.id


def tamper(folder: Path, *statements: str) -> None:
    """Change the file behind Lattice's back."""
    with sqlite3.connect(folder / "w.lattice") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
