"""Two people, each with a workbench and a home of their own, in one workspace on a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from lattice import joining
from lattice.actions import CreateTable, InsertRows
from lattice.client.opening import open_entry
from lattice.model.people import Caller, Person
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.registry import Entry
from lattice.secrets import Secret, vault_of
from lattice.settings import set_person
from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.workspaces import Registry
from tests.server.serving import Guest, Serving, serving
from tests.tui.workbench.conftest import Bench

#: No condition takes longer, in seconds, also on a busy machine.
DEADLINE_S = 30.0
SIZE = (110, 32)
ROWS = (("Ada [b]Berg", "Oslo", 900), ("Bo Lind", "Bergen", 700), ("Cy Dahl", "Oslo", 650))


class Two(NamedTuple):
    """Ada, who owns the workspace, and Bo, who is an editor."""

    ada: Bench
    bo: Bench
    server: Serving


async def settle_in(base: Path, guest: Guest, name: str) -> Path:
    """A home that is joined to the workspace."""
    handle = guest.actor.partition(":")[2]
    home = base / handle
    home.mkdir()
    set_person(home, Person(handle, name))
    server, token = joining.Server(guest.url, ""), Secret(guest.token)
    said = await joining.me(server, token)
    facts = joining.find_workspace(said, guest.workspace, server)
    await joining.connect(Registry(home), vault_of(home, "keyring"), server, token, facts)
    await guest.http.aclose()
    return home


async def fill(home: Path, entry: Entry) -> None:
    """People in a table."""
    client = await open_entry(entry, caller=Caller("human:ada", origin="tui"), home=home)
    try:
        columns = (
            NewColumn(name="name"),
            NewColumn(name="city"),
            NewColumn(name="salary", type=ColumnType.INTEGER),
        )
        await client.run(CreateTable(name="people", columns=columns))
        rows = tuple({"name": n, "city": c, "salary": s} for n, c, s in ROWS)
        await client.run(InsertRows(table="people", rows=rows))
    finally:
        await client.close()


async def wait(condition: Callable[[], object], pilot: Pilot[None], what: str) -> None:
    """Wait for a condition with a deadline."""
    loop = asyncio.get_running_loop()
    end = loop.time() + DEADLINE_S
    while not condition():
        assert loop.time() < end, f"never came: {what}; {pilot.app.screen}"
        await pilot.pause(0.02)


class Seat:
    """One workbench in a task of its own, as Textual wants it."""

    def __init__(self, home: Path) -> None:
        self._app = LatticeApp(home, folder=home)
        self._sitting: asyncio.Future[Bench] = asyncio.get_running_loop().create_future()
        self._leave = asyncio.Event()
        self._task = asyncio.create_task(self._sit())

    async def _sit(self) -> None:
        app = self._app
        try:
            async with app.run_test(size=SIZE) as pilot:

                def ready() -> bool:
                    screen = app.screen
                    return isinstance(screen, WorkbenchScreen) and screen.ready and bool(screen.bench.tables)

                await wait(ready, pilot, "the workbench")
                bench = Bench(pilot, app)
                await bench.open("people")
                self._sitting.set_result(bench)
                await self._leave.wait()
        except BaseException as error:
            if not self._sitting.done():
                self._sitting.set_exception(error)
            raise

    async def bench(self) -> Bench:
        """The workbench, open on the table of people."""
        return await self._sitting

    async def leave(self) -> None:
        """Close it."""
        self._leave.set()
        await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def together(base: Path) -> AsyncIterator[Two]:
    """Ada and Bo before their screens."""
    async with serving(base / "server") as server:
        ada = await server.workspace("acme")
        bo = await server.member(ada.workspace, "bo")
        homes = [await settle_in(base, ada, "Ada Berg"), await settle_in(base, bo, "Bo Lind")]
        entry = Registry(homes[0]).active()
        assert entry is not None
        await fill(homes[0], entry)
        seats = [Seat(home) for home in homes]
        try:
            yield Two(await seats[0].bench(), await seats[1].bench(), server)
        finally:
            for seat in seats:
                await seat.leave()
