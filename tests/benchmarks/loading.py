"""Import: rows a second from a CSV, what memory does meanwhile, and sqlite-utils beside it."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from tests.benchmarks.data import IMPORT_ROWS, LATTICE, SQLITE_UTILS, Bench, environment, lattice
from tests.benchmarks.report import Line, at_least, at_most, number

#: How much the memory of an import may grow in its second half, in megabytes, to be called flat.
FLAT_MB = 12


def timed(command: Sequence[str]) -> tuple[float, list[float]]:
    """Wall seconds of a command, and its memory in megabytes twenty times a second."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
    watched, memory = psutil.Process(process.pid), []
    while process.poll() is None:
        try:
            memory.append(watched.memory_info().rss / 1e6)
        except psutil.Error:
            break
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    _, errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{command[0]}: {errors.decode(errors='replace').strip()[-300:]}")
    return time.perf_counter() - start, memory


def lines(bench: Bench) -> Iterator[Line]:
    """300,000 rows of 10 columns by `lattice import`: typed, logged, searchable."""
    folder = bench.folder / "import"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        home = folder / "home"
        lattice(home, "create", "import-bench")
        elapsed, memory = timed([LATTICE, "--home", str(home), "import", str(bench.csv), "--table", "people"])
        rate = IMPORT_ROWS / elapsed
        yield at_least(
            "import of a CSV, 300,000 rows of 10 columns", rate, 30_000, "rows/s", f"{elapsed:.1f} s"
        )
        half = memory[len(memory) // 2 :]
        growth = statistics.fmean(half[-10:]) - statistics.fmean(half[:10])
        yield at_most(
            "  growth of its memory in the second half",
            growth,
            FLAT_MB,
            "MB",
            f"at most {max(memory):.0f} MB",
        )
        peer = _sqlite_utils(bench.csv, folder)
        note = f"insert, detect types, enable-fts; Lattice takes {elapsed / peer:.2f} of that time"
        yield Line("  sqlite-utils, the same file", number(IMPORT_ROWS / peer, "rows/s"), note=note)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sqlite_utils(source: Path, folder: Path) -> float:
    target = str(folder / "peer.db")
    inserted, _ = timed([SQLITE_UTILS, "insert", target, "people", str(source), "--csv"])
    texts = ["name", "email", "city", "country", "code", "note"]
    searchable, _ = timed([SQLITE_UTILS, "enable-fts", target, "people", *texts])
    return inserted + searchable
