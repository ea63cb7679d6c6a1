"""The chat in a real terminal: first token, streaming prose and a long dense answer, a long history."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.chat_app import DENSE_CHUNKS, DENSE_PER_S, PROSE_CHUNKS, PROSE_PER_S
from tests.benchmarks.data import Bench, environment
from tests.benchmarks.report import Line, at_most, number
from tests.benchmarks.watching import Watched, shows

COLUMNS, LINES = 160, 45
BLUR, FOCUS = "\x1b[O", "\x1b[I"
STREAMED = shows("streamed")


def lines(bench: Bench) -> Iterator[Line]:
    """Everything that the Speed table says of the chat, and a 20,000-token answer."""
    folder = bench.home.parent / "chat"
    folder.mkdir(parents=True, exist_ok=True)
    yield from _token(folder)
    ideal = PROSE_CHUNKS / PROSE_PER_S
    figures = _streamed(folder, "p")
    yield at_most("6,000 characters of prose, 50 chunks/s: wall", figures["wall_s"], ideal + 1.5, "s")
    yield at_most("  CPU", figures["cpu_s"], 3.5, "s")
    yield _freeze("  longest freeze", figures, 110)
    figures = _streamed(folder, "d")
    ideal = DENSE_CHUNKS / DENSE_PER_S
    yield _freeze("20,000 tokens, dense with lists and tables: freeze", figures, 110)
    yield Line("  wall", number(figures["wall_s"], "s"), note=f"{ideal:.0f} s when nothing is in the way")
    yield Line("  CPU", number(figures["cpu_s"], "s"))
    yield from _focus(folder)


def _freeze(what: str, figures: dict[str, float], bound: float) -> Line:
    """How long the loop was held up; what other programs took of it shows beside its own work."""
    note = f"of its own work {number(figures['busy_ms'], 'ms')} at most"
    return at_most(what, figures["freeze_ms"], bound, "ms", note)


def _start(folder: Path) -> tuple[Watched, Path]:
    figures = folder / "figures.json"
    figures.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.chat_app", str(figures)]
    app = Watched(command, columns=COLUMNS, rows=LINES, env=environment())
    app.watch(since=app.started, until=shows("ask or tell"), quiet_s=0.5, timeout_s=20)
    return app, figures


def _token(folder: Path) -> Iterator[Line]:
    app, _ = _start(folder)
    try:
        reaction = app.watch("o", until=shows("zanzibar"))
        note = "from the key that has it come"
        yield at_most("first token on screen", reaction.seen_ms or 1e9, 50, "ms", note)
        app.type("q")
        app.wait_end()
    finally:
        app.kill()


def _streamed(folder: Path, key: str) -> dict[str, float]:
    app, figures = _start(folder)
    try:
        app.type(key)
        end = time.perf_counter() + 120
        while not figures.exists() and time.perf_counter() < end:
            app.pump(0.5)
        found: dict[str, float] = json.loads(figures.read_text())
        app.type("q")
        app.wait_end()
        return found
    finally:
        app.kill()


def _focus(folder: Path) -> Iterator[Line]:
    app, figures = _start(folder)
    try:
        opened = app.watch("m", until=shows("treasury"), quiet_s=0.3)
        yield at_most("200 messages: shown", opened.settled_ms, 150, "ms", "key pressed to lines drawn")
        app.wait_quiet(0.5)
        app.type(BLUR)
        app.wait_quiet(0.5)
        app.type(FOCUS)
        app.wait_quiet(0.5)
        app.type("q")
        app.wait_end()
        found = json.loads(figures.read_text())
        yield _freeze("  terminal focus out and in: longest freeze", found, 100)
    finally:
        app.kill()
