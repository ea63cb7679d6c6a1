"""The data of the benchmarks: built once, kept in the cache folder of this person."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from lattice.client import LoadBatch, LoadColumn, LoadPlan, open_local
from lattice.model.people import Caller
from lattice.model.values import ColumnType

#: Another number when the data changes, so that an old cache is not taken for the new.
EDITION = 2
ROWS = 1_000_000
IMPORT_ROWS = 300_000
CALLER = Caller(actor="human:bench", origin="api")

LATTICE = str(Path(sys.executable).with_name("lattice"))
SQLITE_UTILS = str(Path(sys.executable).with_name("sqlite-utils"))

HEADER = ("name", "email", "city", "country", "joined", "score", "visits", "active", "code", "note")
TYPES = ("text", "text", "text", "text", "date", "number", "integer", "boolean", "text", "text")

_SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "sa", "ti", "vo", "be", "da", "fy", "gu", "ho", "ja", "pe", "zu")
#: 4,096 words, of which each row's note has six; the last ones are rare.
WORDS = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]


class Bench(NamedTuple):
    """Where everything is."""

    folder: Path
    home: Path
    """A home of Lattice with the workspace `bench`: people (1,000,000 rows) and cities (200)."""
    workspace: Path
    """The file of that workspace."""
    csv: Path
    """300,000 rows of 10 columns."""
    peer: Path
    """A SQLite file made by sqlite-utils, with the same 1,000,000 rows and full-text search."""


def records(count: int) -> Iterator[tuple[str, ...]]:
    """Rows as a CSV has them, the same every time."""
    dice = Random(7)
    pick, whole, real = dice.choice, dice.randrange, dice.random
    first_day = date(2001, 1, 1)
    days = [(first_day + timedelta(n)).isoformat() for n in range(9_000)]
    cities = [f"{word.title()}by" for word in WORDS[:200]]
    for n in range(count):
        name = f"{pick(WORDS).title()} {pick(WORDS).title()}{n % 977}"
        rare = int(4_095 * real() ** 3)
        yield (
            name,
            f"{name.replace(' ', '.').lower()}@{n % 89}.example",
            cities[whole(200)],
            "NO" if n % 3 else "SE",
            days[whole(9_000)],
            f"{real() * 1000:.2f}",
            str(whole(100_000)),
            "true" if n % 4 else "false",
            f"{n:07d}",
            f"{pick(WORDS)} {pick(WORDS)} {WORDS[rare]} {pick(WORDS)} met {pick(WORDS)} {pick(WORDS)}",
        )


def cache_folder() -> Path:
    """Outside of the repository, removed by hand or by `--rebuild`."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "lattice-bench"


def lattice(home: Path, *arguments: str) -> str:
    """What the command line answers, in a home of its own."""
    done = subprocess.run(
        [LATTICE, "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    if done.returncode:
        raise RuntimeError(f"lattice {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def environment() -> dict[str, str]:
    """The environment without what would lead Lattice elsewhere or keep Python from compiling once."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("LATTICE_") and key != "PYTHONDONTWRITEBYTECODE"
    }


def build(rebuild: bool = False) -> Bench:
    """Everything that the benchmarks need, from the cache when it is there."""
    folder = cache_folder()
    if rebuild:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(
        folder,
        folder / f"home-{EDITION}",
        Path(),
        folder / f"people-{EDITION}.csv",
        folder / f"peer-{EDITION}.db",
    )
    if not bench.csv.exists():
        _write_csv(bench.csv, IMPORT_ROWS)
    if not bench.peer.exists():
        _build_peer(bench)
    place = bench.home / "built.json"
    if not place.exists():
        shutil.rmtree(bench.home, ignore_errors=True)
        bench.home.mkdir()
        created = json.loads(lattice(bench.home, "create", "bench", "--json"))
        path = Path(created.get("path") or created["place"])
        print(f"building {ROWS:,} rows in {path} (once) …", flush=True)
        asyncio.run(_fill(path))
        place.write_text(json.dumps({"path": str(path)}))
    return bench._replace(workspace=Path(json.loads(place.read_text())["path"]))


def _write_csv(path: Path, count: int) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(records(count))
    fresh.rename(path)


def _build_peer(bench: Bench) -> None:
    print(f"building {ROWS:,} rows with sqlite-utils (once) …", flush=True)
    big, fresh = bench.folder / "big.csv", bench.peer.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    _write_csv(big, ROWS)
    for step in (
        ["insert", str(fresh), "people", str(big), "--csv"],
        ["enable-fts", str(fresh), "people", "name", "email", "city", "country", "code", "note"],
    ):
        subprocess.run([SQLITE_UTILS, *step], check=True, capture_output=True)
    big.unlink()
    # the same index that a sort by this column has in Lattice
    with sqlite3.connect(fresh) as database:
        database.execute("create index by_score on people(score)")
    database.close()
    fresh.rename(bench.peer)


async def _fill(path: Path) -> None:
    client = await open_local(path, caller=CALLER)
    try:
        for table, count in (("people", ROWS), ("cities", 200)):
            rows = records(count)
            plan = LoadPlan(
                table=table,
                columns=tuple(
                    LoadColumn(name=name, type=ColumnType(type_))
                    for name, type_ in zip(HEADER, TYPES, strict=True)
                ),
            )
            await client.load(plan, batches(rows))
    finally:
        await client.close()


def batches(rows: Iterator[tuple[str, ...]]) -> Iterator[LoadBatch]:
    """Rows in the portions in which a client takes them."""
    line = 1
    while batch := list(islice(rows, 1_000)):
        yield LoadBatch(range(line, line + len(batch)), batch)
        line += len(batch)
