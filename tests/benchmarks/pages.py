"""A page of a large table, beside datasette that serves the same rows on loopback."""

from __future__ import annotations

import asyncio
import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from lattice.actions.rows import ListRows
from lattice.client import open_local
from tests.benchmarks.data import CALLER, Bench, environment
from tests.benchmarks.report import Line, number

PAGES = 30


def lines(bench: Bench) -> Iterator[Line]:
    """100 rows at a time from the beginning, each page by the cursor of the one before; no totals."""
    ours = asyncio.run(_ours(bench))
    theirs = _datasette(bench)
    yield Line("a page of 100 rows by cursor, median: row.list", number(ours, "ms"))
    yield Line("  datasette, JSON over loopback", number(theirs, "ms"), note=f"ratio {ours / theirs:.2f}")


async def _ours(bench: Bench) -> float:
    client = await open_local(bench.workspace, caller=CALLER)
    times, after = [], None
    try:
        for _ in range(PAGES):
            start = time.perf_counter()
            page = (await client.run(ListRows(table="people", limit=100, after=after))).value
            times.append((time.perf_counter() - start) * 1e3)
            after = page.next
    finally:
        await client.close()
    return statistics.median(times)


def _datasette(bench: Bench) -> float:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(bench.peer), "--port", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    try:
        connection = _connect(port)
        times, path = [], f"/{bench.peer.stem}/people.json?_size=100&_nocount=1&_shape=objects"
        url = path
        for _ in range(PAGES):
            start = time.perf_counter()
            connection.request("GET", url)
            answer = connection.getresponse()
            body = answer.read()
            times.append((time.perf_counter() - start) * 1e3)
            if answer.status != 200:
                raise RuntimeError(f"datasette answered {answer.status}: {body[:100]!r}")
            url = f"{path}&_next={len(times) * 100}"
        return statistics.median(times)
    finally:
        server.terminate()
        server.wait(10)


def _connect(port: int) -> http.client.HTTPConnection:
    deadline = time.perf_counter() + 15
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.connect()
        except OSError:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.1)
        else:
            return connection
