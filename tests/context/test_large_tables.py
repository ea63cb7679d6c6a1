"""A table of more rows than anybody reads as files: an index says how to ask for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from lattice.actions import CreateTable, DeleteRow, InsertRow, InsertRows
from lattice.client import LocalClient
from lattice.context import render
from lattice.model.context import ContextRules
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.context.trees import files_in, stamps_in, the_page
from tests.engine.workspaces import add, table, workspace

RULES = ContextRules(table_rows=3)


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[LocalClient]:
    async with workspace(tmp_path) as opened:
        yield opened


def pages(tree: Path, called: str) -> list[str]:
    return [path for path in files_in(tree) if path.startswith(f"tables/{called}/")]


async def test_a_table_that_grows_over_the_bound_keeps_its_index_alone(
    client: LocalClient, tmp_path: Path
) -> None:
    tree = tmp_path / "t"
    await table(client, "places", name="text")
    await table(client, "trips", name="text")
    ids = [await add(client, "places", name=f"Place {n}") for n in range(3)]
    await add(client, "trips", name="Home")
    await render(client, tree, RULES)
    assert len(pages(tree, "places")) == 4
    last = (await client.run(InsertRow(table="places", values={"name": "Place 3"}))).value.id
    await render(client, tree, RULES)
    assert pages(tree, "places") == ["tables/places/INDEX.md"]
    index = (tree / "tables/places/INDEX.md").read_text()
    assert "4 rows" in index
    assert "too many for a page each" in index
    assert "| [places](tables/places/INDEX.md) | 4 |" in (tree / "INDEX.md").read_text()
    assert the_page(tree, "home").is_file()
    await client.run(DeleteRow(table="places", id=last))
    await client.run(DeleteRow(table="places", id=ids[0]))
    await render(client, tree, RULES)
    assert len(pages(tree, "places")) == 3


async def test_its_index_follows_what_changes_and_nothing_else_is_written(
    client: LocalClient, tmp_path: Path
) -> None:
    tree = tmp_path / "t"
    await table(client, "places", name="text")
    await client.run(InsertRows(table="places", rows=tuple({"name": f"Place {n}"} for n in range(5))))
    await render(client, tree, RULES)
    before = stamps_in(tree)
    await add(client, "places", name="One more")
    await render(client, tree, RULES)
    after = stamps_in(tree)
    written = {path for path in after if after[path] != before.get(path) and not path.startswith(".lattice")}
    assert written == {"INDEX.md", "RECENT.md", "tables/places/INDEX.md"}
    assert "6 rows" in (tree / "tables/places/INDEX.md").read_text()


async def test_a_page_names_a_row_of_such_a_table_without_leading_anywhere(
    client: LocalClient, tmp_path: Path
) -> None:
    tree = tmp_path / "t"
    await table(client, "places", name="text")
    ids = [await add(client, "places", name=f"Place {n}") for n in range(4)]
    columns = (NewColumn("name"), NewColumn("where", ColumnType.REFERENCE, "places"))
    await client.run(CreateTable(name="trips", columns=columns))
    await add(client, "trips", name="Away", where=ids[0])
    await render(client, tree, RULES)
    text = the_page(tree, "away").read_text()
    assert ids[0] in text
    assert "tables/places/" not in text.replace("../places/INDEX.md", "")
