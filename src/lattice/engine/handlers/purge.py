"""Purging: rows of the trash go for good, and their values leave the log with them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.actions import PurgeRows
from lattice.databases.base import Record, Statement
from lattice.engine import blanking, rowstore
from lattice.engine.catalog import Layout
from lattice.engine.files import contents
from lattice.engine.handlers.rows import BATCH, NAMED_IDS, all_there, counted
from lattice.engine.log import LINK_TOMBSTONE, TOMBSTONE, Draft
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.rows import BulkResult

#: Free pages that are taken into use and written over at a time.
SCRUB_PAGES = 10_000


@writes(PurgeRows)
async def purge_rows(work: Writing, action: PurgeRows) -> BulkResult:
    """Remove rows of the trash for good."""
    layout = work.shelf(action.table)
    ids = list(dict.fromkeys(id_.upper() for id_ in action.ids))
    work.undoable = False
    overwrites = not work.database.keeps_rows
    if overwrites:
        await work.tx.run("PRAGMA secure_delete = ON")
    for start in range(0, len(ids), BATCH):
        records = await all_there(work, layout, ids[start : start + BATCH])
        _check_trashed(layout, records)
        await rowstore.check_writable(work, layout, records)
        async with work.tx.steward():
            await _purge(work, layout, records)
    if ids and overwrites:
        # the index keeps the words of deleted rows until it is merged into one piece
        await work.tx.run(f"INSERT INTO {layout.text_sql} ({layout.text_sql}) VALUES ('optimize')")
        await _scrub(work)
    if overwrites:
        await work.tx.run("PRAGMA secure_delete = FAST")
    work.summary = f"purged {counted(len(ids))} of {layout.table.name}"
    return BulkResult(len(ids), tuple(ids[:NAMED_IDS]))


async def _scrub(work: Writing) -> None:
    """Write over the pages of the file that are free: ordinary writes leave what stood there."""
    free = await work.tx.one("SELECT freelist_count, page_size FROM pragma_freelist_count, pragma_page_size")
    pages, size = (int(v or 0) for v in free) if free else (0, 0)
    if not pages:
        return
    await work.tx.run("CREATE TABLE lattice_scrub (zeros BLOB)")
    for start in range(0, pages, SCRUB_PAGES):
        bytes_ = min(SCRUB_PAGES, pages - start) * size
        await work.tx.run("INSERT INTO lattice_scrub (zeros) VALUES (zeroblob(?))", (bytes_,))
    await work.tx.run("DROP TABLE lattice_scrub")


def _check_trashed(layout: Layout, records: Sequence[Record]) -> None:
    for record in records:
        if not rowstore.is_trashed(record):
            raise LatticeError(
                "conflict",
                f"Row {record[0]} of {layout.table.name} is not in the trash.",
                f"`lattice delete {layout.table.name} {record[0]}` moves it there first.",
            )


async def _purge(work: Writing, layout: Layout, records: Sequence[Record]) -> None:
    ids = [str(record[0]) for record in records]
    others = await blanking.blank(work, layout, ids)
    packed = json.dumps(ids)
    rows = "(SELECT value FROM json_each(?))"
    removal: list[Statement] = [
        (f"DELETE FROM lattice_links WHERE from_row IN {rows} OR to_row IN {rows}", (packed, packed)),
        (f"DELETE FROM {layout.sql} WHERE _id IN {rows}", (packed,)),
    ]
    await work.tx.script(removal)
    if layout.table.name == FILES:
        await contents.let_go(work.tx, ids)
    work.count(layout.table.id, trashed=-len(ids))
    await work.log(
        *(
            Draft(
                TOMBSTONE,
                layout.table.id,
                str(record[0]),
                {"_version": int(record[rowstore.VERSION] or 0)},
                None,
            )
            for record in records
        )
    )
    await work.log(*(Draft(LINK_TOMBSTONE, table_id, row_id, None, None) for table_id, row_id in others))
