"""How two tabs side by side, an edge that is moved and a menu look; each picture was looked at when taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from lattice.tui.session import TabKind
from lattice.tui.widgets.key_line import KeyLine
from tests.tui.driving import until, until_screen

from .table_screens import app_with_people, table_of

Compare = Callable[..., bool]
LOOKS = [("lattice-dark", (80, 24)), ("lattice-light", (160, 45))]


async def _split(pilot: Pilot[None]) -> None:
    pane = await table_of(pilot)
    screen = pilot.app.screen
    await screen.action_open(TabKind.SCHEMA.value)
    await pilot.press("vertical_line")
    await until(pilot, lambda: screen.tabs.beside is pane and pane.region.area)
    _alone(pilot)


def _alone(pilot: Pilot[None]) -> None:
    """Leave only the tabs: what is around them tells the time, who one is, and what others build."""
    screen = pilot.app.screen
    screen.feed.display = screen.top_bar.display = False
    screen.with_sidebar = False
    screen.query_one(KeyLine).display = False


@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_two_tabs(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await _split(pilot)
        edge = pilot.app.screen.query_one("#split-edge")
        await until(pilot, lambda: edge.region.area and edge.region.x * 2 + 1 >= size[0] - 1)
        await pilot.press("g", "r")
        await until(pilot, lambda: edge.has_focus)
        await pilot.pause()

    assert snap_compare(app_with_people(theme, home), terminal_size=size, run_before=before)


@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_menu(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await table_of(pilot)
        _alone(pilot)
        await pilot.pause()
        await pilot.click(pilot.app.screen.tabs.strip, offset=(3, 0), button=3)
        await until_screen(pilot, "MenuScreen")
        await pilot.pause()

    assert snap_compare(app_with_people(theme, home), terminal_size=size, run_before=before)
