"""Events and changes from what is stored: ids to names, columns by name, rows by label."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lattice.databases.base import Record
from lattice.engine.catalog import Layout, masked_value
from lattice.engine.log import LINK_TOMBSTONE, TOMBSTONE, values_of
from lattice.engine.seeing import leads_elsewhere, sees_purged
from lattice.engine.work import Reading
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.events import Change, Event
from lattice.model.sharing import MASKED
from lattice.model.values import ColumnType, Value

EVENT_FIELDS = (
    "seq, id, change_id, group_id, at, actor, on_behalf_of, origin, op, table_id, row_id, before, after,"
    " salt IS NULL"
)
CHANGE_FIELDS = (
    "id, action, at, actor, on_behalf_of, group_id, summary, events, first_seq, last_seq, undone_by, undoable"
)

#: Operations whose `before` and `after` are columns of a row.
ROW_OPS = frozenset({"row.insert", "row.update", "row.delete", "row.restore", "row.purge", "row.share"})


async def named(work: Reading, records: Sequence[Record]) -> list[Event]:
    """Stored events as people and agents see them; those of tables they may not know of are left out."""
    aside = await _dropped_names(work, {str(r[9]) for r in records if r[9] is not None})
    labels = await _labels(work, records)
    events: list[Event] = []
    private = await _private_rows(work, records)
    hidden = await _hidden_rows(work, records)
    for record in records:
        table_id = None if record[9] is None else str(record[9])
        if table_id in PRIVATE_TABLES and str(record[10]) not in private:
            continue
        layout = work.catalog.by_id(table_id) if table_id else None
        table = layout.table.name if layout else aside.get(table_id or "")
        if table_id is not None and table is None:
            continue
        if leads_elsewhere(work, record[8], record[11], record[12]):
            continue
        if not hidden.isdisjoint(_rows_of(record)) or (_is_purged(record) and not sees_purged(work)):
            continue
        withheld = work.catalog.keeping.withheld.get(table_id or "", frozenset())
        events.append(_event(record, layout, table, labels, withheld))
    return events


async def _hidden_rows(work: Reading, records: Sequence[Record]) -> set[str]:
    """Ids of rows in these events, at both ends of links, that the caller may not see."""
    if not work.catalog.keeping.principal:
        return set()
    return await work.hidden_among(row_id for record in records for row_id in _rows_of(record))


def _rows_of(record: Record) -> list[str]:
    """The row of an event, and of a link the one at its other end."""
    rows = [] if record[10] is None else [str(record[10])]
    text = record[12] if record[12] is not None else record[11]
    if rows and str(record[8]).startswith("link.") and text is not None:
        rows.append(str(values_of(text).get("to_row")))
    return rows


def _is_purged(record: Record) -> bool:
    """Whether an event is of a row (or link) that was purged, or says so."""
    return bool(record[13]) or record[8] in (TOMBSTONE, LINK_TOMBSTONE)


async def _private_rows(work: Reading, records: Sequence[Record]) -> set[str]:
    """Ids of the rows of private tables in these events that the caller may see: those of its person."""
    ids = json.dumps([str(record[10]) for record in records if record[9] in PRIVATE_TABLES])
    if ids == "[]":
        return set()
    found = await work.tx.script(
        [
            (
                f"SELECT _id FROM {layout.sql} WHERE _owner = ? AND _id IN (SELECT value FROM json_each(?))",
                (work.caller.principal, ids),
            )
            for layout in work.catalog.private
        ]
    )
    return {str(row[0]) for rows in found for row in rows}


def _event(
    record: Record,
    layout: Layout | None,
    table: str | None,
    labels: dict[str, str],
    withheld: frozenset[str],
) -> Event:
    seq, id_, change_id, group_id, at, actor, behalf, origin, op, table_id, row_id, before, after, blank = (
        record
    )
    return Event(
        seq=int(seq or 0),
        id=str(id_),
        change_id=str(change_id),
        group_id=_text(group_id),
        at=str(at),
        actor=str(actor),
        on_behalf_of=_text(behalf),
        origin=str(origin),
        op=str(op),
        table=table,
        table_id=_text(table_id),
        row_id=_text(row_id),
        label=labels.get(str(row_id), ""),
        before=_values(str(op), before, layout, withheld),
        after=_values(str(op), after, layout, withheld),
        purged=bool(blank),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _values(op: str, text: object, layout: Layout | None, withheld: frozenset[str]) -> dict[str, Any] | None:
    if text is None:
        return None
    values: dict[str, Any] = values_of(text)
    if op not in ROW_OPS:
        return values
    if layout is None:
        return {id_: MASKED if id_ in withheld else value for id_, value in values.items()}
    columns = {c.id: c for c in layout.table.columns}
    shown: dict[str, Any] = {}
    for id_, value in values.items():
        column = columns.get(id_)
        if column is None:
            shown[id_] = MASKED if id_ in withheld else value
        elif column.masked:
            shown[column.name] = masked_value(column.type)
        elif column.type is ColumnType.JSON:
            shown[column.name] = _json_value(value)
        else:
            shown[column.name] = value
    return shown


def _json_value(value: Value) -> Value:
    """JSON columns are kept as text in events; what is no JSON is from before a retype."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


