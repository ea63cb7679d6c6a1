"""Tables and their references as a graph, over a real workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Static

from lattice.actions import AddColumn, DefineColumn, RenameTable
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.schema import SchemaPane
from tests.tui.driving import shown
from tests.tui.workbench.conftest import Bench, home, workbench

__all__ = ["home"]

#: From the corner of a box to its first word.
INSIDE = Offset(2, 1)


async def opened(bench: Bench) -> SchemaPane:
    pane = await bench.screen.tabs.open(TabKey(TabKind.SCHEMA))
    assert isinstance(pane, SchemaPane)
    bench.screen.tabs.take_focus()
    await bench.until(lambda: pane.query_one(Lines).option_count)
    return pane


def here(pane: SchemaPane) -> str:
    table = pane.bench.table(pane.board.current)
    return table.name if table is not None else ""


async def test_the_graph_is_walked_along_references_and_opens_tables(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        await bench.press("v")
        await bench.until(lambda: "company  → companies" in shown(bench.pilot), "columns in the box")
        assert here(pane) == "companies", "where the list was"
        await bench.press("up")
        assert here(pane) == "people"
        assert "company → companies" in shown(bench.pilot).splitlines()[-3]
        await bench.press("left")
        assert here(pane) == "companies", "where nothing stands it goes on in the order of reading"
        await bench.press("up")
        # what is done with a table is done here; a column has the list
        assert pane.line is not None
        assert pane.line.column is None
        assert not pane.check_action("change", ("retype",))
        # a change by others is drawn
        column = NewColumn(name="boss", type=ColumnType.REFERENCE, target="people")
        await bench.client.run(AddColumn(table="people", column=column))
        await bench.client.run(RenameTable(table="companies", name="[b]firms"))
        await bench.until(lambda: "[b]firms  2" in shown(bench.pilot), "the new name")
        await bench.until(lambda: "boss     → people" in shown(bench.pilot), "the reference to itself")
        await bench.press("down")
        assert here(pane) == "[b]firms"
        await bench.press("enter")
        await bench.until(lambda: bench.screen.tabs.current.title == "[b]firms", "the table")


@pytest.mark.soak
async def test_the_mouse_chooses_and_opens_and_the_graph_is_there_after_a_restart(home: Path) -> None:
    async with workbench(home, (80, 24)) as bench:
        pane = await opened(bench)
        await bench.press("v")
        await bench.until(lambda: len(pane.board.plan.spots) == 2)
        people = next(i.table.id for i in bench.screen.bench.tables if i.table.name == "people")
        await bench.press("g", "g")
        spot = pane.board.plan.spots[people]
        await bench.press("G")
        assert here(pane) == "companies"
        at = spot.offset - pane.board.scroll_offset + INSIDE
        await bench.pilot.click(pane.board, offset=at)
        assert here(pane) == "people"
        await bench.pilot.pause()
    async with workbench(home, (160, 45)) as bench:
        pane = bench.screen.tabs.current
        assert isinstance(pane, SchemaPane)
        await bench.until(lambda: pane.board.is_on_screen)
        assert here(pane) == "people"
        spot = pane.board.plan.spots[pane.board.current]
        await bench.pilot.click(pane.board, offset=spot.offset + INSIDE, times=2)
        await bench.until(lambda: bench.screen.tabs.current.title == "people", "the table")
        await bench.screen.tabs.go(bench.screen.tabs.panes.index(pane))
        bench.screen.tabs.take_focus()
        await bench.press("v")
        line = pane.line
        assert line is not None
        assert line.table is not None
        assert line.table.name == "people", "the list is where the graph was"


async def test_a_narrow_list_leaves_room_for_definitions_and_says_all_of_the_line_under_the_cursor(
    home: Path,
) -> None:
    async with workbench(home, (80, 24)) as bench:
        said = "Where they live, all year round, and where letters find them when they are at home"
        await bench.client.run(DefineColumn(table="people", column="city", definition=said))
        pane = await opened(bench)
        await bench.until(lambda: "city     text         Where they live, all year r" in shown(bench.pilot))
        lines = pane.query_one(Lines)
        assert "people  5 rows  Everyone we know" in shown(bench.pilot)
        people = bench.screen.bench.find("people")
        assert people is not None
        assert lines.highlight_id(f"{people.id}/{people.column('city').id}")
        foot = pane.query_one(".graph-foot", Static)
        await bench.until(lambda: said in str(foot.content), "all of it")
        assert "when they are at home" in shown(bench.pilot)
        await bench.pilot.resize_terminal(160, 45)
        await bench.until(lambda: not foot.is_on_screen, "room enough for all of it")
