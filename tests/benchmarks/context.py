"""The context: the first tree of 10,000 rows, after one row changed, when nothing changed."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
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
    people = (await client.run(ListRows(table="people", limit=TIMES, offset=5000))).value.rows
    cities = (await client.run(ListRows(table="cities", limit=TIMES))).value.rows
    changed, renamed, written = [], [], 0
    for n, row in enumerate(people):
        await client.run(UpdateRow(table="people", id=row.id, values={"visits": n}))
        changed.append(await _pass(client, tree, rules))
    for n, row in enumerate(cities):
        await client.run(UpdateRow(table="cities", id=row.id, values={"name": f"Renamed {n}"}))
        renamed.append(await _pass(client, tree, rules))
    before = _stamps(tree)
    nothing = [await _pass(client, tree, rules) for _ in range(TIMES)]
    touched = sum(before[path] != stamp for path, stamp in _stamps(tree).items())
    written = round(statistics.median(report.written for report in renamed))
    naming = ROWS // CITIES
    return [
        at_most(
            f"first tree of {ROWS:,} rows",
            first.seconds,
            3,
            "s",
            f"{first.written / first.seconds:,.0f} files/s",
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


async def _pass(client: LocalClient, tree: Path, rules: ContextRules) -> RenderReport:
    return await render(client, tree, rules)


def _median_ms(reports: list[RenderReport]) -> float:
    return statistics.median(report.seconds for report in reports) * 1e3


def _stamps(tree: Path) -> dict[str, int]:
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            found[path] = os.stat(path).st_mtime_ns
    return found
