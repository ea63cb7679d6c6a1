"""The rows that refer to one, as a table."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import AddColumn, InsertRow
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.tui.driving import shown
from tests.tui.workbench.conftest import workbench


async def test_the_rows_that_refer_to_one_are_shown_in_their_table(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("g", "f")
        await bench.until(lambda: bench.said("No column refers to rows of people."))
        await bench.open("companies")
        await bench.press("g", "f")
        await bench.until(lambda: bench.table.title == "people" and bench.grid.window.total == 5)
        assert bench.table.view.where == "company = Nordlys"
        # another row, from a tab of its own; two are called so
        await bench.client.run(InsertRow(table="companies", values={"name": "Fjord AS"}))
        await bench.open("companies")
        await bench.until(lambda: bench.grid.window.total == 3)
        await bench.press("j", "O")
        await bench.until(lambda: bench.screen.tabs.current.key.row_id)
        row_id = bench.screen.tabs.current.key.row_id
        await bench.press("g", "f")
        await bench.until(lambda: bench.screen.tabs.current.key.row_id == "")
        await bench.until(lambda: bench.table.view.where == f"company = {row_id}")
        await bench.until(lambda: bench.grid.window.total == 0)


async def test_of_several_references_one_is_chosen(home: Path) -> None:
    async with workbench(home) as bench:
        owner = NewColumn("owner", ColumnType.REFERENCE, target="companies")
        await bench.client.run(AddColumn(table="people", column=owner))
        await bench.open("companies")
        await bench.until(lambda: bench.screen.bench.find("people").find("owner"))
        await bench.press("g", "f")
        await bench.until(lambda: "people.owner" in shown(bench.pilot))
        await bench.press("down", "enter")
        await bench.until(lambda: bench.table.title == "people" and bench.grid.window.total == 0)
        assert bench.table.view.where == "owner = Nordlys"
