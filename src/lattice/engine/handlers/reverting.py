"""Giving a row the values that it had, read back from the log."""

from __future__ import annotations

from lattice.actions import RevertRow
from lattice.databases.base import Record
from lattice.engine import rowstore
from lattice.engine.catalog import Layout
from lattice.engine.handlers.rows import check_version, in_trash
from lattice.engine.incoming import check_references
from lattice.engine.log import values_of
from lattice.engine.registry import writes
from lattice.engine.undo.rows import from_event
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.rows import Row
from lattice.model.values import Misfit, Stored, Value

#: Events that are read at a time.
_PAGE = 500


@writes(RevertRow)
async def revert_row(work: Writing, action: RevertRow) -> Row:
    """Take back, in one change, what changes since then did to the row's values."""
    if (action.version is None) == (action.change_id is None):
        raise LatticeError(
            "invalid_action",
            "row.revert takes a version or a change, one of the two.",
            stage=Stage.CONSTRAINTS,
        )
    layout = work.own_layout(action.table)
    record = await rowstore.fetch_one(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    if rowstore.is_trashed(record):
        raise in_trash(layout, action.id)
    row_id = str(record[0])
    version = action.version
    if version is None:
        version = await _version_before(work, layout, row_id, (action.change_id or "").upper())
    current = int(record[rowstore.VERSION] or 0)
    if not 1 <= version <= current:
        raise LatticeError(
            "not_found",
            f"{layout.table.name}/{layout.label_of(record)} has no version {version}; it is at {current}.",
            "`lattice history` shows what it was.",
        )
    values = _fitting(layout, record, await _values_at(work, layout, row_id, version))
    await check_references(work, layout, [values])
    if not await rowstore.update(work, layout, [(record, values)]):
        return layout.row(record)
    record = await rowstore.fetch_one(work, layout, row_id)
    work.summary = f"reverted {layout.table.name}/{layout.label_of(record)} to version {version}"
    return layout.row(record)


async def _version_before(work: Writing, layout: Layout, row_id: str, change_id: str) -> int:
    """The version that a row had before a change; raises `not_found`."""
    rows = await work.tx.all(
        "SELECT op, after FROM lattice_events WHERE change_id = ? AND table_id = ? AND row_id = ?"
        " AND op LIKE 'row.%' ORDER BY seq LIMIT 1",
        (change_id, layout.table.id, row_id),
    )
    if not rows:
        raise LatticeError(
            "not_found", f"Change {change_id!r} did nothing to this row.", "Its history names the changes."
        )
    op, after = rows[0]
    if op == "row.insert":
        raise LatticeError(
            "not_found",
            "That change made the row; there was nothing before it.",
            "Undo of the change, or deleting the row, takes it away.",
        )
    return int(values_of(after).get("_version") or 1) - 1


async def _values_at(work: Writing, layout: Layout, row_id: str, version: int) -> dict[str, Value]:
    """What the columns that were changed since then held, by column id, as events hold values."""
    found: dict[str, Value] = {}
    seq = 2**63 - 1
    while True:
        rows = await work.tx.all(
            "SELECT seq, op, before, after FROM lattice_events WHERE table_id = ? AND row_id = ?"
            " AND seq < ? AND op LIKE 'row.%' ORDER BY seq DESC LIMIT ?",
            (layout.table.id, row_id, seq, _PAGE),
        )
        for number, op, before, after in rows:
            seq = int(number or 0)
            if after is None or int(values_of(after).get("_version") or 0) <= version:
                return found
            if op == "row.update":
                old = values_of(before) if before is not None else {}
                found |= {id_: old.get(id_) for id_ in values_of(after) if not id_.startswith("_")}
        if len(rows) < _PAGE:
            return found


def _fitting(layout: Layout, record: Record, values: dict[str, Value]) -> dict[str, Stored]:
    """Values of events as the columns that are still there store them; raises `conflict`."""
    stored: dict[str, Stored] = {}
    for column in layout.table.columns:
        if column.id not in values:
            continue
        try:
            stored[column.id] = from_event(column.type, values[column.id])
        except Misfit:
            raise LatticeError(
                "conflict",
                f"{layout.table.name}/{layout.label_of(record)}: {column.name} is {column.type.value} now,"
                " and what it held does not fit.",
                "Give the values you want by row.update.",
            ) from None
    return stored
