"""A server that runs: uvicorn on a free port in this event loop, over the embedded Postgres."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec

from lattice.engine import identity
from lattice.engine.hosting import Hosting
from lattice.server.running import HttpServer, Options, bind, make_server
from lattice.server.settings import ServerSettings
from tests import hosting_place

#: Nothing here waits longer than this.
DEADLINE_S = 20.0


class Guest:
    """Somebody with a token, in one workspace."""

    def __init__(self, url: str, workspace: str, actor: str, token: str) -> None:
        self.url = url
        self.workspace = workspace
        self.actor = actor
        self.token = token
        self.http = httpx.AsyncClient(base_url=url, timeout=DEADLINE_S, trust_env=False)
        self.http.headers["Authorization"] = f"Bearer {token}"

    async def ask(self, action: str, /, *, op_id: str | None = None, **fields: Any) -> httpx.Response:
        """The answer to an action."""
        headers = {"Lattice-Op-Id": op_id} if op_id else {}
        return await self.http.post(f"/v1/{self.workspace}/{action}", json=fields, headers=headers)

    async def ok(self, action: str, /, **fields: Any) -> Any:
        """The value of an action that is carried out."""
        answer = await self.ask(action, **fields)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    async def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer of a path in the workspace."""
        return await self.http.get(f"/v1/{self.workspace}/{path}", **options)

    @asynccontextmanager
    async def listening(self, after: str = "", **options: Any) -> AsyncIterator[Listening]:
        """An open stream."""
        params = {"after": after} if after else {}
        params |= options.pop("params", {})
        url = f"/v1/{self.workspace}/stream"
        async with self.http.stream("GET", url, params=params, **options) as answer:
            assert answer.status_code == 200, await answer.aread()
            yield Listening(answer)


class Said(NamedTuple):
    """One frame as it came."""

    tag: str
    id: str
    data: dict[str, Any]


class Listening:
    """A stream that is read frame by frame."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def next(self) -> Said:
        """The next frame."""
        async with asyncio.timeout(DEADLINE_S):
            found: dict[str, str] = {}
            async for line in self._lines:
                if not line:
                    return Said(found["event"], found.get("id", ""), json.loads(found["data"]))
                name, _, value = line.partition(": ")
                found[name] = value
        raise EOFError

    async def until(self, tag: str) -> Said:
        """The next frame of a kind; others are passed over."""
        while (said := await self.next()).tag != tag:
            pass
        return said

    async def entry(self, op: str) -> dict[str, Any]:
        """The next entry of the log that is of a kind."""
        while (said := await self.until("entry")).data["op"] != op:
            pass
        return said.data


class Serving(NamedTuple):
    """A server that runs."""

    url: str
    hosting: Hosting
    server: HttpServer

    async def workspace(self, name: str = "Shared") -> Guest:
        """A new workspace; Ada, who owns it."""
        made = await self.hosting.create(name, owner="human:ada", owner_name="Ada")
        return await self.guest(made.id, "human:ada")

    async def guest(self, workspace: str, actor: str) -> Guest:
        """Somebody who is a member, signed in."""
        token = await identity.sign_in(self.hosting, workspace, actor, "test")
        return Guest(self.url, workspace, actor, token.token)

    async def member(self, workspace: str, handle: str, role: str = "editor") -> Guest:
        """A new member, signed in."""
        async with self.hosting.tx() as tx:
            await tx.run(
                "INSERT INTO lattice.members (workspace, id, name, role, joined_at) VALUES (?, ?, ?, ?, ?)",
                (workspace, f"human:{handle}", handle.title(), role, "2026-01-01T00:00:00.000000Z"),
            )
        return await self.guest(workspace, f"human:{handle}")


@asynccontextmanager
async def serving(folder: Path, *, hosting: Hosting | None = None, **settings: Any) -> AsyncIterator[Serving]:
    """A server that runs meanwhile, and stops gracefully."""
    chosen = msgspec.structs.replace(ServerSettings(disk_floor_bytes=0), **settings)
    own = hosting or await hosting_place.hosting(folder)
    listening = bind("127.0.0.1", 0)
    server = make_server(own, listening, Options(folder=folder, port=0), chosen)
    ready = asyncio.Event()
    running = asyncio.create_task(server.run_until_stopped(listening, ready.set))
    try:
        async with asyncio.timeout(DEADLINE_S):
            await ready.wait()
        yield Serving(server.url, own, server)
    finally:
        server.stop()
        await running
        if hosting is None:
            await own.close()
