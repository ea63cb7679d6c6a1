"""What is pressed while a workbench still opens is meant for the workbench as it was left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key

from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.session import SessionState, TabKey, TabKind, TabState, save_session, session_path
from lattice.workspaces import Registry

from .conftest import DEADLINE_S, Bench

HOME = TabState(TabKey(TabKind.HOME))
TRASH = TabState(TabKey(TabKind.TRASH))
QUERY = TabState(TabKey(TabKind.SQL), kept={"text": "select 1"})


def left_with(home: Path, *tabs: TabState, active: int = 0) -> None:
    """The workspace of `home` was left with these tabs."""
    entry = Registry(home).active()
    assert entry is not None
    save_session(session_path(home, entry.id), SessionState(tabs=tabs, active=active))


@asynccontextmanager
async def opening(home: Path) -> AsyncIterator[Bench]:
    """A workbench whose tabs are not back yet."""
    app = LatticeApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        bench = Bench(pilot, app)
        loop = asyncio.get_running_loop()
        end = loop.time() + DEADLINE_S
        while not (isinstance(app.screen, WorkbenchScreen) and app.screen.is_mounted):
            assert loop.time() < end, f"no workbench: {app.screen}, {app.said}"
            await asyncio.sleep(0)
        assert not bench.screen.ready
        yield bench


def keys(bench: Bench) -> list[TabKey]:
    return [pane.key for pane in bench.screen.tabs.panes]


async def test_a_tab_that_is_wished_for_early_is_the_one_that_was_left(home: Path) -> None:
    left_with(home, HOME, QUERY, TRASH, active=2)
    async with opening(home) as bench:
        await bench.screen.open_tab(QUERY.key)
        await bench.until(lambda: bench.screen.ready)
        await bench.until(lambda: bench.screen.tabs.current.key == QUERY.key)
        assert keys(bench) == [HOME.key, QUERY.key, TRASH.key]
        await bench.until(lambda: bench.screen.tabs.current.text == "select 1", "what was typed there")


@pytest.mark.parametrize("pressed", [("g", "h"), ("j", "enter")])
async def test_keys_wait_until_the_tabs_are_back(home: Path, pressed: tuple[str, ...]) -> None:
    left_with(home, TRASH, HOME, active=1)
    async with opening(home) as bench:
        for key in pressed:
            bench.app.post_message(Key(key, key if len(key) == 1 else None))
        await bench.until(lambda: bench.screen.ready)
        await bench.pilot.pause(0.2)
        assert keys(bench)[:2] == [TRASH.key, HOME.key]
        assert keys(bench).count(HOME.key) == 1


async def test_a_tab_that_was_kept_twice_comes_back_once(home: Path) -> None:
    left_with(home, HOME, HOME, TRASH, active=1)
    async with opening(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        assert keys(bench) == [HOME.key, TRASH.key]
        assert bench.screen.tabs.current.key == HOME.key