async def _dropped_names(work: Reading, table_ids: set[str]) -> dict[str, str]:
    """Names of dropped tables among these; only for callers who see all tables."""
    unknown = [id_ for id_ in table_ids if work.catalog.by_id(id_) is None]
    if not unknown or work.restricted:
        return {}
    rows = await work.tx.all(
        "SELECT id, name FROM lattice_tables WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(unknown),),
    )
    return {str(id_): str(name) for id_, name in rows}


async def _labels(work: Reading, records: Sequence[Record]) -> dict[str, str]:
    rows: dict[str, set[str]] = {}
    for record in records:
        if record[9] is not None and record[10] is not None:
            rows.setdefault(str(record[9]), set()).add(str(record[10]))
    found: dict[str, str] = {}
    for table_id, ids in rows.items():
        if layout := work.catalog.by_id(table_id):
            found |= await row_labels(work, layout, ids)
    return found


async def row_labels(work: Reading, layout: Layout, ids: set[str]) -> dict[str, str]:
    """What people call these rows of a table, trashed ones too; missing ones are left out."""
    label = layout.table.label
    if not ids or label is None:
        return {}
    shown = layout.narrow([label.name])
    sql = f"SELECT {', '.join(shown.fields)} FROM {layout.seen} WHERE _id IN (SELECT value FROM json_each(?))"
    return {str(r[0]): shown.label_of(r) for r in await work.tx.all(sql, (json.dumps(list(ids)),))}


async def undone_targets(work: Reading, change_ids: Sequence[str]) -> dict[str, str]:
    """For changes that are undos: the first change that each took back."""
    rows = await work.tx.all(
        "SELECT change_id, min(target_id) FROM lattice_undone"
        " WHERE change_id IN (SELECT value FROM json_each(?)) GROUP BY change_id",
        (json.dumps(list(change_ids)),),
    )
    return {str(change): str(target) for change, target in rows}


def change_from(record: Record, targets: dict[str, str]) -> Change:
    """A stored change as people see it."""
    id_, action, at, actor, behalf, group_id, summary, events, first, last, undone_by, undoable = record
    return Change(
        id=str(id_),
        action=str(action),
        at=str(at),
        actor=str(actor),
        on_behalf_of=_text(behalf),
        group_id=_text(group_id),
        summary=str(summary),
        events=int(events or 0),
        first_seq=int(first or 0),
        last_seq=int(last or 0),
        undone_by=_text(undone_by),
        undoes=targets.get(str(id_)),
        undoable=bool(undoable),
    )
