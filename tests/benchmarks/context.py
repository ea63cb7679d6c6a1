"""The context: the first tree of 10,000 rows, after one row changed, when nothing changed."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lattice.actions import CreateTable, InsertRows, ListRows, UpdateRow
from lattice.client import LocalClient, create_local
from lattice.context import RenderReport, render
from lattice.model.context import ContextRules
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from tests.benchmarks.data import CALLER, HEADER, TYPES, Bench, records
from tests.benchmarks.report import Line, at_most

ROWS = 10_000
CITIES = 200
#: Rows that name the one whose name changes.
NAMING = 50
TIMES = 15


def lines(bench: Bench) -> Iterator[Line]:
    """The line of the Speed table, in its parts."""
    with tempfile.TemporaryDirectory(dir=bench.folder, prefix="context-") as folder:
        yield from asyncio.run(_measured(Path(folder)))


async def _measured(folder: Path) -> list[Line]:
    client = await create_local(folder / "w.lattice", name="bench", caller=CALLER)
    try:
        await _fill(client)
        return await _lines(client, folder / "w.context")
    finally:
        await client.close()


async def _fill(client: LocalClient) -> None:
    """10,000 rows of 12 columns; each refers to one of 200 and has a text of 600 characters."""
    await client.run(CreateTable(name="cities", columns=(NewColumn("name"),)))
    columns = [
        NewColumn(name, ColumnType(type_))
        for name, type_ in zip(HEADER, TYPES, strict=True)
        if name != "city"
    ]
    columns += [NewColumn("city", ColumnType.REFERENCE, "cities"), NewColumn("story", ColumnType.MARKDOWN)]
    await client.run(CreateTable(name="people", columns=tuple(columns)))
    cities = tuple({"name": f"City {n}"} for n in range(CITIES))
    ids = (await client.run(InsertRows(table="cities", rows=cities))).value.ids
    source = records(ROWS)
    n = 0
    while batch := list(islice(source, 1000)):
        rows = []
        for record in batch:
            values = {**dict(zip(HEADER, record, strict=True)), "city": ids[n % CITIES]}
            rows.append({**values, "story": f"## How it went\n\n{record[-1] * 10}\n"})
            n += 1
        await client.run(InsertRows(table="people", rows=tuple(rows)))


async def _lines(client: LocalClient, tree: Path) -> list[Line]:
    rules = ContextRules()
    first = await render(client, tree, rules)
    floor = _floor(tree)
    people = (await client.run(ListRows(table="people", limit=TIMES, offset=ROWS // 2))).value.rows
    cities = (await client.run(ListRows(table="cities", limit=TIMES))).value.rows
    changed, renamed = [], []
    for n, row in enumerate(people):
        await client.run(UpdateRow(table="people", id=row.id, values={"visits": n}))
        changed.append(await render(client, tree, rules))
    for n, row in enumerate(cities):
        await client.run(UpdateRow(table="cities", id=row.id, values={"name": f"Renamed {n}"}))
        renamed.append(await render(client, tree, rules))
    before = _stamps(tree)
    nothing = [await render(client, tree, rules) for _ in range(TIMES)]
    touched = sum(before.get(path) != stamp for path, stamp in _stamps(tree).items())
    naming = ROWS // CITIES
    written = round(statistics.median(report.written for report in renamed))
    return [
        at_most(
            f"first tree of {ROWS:,} rows",
            first.seconds,
            3,
            "s",
            f"{first.written:,} files; copying them here takes {floor:.2f} s",
        ),
        at_most("one row changed", _median_ms(changed), 30, "ms", f"{changed[-1].written} files"),
        at_most(
            f"one row renamed that {naming} others name",
            _median_ms(renamed),
            30 + 2 * naming,
            "ms",
            f"{written} files",
        ),
        Line(
            "nothing changed: files written", str(touched), "0", touched == 0, f"{_median_ms(nothing):.1f} ms"
        ),
    ]


def _median_ms(reports: list[RenderReport]) -> float:
    return statistics.median(report.seconds for report in reports) * 1e3


def _floor(tree: Path) -> float:
    """Seconds that the disk takes for the same files, and nothing else: some make new files slowly.

    ext4 looks for a while at every inode that was freed within the last minutes, so a run soon after
    another one that was cleaned away is slower.
    """
    contents = [(path, path.read_bytes()) for path in sorted(tree.rglob("*.md"))]
    copy = tree.with_name("copy")
    for folder in {path.parent for path, _ in contents}:
        (copy / folder.relative_to(tree)).mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    for path, content in contents:
        (copy / path.relative_to(tree)).write_bytes(content)
    return time.perf_counter() - begun


def _stamps(tree: Path) -> dict[str, int]:
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            found[path] = os.stat(path).st_mtime_ns
    return found
