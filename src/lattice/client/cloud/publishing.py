"""Publishing: a workspace file goes to a server, part by part, and is switched only when all is there."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import msgspec

from lattice.client.cloud.http import JSON, Connection
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import FixedPass
from lattice.databases.base import Transaction
from lattice.databases.books import last_seq
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.gates.audit import read_head
from lattice.engine.moving.form import Manifest, Part, join
from lattice.engine.moving.reading import batches, manifest_of
from lattice.engine.opening import check_workspace
from lattice.model.arrivals import Arrival, Arrived, Verified
from lattice.model.errors import LatticeError
from lattice.model.members import Joined
from lattice.secrets import Secret

T = TypeVar("T")

#: How often the workspace is gone through again because somebody changed it meanwhile.
ROUNDS = 4
#: How long the server may compare, in seconds; asking again does no harm.
COMPARE_S = 1800.0
#: How long the server may take to say whether it is there, in seconds.
REACH_S = 10.0
_BATCH = {"Content-Type": "application/msgpack"}

#: Hears how many records of how many are there.
Progress = Callable[[int, int], None]
#: Hears in words what begins now.
Step = Callable[[str], None]
#: What is done between the opening on the server and letting others write to the file again.
Switch = Callable[[Joined], Awaitable[T]]


class Way:
    """The way of one workspace to a server."""

    def __init__(self, server: Server, token: Secret, workspace_id: str) -> None:
        self._connection = Connection(server, f"workspaces/{workspace_id}", FixedPass(token))

    async def reach(self) -> None:
        """Raise `unreachable`, `signed_out`, `forbidden` before anything is read that is long."""
        try:
            path = self._connection.path("arrival")
            await self._connection.ask("GET", path, again=False, read_s=REACH_S)
        except LatticeError as error:
            if error.code != "not_found":  # nothing of it has arrived yet
                raise

    async def begin(self, manifest: Manifest, name: str, owner: str, owner_name: str) -> Arrival:
        """Announce it; raises `exists`, `signed_out`, `forbidden`, `newer_workspace`."""
        body = {"manifest": manifest, "name": name, "owner": owner, "owner_name": owner_name}
        return await self._ask("POST", "", Arrival, body=msgspec.json.encode(body), headers=JSON)

    async def put(self, digest: str, part: str, offset: int, body: bytes) -> Arrived:
        """Send one batch; how far the part is then."""
        asked = f"/batch?digest={digest}&part={quote(part, safe='')}&offset={offset}"
        return await self._ask("PUT", asked, Arrived, body=body, headers=_BATCH)

    async def verify(self) -> Verified:
        """Have the server compare."""
        return await self._ask("POST", "/verify", Verified, body=b"{}", headers=JSON, read_s=COMPARE_S)

    async def open(self, digest: str, device: str) -> Joined:
        """Open it; the owner's token comes back."""
        body = msgspec.json.encode({"digest": digest, "device": device})
        return await self._ask("POST", "/open", Joined, body=body, headers=JSON, read_s=COMPARE_S)

    async def end(self) -> None:
        """Withdraw what is not open; of what is, have the server forget how it came."""
        await self._connection.ask("DELETE", self._connection.path("arrival"), writes=True)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._connection.close()

    async def _ask(
        self,
        method: str,
        path: str,
        kind: type[T],
        *,
        body: bytes,
        headers: dict[str, str],
        read_s: float = 60.0,
    ) -> T:
        # every step may be asked again: what was done is not done twice
        place = self._connection.path("arrival") + path
        answer = await self._connection.ask(
            method, place, body=body, headers=headers, writes=True, read_s=read_s
        )
        try:
            return msgspec.json.decode(answer.body, type=kind)
        except msgspec.DecodeError:
            raise LatticeError(
                "unreachable",
                f"{self._connection.server.address} does not answer as a Lattice server does.",
                "Check the address, or update Lattice here or there.",
            ) from None


