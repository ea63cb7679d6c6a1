"""Pasting cells of a spreadsheet, filling down: one change, nothing lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste
from textual.widgets import Checkbox, Static

from lattice.actions import ListChanges, ListRows
from lattice.ingest.export import ExportFormat, format_rows
from lattice.model.values import ColumnType
from lattice.tui.screens.paste_cells import PasteCells
from lattice.tui.widgets.table.block import Separator, read_block

from .conftest import Bench, workbench


def paste(bench: Bench, text: str) -> None:
    """As the terminal does it."""
    bench.grid.post_message(Paste(text))


async def rows_of(bench: Bench) -> list[tuple[object, ...]]:
    found = (await bench.client.run(ListRows(table="people"))).value.rows
    return [(r.values["name"], r.values["city"], r.values["score"]) for r in found]


async def asked(bench: Bench) -> PasteCells:
    await bench.until(lambda: isinstance(bench.app.screen, PasteCells))
    await bench.pilot.pause()
    screen = bench.app.screen
    assert isinstance(screen, PasteCells)
    return screen


async def test_a_block_that_fits_goes_in_at_once_and_one_undo_takes_all_of_it_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        before = await rows_of(bench)
        await bench.press("down", "right")
        paste(bench, "Voss\t10\r\nAlta\t20\r\n")
        await bench.until(lambda: bench.said("Pasted into people: changed 2 rows. u undoes it."))
        after = await rows_of(bench)
        assert after[1:3] == [("Bo Lind", "Voss", 10), ("Cy Dahl", "Alta", 20)]
        assert (after[0], after[3:]) == (before[0], before[3:])
        await bench.press("u")
        await bench.until(lambda: bench.said("undid") or bench.grid.current.values["city"] == "Bergen")
        assert await rows_of(bench) == before


async def test_what_does_not_fit_is_shown_before_and_stays_out(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right")
        paste(bench, "Voss\tmany\nAlta\t20\n")
        await asked(bench)
        words = "\n".join(
            str(option.prompt)
            for option in bench.app.screen.query_one("Lines").options  # type: ignore[attr-defined]
        )
        assert "line 1" in words
        assert "score" in words
        assert "many" in words
        await bench.press("enter")
        await bench.until(lambda: bench.said("changed 2 rows"))
        assert (await rows_of(bench))[:2] == [("Ada [b]Berg", "Voss", 3), ("Bo Lind", "Alta", 20)]


async def test_rows_beyond_the_last_are_offered_as_new_ones(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("G")
        paste(bench, "Eva L\tOslo\t4\tNordlys\nFay Gro\tMoss\t7\tFjord AS\n")
        await asked(bench)
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.said("changed 1 row and added 1 row"))
        rows = (await bench.client.run(ListRows(table="people"))).value
        assert rows.rows[-1].values["name"] == "Fay Gro"
        assert rows.labels[str(rows.rows[-1].values["company"])] == "Fjord AS"
        await bench.press("u")
        await bench.until(lambda: bench.grid.row_count == 5)
        assert (await rows_of(bench))[4] == ("Eva Lie", "Oslo", 4)


async def test_the_rows_of_a_ragged_block_are_all_accounted_for_and_enter_pastes_from_anywhere(
    home: Path,
) -> None:
    lines = [
        "Eva Lie",
        "",
        "Fay Gro\tMoss\t7",
        "Gil Moe\tMoss\tmany",
        "\t\tfew",
        "\t\t",
        "Hal Aas\tVoss\t1\t\tx",
    ]
    async with workbench(home, (80, 24)) as bench:
        await bench.open("people")
        await bench.press("G")
        paste(bench, "\n".join(lines))
        screen = await asked(bench)
        said = str(screen.query_one("#paste-what", Static).content)
        assert "0 rows change · 3 rows are added · 1 row says it already · 1 row does not fit" in said
        assert "2 empty rows are left out · 1 column has no place" in said
        listed = [str(option.prompt) for option in screen.lines.options]
        assert ["line 4" in listed[0], "line 5" in listed[1], len(listed)] == [True, True, 2]
        add = screen.query_one("#paste-add", Checkbox)
        add.focus()
        await bench.press("space", "enter")
        await bench.until(lambda: bench.said("Nothing can be pasted."))
        assert bench.app.screen is screen
        await bench.press("space", "tab")
        assert bench.app.focused is screen.lines
        await bench.press("enter")
        await bench.until(lambda: bench.said("Pasted into people: added 3 rows; 2 empty rows are left out."))
        found = await rows_of(bench)
        assert found[5:] == [("Fay Gro", "Moss", 7), ("Gil Moe", "Moss", None), ("Hal Aas", "Voss", 1)]


async def test_new_rows_can_be_declined_and_esc_changes_nothing(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        before = await rows_of(bench)
        await bench.press("G")
        paste(bench, "Eva L\nFay Gro\n")
        await asked(bench)
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert await rows_of(bench) == before
        paste(bench, "Eva L\nFay Gro\n")
        screen = await asked(bench)
        screen.query_one("#paste-add").toggle()  # type: ignore[attr-defined]
        await bench.press("ctrl+s")
        await bench.until(lambda: bench.said("changed 1 row."))
        assert len(await rows_of(bench)) == 5


async def test_a_first_line_of_column_names_is_left_out(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        paste(bench, "Name\tCity\nAda B\tVoss\n")
        await asked(bench)
        await bench.press("enter")
        await bench.until(lambda: bench.said("changed 1 row"))
        assert (await rows_of(bench))[0] == ("Ada B", "Voss", 3)


async def test_a_name_that_no_row_or_several_have_is_not_guessed(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("$")
        paste(bench, "Nowhere Ltd\n")
        screen = await asked(bench)
        assert screen.query_one("#yes").disabled
        assert "No row there is called that" in str(screen.lines.get_option_at_index(0).prompt)


async def test_one_cell_fills_all_that_are_selected(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "V", "down", "down")
        paste(bench, "Voss")
        await bench.until(lambda: bench.said("changed 3 rows"))
        assert [row[1] for row in await rows_of(bench)] == ["Voss", "Voss", "Voss", "Tromsø", "Oslo"]


async def test_what_was_copied_here_is_pasted_by_key(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "V", "right", "down", "y")
        await bench.until(lambda: bench.said("2 × 2 cells"))
        await bench.press("escape", "left", "down", "down", "p")
        await bench.until(lambda: bench.said("changed 2 rows"))
        assert [row[1:] for row in await rows_of(bench)][3:] == [("Oslo", 3), ("Bergen", 1)]


async def test_many_changes_say_how_far_they_are_and_are_one_undo(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lattice.tui.carrying_out.SHOWN_S", 0.0)
    async with workbench(home) as bench:
        await bench.open("people")
        before, seq = await rows_of(bench), (await bench.client.describe()).seq
        paste(bench, "A\nB\nC\nD\nE")
        await bench.until(lambda: bench.said("changed 5 rows"))
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert [row[0] for row in await rows_of(bench)] == ["A", "B", "C", "D", "E"]
        (change,) = (await bench.client.run(ListChanges(before_seq=seq + 6, limit=1))).value.changes
        assert (change.events, change.first_seq) == (5, seq + 1)
        await bench.press("u")
        await bench.until(lambda: bench.grid.window.rows()[4].values["name"] == "Eva Lie")
        assert await rows_of(bench) == before


async def test_the_rectangle_is_filled_from_its_first_row(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "V", "right", "down", "down", "ctrl+d")
        await bench.until(lambda: bench.said("Filled city, score of 2 rows down. u undoes it."))
        assert [row[1:] for row in await rows_of(bench)][:3] == [("Oslo", 3)] * 3
        await bench.press("u")
        await bench.until(lambda: bench.grid.window.rows()[1].values["city"] == "Bergen")


async def test_without_a_selection_the_cell_is_filled_from_the_one_above(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "ctrl+d")
        await bench.until(lambda: bench.said("There is no row above this one"))
        await bench.press("down", "ctrl+d")
        await bench.until(lambda: bench.said("Filled city of 1 row down."))
        assert (await rows_of(bench))[1] == ("Bo Lind", "Oslo", 1)


async def test_selected_rows_are_filled_from_the_first_of_them(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("down", "space", "down", "down", "space", "right", "ctrl+d")
        await bench.until(lambda: bench.said("Filled city of 1 row down."))
        assert (await rows_of(bench))[3] == ("Dag Moe", "Bergen", 5)


def test_what_is_tabs_what_is_commas_and_what_is_neither() -> None:
    assert read_block("a\tb\nc\td\n").separator is Separator.TAB
    assert read_block("a,b\nc,d\n").rows == (("a", "b"), ("c", "d"))
    assert read_block("Oslo, Norway").rows == (("Oslo, Norway",),)
    assert read_block("Dear all,\nhow are you").separator is Separator.NONE
    assert read_block("a\r\nb\rc").rows == (("a",), ("b",), ("c",))
    assert read_block('"two\nlines"\tx').rows == (("two\nlines", "x"),)
    assert read_block('5" pipe\t1').rows == (('5" pipe', "1"),)


CELLS = st.text("ab, \"';|\n\t😀é", max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_copied_as_cells_is_pasted_as_the_same_cells(rows: list[list[str]]) -> None:
    columns = [("a", ColumnType.TEXT), ("b", ColumnType.TEXT)]
    text = format_rows(columns, rows, ExportFormat.TSV, header=False)
    assert [list(row) for row in read_block(text).rows] == rows
