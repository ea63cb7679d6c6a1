"""What was typed and not saved outlives whatever ends the session or happens to the table."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from lattice.actions import ListRows, RenameColumn, RenameTable
from lattice.tui.widgets.editors import RowForm
from lattice.tui.widgets.editors.value import ValueEditor

from .conftest import Bench, workbench


async def begin_edit(bench: Bench) -> ValueEditor:
    await bench.press("e")
    await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
    return bench.screen.query_one(ValueEditor)


async def test_quitting_from_the_form_of_a_new_row_keeps_what_was_typed(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        await bench.type("Half a name")
        await bench.press("ctrl+q")
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        await bench.until(lambda: bench.app.screen.query(Input))
        assert bench.app.screen.query(Input).first().value == "Half a name"


async def test_quitting_while_a_cell_is_edited_keeps_what_was_typed_and_esc_lets_go_of_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await begin_edit(bench)
        await bench.press("end", "!", "?")
        await bench.press("ctrl+q")
    async with workbench(home) as bench:
        await bench.open("people")
        editor = await begin_edit(bench)
        assert editor.field.draft == "Ada [b]Berg!?"
        assert bench.said("did not save")
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus)
        assert (await begin_edit(bench)).field.draft == "Ada [b]Berg"


async def test_a_cell_is_saved_although_its_column_and_table_were_renamed_meanwhile(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await begin_edit(bench)
        await bench.press("end", "!")
        await bench.client.run(RenameColumn(table="people", column="name", name="called"))
        await bench.client.run(RenameTable(table="people", name="persons"))
        await bench.until(lambda: (t := bench.screen.bench.find("persons")) and t.find("called"))
        await bench.press("enter")
        await bench.until(lambda: bench.grid.has_focus)
        rows = (await bench.client.run(ListRows(table="persons"))).value.rows
        assert rows[0].values["called"] == "Ada [b]Berg!"
