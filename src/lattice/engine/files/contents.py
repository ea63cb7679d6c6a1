"""Contents that nobody uses: what a purge lets go of, and what was put and never became a file."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.databases.base import Transaction
from lattice.engine.files import blobs, texts
from lattice.engine.files.waiting import UNUSED, waiting_too_long


async def let_go(tx: Transaction, file_ids: Sequence[str]) -> None:
    """Forget what these files used, and remove what no other file uses."""
    packed = json.dumps(list(file_ids))
    used = await tx.all(
        "SELECT DISTINCT id FROM lattice_contents WHERE file_id IN (SELECT value FROM json_each(?))",
        (packed,),
    )
    await tx.run("DELETE FROM lattice_contents WHERE file_id IN (SELECT value FROM json_each(?))", (packed,))
    ids = json.dumps([str(row[0]) for row in used])
    among = "IN (SELECT value FROM json_each(?))"
    lost = await tx.all(
        f"SELECT key FROM lattice_blobs WHERE sha256 {among} AND {UNUSED.format(name='sha256')}", (ids,)
    )
    for (key,) in lost:
        await tx.script(blobs.removal(int(key or 0)))
    silent = await tx.all(
        f"SELECT t.key FROM lattice_texts t WHERE t.id {among} AND {UNUSED.format(name='t.id')}", (ids,)
    )
    for (key,) in silent:
        await tx.script(texts.removal(tx, int(key or 0)))
    if silent and not tx.indexes_text:
        await tx.run("INSERT INTO lattice_parts_text (lattice_parts_text) VALUES ('optimize')")


async def sweep(tx: Transaction) -> None:
    """Remove what waited too long."""
    lost, silent = await waiting_too_long(tx)
    for key in lost:
        await tx.script(blobs.removal(key))
    for key in silent:
        await tx.script(texts.removal(tx, key))
