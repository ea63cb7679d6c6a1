"""The trash: deleted rows of all tables."""

from __future__ import annotations

from heapq import merge
from itertools import islice

from lattice.actions import ListTrash, Trash, TrashItem
from lattice.engine.catalog import Layout
from lattice.engine.registry import reads
from lattice.engine.work import Reading


@reads(ListTrash)
async def list_trash(work: Reading, action: ListTrash) -> Trash:
    """Deleted rows, newest first; only tables that have some are looked at."""
    counts = await work.counts(work.catalog.layouts)
    wanted = action.offset + action.limit
    total = 0
    lists: list[list[TrashItem]] = []
    for layout in work.catalog.layouts:
        _, trashed = counts[layout.table.id]
        if not trashed:
            continue
        total += trashed
        lists.append(await _newest(work, layout, wanted))
    newest = merge(*lists, key=lambda item: (item.deleted_at, item.row_id), reverse=True)
    return Trash(tuple(islice(newest, action.offset, wanted)), total)


async def _newest(work: Reading, layout: Layout, limit: int) -> list[TrashItem]:
    label = layout.table.label
    shown = layout.narrow([label.name] if label else [])
    records = await work.tx.all(
        f"SELECT {', '.join(shown.fields)} FROM {shown.seen} WHERE _deleted_at IS NOT NULL"
        " ORDER BY _deleted_at DESC, _id DESC LIMIT ?",
        (limit,),
    )
    rows = ((shown.row(record), shown.label_of(record)) for record in records)
    return [
        TrashItem(layout.table.name, row.id, label, row.deleted_at or "", row.updated_by)
        for row, label in rows
    ]
