"""How the graphs look; each picture was looked at when taken."""

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
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.drawn import Drawn
from lattice.tui.widgets.key_line import KeyLine
from tests.tui.driving import ADA, until, until_screen, workspace

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)
LOOKS = [pytest.param("lattice-light", SMALL, marks=pytest.mark.soak), ("lattice-dark", LARGE)]


def _refers(name: str, target: str) -> NewColumn:
    return NewColumn(name=name, type=ColumnType.REFERENCE, target=target)


TABLES = (
    ("companies", ()),
    ("people [b]", (("company", "companies"),)),
    ("projects", (("lead", "people [b]"), ("partner", "companies"))),
    ("tasks", (("assignee", "people [b]"), ("project", "projects"))),
    ("weather", ()),
)
NAMES = ("Ada [b]Berg", "Bo Lind", "Cy Dahl", "日本の人", "Eva of a name that is far too long for its place")


def _app(theme: str, home: Path) -> App[None]:
    home.mkdir()
    (home / "settings.toml").write_text(f'theme = "{theme}"\n')
    asyncio.run(_fill(home))
    return LatticeApp(home)


async def _fill(home: Path) -> None:
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    for name, references in TABLES:
        columns = (NewColumn(name="name"), *(_refers(*reference) for reference in references))
        await client.run(CreateTable(name=name, columns=columns))
    made = await client.run(InsertRows(table="companies", rows=({"name": "Nordlys"},)))
    company = made.value.ids[0]
    people = tuple({"name": name, "company": company} for name in NAMES)
    await client.run(InsertRows(table="people [b]", rows=people))
    projects = tuple({"name": f"project {at}", "partner": company} for at in range(60))
    await client.run(InsertRows(table="projects", rows=projects))
    await client.close()


async def _open(pilot: Pilot[None], kind: TabKind) -> None:
    """Open a graph, and leave out what tells the time and what can be done elsewhere."""
    await until_screen(pilot, "WorkbenchScreen")
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    await until(pilot, lambda: screen.ready)
    for part in (screen.feed, screen.top_bar, screen.sidebar, screen.query_one(KeyLine)):
        part.display = False
    table = screen.bench.find("companies")
    assert table is not None
    if kind is TabKind.SCHEMA:
        await screen.open_tab(TabKey(kind))
        await pilot.press("v")
    else:
        await screen.open_tab(TabKey(TabKind.TABLE, table.id))
        await pilot.pause()
        await until(pilot, lambda: screen.tabs.current.grid.current)
        await pilot.press("g", "n")
    board = screen.tabs.current.query_one(Drawn)
    await until(pilot, lambda: len(board.plan.spots) > 4)


@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_tables(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await _open(pilot, TabKind.SCHEMA)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()

    assert snap_compare(_app(theme, home), terminal_size=size, run_before=before)


@pytest.mark.parametrize(("theme", "size"), LOOKS)
def test_neighbours(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await _open(pilot, TabKind.GRAPH)
        await pilot.press(*("right_square_bracket",) * 7)
        await pilot.pause()

    assert snap_compare(_app(theme, home), terminal_size=size, run_before=before)
