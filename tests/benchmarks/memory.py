"""The workspace through its client: durable changes, reading at any position, search."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import sqlite_utils

from lattice.actions.rows import ListRows, UpdateRow
from lattice.actions.search import SearchText
from lattice.client import Client, open_local
from tests.benchmarks.data import CALLER, ROWS, WORDS, Bench
from tests.benchmarks.report import Line, at_most, number, p95


def lines(bench: Bench) -> Iterator[Line]:
    """All lines of one open client."""

    async def collect() -> list[Line]:
        client = await open_local(bench.workspace, caller=CALLER)
        try:
            return [line async for line in _lines(client, bench)]
        finally:
            await client.close()

    yield from asyncio.run(collect())


async def _lines(client: Client, bench: Bench) -> AsyncIterator[Line]:
    dice = Random(3)
    yield await _updates(client, bench, dice)
    async for line in _positions(client, dice):
        yield line
    async for line in _search(client, bench, dice):
        yield line


async def _times(run: Callable[[Any], Awaitable[object]], over: list[Any]) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for item in over:
        start = time.perf_counter()
        await run(item)
        found.append((time.perf_counter() - start) * 1e3)
    return found


async def _updates(client: Client, bench: Bench, dice: Random) -> Line:
    rows = []
    for _ in range(4):
        page = await client.run(ListRows(table="people", offset=dice.randrange(ROWS - 200), limit=100))
        rows += page.value.rows

    async def update(number_: int) -> None:
        row = rows[number_]
        await client.run(UpdateRow(table="people", id=row.id, values={"visits": dice.randrange(100_000)}))

    times = await _times(update, list(range(len(rows))))
    floor = p95(_bare_commits(bench.folder / "commit.db"))
    note = (
        f"median {statistics.median(times):.2f} ms; floor, one bare durable SQLite commit: p95 {floor:.2f} ms"
    )
    return at_most("one durable row.update through all gates, p95", p95(times), 3, "ms", note)


def _bare_commits(path: Path) -> list[float]:
    database = sqlite3.connect(path, isolation_level=None)
    times = []
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("create table if not exists t(a, b)")
        for number_ in range(400):
            start = time.perf_counter()
            database.execute("insert into t values (?, ?)", (number_, "x" * 300))
            times.append((time.perf_counter() - start) * 1e3)
    finally:
        database.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    return times


async def _positions(client: Client, dice: Random) -> AsyncIterator[Line]:
    places = [dice.randrange(ROWS - 100) for _ in range(60)]
    for title, sort in (
        ("insertion order", ()),
        ("sorted by score", ("-score",)),
        ("by city, then name", ("city", "name")),
    ):

        async def read(offset: int, sort: tuple[str, ...] = sort) -> None:
            await client.run(ListRows(table="people", offset=offset, limit=100, sort=sort))

        await _until_indexed(read)
        times = await _times(read, places)
        yield at_most(
            f"row.list, 100 rows anywhere of 1,000,000, {title}",
            max(times),
            60,
            "ms",
            f"slowest of {len(times)}; median {statistics.median(times):.1f} ms",
        )


async def _until_indexed(read: Callable[[int], Awaitable[None]]) -> None:
    """The first sort by a column builds an index in the background; it is measured once that is there."""
    deadline = time.perf_counter() + 25
    while time.perf_counter() < deadline:
        start = time.perf_counter()
        await read(ROWS // 2)
        if time.perf_counter() - start < 0.06:
            return
        await asyncio.sleep(0.5)


async def _search(client: Client, bench: Bench, dice: Random) -> AsyncIterator[Line]:
    two_words = [f"{dice.choice(WORDS)} {dice.choice(WORDS)}" for _ in range(60)]
    rare = [f"{dice.choice(WORDS[2500:])} {dice.choice(WORDS).title()}" for _ in range(30)]
    prefixes = [word[:2] for word in dice.sample(WORDS, 40)]

    async def search(text: str) -> None:
        await client.run(SearchText(text=text, limit=20))

    words = await _times(search, two_words + rare)
    short = await _times(search, prefixes)
    yield at_most(
        "search of 1,000,000 rows, selective words, p95",
        p95(words),
        30,
        "ms",
        f"median {statistics.median(words):.1f} ms",
    )
    yield at_most(
        "search of 1,000,000 rows, a two-letter prefix, p95",
        p95(short),
        150,
        "ms",
        f"median {statistics.median(short):.1f} ms",
    )
    peer = _peer_search(bench.peer, two_words + rare)
    note = f"p95 as above; ratio {p95(words) / p95(peer):.2f}"
    yield Line("  sqlite-utils, the same words", number(p95(peer), "ms"), note=note)
    # one prefix costs it seconds, since it ranks everything: three are enough to see
    slow = _peer_search(bench.peer, [f"{prefix}*" for prefix in prefixes[:3]])
    yield Line(
        "  sqlite-utils, three of the prefixes",
        number(statistics.median(slow), "ms"),
        note=f"median; ratio {statistics.median(short) / statistics.median(slow):.3f}",
    )


def _peer_search(path: Path, texts: list[str]) -> list[float]:
    database = sqlite_utils.Database(path)
    table = database.table("people")
    times = []
    for text in texts:
        start = time.perf_counter()
        list(table.search(text, limit=20))
        times.append((time.perf_counter() - start) * 1e3)
    database.close()
    return times
