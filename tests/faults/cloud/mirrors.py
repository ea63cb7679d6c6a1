"""People with mirrors at a server that fails: what they see, and whether it is what the server has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from lattice.actions import ListRows
from lattice.client.cloud.client import CloudClient
from lattice.client.cloud.http import Connection
from lattice.client.cloud.remote import RemoteClient
from lattice.client.cloud.renewing import Renewal
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass
from lattice.engine.mirror.mirror import Mirror, open_mirror
from lattice.model.people import Caller
from lattice.model.rows import Row
from lattice.registry import mirror_path
from lattice.secrets import Secret
from tests.faults.cloud.houses import DEADLINE_S, Asking, until

_PAGE = 500


class Watcher:
    """Somebody with a mirror who watches."""

    def __init__(self, client: CloudClient, mirror: Mirror, caller: Caller) -> None:
        self.client = client
        self.mirror = mirror
        self.caller = caller
        self.seqs: list[int] = []
        """Of the events that were seen, in their order."""
        self._task: asyncio.Task[None] | None = None

    def watch(self, after: int | None = None) -> None:
        """Note every event from now on."""
        self._task = asyncio.create_task(self._watch(after))

    async def _watch(self, after: int | None) -> None:
        async for event in self.client.watch(after):
            self.seqs.append(event.seq)

    async def reached(self, seq: int, deadline_s: float = DEADLINE_S) -> None:
        """Wait until the mirror has what the server wrote as `seq`."""

        async def has() -> bool:
            state = await self.mirror.state()
            return state.seq >= seq and self.client.standing().filling is None

        await until(has, deadline_s)

    async def saw(self, seq: int) -> None:
        """Wait until an event was seen."""
        await until(lambda: bool(self.seqs) and self.seqs[-1] >= seq)

    async def rows(self, table: str) -> bytes:
        """All rows of a table as the mirror has them, byte for byte."""
        found: list[Row] = []
        after: str | None = None
        while True:
            page = (
                await self.mirror.answer(ListRows(table=table, limit=_PAGE, after=after), self.caller)
            ).value
            found += page.rows
            after = page.next
            if after is None:
                return msgspec.json.encode(found)

    async def close(self) -> None:
        """Leave."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.client.close()


@asynccontextmanager
async def watcher(
    folder: Path, address: str, workspace: str, handle: str, token: str
) -> AsyncIterator[Watcher]:
    """Somebody who has opened a workspace at an address, with a mirror in a folder; it is filled."""
    member = f"human:{handle}"
    path = mirror_path(folder, workspace, member)
    mirror = await open_mirror(path, workspace_id=workspace, name="Shared", poll_s=0.05)
    pass_ = FixedPass(Secret(token))
    server = Server(address)
    remote = RemoteClient(Connection(server, workspace, pass_), member=member)
    caller = Caller(member)
    client = CloudClient(remote, mirror, caller, Renewal(server, pass_))
    await client.start()
    found = Watcher(client, mirror, caller)
    try:
        await found.reached(0)
        yield found
    finally:
        await found.close()


async def rows_there(asking: Asking, table: str) -> bytes:
    """All rows of a table as the server has them, byte for byte."""
    found: list[Row] = []
    after: str | None = None
    while True:
        page = await asking.ok("row.list", table=table, limit=_PAGE, after=after)
        found += msgspec.convert(page["rows"], list[Row])
        after = page.get("next")
        if after is None:
            return msgspec.json.encode(found)
