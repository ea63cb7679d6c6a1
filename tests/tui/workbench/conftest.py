"""A workbench over a real workspace, driven as a person would."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lattice.actions import CreateTable, InsertRows
from lattice.client import Client, create_local
from lattice.model.people import Caller
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.grid import Grid
from lattice.tui.widgets.table import TablePane
from lattice.workspaces import Registry

DEADLINE_S = 20.0


class Bench(NamedTuple):
    """A running workbench."""

    pilot: Pilot[None]
    app: LatticeApp

    @property
    def screen(self) -> WorkbenchScreen:
        """The workbench, also while a question is over it."""
        return next(s for s in self.app.screen_stack if isinstance(s, WorkbenchScreen))

    @property
    def client(self) -> Client:
        return self.screen.bench.client

    @property
    def table(self) -> TablePane:
        pane = self.screen.tabs.current
        assert isinstance(pane, TablePane)
        return pane

    @property
    def grid(self) -> Grid:
        return self.table.grid

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for a condition with a deadline."""
        loop = asyncio.get_running_loop()
        end = loop.time() + DEADLINE_S
        while not condition():
            assert loop.time() < end, f"never came: {what or condition}; said: {self.app.said}"
            await self.pilot.pause(0.01)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        await self.pilot.press(*({" ": "space"}.get(c, c) for c in text))

    async def open(self, name: str) -> None:
        """Open a table and wait for its rows."""
        table = self.screen.bench.find(name)
        assert table is not None
        await self.screen.action_open("table", table.id)
        await self.until(lambda: self.table.title == name and self.grid.current is not None, name)

    def names(self) -> list[str]:
        """The names of the rows in memory, in order."""
        return [str(row.values["name"]) for row in self.grid.window.rows()]

    def text(self, selector: str) -> str:
        """What a piece of the pane in front says."""
        return str(self.table.query_one(selector, Static).content)

    def said(self, words: str) -> bool:
        return any(words in message for _, message in self.app.said)


PEOPLE = (
    ("Ada [b]Berg", "Oslo", 3),
    ("Bo Lind", "Bergen", 1),
    ("Cy Dahl", "Oslo", 2),
    ("Dag Moe", "Tromsø", 5),
    ("Eva Lie", "Oslo", 4),
)


async def fill(client: Client) -> None:
    """Companies, and people who refer to them."""
    await client.run(CreateTable(name="companies", columns=(NewColumn(name="name"),)))
    rows = ({"name": "Nordlys"}, {"name": "Fjord AS"})
    ids = (await client.run(InsertRows(table="companies", rows=rows))).value.ids
    columns = (
        NewColumn(name="name"),
        NewColumn(name="city", definition="Where they live"),
        NewColumn(name="score", type=ColumnType.INTEGER),
        NewColumn(name="company", type=ColumnType.REFERENCE, target="companies"),
    )
    await client.run(CreateTable(name="people", columns=columns, definition="Everyone we know"))
    people = tuple({"name": n, "city": c, "score": s, "company": ids[0]} for n, c, s in PEOPLE)
    await client.run(InsertRows(table="people", rows=people))


@pytest.fixture
async def home(home: Path, tmp_path: Path) -> Path:
    """A home with one workspace in it."""
    path = tmp_path / "acme.lattice"
    client = await create_local(path, name="acme", caller=Caller(actor="human:seed", origin="api"))
    await fill(client)
    await client.close()
    Registry(home).open_file(path)
    return home


async def from_home_to_a_table(screen: WorkbenchScreen) -> None:
    """Open what most tests are about in place of Home: the first table, or the files."""
    if [pane.key for pane in screen.tabs.panes] != [TabKey(TabKind.HOME)]:
        return
    tables = screen.bench.tables
    await screen.open_tab(TabKey(TabKind.TABLE, tables[0].table.id) if tables else TabKey(TabKind.FILES))
    await screen.tabs.close(0)
    screen.tabs.take_focus()


@asynccontextmanager
async def workbench(home: Path, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Bench]:
    """The app on the workspace of `home`, ready to be worked with: where it was left, or at a table."""
    fresh = not any((home / "state").glob("*.json"))
    app = LatticeApp(home)
    async with app.run_test(size=size) as pilot:
        loop = asyncio.get_running_loop()
        end = loop.time() + DEADLINE_S
        while not (isinstance(app.screen, WorkbenchScreen) and app.screen.ready):
            assert loop.time() < end, f"the workbench never opened: {app.screen}, {app.said}"
            await pilot.pause(0.01)
        bench = Bench(pilot, app)
        if fresh:
            await from_home_to_a_table(bench.screen)
        if bench.screen.tabs.panes and isinstance(bench.screen.tabs.current, TablePane):
            await bench.until(lambda: bench.grid.current is not None, "the first rows")
        yield bench
