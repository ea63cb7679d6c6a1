from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from lattice.model.values import ColumnType
from lattice.tui.widgets.grid.layout import GridColumn, Slot
from lattice.tui.widgets.grid.paint import Line, Look, SortMark, Tone, add_cell, add_title, cell_text

STYLES = {(look, tone): Style(meta={"at": f"{look}{tone}"}) for look in Look for tone in Tone}


def palette(look: Look, tone: Tone) -> Style:
    return STYLES[look, tone]


def title(name: str, width: int, mark: SortMark | None = None, type_: ColumnType = ColumnType.TEXT) -> str:
    line = Line(width + 2)
    add_title(line, Slot(GridColumn(name, type_), 0, width), mark, True, palette)
    return "".join(segment.text for segment in line.done(Style()))


@pytest.mark.parametrize(
    ("type_", "value", "text"),
    [
        (ColumnType.TEXT, "[b]Ada[/b]", "[b]Ada[/b]"),
        (ColumnType.TEXT, "", ""),
        (ColumnType.TEXT, None, "·"),
        (ColumnType.INTEGER, 9_223_372_036_854_775_807, "9223372036854775807"),
        (ColumnType.NUMBER, 2.0, "2"),
        (ColumnType.BOOLEAN, True, "✓ yes"),
        (ColumnType.BOOLEAN, False, "✗ no"),
        (ColumnType.DATE, "2024-02-11", "2024-02-11"),
        (ColumnType.DATETIME, "2024-02-11T09:30:00.000000Z", "2024-02-11 09:30"),
        (ColumnType.JSON, {"a": "\x1b"}, '{"a":"\\u001b"}'),
        (ColumnType.REFERENCE, "X1", "→ Nordlys"),
        (ColumnType.REFERENCE, "X2", "→ X2"),
    ],
)
def test_each_type_is_written_its_way(type_: ColumnType, value: object, text: str) -> None:
    assert cell_text(GridColumn("c", type_), value, {"X1": "Nordlys"}).text == text


def test_a_value_that_does_not_fit_its_type_is_shown_as_it_is() -> None:
    assert cell_text(GridColumn("c", ColumnType.INTEGER), "n/a\x1b", {}).text == "n/a␛"


def test_numbers_stand_at_the_right_with_their_title() -> None:
    line = Line(8)
    slot = Slot(GridColumn("n", ColumnType.INTEGER), 0, 6)
    add_cell(line, slot, cell_text(slot.column, 42, {}), Look.PLAIN, palette)
    assert "".join(s.text for s in line.done(Style())) == "     42 "
    assert title("n", 6, type_=ColumnType.INTEGER) == " 123  n "


def test_a_title_tells_its_place_in_the_sort_even_when_it_is_cut() -> None:
    assert title("name", 12, SortMark(0, False)) == " name ▲1  abc "
    assert title("a very long name", 8, SortMark(1, True)) == " a ve… ▼2 "


def test_a_type_is_hinted_at_when_there_is_room() -> None:
    assert title("joined", 12, type_=ColumnType.DATE) == " joined   day "
    assert "day" not in title("joined", 7, type_=ColumnType.DATE)


@given(
    st.lists(st.text(st.sampled_from("ab東京é 🙂"), min_size=1, max_size=6), max_size=8),
    st.integers(0, 20),
    st.integers(1, 20),
)
def test_a_line_is_exactly_as_long_as_the_screen(pieces: list[str], hidden: int, width: int) -> None:
    line = Line(width)
    line.skip(hidden)
    for piece in pieces:
        line.add(piece, cell_len(piece), STYLES[Look.PLAIN, Tone.PLAIN])
    assert sum(cell_len(segment.text) for segment in line.done(Style())) == width


def test_pieces_of_one_style_run_together() -> None:
    line = Line(20)
    for word in ("one", "two"):
        line.add(word, 3, STYLES[Look.PLAIN, Tone.PLAIN])
    line.add("three", 5, STYLES[Look.PLAIN, Tone.NUMBER])
    assert len(line.done(STYLES[Look.PLAIN, Tone.NUMBER])) == 2
