"""The command line: how long a person waits for one command."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from tests.benchmarks.data import LATTICE, Bench, environment
from tests.benchmarks.report import Line, at_most, number

RUNS = 15


def seconds(command: Sequence[str], runs: int = RUNS) -> float:
    """Median wall time of a command, after one run that warms the disk."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment())
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def lines(bench: Bench) -> Iterator[Line]:
    """`--help`, a one-shot read, and the floors under them."""
    home = ["--home", str(bench.home)]
    bare = seconds([sys.executable, "-c", "pass"]) * 1e3
    typer = seconds([sys.executable, "-c", "import typer"]) * 1e3
    yield at_most(
        "lattice --help",
        seconds([LATTICE, "--help"]) * 1e3,
        120,
        "ms",
        f"floor: python {bare:.0f} ms, with typer {typer:.0f} ms",
    )
    one_shot = seconds([LATTICE, *home, "rows", "people", "--limit", "5"]) * 1e3
    yield at_most("lattice rows people --limit 5, of 1,000,000 rows", one_shot, 200, "ms")
    peer = (
        seconds([sys.executable, "-m", "sqlite_utils", "rows", str(bench.peer), "people", "--limit", "5"])
        * 1e3
    )
    yield Line("  sqlite-utils rows --limit 5", number(peer, "ms"), note=f"ratio {one_shot / peer:.2f}")
