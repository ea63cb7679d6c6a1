"""How a saved view looks in its tab and in the sidebar; each picture was looked at when taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from lattice.actions import CreateTable, InsertRows, SaveView
from lattice.client import open_local
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.app import LatticeApp
from lattice.tui.saved_views import tab_of
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.widgets.table.saved import SavedPane
from tests.tui.driving import ADA, until, until_screen, workspace

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)


def _app(theme: str, home: Path) -> App[None]:
    home.mkdir()
    (home / "settings.toml").write_text(f'theme = "{theme}"\n')
    asyncio.run(_fill(home))
    return LatticeApp(home)


async def _fill(home: Path) -> None:
    entry = await workspace(home, "acme")
    client = await open_local(Path(entry.path), caller=ADA)
    columns = (NewColumn(name="name"), NewColumn(name="city"), NewColumn("age", ColumnType.INTEGER))
    for table in ("companies", "people"):
        await client.run(CreateTable(name=table, columns=columns))
    people = (("Ada", "Oslo", 36), ("Bo", "Bergen", 12), ("Cy", "Oslo", 51))
    rows = tuple({"name": name, "city": city, "age": age} for name, city, age in people)
    await client.run(InsertRows(table="people", rows=rows))
    grown = SaveView(
        table="people",
        name="Grown [b]up",
        where="age >= 18",
        sort=("-age",),
        columns=("age", "name"),
        hidden=("city",),
        widths={"age": 9},
    )
    await client.run(grown)
    await client.run(SaveView(table="people", name="In Oslo, by name and then by age", where="city = Oslo"))
    await client.close()


@pytest.mark.parametrize(
    ("theme", "size"),
    [("lattice-light", SMALL), ("lattice-dark", SMALL), ("lattice-light", LARGE), ("lattice-dark", LARGE)],
)
def test_a_changed_view(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await until_screen(pilot, "WorkbenchScreen")
        screen = pilot.app.screen
        assert isinstance(screen, WorkbenchScreen)
        await until(pilot, lambda: screen.ready)
        await screen.open_tab(tab_of(screen.bench.views[0]))
        pane = screen.tabs.current
        assert isinstance(pane, SavedPane)
        await until(pilot, lambda: pane.grid.current)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: pane.altered and "*" in pane.title)
        # they tell the time, and who runs the test
        screen.feed.display = screen.top_bar.display = False
        await pilot.pause()

    assert snap_compare(_app(theme, home), terminal_size=size, run_before=before)
