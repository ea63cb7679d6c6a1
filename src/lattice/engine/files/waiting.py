"""What was put and is not yet a file's: looked for at every opening, so this imports little."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lattice.databases.base import Transaction
from lattice.model.values import format_time

#: How long contents wait for the file they were put for.
WAITING = timedelta(days=1)
#: The condition that no file has or had a content; `{name}` is its digest.
UNUSED = "NOT EXISTS (SELECT 1 FROM lattice_contents c WHERE c.id = {name})"


async def waiting_too_long(tx: Transaction) -> tuple[list[int], list[int]]:
    """Keys of bytes and of texts that were put a day ago and never became a file's."""
    before = format_time(datetime.now(UTC) - WAITING)
    lost = await tx.all(
        "SELECT key FROM lattice_blobs WHERE kept_at < ?"
        f" AND (sha256 IS NULL OR {UNUSED.format(name='sha256')})",
        (before,),
    )
    silent = await tx.all(
        "SELECT t.key FROM lattice_texts t WHERE t.kept_at < ?"
        f" AND (t.id IS NULL OR {UNUSED.format(name='t.id')})",
        (before,),
    )
    return [int(key or 0) for (key,) in lost], [int(key or 0) for (key,) in silent]
