"""The inverse of row events, many at a time, and where a row was changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.databases.base import Record
from lattice.engine import rowstore, sharestore
from lattice.engine.catalog import Layout, masked_value
from lattice.engine.undo.event import StoredEvent
from lattice.engine.work import Writing
from lattice.model.schema import Column, refuse_masked
from lattice.model.values import TEXTUAL, ColumnType, Misfit, Stored, Value, canonical_json, fit, show, unfit

#: Conflicts that are named one by one.
NAMED_CONFLICTS = 100


class Conflicts:
    """What stands in the way of an undo; with `force` nothing does."""

    def __init__(self, *, force: bool) -> None:
        self.force = force
        self.found: list[dict[str, object]] = []

    def add(
        self,
        layout: Layout,
        row_id: str,
        reason: str,
        *,
        label: str = "",
        column: str | None = None,
        expected: Value = None,
        current: Value = None,
    ) -> bool:
        """Note one; whether to go on as if it were not there."""
        if column is not None and (kept := layout.table.find(column)) is not None and kept.masked:
            expected = current = masked_value(kept.type)
        if not self.force and len(self.found) < NAMED_CONFLICTS:
            self.found.append(
                {
                    "table": layout.table.name,
                    "row_id": row_id,
                    "label": label or row_id,
                    "column": column,
                    "expected": expected,
                    "current": current,
                    "reason": reason,
                }
            )
        return self.force


async def invert(
    work: Writing, layout: Layout, op: str, events: Sequence[StoredEvent], conflicts: Conflicts
) -> None:
    """Take back events of one kind on different rows of one table."""
    records = await rowstore.fetch(work, layout, [e.row_id for e in events])
    if op == "row.insert":
        await _invert_inserts(work, layout, events, records, conflicts)
        return
    gone = [e for e in events if e.row_id not in records]
    for event in gone:
        conflicts.add(layout, event.row_id, "the row was purged")
    there = [e for e in events if e.row_id in records]
    if op == "row.update":
        await _invert_updates(work, layout, there, records, conflicts)
    elif op == "row.delete":
        await rowstore.restore(work, layout, [records[e.row_id] for e in there])
    elif op == "row.restore":
        await rowstore.trash(work, layout, [records[e.row_id] for e in there])
    elif op == "row.share":
        await _invert_shares(work, layout, there, records, conflicts)


async def _invert_inserts(
    work: Writing,
    layout: Layout,
    events: Sequence[StoredEvent],
    records: dict[str, Record],
    conflicts: Conflicts,
) -> None:
    gone: list[Record] = []
    for event in events:
        record = records.get(event.row_id)
        if record is None or rowstore.is_trashed(record):
            continue  # somebody has removed it already
        if _as_inserted(layout, event, record, conflicts):
            gone.append(record)
    await rowstore.trash(work, layout, gone)


def _as_inserted(layout: Layout, event: StoredEvent, record: Record, conflicts: Conflicts) -> bool:
    """Whether a row still is as its first event made it, or that does not matter."""
    for column in layout.table.columns:
        current = rowstore.value_of(layout, record, column.id)
        try:
            same = from_event(column.type, event.after.get(column.id)) == current
        except Misfit:
            same = False
        if not same:
            return conflicts.add(
                layout,
                event.row_id,
                "it has another value now",
                label=layout.label_of(record),
                column=column.name,
                expected=event.after.get(column.id),
                current=unfit(column.type, current),
            )
    return True


async def _invert_updates(
    work: Writing,
    layout: Layout,
    events: Sequence[StoredEvent],
    records: dict[str, Record],
    conflicts: Conflicts,
) -> None:
    changes: list[tuple[Record, rowstore.Changes]] = []
    for event in events:
        record = records[event.row_id]
        back: dict[str, Stored] = {}
        for column_id in event.after:
            if column_id.startswith("_"):
                continue
            column = layout.table.by_id(column_id)
            if column is None:
                conflicts.add(layout, event.row_id, "its column was dropped", label=layout.label_of(record))
                continue
            refuse_masked(layout.table, column)
            wanted = _wanted(layout, event, record, column, conflicts)
            if wanted is not _LEAVE:
                back[column_id] = wanted
        if back:
            changes.append((record, back))
    await rowstore.update(work, layout, changes)


async def _invert_shares(
    work: Writing,
    layout: Layout,
    events: Sequence[StoredEvent],
    records: dict[str, Record],
    conflicts: Conflicts,
) -> None:
    """Share rows as they were before; only their owner may."""
    now = await sharestore.read(work, [records[e.row_id] for e in events])
    changes: list[tuple[Record, sharestore.Sharing, sharestore.Sharing]] = []
    for event in events:
        record, current = records[event.row_id], now[event.row_id]
        sharestore.check_owner(work, layout, record)
        back = sharestore.from_event(event.before, current.owner)._replace(owner=current.owner)
        after = sharestore.from_event(event.after, current.owner)
        if current in (back, after) or conflicts.add(
            layout,
            event.row_id,
            "it is shared otherwise now",
            label=layout.label_of(record),
            expected=after.visibility,
            current=current.visibility,
        ):
            changes.append((record, current, back))
    await sharestore.write(work, layout, changes)


class _Leave:
    """Stands for: leave the column as it is."""


_LEAVE: Stored = _Leave()  # type: ignore[assignment]  # told apart by identity, never stored


def _wanted(
    layout: Layout, event: StoredEvent, record: Record, column: Column, conflicts: Conflicts
) -> Stored:
    current = rowstore.value_of(layout, record, column.id)
    before, after = event.before.get(column.id), event.after.get(column.id)
    label = layout.label_of(record)
    try:
        old = from_event(column.type, before)
    except Misfit:
        if conflicts.add(
            layout,
            event.row_id,
            f"the column is {column.type.value} now and the earlier value does not fit",
            label=label,
            column=column.name,
            expected=before,
            current=unfit(column.type, current),
        ):
            return None
        return _LEAVE
    if current == old:
        return _LEAVE
    try:
        untouched = from_event(column.type, after) == current
    except Misfit:
        untouched = False
    if untouched or conflicts.add(
        layout,
        event.row_id,
        "it has another value now",
        label=label,
        column=column.name,
        expected=after,
        current=unfit(column.type, current),
    ):
        return old
    return _LEAVE


def from_event(type_: ColumnType, value: Value) -> Stored:
    """A value of an event as its column, as it is now, stores it; raises Misfit."""
    if value is None:
        return None
    if type_ is ColumnType.JSON:
        # events hold JSON columns as canonical text; what is no JSON comes from before a retype
        if not isinstance(value, str):
            return canonical_json(value)
        try:
            json.loads(value)
        except ValueError:
            raise Misfit("is not JSON") from None
        return value
    if type_ in TEXTUAL and not isinstance(value, str):
        if isinstance(value, bool):
            return "true" if value else "false"
        return show(ColumnType.NUMBER, value) if isinstance(value, float) else str(value)
    return fit(type_, value)
