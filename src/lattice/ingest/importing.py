"""Import through a client: plan against its schema, load source by source, one report for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import msgspec

from lattice.actions import ListTables
from lattice.client.base import Client
from lattice.ingest.export import pages
from lattice.ingest.plan import Source
from lattice.ingest.references import MOST_KEYS
from lattice.ingest.sources import ImportOptions, Sources, open_sources
from lattice.model.limits import Limits
from lattice.model.rows import LoadReport


class Imported(msgspec.Struct, frozen=True):
    """What came of one source; refusals of the reader and of the workspace in one list."""

    source: Source
    report: LoadReport
    change_id: str | None
    seconds: float


async def plan_import(
    client: Client,
    paths: Sequence[Path | str],
    options: ImportOptions,
    *,
    stdin: BinaryIO | None = None,
    limits: Limits | None = None,
) -> Sources:
    """Read `paths` once, in a thread, and say what their import would do; see `open_sources` for errors."""
    schema = (await client.run(ListTables())).value.schema
    loop = asyncio.get_running_loop()

    def lookup(table: str, column: str) -> Collection[str] | None:
        return asyncio.run_coroutine_threadsafe(_values(client, table, column), loop).result()

    return await asyncio.to_thread(
        open_sources,
        paths,
        schema=schema,
        options=options,
        stdin=stdin,
        limits=limits or Limits(),
        lookup=lookup,
    )


async def _values(client: Client, table: str, column: str) -> Collection[str] | None:
    """All values of a column; None when one is missing or stands twice, or they are too many to hold."""
    seen: set[str] = set()
    async for rows in pages(client, table, columns=(column,)):
        for row in rows:
            value = row.values[column]
            text = str(value)
            if value is None or text in seen or text != text.strip() or len(seen) == MOST_KEYS:
                return None
            seen.add(text)
    return seen


async def load_sources(
    client: Client,
    sources: Sources,
    *,
    op_id: str | None = None,
    progress: Callable[[Source, int], None] | None = None,
) -> AsyncIterator[Imported]:
    """Load one source after the other, each one change; yields as each is done.

    `progress` gets the source and its rows so far. With several sources `op_id` belongs to the first.
    """
    for source in sources:
        started = perf_counter()

        def said(rows: int, source: Source = source) -> None:
            if progress:
                progress(source, rows)

        outcome = await client.load(source.plan, source.batches(), op_id=op_id, progress=said)
        op_id = None
        yield Imported(source, merged(outcome.value, source), outcome.change_id, perf_counter() - started)


def merged(report: LoadReport, source: Source) -> LoadReport:
    """The report of a load with what the reader itself refused."""
    both = sorted([*report.refusals, *source.refusals], key=lambda r: r.line)[:1_000]
    return msgspec.structs.replace(
        report,
        read=report.read + source.refused,
        refused=report.refused + source.refused,
        refusals=tuple(both),
    )