async def publish(
    path: Path,
    server: Server,
    token: Secret,
    *,
    name: str,
    owner: str,
    owner_name: str,
    device: str,
    switch: Switch[T],
    progress: Progress | None = None,
    step: Step | None = None,
) -> T:
    """Send the workspace at `path` to a server and open it there for `owner`; what `switch` answers.

    `switch` is called with the owner's token while nobody can write to the file. Stopped at any moment it
    can be called again and goes on. Raises what the server refuses, `unreachable`, and `busy` when the
    workspace does not stop changing; nothing is switched then.
    """
    say = step or _unheard
    database = SqliteDatabase(path)
    try:
        await check_workspace(database)
        workspace_id = await _id_of(database)
        way = Way(server, token, workspace_id)
        try:
            say(f"asking {server.address}")
            await way.reach()
            for _ in range(ROUNDS):
                manifest = await _send(database, way, name, owner, owner_name, progress, say)
                say("opening it there")
                async with database.writing() as tx:
                    if await _unchanged(tx, manifest):
                        done = await switch(await way.open(manifest.digest, device))
                        await way.end()
                        return done
        finally:
            await way.close()
    finally:
        await database.close()
    raise LatticeError(
        "busy",
        "The workspace does not stop changing, so it could not be switched.",
        "Close what writes to it, then publish again: what is there already is not sent again.",
    )


def _unheard(words: str) -> None:
    """Nobody listens to what begins."""


async def withdraw(workspace_id: str, server: Server, token: Secret) -> None:
    """Take away what has arrived of a workspace that is not open yet; raises `not_found`."""
    way = Way(server, token, workspace_id)
    try:
        await way.end()
    finally:
        await way.close()


async def _id_of(database: SqliteDatabase) -> str:
    async with database.reading() as tx:
        row = await tx.one("SELECT value FROM lattice_meta WHERE key = 'workspace_id'")
    return "" if row is None else str(row[0])


async def _unchanged(tx: Transaction, manifest: Manifest) -> bool:
    """Whether nothing was written since the manifest was made; who asks holds off all writers."""
    head = await read_head(tx)
    return (head.n, head.hash, await last_seq(tx)) == (manifest.head, manifest.head_hash, manifest.seq)


async def _send(
    database: SqliteDatabase,
    way: Way,
    name: str,
    owner: str,
    owner_name: str,
    progress: Progress | None,
    say: Step,
) -> Manifest:
    """Send the workspace as it is at this moment, until the server says that all of it is there."""
    async with database.reading() as tx:
        say("reading what is here")
        manifest = await manifest_of(tx)
        total = sum(part.rows for part in manifest.parts)
        wrong: tuple[str, ...] = ()
        for _ in range(2):
            arrival = await way.begin(manifest, name, owner, owner_name)
            if arrival.state == "open":
                return manifest
            here = {arrived.part: arrived for arrived in arrival.parts}
            done = sum(arrived.rows for arrived in here.values())
            say(f"sending {max(total - done, 0):,} of {total:,} records")
            for part in manifest.parts:
                sending = _send_part(tx, way, manifest.digest, part, here.get(part.name))
                async with aclosing(sending):
                    async for sent in sending:
                        done += sent
                        if progress is not None:
                            progress(min(done, total), total)
            say("having the server compare")
            verified = await way.verify()
            if verified.ok:
                return manifest
            wrong = verified.differ
    raise LatticeError(
        "corrupt",
        f"What arrived is not what was sent: {', '.join(wrong[:5])}. Nothing was switched.",
        "Run `lattice doctor` here, and have the server's keeper run it there.",
    )


async def _send_part(
    tx: Transaction, way: Way, digest: str, part: Part, here: Arrived | None
) -> AsyncGenerator[int, None]:
    """Send what is missing of a part; yields how many records each batch brought."""
    if here is None and not part.rows:
        here = await way.put(digest, part.name, 0, join([]))
    rows, after = (here.rows, here.after) if here else (0, ())
    while rows < part.rows:
        moved_on = False
        async with aclosing(batches(tx, part, rows, after)) as stream:
            async for batch in stream:
                arrived = await way.put(digest, part.name, batch.offset, batch.body)
                yield max(0, arrived.rows - rows)
                rows, after = arrived.rows, arrived.after
                if rows != batch.offset + batch.rows:
                    # somebody else publishes it too, and is ahead: go on from there
                    moved_on = True
                    break
        if not moved_on:
            break
