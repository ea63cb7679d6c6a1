"""The log against the rows: what the events of each row add up to must be what stands in the table.

Rows are taken by their ids in batches, so that memory does not grow with the workspace.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

import msgspec

from lattice.databases.base import Record, Transaction
from lattice.engine import rowstore
from lattice.engine.catalog import Catalog, Layout
from lattice.engine.log import TOMBSTONE
from lattice.engine.undo.rows import from_event
from lattice.model.findings import Finding
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.values import Misfit, Value

BATCH = 1000
#: Differences that are told one by one.
TOLD = 5
_decode = msgspec.json.Decoder().decode
_OWNER = SYSTEM_COLUMNS.index("_owner")
_HINT = "The file was changed outside of Lattice, or this is a bug worth reporting. Compare with a backup."


class _Differences:
    """What was found so far."""

    def __init__(self) -> None:
        self.count = 0
        self.told: list[str] = []

    def add(self, layout: Layout, row_id: str, what: str) -> None:
        self.count += 1
        if len(self.told) < TOLD:
            self.told.append(f"{layout.table.name}/{row_id} {what}")


async def check(tx: Transaction, catalog: Catalog) -> Finding:
    """Read the events of all rows and compare; what was dropped, and retyped columns, are left out."""
    differences = _Differences()
    retyped = await _retyped(tx)
    rows, after = 0, ""
    while ids := await _next_ids(tx, after):
        after = ids[-1]
        rows += len(ids)
        await _compare(tx, catalog, ids, retyped, differences)
    for layout in catalog.every:
        await _unlogged(tx, layout, differences)
    if not differences.count:
        return Finding("rows", ok=True, message=f"The log agrees with the rows: {rows:,} rows.")
    more = f" and {differences.count - len(differences.told):,} more" if differences.count > TOLD else ""
    told = "; ".join(differences.told)
    return Finding(
        "rows", ok=False, message=f"The log does not agree with the rows: {told}{more}.", hint=_HINT
    )


async def _retyped(tx: Transaction) -> set[tuple[str, str]]:
    """Table and id of the columns whose values were converted: the log holds them as they were before."""
    rows = await tx.all(
        "SELECT DISTINCT table_id, json_extract(before, '$.id') FROM lattice_events"
        " WHERE op = 'column.retype'"
    )
    return {(str(table_id), str(column_id)) for table_id, column_id in rows}


async def _next_ids(tx: Transaction, after: str) -> list[str]:
    rows = await tx.all(
        "SELECT DISTINCT row_id FROM lattice_events WHERE row_id > ? AND row_id IS NOT NULL"
        " ORDER BY row_id LIMIT ?",
        (after, BATCH),
    )
    return [str(row[0]) for row in rows]


async def _compare(
    tx: Transaction,
    catalog: Catalog,
    ids: Sequence[str],
    retyped: set[tuple[str, str]],
    differences: _Differences,
) -> None:
    events = await tx.all(
        f"SELECT row_id, table_id, op, after, salt IS NULL FROM lattice_events {tx.dialect.by_row}"
        " WHERE row_id IS NOT NULL AND row_id >= ? AND row_id <= ? AND op LIKE 'row.%' ORDER BY row_id, seq",
        (ids[0], ids[-1]),
    )
    logged = [list(of_row) for _, of_row in groupby(events, key=lambda event: event[0])]
    logged.sort(key=lambda of_row: str(of_row[0][1]))
    for table_id, of_table in groupby(logged, key=lambda of_row: str(of_row[0][1])):
        layout = catalog.by_id(table_id)
        if layout is None:
            continue
        kept = {c.id for c in layout.table.columns if (table_id, c.id) not in retyped}
        histories = {str(of_row[0][0]): of_row for of_row in of_table}
        records = await _records(tx, layout, list(histories))
        for row_id, history in histories.items():
            what = _difference(layout, kept, history, records.get(row_id))
            if what:
                differences.add(layout, row_id, what)


async def _records(tx: Transaction, layout: Layout, ids: Sequence[str]) -> dict[str, Record]:
    rows = await tx.all(
        f"SELECT {', '.join(layout.fields)} FROM {layout.sql} WHERE _id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {str(row[0]): row for row in rows}


def _difference(layout: Layout, kept: set[str], history: Sequence[Record], record: Record | None) -> str:
    """What differs between a row and what its events add up to; empty when nothing does."""
    if history[-1][2] == TOMBSTONE:
        return "" if record is None else "was purged, but is there"
    if record is None:
        return "is in the log, but not in the table"
    if any(blank for *_, blank in history):
        return ""
    state: dict[str, Value] = {}
    for _, _, _, after, _ in history:
        state.update(_decode(str(after)) if after is not None else {})
    if state.get("_version") != record[rowstore.VERSION]:
        return f"is at version {record[rowstore.VERSION]}, in the log at {state.get('_version')}"
    if state.get("_deleted_at") != record[rowstore.DELETED_AT]:
        return "is in the trash on one side only"
    if state.get("_owner", record[_OWNER]) != record[_OWNER]:
        return "has another owner"
    for column in layout.table.columns:
        if column.id not in kept:
            continue
        try:
            expected = from_event(column.type, state.get(column.id))
        except Misfit:
            return f"has a value in {column.name} that the log does not give"
        if expected != rowstore.value_of(layout, record, column.id):
            return f"has another value in {column.name}"
    return ""


async def _unlogged(tx: Transaction, layout: Layout, differences: _Differences) -> None:
    missing = await tx.all(
        f"SELECT t._id FROM {layout.sql} t WHERE NOT EXISTS (SELECT 1 FROM lattice_events e"
        " WHERE e.row_id = t._id) LIMIT 1000"
    )
    for (row_id,) in missing:
        differences.add(layout, str(row_id), "is in the table, but not in the log")
