"""The workbench in a real terminal: starting, opening, paging, jumping, memory, idling, changes of others."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Iterator
from random import Random

from lattice.actions.rows import ListRows, UpdateRow
from lattice.client import Client, open_local
from tests.benchmarks.data import CALLER, LATTICE, ROWS, Bench, environment
from tests.benchmarks.report import Line, at_most, number, p95
from tests.benchmarks.watching import Reaction, Watched, shows

COLUMNS, LINES = 160, 45
PAGE_DOWN, HOME, END, ENTER, QUIT = "\x1b[6~", "\x1b[1;5H", "\x1b[1;5F", "\r", "\x11"
DOWN, UP, ESCAPE, CLOSE_TAB = "\x1b[B", "\x1b[A", "\x1b", "\x17"
#: Of all that is pressed by one who works, 95 of 100 keys are painted within this, in milliseconds.
KEY_MS = 50
STARTS = 5
#: An e-mail address of the data: only the grid with its rows shows one.
A_ROW = shows(r"[a-z]\d+@\d+\.example")


def start(bench: Bench) -> Watched:
    """The workbench on the workspace of the benchmarks, with the tabs of last time."""
    return Watched([LATTICE, "--home", str(bench.home)], columns=COLUMNS, rows=LINES, env=environment())


def quit_(app: Watched) -> None:
    """Leave as a person does, so that the tabs are kept."""
    app.type(QUIT)
    app.wait_end()


def lines(bench: Bench) -> Iterator[Line]:
    """Everything that is seen on the screen."""
    _open_people_once(bench)
    yield from _starts(bench)
    app = start(bench)
    try:
        app.watch(since=app.started, until=A_ROW, timeout_s=20)
        app.wait_quiet(0.5)
        opened_mb = app.rss_mb
        yield from _pages(app)
        yield from _jumps(app)
        yield from _tables(app)
        yield from _keys(app)
        app.wait_quiet(1)
        yield at_most("RSS with 1,000,000 rows open", opened_mb, 90, "MB")
        yield Line(
            "  after paging and jumping through them", number(app.rss_mb, "MB"), note="flat, when near"
        )
        app.cpu_percent(1)
        yield at_most("CPU when idle", app.cpu_percent(8), 0.5, "%", "over 8 s")
        yield from asyncio.run(_changes(app, bench))
        quit_(app)
    finally:
        app.kill()


def _open_people_once(bench: Bench) -> None:
    """Leave the workspace with the table of 1,000,000 rows in its tab."""
    app = start(bench)
    try:
        app.watch(since=app.started, until=A_ROW, quiet_s=0.5, timeout_s=20)
        if not _in_front("people")(app.text):
            _open_table(app, "people")
        app.wait_quiet(1.5)
        quit_(app)
    finally:
        app.kill()


def _in_front(table: str) -> Callable[[str], bool]:
    """Whether the top line says that this table is looked at, and its rows are there."""
    return lambda text: re.search(rf"\b{table}\b", text.split("\n", 1)[0]) is not None and A_ROW(text)


def _open_table(app: Watched, name: str) -> Reaction:
    """Click on it in the sidebar."""
    for y, line in enumerate(app.screen.display[1:], 2):
        x = line.find(f" {name} ", 0, COLUMNS // 4) + 2
        if x > 1:
            return app.watch(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m", until=_in_front(name), quiet_s=0.3)
    raise AssertionError(f"{name} is not in the sidebar:\n{app.text}")


def _starts(bench: Bench) -> Iterator[Line]:
    found: list[Reaction] = []
    for _ in range(STARTS):
        app = start(bench)
        try:
            found.append(app.watch(since=app.started, until=A_ROW, quiet_s=0.4, timeout_s=20))
            quit_(app)
        finally:
            app.kill()
    first = statistics.median(r.first_ms for r in found) / 1e3
    settled = statistics.median(r.settled_ms for r in found) / 1e3
    rows = statistics.median(r.seen_ms or 0 for r in found) / 1e3
    yield at_most("new process, 1,000,000 rows open: first text", first, 0.5, "s", f"median of {STARTS}")
    yield at_most("  settled", settled, 0.9, "s", f"rows on screen after {rows:.2f} s")


def _pages(app: Watched) -> Iterator[Line]:
    times = [app.watch(PAGE_DOWN, quiet_s=0.1).settled_ms for _ in range(40)]
    yield at_most("page down, median", statistics.median(times), 20, "ms", "key pressed to rows drawn")
    yield at_most("  slowest of 40", max(times), 50, "ms")


def _jumps(app: Watched) -> Iterator[Line]:
    dice = Random(5)
    times = []
    for place in range(20):
        app.type(":")
        app.wait_quiet(0.2)
        app.type(str(dice.randrange(1000, ROWS)))
        app.wait_quiet(0.2)
        times.append(app.watch(ENTER, quiet_s=0.15).settled_ms)
        if place % 5 == 4:
            times += [app.watch(key, quiet_s=0.15).settled_ms for key in (END, HOME)]
    yield at_most(
        "jump to any position", statistics.median(times), 60, "ms", f"median; slowest {max(times):.0f} ms"
    )


def _tables(app: Watched) -> Iterator[Line]:
    times = []
    for _ in range(4):
        times += [_open_table(app, name).settled_ms for name in ("cities", "people")]
    yield at_most(
        "opening a table (200 rows, 1,000,000 rows)", statistics.median(times), 150, "ms", "median of 8"
    )


def _keys(app: Watched) -> Iterator[Line]:
    """Key to paint: when the screen first answered a key, while one moves, types and opens tabs."""
    app.type(HOME)
    app.wait_quiet(0.4)
    moved = [_painted(app, key) for key in (DOWN,) * 30 + (UP,) * 20]
    yield _paint_line("moving the cursor", moved)
    app.type("/")
    app.wait_quiet(0.4)
    typed = _typed(app, "city = Oslo and name ~ berg")
    app.type(ESCAPE)
    app.wait_quiet(0.4)
    yield _paint_line("typing a filter", typed)
    app.type("Q")
    app.wait_quiet(1)
    written = _typed(app, "select name, city from people where city = 'Oslo' order by name")
    yield _paint_line("typing a query", written)
    app.type(CLOSE_TAB)
    app.wait_quiet(0.5)
    app.type("gh")
    app.wait_quiet(0.5)
    turned = [_painted(app, "gt") for _ in range(20)]
    yield _paint_line("going to another tab", turned)
    opened = []
    for _ in range(4):
        for key in ("H", "T"):
            opened.append(_painted(app, key))
            app.type(CLOSE_TAB)
            app.wait_quiet(0.4)
    yield _paint_line("opening a tab", opened)
    yield _paint_line("all of these", moved + typed + written + turned + opened)
    _open_table(app, "people")
    app.wait_quiet(0.5)


def _typed(app: Watched, text: str) -> list[float]:
    """Letter by letter; a space paints nothing that is text, so it is typed, and drawn, but not timed."""
    times = []
    for letter in text:
        if letter == " ":
            app.type(letter)
            app.wait_quiet(0.1)
        else:
            times.append(_painted(app, letter))
    return times


def _painted(app: Watched, key: str) -> float:
    reaction = app.watch(key, quiet_s=0.1)
    app.wait_quiet(0.1)
    return reaction.first_ms


def _paint_line(what: str, times: list[float]) -> Line:
    note = f"of {len(times)}; median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
    return at_most(f"key to paint, {what}: 95 of 100", p95(times), KEY_MS, "ms", note)


async def _changes(app: Watched, bench: Bench) -> list[Line]:
    client = await open_local(bench.workspace, caller=CALLER)
    try:
        return [await _one_change_after_another(app, client)]
    finally:
        await client.close()


async def _one_change_after_another(app: Watched, client: Client) -> Line:
    app.type(HOME)
    app.wait_quiet(0.4)
    page = await client.run(ListRows(table="people", limit=5))
    row = page.value.rows[2]
    times = []
    for number_ in range(10):
        marker = f"Livly{number_}{Random().randrange(10**6)}"
        await client.run(UpdateRow(table="people", id=row.id, values={"name": marker}))
        committed = time.perf_counter()
        seen = app.watch(since=committed, until=shows(marker), quiet_s=0.2, timeout_s=5).seen_ms
        times.append(5_000 if seen is None else seen)
        app.wait_quiet(0.3)
    await client.run(UpdateRow(table="people", id=row.id, values={"name": row.values["name"]}))
    return at_most(
        "a change by another process on screen",
        max(times),
        300,
        "ms",
        f"slowest of 10; median {statistics.median(times):.0f} ms",
    )
