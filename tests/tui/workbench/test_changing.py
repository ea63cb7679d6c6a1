"""Changing rows: edit, new, delete, undo, many at once, conflicts."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList, Static

from lattice.actions import GetRow, ListRows, UpdateRow
from lattice.model.rows import Row
from lattice.tui.screens.edit_conflict import EditConflict
from lattice.tui.widgets.editors import CellEditor, RowForm
from lattice.tui.widgets.editors.value import ValueEditor

from .conftest import Bench, workbench


async def rows_of(bench: Bench, where: str = "", deleted: bool = False) -> tuple[Row, ...]:
    return (await bench.client.run(ListRows(table="people", where=where, deleted=deleted))).value.rows


async def begin_edit(bench: Bench) -> CellEditor:
    await bench.press("e")
    await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
    return bench.screen.query_one(ValueEditor)


async def test_an_editor_that_went_away_is_placed_no_more(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        editor = await begin_edit(bench)
        await bench.press("escape")
        await bench.until(lambda: not editor.is_attached)
        # as a refresh does that was asked for while it was there
        editor.place()
        assert bench.grid.has_focus


async def test_a_cell_edited_in_place_is_saved_and_shown(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("j", "right")
        await begin_edit(bench)
        await bench.press("end", "!", "enter")
        await bench.until(lambda: bench.grid.current.values["city"] == "Bergen!")
        await bench.until(lambda: bench.grid.has_focus)


async def test_the_newest_change_is_taken_back_by_one_key_and_done_again_by_another(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("d")
        await bench.until(lambda: len(bench.names()) == 4)
        await bench.press("u")
        await bench.until(lambda: len(bench.names()) == 5)
        await bench.press("U")
        await bench.until(lambda: len(bench.names()) == 4)


async def test_deleting_says_that_undo_brings_it_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("d")
        await bench.until(lambda: bench.said("people/Ada [b]Berg is in the trash. u undoes it."))


async def test_selected_rows_are_deleted_as_one_change(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("space", "j", "j", "space")
        await bench.until(lambda: "2 selected" in bench.text(".filter-count"))
        await bench.press("d")
        await bench.until(lambda: len(bench.names()) == 3)
        await bench.press("u")
        await bench.until(lambda: len(bench.names()) == 5)


async def test_one_value_is_set_in_all_selected_rows(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("space", "j", "space", "right", "E")
        await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
        await bench.type("Bodo")
        await bench.press("enter")
        await bench.until(lambda: bench.said("Set city of 2 rows."))
        assert len(await rows_of(bench, "city = Bodo")) == 2


async def test_setting_many_begins_with_the_value_of_one_row_and_says_how_many(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "E")
        await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
        editor = bench.screen.query_one(ValueEditor)
        assert editor.field.draft == "Oslo"
        assert "sets 1 row " in str(editor.query_one(".cell-editor--line", Static).content)
        await bench.press("enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        assert len(await rows_of(bench, "city = Oslo")) == 3
        await bench.press("space", "j", "space", "E")
        await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
        editor = bench.screen.query_one(ValueEditor)
        assert editor.field.draft == ""
        assert "sets 2 rows " in str(editor.query_one(".cell-editor--line", Static).content)
        await bench.press("enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        assert len(await rows_of(bench, "city = Oslo")) == 3, "nothing was typed, nothing is changed"
        await bench.press("E")
        await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
        await bench.press("ctrl+d", "ctrl+s")
        await bench.until(lambda: bench.said("Set city of 2 rows."))
        assert len(await rows_of(bench, "city = Oslo")) == 2


async def test_a_new_row_comes_from_its_form(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        await bench.type("Fay Gro")
        await bench.press("ctrl+s")
        await bench.until(lambda: "Fay Gro" in bench.names())


async def test_a_new_row_that_the_filter_hides_is_said_to_be_hidden_and_one_that_it_shows_is_gone_to(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        bench.table.filter_by('name in ("Fay Gro", "Fay Gru")')
        await bench.until(lambda: bench.grid.row_count == 0)
        for name in ("Gil Moe", "Fay Gro"):
            await bench.press("n")
            await bench.until(lambda: isinstance(bench.app.screen, RowForm))
            await bench.type(name)
            await bench.press("ctrl+s")
            await bench.until(lambda name=name: bench.said(f"Added people/{name}."))
        assert bench.said("Added people/Gil Moe. The filter hides it; ⌫ shows all rows. u undoes it.")
        assert bench.said("Added people/Fay Gro. u undoes it.")
        await bench.until(lambda: bench.names() == ["Fay Gro"])
        await bench.press("backspace")
        await bench.until(lambda: "Gil Moe" in bench.names())


async def test_what_was_typed_into_a_new_row_and_left_is_there_the_next_time(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        await bench.type("Fay")
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        await bench.press("n")
        await bench.until(lambda: isinstance(bench.app.screen, RowForm))
        assert bench.app.screen.fields[0].field.draft == "Fay"


async def edit_what_bo_changes(bench: Bench) -> str:
    """Type into a city while somebody else changes it, and save; the id of the row."""
    await bench.open("people")
    await bench.press("right")
    row = bench.grid.current
    assert row is not None
    await begin_edit(bench)
    await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": "[b]Paris"}))
    await bench.press("end", "!", "enter")
    await bench.until(lambda: isinstance(bench.app.screen, EditConflict))
    return row.id


async def city_of(bench: Bench, row_id: str) -> object:
    return (await bench.client.run(GetRow(table="people", id=row_id))).value.values["city"]


async def test_an_edit_of_a_row_that_changed_meanwhile_shows_both_sides_and_loses_nothing(home: Path) -> None:
    async with workbench(home) as bench:
        row_id = await edit_what_bo_changes(bench)
        shown = "\n".join(str(piece.content) for piece in bench.app.screen.query(".both").results(Static))
        assert "was     Oslo" in shown
        assert "yours   Oslo!" in shown
        assert "theirs  [b]Paris" in shown
        await bench.press("enter")
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert await city_of(bench, row_id) == "[b]Paris"
        # the editor is still there with what was typed, and saving again is meant
        assert bench.screen.query_one(ValueEditor).field.draft == "Oslo!"
        await bench.press("enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        assert await city_of(bench, row_id) == "Oslo!"


async def test_theirs_is_taken_or_mine(home: Path) -> None:
    async with workbench(home) as bench:
        row_id = await edit_what_bo_changes(bench)
        await bench.press("down", "down", "enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        assert await city_of(bench, row_id) == "[b]Paris"
        assert not bench.screen.bench.drafts
        await begin_edit(bench)
        await bench.client.run(UpdateRow(table="people", id=row_id, values={"city": "Rome"}))
        await bench.press("end", "?", "enter")
        await bench.until(lambda: isinstance(bench.app.screen, EditConflict))
        await bench.press("down", "enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        assert await city_of(bench, row_id) == "[b]Paris?"


async def test_a_change_of_another_column_stands_in_nobodys_way(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right")
        row = bench.grid.current
        assert row is not None
        await begin_edit(bench)
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"score": 77}))
        await bench.press("end", "!", "enter")
        await bench.until(lambda: not bench.screen.query(ValueEditor))
        now = (await bench.client.run(GetRow(table="people", id=row.id))).value
        assert (now.values["city"], now.values["score"]) == ("Oslo!", 77)


async def test_undo_of_what_was_changed_since_asks_and_can_be_forced(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        row = bench.grid.current
        assert row is not None
        mine = await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": "Rome"}))
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": "Paris"}))
        bench.screen.undo_change(mine.change_id)
        await bench.until(lambda: bench.app.focused is not None and bench.app.focused.id == "no")
        await bench.press("tab", "enter")
        await bench.until(lambda: bench.grid.current.values["city"] == "Oslo")


async def test_a_row_of_the_trash_comes_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("d")
        await bench.until(lambda: len(bench.names()) == 4)
        await bench.press("T")
        trash = bench.screen.tabs.current
        lines = trash.query_one(OptionList)
        await bench.until(lambda: lines.option_count == 1 and lines.has_focus)
        await bench.press("r")
        await bench.until(lambda: lines.option_count == 0)
        assert len(await rows_of(bench)) == 5


async def test_a_purge_names_what_is_lost_and_asks(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("d")
        await bench.until(lambda: len(bench.names()) == 4)
        await bench.press("T")
        lines = bench.screen.tabs.current.query_one(OptionList)
        await bench.until(lambda: lines.option_count == 1 and lines.has_focus)
        await bench.press("P")
        await bench.until(lambda: bench.app.focused is not None and bench.app.focused.id == "no")
        await bench.press("tab", "enter")
        await bench.until(lambda: bench.said("Removed 1 row for good."))
        assert len(await rows_of(bench, deleted=True)) == 0


async def test_copying_says_where_it_went(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("y")
        await bench.until(lambda: bench.said("to the terminal's clipboard"))
        assert bench.app.clipboard == "Ada [b]Berg"
        await bench.press("Y")
        await bench.until(lambda: bench.app.clipboard.startswith("name\tcity\tscore\tcompany\n"))
