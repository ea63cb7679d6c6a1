"""Bars and columns of plain characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from lattice.tui.widgets.chart import ColumnChart, bar
from lattice.tui.widgets.chart.bars import heights


def test_a_bar_is_as_long_as_its_share() -> None:
    assert bar(4, 4, 10) == "█" * 10
    assert bar(2, 4, 10) == "█" * 5
    assert bar(1, 16, 2) == "▏"
    assert bar(0, 4, 10) == ""
    assert bar(1, 1_000_000, 10) == "▏"


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(-5, 80))
def test_a_bar_never_leaves_its_room(value: int, most: int, width: int) -> None:
    assert len(bar(value, most, width)) <= max(0, width)


def test_the_highest_column_is_as_high_as_the_chart_and_little_is_not_nothing() -> None:
    lines = heights([0, 1, 1000, 500], 4)
    assert [line[2] for line in lines] == ["█"] * 4
    assert [line[3] for line in lines] == [" ", " ", "█", "█"]
    assert lines[-1][0] == " "
    assert lines[-1][1] == "▁"


class Chart(App[None]):
    CSS = "ColumnChart { height: 5; }"

    def compose(self) -> ComposeResult:
        yield ColumnChart()


async def test_a_chart_names_its_ends_and_gathers_what_has_no_room() -> None:
    app = Chart()
    async with app.run_test(size=(40, 8)) as pilot:
        chart = app.query_one(ColumnChart)
        chart.draw([1, 2, 3], "2022", "2024")
        await pilot.pause()
        lines = [chart.render_line(y).text for y in range(5)]
        assert lines[0].startswith("3 ")
        assert lines[4].split() == ["2022", "2024"]
        assert {chart.render_line(y).cell_length for y in range(5)} == {40}
        chart.draw([1] * 1000, "[b]first", "last")
        chart.marked = 500
        await pilot.pause()
        lines = [chart.render_line(y).text for y in range(5)]
        assert "[b]first" in lines[4]
        assert "▲" in lines[4]
        assert {chart.render_line(y).cell_length for y in range(5)} == {40}
        chart.draw([])
        await pilot.pause()
        assert chart.render_line(0).text.strip() == ""
