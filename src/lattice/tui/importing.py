"""An import as the workbench does it: files are read, plans are shown and changed, rows are loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from pathlib import Path
from time import monotonic

import msgspec

from lattice.actions import ListTables
from lattice.client import Client, LoadMode
from lattice.ingest.choices import TypeChoice
from lattice.ingest.loading import Imported, column_values, load_source
from lattice.ingest.plan import Source
from lattice.ingest.sources import ImportOptions, Sources, open_sources, replan
from lattice.model.ids import new_id
from lattice.model.limits import Limits
from lattice.model.schema import Schema
from lattice.tui.carrying_out import take_group_back
from lattice.tui.screens.working import Progress


class Intake:
    """One table of a file, with what the person decided about it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.wanted = True
        """Whether it is brought in."""
        self._options = ImportOptions()
        self._types: dict[str, TypeChoice] = {
            guess.name: TypeChoice(guess.type, guess.target, guess.via)
            for guess in source.guesses
            if guess.new and guess.target
        }

    def change(
        self,
        schema: Schema,
        limits: Limits,
        *,
        table: str | None = None,
        mode: LoadMode | None = None,
        key: tuple[str, ...] | None = None,
        types: dict[str, TypeChoice] | None = None,
    ) -> None:
        """Decide something and plan anew; raises LatticeError and stays as it was when that cannot be."""
        plan = self.source.plan
        chosen = {**self._types, **(types or {})}
        options = ImportOptions(
            table=table if table is not None else plan.table,
            mode=mode or plan.mode,
            key=key if key is not None else plan.key,
            types=chosen,
        )
        self.source = replan(self.source, options, schema=schema, limits=limits)
        self._types = chosen


class Result(msgspec.Struct, frozen=True):
    """What came of an import of one or several tables."""

    done: tuple[Imported, ...]
    seconds: float


async def read_sources(client: Client, paths: Sequence[Path], limits: Limits) -> tuple[Sources, Schema]:
    """Read files once and plan their import; raises LatticeError."""
    schema = (await client.run(ListTables())).value.schema
    loop = asyncio.get_running_loop()

    def lookup(table: str, column: str) -> Collection[str] | None:
        return asyncio.run_coroutine_threadsafe(column_values(client, table, column), loop).result()

    sources = await asyncio.to_thread(open_sources, paths, schema=schema, limits=limits, lookup=lookup)
    return sources, schema


async def load_all(client: Client, intakes: Sequence[Intake], progress: Progress) -> Result:
    """Load what is wanted as one group: all of it, or nothing when stopped or failed (LatticeError)."""
    began = monotonic()
    group = new_id()
    wanted = [intake.source for intake in intakes if intake.wanted]
    total = max(1, sum(source.rows for source in wanted))
    before = 0
    done: list[Imported] = []
    try:
        for source in wanted:
            done.append(await _load_one(client, source, group, progress, before, total))
            before += source.rows
    except BaseException:
        # also when it is stopped: an import of several tables is all of it or nothing
        if done:
            await take_group_back(client, group)
        raise
    return Result(tuple(done), monotonic() - began)


async def _load_one(
    client: Client, source: Source, group: str, progress: Progress, before: int, total: int
) -> Imported:
    def said(rows: int) -> None:
        progress.part = (before + rows) / total
        progress.note = f"{source.plan.table}: {rows:,} of {source.rows:,} rows"

    said(0)
    return await load_source(client, source, group_id=group, progress=said)
