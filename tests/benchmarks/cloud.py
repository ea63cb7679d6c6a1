"""A server with everything on this machine: server, Postgres and clients share its cores."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from lattice.actions import UpdateRow
from lattice.databases.base import Database
from lattice.databases.postgres_transaction import AT_LARGE, PostgresTransaction
from lattice.engine.hosting.bootstrap import schema_of
from lattice.model.ids import new_id
from lattice.model.people import Caller, Role
from tests.benchmarks.data import Bench
from tests.benchmarks.report import Line, at_least, at_most, number, p95
from tests.faults.cloud.houses import Asking, House, Server, house
from tests.faults.cloud.mirrors import watcher

CLIENTS = 20
SECONDS = float(os.environ.get("LATTICE_BENCH_S", "10"))
ROWS = 100_000
STREAMS = 500
LOOKS = 100


def lines(bench: Bench) -> Iterator[Line]:
    """Each target of the cloud, measured over HTTP or in the database."""
    yield from asyncio.run(_measured())


async def _measured() -> list[Line]:
    async with house() as built:
        server = await built.server("streams_a_token = 1000\n")
        workspace, tokens = await built.workspace("ada", "bo")
        ada = Asking(server.address, workspace, tokens["ada"])
        await ada.ok(
            "table.create",
            name="people",
            columns=[{"name": "name", "type": "text"}, {"name": "age", "type": "integer"}],
        )
        return [
            *await _writes(built, server, ada),
            *await _pages(ada),
            *await _screens(server, ada, tokens["bo"]),
            *await _streams(server, ada),
            *await _rules(built, server),
        ]


class Wire:
    """One connection that asks the same thing again and again, at the least cost to the clients' side."""

    def __init__(self, asking: Asking, action: str) -> None:
        self._path = f"/v1/{asking.workspace}/{action}"
        self._token = asking.http.headers["Authorization"]
        self._url = asking.http.base_url

    async def __aenter__(self) -> Wire:
        self._reader, self._writer = await asyncio.open_connection(str(self._url.host), self._url.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def ask(self, body: bytes, op_id: str = "") -> bytes:
        """The body of the answer; fails unless it is 200."""
        said = f"Lattice-Op-Id: {op_id}\r\n" if op_id else ""
        head = (
            f"POST {self._path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {self._token}\r\n{said}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        size = int(answer.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        text = await self._reader.readexactly(size)
        if not answer.startswith(b"http/1.1 200"):
            raise RuntimeError(text.decode())
        return text


async def _writes(built: House, server: Server, ada: Asking) -> list[Line]:
    rows = [
        (await ada.ok("row.insert", table="people", values={"name": "x", "age": n}))["id"]
        for n in range(CLIENTS)
    ]
    done: list[float] = []

    async def write(row: str, until: float) -> None:
        async with Wire(ada, "row.update") as wire:
            while (began := time.perf_counter()) < until:
                body = {"table": "people", "id": row, "values": {"name": new_id()}}
                await wire.ask(json.dumps(body).encode(), new_id())
                done.append((time.perf_counter() - began) * 1e3)

    until = time.perf_counter() + 1
    await asyncio.gather(*(write(row, until) for row in rows))
    done.clear()
    busy = _cpu(built, server)
    began = time.perf_counter()
    await asyncio.gather(*(write(row, began + SECONDS) for row in rows))
    passed = time.perf_counter() - began
    spent = {name: after - busy[name] for name, after in _cpu(built, server).items()}
    each = ", ".join(f"{name} {seconds / len(done) * 1e3:.2f}" for name, seconds in spent.items())
    return [
        at_least(
            f"row.update through all gates, {CLIENTS} clients",
            len(done) / passed,
            300,
            "/s",
            f"p95 {number(p95(done), 'ms')}; ms of CPU each: {each}",
        )
    ]


def _cpu(built: House, server: Server) -> dict[str, float]:
    """Seconds of CPU that the server, Postgres and this process have used."""
    assert server.process is not None

    def used(processes: list[psutil.Process]) -> float:
        total = 0.0
        for process in processes:
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                total += times.user + times.system
        return total

    mine = psutil.Process()
    own = psutil.Process(server.process.pid)
    keeper = psutil.Process(built.postgres.pid)
    return {
        "server": used([own]),
        "Postgres": used([keeper, *keeper.children()]),
        "clients": used([mine]),
    }


async def _pages(ada: Asking) -> list[Line]:
    await _fill(ada, "people", 2_000)
    times = []
    async with Wire(ada, "row.list") as wire:
        for _ in range(LOOKS):
            began = time.perf_counter()
            await wire.ask(b'{"table": "people", "limit": 100}')
            times.append((time.perf_counter() - began) * 1e3)
    median = statistics.median(times)
    return [
        at_most("row.list of 100 rows over HTTP, p95", p95(times), 25, "ms", f"median {number(median, 'ms')}")
    ]


async def _fill(ada: Asking, table: str, count: int) -> None:
    for start in range(0, count, 1_000):
        upto = min(count, start + 1_000)
        rows = [{"name": f"n{n}", "age": n % 90} for n in range(start, upto)]
        await ada.ok("row.insert_many", table=table, rows=rows)


async def _screens(server: Server, ada: Asking, token: str) -> list[Line]:
    """From asking for a change to the moment that another member's client yields it."""
    row = (await ada.ok("row.insert", table="people", values={"name": "x"}))["id"]
    times = []
    with tempfile.TemporaryDirectory() as folder:
        async with (
            watcher(Path(folder), server.address, ada.workspace, "bo", token) as bo,
            watcher(
                Path(folder), server.address, ada.workspace, "ada", ada.http.headers["Authorization"][7:]
            ) as me,
        ):
            events = bo.client.watch((await bo.mirror.state()).seq)
            for n in range(100):
                began = time.perf_counter()
                change = UpdateRow(table="people", id=row, values={"age": n})
                writing = asyncio.create_task(me.client.run(change))
                while (await anext(events)).row_id != row:
                    pass
                times.append((time.perf_counter() - began) * 1e3)
                await writing
            await events.aclose()  # type: ignore[attr-defined]
    median = statistics.median(times)
    return [
        at_most(
            "a write until another member's client has it, p95",
            p95(times),
            150,
            "ms",
            f"median {number(median, 'ms')}",
        )
    ]


async def _streams(server: Server, ada: Asking) -> list[Line]:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    async with contextlib.AsyncExitStack() as stack:
        # each token has so many streams at most
        await asyncio.gather(*(stack.enter_async_context(_stream(ada)) for _ in range(STREAMS)))
        held = process.memory_info().rss
    return [
        at_most(
            f"memory of the server with {STREAMS} idle streams",
            held / 1e6,
            300,
            "MB",
            f"{number((held - before) / STREAMS / 1e3, 'kB')} each",
        )
    ]


@contextlib.asynccontextmanager
async def _stream(ada: Asking) -> AsyncIterator[None]:
    url = ada.http.base_url
    reader, writer = await asyncio.open_connection(str(url.host), url.port)
    head = (
        f"GET /v1/{ada.workspace}/stream HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {ada.http.headers['Authorization']}\r\n\r\n"
    )
    writer.write(head.encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer.decode())
    await reader.readuntil(b"event: head")
    try:
        yield
    finally:
        writer.close()


async def _rules(built: House, server: Server) -> list[Line]:
    """The same queries as a member, and as a superuser for whom no rules hold; nothing else differs."""
    workspace, tokens = await built.workspace("cy", "di")
    cy = Asking(server.address, workspace, tokens["cy"])
    columns = [{"name": "name", "type": "text"}, {"name": "age", "type": "integer"}]
    for table in ("open", "shared"):
        await cy.ok("table.create", name=table, columns=columns)
        await _fill(cy, table, ROWS)
    found = []
    async with built.hosting() as hosting:
        database = (await hosting.engine(workspace)).database
        async with database.writing(None) as tx:
            await tx.run("UPDATE shared SET _visibility = 'custom' WHERE age % 10 = 0")
            await tx.run(
                "INSERT INTO lattice_grants (row_id, table_id, member, may_write)"
                " SELECT h.row_id, h.table_id, 'human:di', 0 FROM lattice_hidden h"
            )
        with _console(built, workspace) as free, _console(built, workspace) as held:
            for table, bound in (("open", 1.3), ("shared", 2.0)):
                free.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
                for what, (query, at_large) in _QUERIES.items():
                    asked = query.format(table)
                    without, under = await _costs(free, held, database, asked, at_large=at_large)
                    found.append(
                        at_most(
                            f"{table} table of {ROWS:,} rows under its rules: {what}",
                            under / without,
                            bound,
                            "×",
                            f"{number(under, 'ms')} against {number(without, 'ms')} without",
                        )
                    )
    return found


#: What the engine asks, and whether it says that it goes through the table at large.
_QUERIES = {
    "a page": ('SELECT _id, name, age FROM "{}" WHERE _deleted_at IS NULL ORDER BY _id LIMIT 100', False),
    "a sum": ('SELECT count(*), sum(age) FROM "{}" WHERE _deleted_at IS NULL', True),
    "a filter": ("SELECT count(*) FROM \"{}\" WHERE _deleted_at IS NULL AND name LIKE '%77%'", True),
}


Console = psycopg.Connection[tuple[object, ...]]


def _console(built: House, workspace: str) -> Console:
    """A superuser's connection to a workspace; it keeps to one role, as the server's do, and to its plans."""
    console: Console = psycopg.connect(built.database, autocommit=True)
    place = sql.Identifier(schema_of(workspace))
    console.execute(sql.SQL("SET search_path = {}, lattice_sql, pg_catalog").format(place))
    console.execute("SET jit = off")
    return console


async def _costs(
    free: Console, held: Console, database: Database, query: str, *, at_large: bool
) -> tuple[float, float]:
    """Medians in ms: without rules, and as a member; asked in turns, so that both meet the same machine."""
    without: list[float] = []
    under: list[float] = []
    async with database.reading(Caller("human:di", role=Role.EDITOR)) as tx:
        assert isinstance(tx, PostgresTransaction)
        ticket = tx.shown
    held.execute("SET ROLE lattice_member")
    for _ in range(LOOKS):
        for times, console in ((without, free), (under, held)):
            with console.transaction():
                console.execute("SELECT set_config('lattice.ticket', %s, true)", (ticket,))
                if at_large:
                    console.execute(AT_LARGE)
                began = time.perf_counter()
                console.execute(query).fetchall()
                times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(without), statistics.median(under)
