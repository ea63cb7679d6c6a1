"""The first tab of a workspace, over a real workspace."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import DefineTable, DropTable
from lattice.client import open_local
from lattice.model.people import Caller
from lattice.tui.session import TabKind
from lattice.tui.widgets.home import HomePane
from lattice.tui.widgets.home.tiles import Tile
from lattice.tui.widgets.lists import Lines
from tests.tui.driving import shown, started, until, until_screen
from tests.tui.workbench.conftest import Bench, home, workbench

__all__ = ["home"]


async def opened(bench: Bench) -> HomePane:
    await bench.screen.action_do("workbench.home")
    pane = bench.screen.tabs.current
    assert isinstance(pane, HomePane)
    await bench.until(lambda: "bo" in said(pane) or "seed" in said(pane), "the last changes")
    return pane


def said(pane: HomePane) -> str:
    return "\n".join(f"{t.title} {t.total} {words(t)}" for t in pane.board.tiles)


def words(tile: Tile) -> str:
    return " ".join(piece for line in tile.lines for piece, _ in line)


async def test_every_table_has_a_card_with_its_count_its_definition_and_its_last_change(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        await bench.until(lambda: "seed · just now" in said(pane))
        assert "people 5 Everyone we know" in said(pane)
        # one without a definition says what it is made of
        assert "companies 2 name" in said(pane)
        (line,) = [t for t in pane.board.tiles if t.part == "changes" and "5 rows" in words(t)]
        assert "people" in words(line)


async def test_enter_opens_the_table_of_a_card_and_coming_back_finds_the_cursor(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        await bench.press("right", "enter")
        await bench.until(lambda: bench.screen.tabs.current is not pane)
        assert bench.table.title == "people"
        await bench.screen.action_do("workbench.home")
        await bench.pilot.pause()
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        pane = bench.screen.tabs.current
        assert isinstance(pane, HomePane)
        assert pane.board.current is not None
        assert pane.board.current.title == "people"


async def test_a_change_opens_the_history(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        await bench.press("]", "down", "down", "enter")
        assert pane.board.current is not None
        wanted = pane.board.current.spot.find
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.HISTORY)
        lines = bench.screen.tabs.current.query_one(Lines)
        await bench.until(lambda: lines.highlighted_id == wanted, "the change")


async def test_what_others_do_is_told_as_it_happens(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        other = await open_local(
            Path(bench.screen.workspace.path), caller=Caller(actor="human:bo", origin="cli")
        )
        page = (await other.run(DefineTable(table="companies", definition="Who pays us"))).value
        assert page
        await bench.until(lambda: "Who pays us" in said(pane), "the definition")
        await bench.until(lambda: "bo · just now" in said(pane), "who did it")
        await other.close()


async def test_an_empty_workspace_says_what_belongs_there(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await opened(bench)
        for name in ("people", "companies"):
            await bench.client.run(DropTable(table=name))
        await bench.until(lambda: pane.has_class("nothing"), "the words")


async def test_a_workspace_that_was_never_open_begins_with_home(home: Path) -> None:
    async with started(home, (120, 36)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.screen.ready)
        await until(pilot, lambda: "Everyone we know" in shown(pilot))
        assert isinstance(pilot.app.screen.tabs.current, HomePane)
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Ada [b]Berg" in shown(pilot))
