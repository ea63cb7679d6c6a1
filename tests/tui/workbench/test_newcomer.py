"""What somebody meets who works fast, or for the first time: keys that run ahead, files that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from lattice.actions import ListRows, UpdateRows
from lattice.tui.app import LatticeApp
from lattice.tui.possible import possible
from lattice.tui.widgets.grid import Grid
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.sidebar.entries import Entry, paint
from lattice.tui.widgets.table import TablePane
from tests.tui.driving import shown, started, typed, until, until_screen, workspace

from .conftest import Bench, workbench


def at_once(bench: Bench, keys: str) -> None:
    """Strokes that reach the app in one go, as a fast typist's or a paste's do."""
    from textual.events import Key
    from textual.keys import _character_to_key

    for stroke in keys:
        key = "enter" if stroke == "\r" else _character_to_key(stroke)
        event = Key(key, stroke)
        event.set_sender(bench.app)
        bench.app.post_message(event)


async def test_digits_typed_right_after_the_colon_are_the_number_of_the_row(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        at_once(bench, ":4\r")
        await bench.until(lambda: bench.grid.cursor_row == 3)


async def test_a_value_typed_right_after_e_goes_into_the_cell_and_does_nothing_else(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right")
        at_once(bench, "eddnd")
        await bench.until(lambda: isinstance(bench.app.focused, Input) and "ddnd" in bench.app.focused.value)
        assert bench.screen.bench.trashed == 0


async def test_a_filter_typed_in_one_go_holds_and_leaves_no_completions_open(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        at_once(bench, "/city = Oslo\r")
        await bench.until(lambda: bench.table.view.where == "city = Oslo")
        await bench.until(lambda: bench.grid.has_focus)
        bar = bench.table.bar
        assert not bar.has_class("offering")
        assert not bar.query_one(OptionList).option_count


async def test_slash_in_the_sidebar_filters_the_table_under_its_cursor(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("f4")
        lines = bench.screen.sidebar.lines
        await bench.until(lambda: lines.has_focus)
        people = bench.screen.bench.find("people")
        assert people is not None
        lines.highlight_id(people.id)
        at_once(bench, "/name ~ Dahl\r")
        await bench.until(lambda: bench.table.title == "people" and bench.table.view.where == "name ~ Dahl")


async def test_slash_where_nothing_can_be_filtered_says_so_and_what_is_typed_next_does_nothing(
    home: Path,
) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        while bench.screen.tabs.panes:
            await bench.press("ctrl+w")
        bench.screen.sidebar.lines.highlight_id("history")
        await bench.until(lambda: "/ Filter" not in str(bench.screen.query_one(KeyLine).render()))
        assert "grid.filter" not in [one.id for one in possible(bench.screen)]
        for burst in ("/words\r", "/name = Cy and TdnH\r"):
            at_once(bench, burst)
            await bench.until(lambda: type(bench.app.screen).__name__ == "Notice")
            await bench.pilot.pause()
            assert type(bench.app.screen).__name__ == "Notice"
            await bench.press("escape")
            await bench.until(lambda: bench.app.screen is bench.screen)
            assert not bench.screen.tabs.panes


async def test_what_was_typed_into_a_cell_and_left_with_esc_is_there_at_the_next_edit(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "e")
        await bench.until(lambda: isinstance(bench.app.focused, Input))
        await bench.press("end", "!", "escape")
        await bench.until(lambda: bench.grid.has_focus and bench.said("Not saved"))
        await bench.press("e")
        await bench.until(lambda: isinstance(bench.app.focused, Input) and bench.app.focused.value == "Oslo!")
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus)
        await bench.press("e")
        await bench.until(lambda: isinstance(bench.app.focused, Input) and bench.app.focused.value == "Oslo")


async def test_a_bulk_change_in_the_history_of_a_row_shows_what_it_did_to_that_row(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        ids = tuple(row.id for row in (await bench.client.run(ListRows(table="people"))).value.rows)
        await bench.client.run(UpdateRows(table="people", values={"city": "Rome"}, ids=ids))
        await bench.press("j", "h")
        diff = bench.screen.inspector.query_one(DiffView).query_one("#diff-text")
        await bench.until(lambda: "Bergen → Rome" in str(diff.content))
        assert "Oslo" not in str(diff.content)
        assert "4 more" in str(diff.content)


async def test_a_column_that_is_empty_under_a_filter_gives_its_room_to_others(home: Path) -> None:
    async with workbench(home) as bench:
        ids = tuple(row.id for row in (await bench.client.run(ListRows(table="people"))).value.rows)
        await bench.client.run(UpdateRows(table="people", values={"city": "x" * 27}, ids=ids[:1]))
        await bench.open("people")
        await bench.client.run(UpdateRows(table="people", values={"city": None}, ids=ids[1:]))
        await bench.until(lambda: bench.grid.window.row(1).values["city"] is None)
        wide = bench.grid.arrangement.slots[1].width
        at_once(bench, "/city is empty\r")
        await bench.until(lambda: bench.grid.arrangement.slots[1].width < wide)


@pytest.mark.parametrize("width", range(1, 40))
def test_a_line_of_the_sidebar_is_as_wide_as_its_room_and_never_cuts_its_count(width: int) -> None:
    line = str(paint(Entry("t", None, "airports of the world", 3_376, "", 1), width))
    assert len(line) <= max(width, 3)
    assert "3,376" in line or not any(c.isdigit() for c in line)


async def test_enter_on_a_choice_of_the_wizard_makes_the_workspace(home: Path) -> None:
    async with workbench(home) as bench:
        bench.app.flow.create()
        await until_screen(bench.pilot, "CreateScreen")
        await bench.press("ctrl+s")
        await typed(bench.pilot, "mine")
        await bench.press("enter", "enter", "enter")
        await until(bench.pilot, lambda: bench.app.entry is not None and bench.app.entry.name == "mine")


async def test_after_an_import_the_focus_is_in_the_rows_of_the_first_table_that_came(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "zebras.csv"
    path.write_text("name,stripes\nZoe,31\n")
    async with workbench(home) as bench:
        bench.app.flow.import_files((path,))
        await until_screen(bench.pilot, "ImportScreen")
        await until(bench.pilot, lambda: bench.app.screen.has_class("-read"))
        await bench.press("ctrl+s")
        await until_screen(bench.pilot, "ImportResult")
        await bench.press("enter")
        await bench.until(lambda: bench.app.screen is bench.screen and bench.table.title == "zebras")
        await bench.until(lambda: bench.grid.has_focus)


async def test_a_new_table_has_the_focus_in_its_rows(home: Path) -> None:
    async with workbench(home) as bench:
        at_once(bench, "Nnotes")
        await until_screen(bench.pilot, "NewTableScreen")
        await bench.until(lambda: bench.app.screen.query_one("#table-name", Input).value == "notes")
        await bench.press("ctrl+s")
        await bench.until(
            lambda: isinstance(bench.screen.tabs.current, TablePane) and bench.table.title == "notes"
        )
        await bench.until(lambda: isinstance(bench.app.focused, Grid))


@pytest.mark.parametrize(
    "content", [b"", bytes(4_096), b"no workspace at all\n" * 400, b"SQLite format 3\0" + bytes(84)]
)
async def test_a_file_that_is_no_workspace_is_told_and_can_be_tried_again_and_left(
    home: Path, tmp_path: Path, content: bytes
) -> None:
    bad = await workspace(home, "bad")
    good = await workspace(home, "good")
    Path(bad.path).write_bytes(content)
    async with started(home, workspace="good") as pilot:
        app = pilot.app
        assert isinstance(app, LatticeApp)
        await until_screen(pilot, "WorkbenchScreen")
        app.flow.open(bad)
        await until_screen(pilot, "ProblemScreen")
        first = app.screen
        await pilot.click("#again")
        await until(pilot, lambda: type(app.screen).__name__ == "ProblemScreen" and app.screen is not first)
        assert "bad could not be opened" in shown(pilot)
        app.flow.open(good)
        await until_screen(pilot, "WorkbenchScreen")


async def test_in_a_short_terminal_the_inspector_has_the_focus_while_it_covers_the_table(home: Path) -> None:
    async with workbench(home, size=(80, 24)) as bench:
        await bench.open("people")
        await bench.press("f6")
        await bench.until(lambda: bench.screen.inspector.has_focus_within, "the inspector has the focus")
        await bench.press("escape")
        await bench.until(lambda: bench.grid.has_focus and not bench.screen.with_inspector)


async def test_what_is_opened_in_a_short_terminal_is_not_covered_by_the_inspector(home: Path) -> None:
    async with workbench(home, size=(80, 24)) as bench:
        await bench.open("people")
        await bench.press("f6")
        await bench.until(lambda: bench.screen.inspector.has_focus_within, "the inspector has the focus")
        await bench.open("companies")
        await bench.until(lambda: bench.grid.has_focus and not bench.screen.with_inspector)


async def test_the_inspector_shows_what_the_cursor_of_any_tab_stands_on_or_says_why_not(home: Path) -> None:
    async with workbench(home, (160, 45)) as bench:
        await bench.open("people")
        ids = tuple(row.id for row in (await bench.client.run(ListRows(table="people"))).value.rows)
        await bench.client.run(UpdateRows(table="people", values={"city": "Rome"}, ids=ids))
        await bench.client.run(UpdateRows(table="people", values={"city": "Roma"}, ids=ids[3:4]))
        await bench.press("f6")
        label = bench.screen.inspector.query_one(".row-label", Static)

        async def says(words: str) -> None:
            await bench.until(lambda: words in str(label.content), f"{words}; it says {label.content}")

        await says("Ada [b]Berg")
        await bench.press("H")
        await says("Dag Moe")
        await bench.press("j")
        await says("about several rows")
        await bench.screen.action_open("schema")
        await says("Nothing in front has a row")
        await bench.open("people")
        await says("Ada [b]Berg")
