"""A workspace, a service and the chores between them, for tests of what the assistant does by itself."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from lattice.actions import (
    AddColumn,
    AddFile,
    CreateTable,
    GetRow,
    InsertRows,
    ListChanges,
    ListLinks,
    ListRows,
    ListTables,
    ReadPolicy,
    SetPolicy,
)
from lattice.assistant.chores.keeping import Chores, Pace
from lattice.assistant.credentials import Credential, Kind, Source
from lattice.assistant.provider import Provider
from lattice.client import LocalClient, create_local
from lattice.model.errors import LatticeError
from lattice.model.events import Change
from lattice.model.files import FILES
from lattice.model.people import Caller
from lattice.model.policy import Eagerness
from lattice.model.rows import Row
from lattice.model.schema import NewColumn, Table
from lattice.secrets import Secret
from lattice.settings.tree import Assistant as AssistantSettings
from tests.assistant.conversation.talking import QUICK
from tests.assistant.wire import Asked, Turn, Wire, call

#: Nobody waits in a test.
BRISK = Pace(
    quiet_s=0.02, changed_s=0, table_s=0, stand_by_s=0.02, retry_s=0.02, retry_most_s=0.05, budget_s=0.05
)
REPORT = (
    "Ada Lovelace visited the plant in Tromsø on 3 May 2026 and measured the flow of both pumps. "
    "The second pump runs at 40 % of what it should; Bo will replace its seal before the summer. "
    "Nothing else was found that needs work, and the next visit is planned for the autumn of the year. "
) * 2


def is_about(asked: Asked, words: str) -> bool:
    """Whether the model is asked to do this."""
    return words in asked.system


class Home:
    """One workspace and one service."""

    def __init__(self, client: LocalClient, wire: Wire, book: Path) -> None:
        self.client = client
        self.wire = wire
        self.book = book
        self.said: list[str] = []
        """What the chores report."""
        self.key = True
        self.pace = BRISK
        self.done = 0
        self._running: list[asyncio.Task[None]] = []

    def chores(self, client: LocalClient | None = None) -> Chores:
        """Another workbench's chores."""
        return Chores(
            client or self.client, self._provider, AssistantSettings, self.book, self.said.append, self.pace
        )

    async def _provider(self) -> Provider:
        if not self.key:
            raise LatticeError("no_key", "No key is connected.")
        credential = Credential(Kind.API_KEY, Source.ENVIRONMENT, Secret("sk-test"))
        return Provider(credential, base_url=self.wire.url, limits=QUICK)

    @asynccontextmanager
    async def running(self, workbenches: int = 1) -> AsyncIterator[None]:
        """While a workbench, or several, have the workspace open; they stop without warning."""
        tasks = [asyncio.ensure_future(self.chores().run()) for _ in range(workbenches)]
        try:
            await self.until(self.book.exists)
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def until(self, holds: Callable[[], bool], within: float = 30) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(within):
            while not holds():  # noqa: ASYNC110 - what happens in other tasks and files tells nobody
                await asyncio.sleep(0.01)

    @property
    def seq(self) -> int:
        """How far the log was followed, as the book says."""
        return int(msgspec.json.decode(self.book.read_bytes().splitlines()[0])["seq"])

    @property
    def due(self) -> int:
        """How much is due, as the book says."""
        first, *lines = self.book.read_bytes().splitlines()
        over = sum(1 for line in lines if "chore" not in msgspec.json.decode(line))
        return len(msgspec.json.decode(first)["jobs"]) - over

    async def settled(self) -> None:
        """Wait until all that is due now is done."""
        # a column that is defined already makes a job that asks for nothing, after all others
        self.done += 1
        column = NewColumn(f"mark{self.done}", definition="m")
        seq = (await self.client.run(AddColumn(table="people", column=column))).seq or 0
        await self.until(lambda: self.seq >= seq and self.due == 0)

    async def add(self, text: str = REPORT, name: str = "report.txt", **more: Any) -> Row:
        """A document."""
        return (await self.client.run(AddFile(name=name, text=text, **more))).value.row

    async def file(self, row: Row) -> Row:
        return (await self.client.run(GetRow(table=FILES, id=row.id))).value

    async def summary(self, row: Row) -> str:
        return str((await self.file(row)).values["summary"] or "")

    async def level(self, eagerness: Eagerness, **more: Any) -> None:
        policy = (await self.client.run(ReadPolicy())).value
        policy = msgspec.structs.replace(policy, eagerness=eagerness, **more)
        await self.client.run(SetPolicy(policy=policy))

    async def by_assistant(self) -> list[Change]:
        """What was changed by the assistant, oldest first."""
        listed = await self.client.run(ListChanges(actor="agent:assistant", limit=1000))
        return list(listed.value.changes[::-1])

    async def table(self, name: str) -> Table:
        listed = (await self.client.run(ListTables())).value.tables
        return next(info.table for info in listed if info.table.name == name)

    async def rows(self, table: str) -> list[Row]:
        return list((await self.client.run(ListRows(table=table))).value.rows)

    async def mentions(self, row: Row) -> set[str]:
        """Labels of what a document is linked to."""
        links = (await self.client.run(ListLinks(table=FILES, id=row.id))).value.links
        return {link.label for link in links if link.name == "mentions"}


@asynccontextmanager
async def at_home(
    tmp_path: Path, answer: Callable[[Asked], Turn] | None = None, **wiring: Any
) -> AsyncIterator[Home]:
    """A workspace with people in it, and a service that answers whatever it is asked."""
    client = await create_local(tmp_path / "w.lattice", name="Test", caller=Caller("human:ada"))
    await client.run(
        CreateTable(
            name="people",
            columns=(NewColumn("name", definition="n"), NewColumn("city", definition="c")),
            definition="people",
        )
    )
    rows = ({"name": "Ada Lovelace", "city": "London"}, {"name": "Bo", "city": "Oslo"})
    await client.run(InsertRows(table="people", rows=rows))
    async with Wire(otherwise=answer or obliging, **wiring) as wire:
        try:
            yield Home(client, wire, tmp_path / "chores.json")
        finally:
            await client.close()


def obliging(asked: Asked) -> Turn:
    """Answers what it is asked, in the shortest way."""
    if is_about(asked, "ummarise a document") or is_about(asked, "one part of a long"):
        return [call("answer", summary="A report on two pumps.")]
    if is_about(asked, "Describe an image"):
        return [call("answer", description="A red square.")]
    if is_about(asked, "definitions"):
        return [call("answer", table="What it is.", columns=[{"name": "title", "definition": "Its name."}])]
    if is_about(asked, "really means"):
        return [call("answer", meant=[1])]
    return [call("answer", rows=[])]
