"""Events as undo reads them: newest first, page by page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from typing import NamedTuple

from lattice.engine.log import values_of
from lattice.engine.work import Writing
from lattice.model.values import Value

#: Events that are read, and rows that are taken back, at a time: see BATCH of the rows.
PAGE = 250


class StoredEvent(NamedTuple):
    """One event of the change that is taken back."""

    seq: int
    op: str
    table_id: str
    row_id: str
    before: dict[str, Value]
    after: dict[str, Value]


async def count_events(work: Writing, change_ids: Sequence[str]) -> int:
    """How many events these changes have together, as they say themselves."""
    row = await work.tx.one(
        "SELECT sum(events) FROM lattice_changes WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(change_ids)),),
    )
    return int(row[0] or 0) if row else 0


async def pages(
    work: Writing, change_id: str, *, without: Collection[str] = ()
) -> AsyncIterator[list[StoredEvent]]:
    """The events of a change, newest first; of the tables `without` only their making.

    They are read by key, not by an open cursor, since the schema may change between pages.
    """
    seq = 2**63 - 1
    while True:
        rows = await work.tx.all(
            "SELECT seq, op, table_id, row_id, before, after FROM lattice_events"
            " WHERE change_id = ? AND seq < ?"
            " AND (table_id IS NULL OR op IN ('table.create', 'table.restore')"
            " OR table_id NOT IN (SELECT value FROM json_each(?))) ORDER BY seq DESC LIMIT ?",
            (change_id, seq, json.dumps(list(without)), PAGE),
        )
        if not rows:
            return
        seq = int(rows[-1][0] or 0)
        yield [
            StoredEvent(
                int(number or 0),
                str(op),
                str(table_id or ""),
                str(row_id or ""),
                values_of(before) if before is not None else {},
                values_of(after) if after is not None else {},
            )
            for number, op, table_id, row_id, before, after in rows
        ]


def runs(events: list[StoredEvent]) -> Iterator[list[StoredEvent]]:
    """Neighbours of one kind on different rows of one table, which can be taken back together."""
    run: list[StoredEvent] = []
    seen: set[str] = set()
    for event in events:
        same = run and (event.op, event.table_id) == (run[0].op, run[0].table_id) and event.row_id
        if run and not (same and event.row_id not in seen):
            yield run
            run, seen = [], set()
        run.append(event)
        seen.add(event.row_id)
    if run:
        yield run
