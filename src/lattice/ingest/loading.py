"""Planned sources into a workspace: what a plan must know of it, and the loading of one source."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import msgspec

from lattice.client import Client
from lattice.ingest.export import pages
from lattice.ingest.plan import Source
from lattice.ingest.references import MOST_KEYS
from lattice.model.errors import LatticeError, Stage
from lattice.model.loads import LoadBatch
from lattice.model.rows import Refusal

#: Refused lines that a result names one by one.
NAMED_REFUSALS = 1_000


class Imported(msgspec.Struct, frozen=True):
    """What came of one source: what its reader and the workspace said, together."""

    table: str
    source: str
    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    refusals: tuple[Refusal, ...]
    """The first of them, by line."""
    seconds: float
    change_id: str | None
    notes: tuple[str, ...] = ()


async def column_values(client: Client, table: str, column: str) -> set[str] | None:
    """The values of a column as text when they can be keys: none empty, none twice, not too many."""
    found: set[str] = set()
    count = 0
    async for rows in pages(client, table, columns=(column,)):
        count += len(rows)
        found.update(str(row.values[column]) for row in rows if row.values[column] is not None)
        if count > MOST_KEYS or len(found) < count:
            return None
    return found


async def load_source(
    client: Client,
    source: Source,
    *,
    op_id: str | None = None,
    group_id: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Load one source; raises LatticeError with nothing changed."""
    started = time.perf_counter()
    outcome = await client.load(
        source.plan, _batches(source), op_id=op_id, group_id=group_id, progress=progress
    )
    report = outcome.value
    refusals = sorted([*report.refusals, *source.refusals], key=lambda refusal: refusal.line)
    return Imported(
        table=report.table,
        source=source.place,
        read=report.read + source.refused,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=report.refused + source.refused,
        refusals=tuple(refusals[:NAMED_REFUSALS]),
        seconds=round(time.perf_counter() - started, 3),
        change_id=outcome.change_id,
        notes=tuple(source.notes),
    )


async def landed(client: Client, source: Source, op_id: str) -> bool:
    """Whether the load with that op_id was carried out, although who asked for it stopped waiting."""
    try:
        await client.load(source.plan, _stopped(), op_id=op_id)
    except LatticeError as error:
        if error.code != "interrupted":
            raise
        return False
    return True


def _stopped() -> Iterator[LoadBatch]:
    """Rows of a load that must not happen any more."""
    raise LatticeError("interrupted", "The import was stopped.")
    yield


def _batches(source: Source) -> Iterator[LoadBatch]:
    """The rows; of a strict plan what the reader refuses stops the load like what the table refuses."""
    yield from source.batches()
    if source.plan.strict and source.refused:
        first = source.refusals[0]
        lines = "1 line" if source.refused == 1 else f"{source.refused:,} lines"
        raise LatticeError(
            "rows_refused",
            f"{source.place}: {lines} refused, first {first.line}: {first.reason}.",
            "Nothing was imported. Mend the lines, or leave --strict out.",
            stage=Stage.CONSTRAINTS,
        )
