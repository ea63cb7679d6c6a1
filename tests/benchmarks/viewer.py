"""The viewer in a real terminal: long Markdown dense with tables, and a log of 50 MB."""

from __future__ import annotations

import asyncio
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from lattice.actions import CreateArtifact
from lattice.client import create_local
from lattice.ingest.files import add_path
from lattice.workspaces import Registry
from tests.benchmarks.data import CALLER, LATTICE, Bench, environment
from tests.benchmarks.report import Line, at_most, number
from tests.benchmarks.watching import Watched, shows

COLUMNS, LINES = 160, 45
PAGE_DOWN, END, HOME, FIND, ENTER, QUIT, CLOSE = "\x1b[6~", "G", "\x1b[H", "\x0b", "\r", "\x11", "\x17"
MARKDOWN_BYTES, LOG_BYTES = 200_000, 50_000_000
_SECTION = """## Section {n}

Some *prose* with **bold** and `code` and [a link](lattice://people/{n}), which goes on for a while.

| name | city | joined | amount | note |
|---|---|---:|:-:|---|
{rows}

- one
- two
  - [x] three

"""
_ROW = "| Ada Berg {n} | Oslo | 2024-02-{k:02} | {k}.50 | **fine** and `x` |"


def dense(size: int = MARKDOWN_BYTES) -> str:
    """Markdown of that size, most of it tables."""
    found = ["# Zanzibar\n\n"]
    length = number = 0
    while length < size:
        rows = "\n".join(_ROW.format(n=number, k=k) for k in range(1, 13))
        found.append(_SECTION.format(n=number, rows=rows))
        length += len(found[-1])
        number += 1
    return "".join(found)


def log(path: Path, size: int = LOG_BYTES) -> None:
    """A log of that size."""
    line = "2026-11-21 11:00:{s:02}.123 INFO worker[{w}]: request {n} was answered after {ms} ms\n"
    with path.open("w") as file:
        written = number = 0
        while written < size:
            written += file.write(line.format(s=number % 60, w=number % 7, n=number, ms=number % 311))
            number += 1


def lines(bench: Bench) -> Iterator[Line]:
    """First screens, pages, the end of the log, finding in it."""
    home = bench.home.parent / "viewer"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    asyncio.run(_fill(home))
    app = Watched([LATTICE, "--home", str(home)], columns=COLUMNS, rows=LINES, env=environment())
    try:
        app.watch(since=app.started, until=shows("Files"), quiet_s=0.5, timeout_s=20)
        first = _open(app, "Zanzibar", r"Section 0")
        yield at_most("200 KB Markdown dense with tables: first screen", first / 1e3, 0.3, "s")
        times = [app.watch(PAGE_DOWN, quiet_s=0.1).settled_ms for _ in range(40)]
        yield at_most("  page down, median", statistics.median(times), 20, "ms", "key pressed to lines drawn")
        yield at_most("  slowest of 40", max(times), 50, "ms")
        yield at_most("  to the end", app.watch(END, quiet_s=0.2).settled_ms, 150, "ms")
        app.type(CLOSE)
        app.wait_quiet(0.3)
        again = _open(app, "Zanzibar", r"Section 0")
        yield at_most("  first screen, opened again", again / 1e3, 0.3, "s")
        opened = _open(app, "kilimanjaro", r"request 12 ")
        yield at_most("a log of 50 MB: first screen", opened / 1e3, 1.0, "s")
        app.wait_quiet(1)
        times = [app.watch(PAGE_DOWN, quiet_s=0.1).settled_ms for _ in range(40)]
        yield at_most("  page down, median", statistics.median(times), 20, "ms")
        yield at_most("  to the end", app.watch(END, quiet_s=0.2).settled_ms, 150, "ms")
        yield Line("  memory of the app", number(app.rss_mb, "MB"), note="the log is not held")
        app.type(QUIT)
        app.wait_end()
    finally:
        app.kill()


async def _fill(home: Path) -> None:
    path = home / "workspace.lattice"
    client = await create_local(path, name="viewer", caller=CALLER)
    await client.run(CreateArtifact(title="Zanzibar", text=dense()))
    log(home / "kilimanjaro.log")
    await add_path(client, home / "kilimanjaro.log")
    await client.close()
    Registry(home).open_file(path)


def _open(app: Watched, name: str, seen: str) -> float:
    """Find a file by its name and open it; milliseconds from the key to its first screen, drawn."""
    app.type(FIND)
    app.wait_quiet(0.3)
    app.type(name)
    app.wait_quiet(0.8)
    reaction = app.watch(ENTER, until=shows(seen), quiet_s=0.4, timeout_s=20)
    if reaction.seen_ms is None:
        raise AssertionError(f"{name} was not opened:\n{app.text}")
    return reaction.seen_ms
