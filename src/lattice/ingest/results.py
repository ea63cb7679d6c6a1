"""The answer to a query becomes a file: whole, or not at all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from lattice.ingest.writers.base import OutColumn
from lattice.ingest.writers.opening import ExportFormat, opened
from lattice.model.values import ColumnType, Value

#: Rows that are written between two looks at whether to go on.
PORTION = 1_000


async def write_rows(
    columns: Sequence[tuple[str, ColumnType]],
    rows: Sequence[Sequence[Value]],
    out: Path,
    format_: ExportFormat,
    *,
    name: str = "query",
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write rows to a file that appears when it is complete; how many.

    `name` is that of the table in formats that have one; `progress` gets rows written, from another thread.
    Raises LatticeError `unwritable`, `disk_full`; cancelling it leaves no file.
    """
    stop = threading.Event()
    writing = asyncio.ensure_future(
        asyncio.to_thread(_write, columns, rows, out, format_, name, progress, stop)
    )
    try:
        return await asyncio.shield(writing)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([writing])
        raise


class _StoppedError(Exception):
    """Nobody waits for it any more: what was begun is taken away."""


def _write(
    columns: Sequence[tuple[str, ColumnType]],
    rows: Sequence[Sequence[Value]],
    out: Path,
    format_: ExportFormat,
    name: str,
    progress: Callable[[int], None] | None,
    stop: threading.Event,
) -> int:
    with opened(out, format_, several=False) as writer:
        writer.table(name, [OutColumn(*column) for column in columns])
        for at in range(0, len(rows), PORTION):
            if stop.is_set():
                raise _StoppedError
            writer.rows(rows[at : at + PORTION])
            if progress is not None:
                progress(min(at + PORTION, len(rows)))
        writer.finish()
    return len(rows)
