"""A table of people in a workbench, for pictures of what lies over it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from lattice.actions import CreateTable, InsertRows
from lattice.client import open_local
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.widgets.table import TablePane
from tests.tui.driving import ADA, until, until_screen, workspace

COLUMNS = (
    NewColumn(name="name"),
    NewColumn(name="city", definition="Where they live"),
    NewColumn(name="score", type=ColumnType.INTEGER),
)
PEOPLE = (("Ada [b]Berg", "Oslo", 3), ("Bo Lind", "Bergen", 1), ("Cy Dahl", None, 2), ("Dag Moe", "Oslo", 5))


def app_with_people(theme: str, home: Path) -> App[None]:
    """The app in a theme, on a workspace with one table."""
    home.mkdir()
    (home / "settings.toml").write_text(f'theme = "{theme}"\n')
    asyncio.run(_fill(home))
    return LatticeApp(home)


async def _fill(home: Path) -> None:
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="people", columns=COLUMNS))
    rows = tuple({"name": name, "city": city, "score": score} for name, city, score in PEOPLE)
    await client.run(InsertRows(table="people", rows=rows))
    await client.close()


async def table_of(pilot: Pilot[None]) -> TablePane:
    """The table, when its rows are there."""
    await until_screen(pilot, "WorkbenchScreen")
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    await until(pilot, lambda: screen.ready and isinstance(screen.tabs.current, TablePane))
    pane = screen.tabs.current
    assert isinstance(pane, TablePane)
    await until(pilot, lambda: pane.grid.current)
    return pane


async def alone(pilot: Pilot[None]) -> None:
    """Leave only the dialog: what is behind it tells the time."""
    for child in pilot.app.screen_stack[-2].children:
        child.display = False
    await pilot.pause()
