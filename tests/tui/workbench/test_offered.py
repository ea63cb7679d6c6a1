"""What the parts of the workbench offer fits together: no two want one name, and nothing is out of reach."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import CreateTable, InsertRow
from lattice.model.schema import NewColumn
from lattice.tui.keys import KEYS
from lattice.tui.possible import possible
from lattice.tui.screens.offered import DEEDS, PARTS, commands

from .conftest import Bench, workbench


def test_no_two_parts_do_something_under_one_name() -> None:
    assert sum(len(part.DEEDS) for part in PARTS) == len(DEEDS)


async def test_every_deed_has_a_key_or_a_command_and_no_two_commands_one_name(home: Path) -> None:
    async with workbench(home) as bench:
        offered = commands(bench.screen)
        names = [command.name for command in offered]
        assert len(names) == len(set(names))
        done = {command.action for command in offered}
        keys = {key.id for key in KEYS}
        assert [name for name in DEEDS if name not in keys and f"do({name!r})" not in done] == []


async def test_only_what_can_be_done_with_a_field_is_offered(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("e")
        await bench.until(lambda: bench.app.focused is not bench.grid)
        offered = {one.id for one in possible(bench.app.screen)}
        assert "edit.external" in offered
        assert "edit.format" not in offered


async def test_what_only_tells_of_a_row_has_nothing_to_edit(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("h")
        await bench.until(lambda: bench.screen.inspector.has_focus_within)
        assert "row.edit" not in {one.id for one in possible(bench.app.screen)}


async def test_reading_again_and_links_that_cannot_be_taken_away_are_answered(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("f5")
        await bench.until(lambda: bench.said("read again"))
        await bench.press("enter", "right_square_bracket")
        await bench.until(
            lambda: bench.screen.inspector.part == "links" and bench.screen.inspector.has_focus_within
        )
        await bench.pilot.pause(0.2)
        await bench.press("d")
        await bench.until(lambda: bench.said("This is a reference") or bench.said("Nothing is tied"))


async def test_where_there_is_no_row_nothing_is_offered_that_is_of_rows(home: Path) -> None:
    def offered(bench: Bench) -> set[str]:
        return {one.id for one in possible(bench.app.screen)}

    of_rows = {
        "grid.open",
        "grid.edit",
        "grid.select",
        "grid.delete",
        "grid.copy",
        "grid.only",
        "grid.groups",
    }
    async with workbench(home) as bench:
        await bench.client.run(CreateTable(name="empty", columns=(NewColumn(name="name"),)))
        await bench.until(lambda: bench.screen.bench.find("empty") is not None)
        table = bench.screen.bench.find("empty")
        assert table is not None
        await bench.screen.action_open("table", table.id)
        await bench.until(lambda: not of_rows & offered(bench), "no more of rows")
        assert {"grid.new", "grid.paste", "grid.filter", "grid.columns"} <= offered(bench)
        await bench.client.run(InsertRow(table="empty", values={"name": "first"}))
        await bench.until(lambda: of_rows <= offered(bench), "all of it again")
