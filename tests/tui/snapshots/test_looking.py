"""How groups with their chart and the chooser of columns look; each picture was looked at when taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from lattice.actions import CreateTable, InsertRows
from lattice.client import open_local
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table import TablePane
from tests.tui.driving import ADA, until, until_screen, workspace

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)
COLUMNS = (
    NewColumn(name="name"),
    NewColumn(name="joined", type=ColumnType.DATE, definition="First day with us"),
    NewColumn(name="score", type=ColumnType.INTEGER),
)
JOINED = ("2024-01-31", "2024-03-01", "2024-03-02", "2024-03-31", "2024-06-05", "2024-07-01", None)
"""One each; the last has none."""


def _app(theme: str, home: Path) -> App[None]:
    home.mkdir()
    (home / "settings.toml").write_text(f'theme = "{theme}"\n')
    asyncio.run(_fill(home))
    return LatticeApp(home)


async def _fill(home: Path) -> None:
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="people", columns=COLUMNS))
    rows = tuple({"name": f"[b]{n} Berg", "joined": day, "score": n} for n, day in enumerate(JOINED))
    await client.run(InsertRows(table="people", rows=rows))
    await client.close()


async def _table(pilot: Pilot[None]) -> TablePane:
    await until_screen(pilot, "WorkbenchScreen")
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    await until(pilot, lambda: screen.ready and isinstance(screen.tabs.current, TablePane))
    pane = screen.tabs.current
    assert isinstance(pane, TablePane)
    await until(pilot, lambda: pane.grid.current)
    return pane


async def _alone(pilot: Pilot[None]) -> None:
    """Leave only the dialog: what is behind it tells the time."""
    for child in pilot.app.screen_stack[-2].children:
        child.display = False
    await pilot.pause()


@pytest.mark.parametrize(("theme", "size"), [("lattice-light", SMALL), ("lattice-dark", LARGE)])
def test_groups(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        pane = await _table(pilot)
        pane.grid.go_to_column("joined")
        await pilot.press("b")
        await until_screen(pilot, "GroupsScreen")
        await until(pilot, lambda: pilot.app.screen.query_one(Lines).option_count == 8)
        await pilot.press("j", "j")
        await _alone(pilot)

    assert snap_compare(_app(theme, home), terminal_size=size, run_before=before)


@pytest.mark.parametrize(("theme", "size"), [("lattice-dark", SMALL), ("lattice-light", LARGE)])
def test_columns(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await _table(pilot)
        await pilot.press("c")
        await until_screen(pilot, "ColumnsScreen")
        await pilot.press("j", "f", "space", "greater_than_sign", "k", "w")
        await _alone(pilot)

    assert snap_compare(_app(theme, home), terminal_size=size, run_before=before)
