"""What differs between two points of the log, row by row: the events in between, folded into one each."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.actions import ListEvents
from lattice.model.events import Change, Event
from lattice.tui.bench import Bench

#: Events that one question brings, and how many times it is asked.
PAGE, PAGES = 1000, 5


async def between(
    bench: Bench, first: Change, last: Change, table: str | None, row_id: str | None
) -> tuple[list[Event], bool]:
    """What rows were after `first` and are after `last`, as one event each; whether that is all of it.

    Raises LatticeError.
    """
    events: list[Event] = []
    before: int | None = last.last_seq + 1
    for _ in range(PAGES):
        action = ListEvents(table=table, row_id=row_id, before_seq=before, limit=PAGE)
        page = (await bench.run(action)).value
        events += [event for event in page.events if event.seq > first.last_seq]
        before = page.next
        if before is None or before <= first.last_seq + 1:
            return fold(events), True
    return fold(events), False


def fold(events: list[Event]) -> list[Event]:
    """One event for each row: what its columns held before the oldest of these and after the newest.

    `events` are newest first; rows come in the order in which they were touched last.
    """
    rows: dict[tuple[str | None, str], list[Event]] = {}
    for event in events:
        if event.row_id and event.op.startswith("row."):
            rows.setdefault((event.table_id, event.row_id), []).append(event)
    return [folded for of_row in rows.values() if (folded := _folded(of_row)) is not None]


def _folded(events: list[Event]) -> Event | None:
    newest, oldest = events[0], events[-1]
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for event in reversed(events):
        for name, value in (event.before or {}).items():
            # what a column held before a later change is what an earlier one left in it
            if name not in after:
                before.setdefault(name, value)
        for name, value in (event.after or {}).items():
            if name not in after and name not in before:
                before[name] = None
            after[name] = value
    made, gone = oldest.op == "row.insert", newest.op in ("row.delete", "row.purge")
    if made and gone:
        return None
    same = [n for n in after if n in before and before[n] == after[n]]
    for name in same:
        del before[name], after[name]
    op = "row.insert" if made else "row.delete" if gone else "row.update"
    if op == "row.update" and not any(not name.startswith("_") for name in after):
        return None
    return msgspec.structs.replace(
        newest, op=op, before=None if made else before, after=after, purged=any(e.purged for e in events)
    )
