"""Rows: inserting, changing, deleting, restoring, one and many."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from lattice.actions import (
    DeleteRow,
    DeleteRows,
    EditRows,
    InsertRow,
    InsertRows,
    RestoreRows,
    RowEdit,
    UpdateRow,
    UpdateRows,
)
from lattice.databases.base import Record
from lattice.engine import rowstore
from lattice.engine.catalog import Layout, missing_row
from lattice.engine.incoming import check_references, stored_values
from lattice.engine.registry import writes
from lattice.engine.select import condition
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.rows import BulkResult, Row
from lattice.model.values import Value

#: Rows that a bulk action handles at a time: so many keep a screen in the same process waiting for 20 ms.
BATCH = 250
#: Ids that a bulk result names.
NAMED_IDS = 1000


@writes(InsertRow)
async def insert_row(work: Writing, action: InsertRow) -> Row:
    """Add one row."""
    layout = work.own_layout(action.table)
    values = stored_values(layout, action.values)
    await check_references(work, layout, [values])
    (row_id,) = await rowstore.insert(work, layout, [values], source=action.source)
    record = await rowstore.fetch_one(work, layout, row_id)
    work.summary = f"added {layout.table.name}/{layout.label_of(record)}"
    return layout.row(record)


@writes(InsertRows)
async def insert_rows(work: Writing, action: InsertRows) -> BulkResult:
    """Add many rows."""
    layout = work.own_layout(action.table)
    work.pulse.beat(of=len(action.rows))
    ids = await _insert(work, layout, action.rows, source=action.source)
    work.summary = f"added {counted(len(ids))} to {layout.table.name}"
    return BulkResult(len(ids), tuple(ids[:NAMED_IDS]))


async def _insert(
    work: Writing, layout: Layout, rows: Sequence[dict[str, Value]], *, source: str | None = None
) -> list[str]:
    ids: list[str] = []
    for start in range(0, len(rows), BATCH):
        values = [stored_values(layout, row) for row in rows[start : start + BATCH]]
        await check_references(work, layout, values)
        ids += await rowstore.insert(work, layout, values, source=source)
        work.pulse.beat(len(values))
    return ids


@writes(UpdateRow)
async def update_row(work: Writing, action: UpdateRow) -> Row:
    """Change one row."""
    layout = work.own_layout(action.table)
    values = stored_values(layout, action.values)
    record = await rowstore.fetch_one(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    if rowstore.is_trashed(record):
        raise in_trash(layout, action.id)
    real = await rowstore.differing(work, layout, [(record, values)])
    if not real:
        return layout.row(record)
    ((_, new),) = real
    await check_references(work, layout, [new])
    await rowstore.alter(work, layout, real)
    record = rowstore.updated(work, layout, record, new)
    names = ", ".join(c.name for c in layout.table.columns if c.id in new)
    work.summary = f"changed {layout.table.name}/{layout.label_of(record)}: {names}"
    return layout.row(record)


@writes(UpdateRows)
async def update_rows(work: Writing, action: UpdateRows) -> BulkResult:
    """Set columns of many rows."""
    layout = work.own_layout(action.table)
    values = stored_values(layout, action.values)
    await check_references(work, layout, [values])
    changed: list[str] = []
    async for records in chosen(work, layout, action.ids, action.where):
        changed += await rowstore.update(work, layout, [(record, values) for record in records])
        work.pulse.beat(len(records))
    names = ", ".join(layout.table.column(name).name for name in action.values)
    work.summary = f"changed {names} of {counted(len(changed))} of {layout.table.name}"
    return BulkResult(len(changed), tuple(changed[:NAMED_IDS]))


@writes(EditRows)
async def edit_rows(work: Writing, action: EditRows) -> BulkResult:
    """Set values of many rows, each its own, and add rows."""
    layout = work.own_layout(action.table)
    _check_once(layout, action.edits)
    work.pulse.beat(of=len(action.edits) + len(action.rows))
    changed: list[str] = []
    for start in range(0, len(action.edits), BATCH):
        edits = action.edits[start : start + BATCH]
        records = await all_there(work, layout, [edit.id for edit in edits])
        asked: list[tuple[Record, rowstore.Changes]] = []
        for edit, record in zip(edits, records, strict=True):
            check_version(layout, record, edit.expect_version)
            if rowstore.is_trashed(record):
                raise in_trash(layout, edit.id)
            asked.append((record, stored_values(layout, edit.values)))
        real = await rowstore.differing(work, layout, asked)
        await check_references(work, layout, [new for _, new in real])
        changed += await rowstore.alter(work, layout, real)
        work.pulse.beat(len(edits))
    added = await _insert(work, layout, action.rows)
    said = [f"changed {counted(len(changed))}"] if changed or not added else []
    said += [f"added {counted(len(added))}"] if added else []
    work.summary = f"{' and '.join(said)} of {layout.table.name}"
    ids = [*changed, *added]
    return BulkResult(len(ids), tuple(ids[:NAMED_IDS]))


def _check_once(layout: Layout, edits: Sequence[RowEdit]) -> None:
    """Raise `invalid_action` when a row is named twice: which of its values is meant would be a guess."""
    seen: set[str] = set()
    for edit in edits:
        if edit.id.upper() in seen:
            raise LatticeError(
                "invalid_action",
                f"Row {edit.id} of {layout.table.name} is named twice.",
                stage=Stage.CONSTRAINTS,
            )
        seen.add(edit.id.upper())


@writes(DeleteRow)
async def delete_row(work: Writing, action: DeleteRow) -> Row:
    """Move one row to the trash."""
    layout = work.shelf(action.table)
    record = await rowstore.fetch_one(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    if rowstore.is_trashed(record):
        raise in_trash(layout, action.id)
    await rowstore.trash(work, layout, [record])
    work.summary = f"deleted {layout.table.name}/{layout.label_of(record)}"
    return layout.row(await rowstore.fetch_one(work, layout, action.id))


@writes(DeleteRows)
async def delete_rows(work: Writing, action: DeleteRows) -> BulkResult:
    """Move many rows to the trash."""
    layout = work.shelf(action.table)
    gone: list[str] = []
    async for records in chosen(work, layout, action.ids, action.where):
        gone += await rowstore.trash(work, layout, records)
        work.pulse.beat(len(records))
    work.summary = f"deleted {counted(len(gone))} of {layout.table.name}"
    return BulkResult(len(gone), tuple(gone[:NAMED_IDS]))


@writes(RestoreRows)
async def restore_rows(work: Writing, action: RestoreRows) -> BulkResult:
    """Bring rows back from the trash."""
    layout = work.shelf(action.table)
    back: list[str] = []
    ids = list(dict.fromkeys(id_.upper() for id_ in action.ids))
    work.pulse.beat(of=len(ids))
    for start in range(0, len(ids), BATCH):
        records = await all_there(work, layout, ids[start : start + BATCH])
        back += await rowstore.restore(work, layout, records)
        work.pulse.beat(len(records))
    work.summary = f"restored {counted(len(back))} of {layout.table.name}"
    return BulkResult(len(back), tuple(back[:NAMED_IDS]))


async def chosen(
    work: Writing, layout: Layout, ids: Sequence[str] | None, where: str | None
) -> AsyncIterator[list[Record]]:
    """The living rows that a bulk action means: by ids (all must be there), or by filter."""
    if (ids is None) == (where is None):
        raise LatticeError(
            "invalid_action",
            "A bulk action names its rows by ids or by a filter, one of the two.",
            "An empty filter text means all rows.",
            stage=Stage.CONSTRAINTS,
        )
    if ids is None:
        sql, params = condition(work, layout, where or "")
        found = await work.tx.all(f"SELECT _id FROM {layout.seen} t WHERE {sql} ORDER BY _id", params)
        if len(found) > work.limits.bulk_rows:
            raise LatticeError(
                "too_large",
                f"{len(found):,} rows match; {work.limits.bulk_rows:,} can be changed at once.",
                "Narrow the filter, or raise the setting limits.bulk_rows.",
                stage=Stage.CONSTRAINTS,
            )
        ids = [str(row[0]) for row in found]
    ids = list(dict.fromkeys(id_.upper() for id_ in ids))
    work.pulse.beat(of=len(ids))
    for start in range(0, len(ids), BATCH):
        records = await all_there(work, layout, ids[start : start + BATCH])
        for record in records:
            if rowstore.is_trashed(record):
                raise in_trash(layout, str(record[0]))
        yield records


async def all_there(work: Writing, layout: Layout, ids: Sequence[str]) -> list[Record]:
    """Records of all these rows in their order; raises `not_found` when one is missing."""
    wanted = [id_.upper() for id_ in ids]
    found = await rowstore.fetch(work, layout, wanted)
    for id_ in wanted:
        if id_ not in found:
            raise missing_row(layout, id_)
    return [found[id_] for id_ in wanted]


def check_version(layout: Layout, record: Record, expected: int | None) -> None:
    """Raise `conflict` when the row has another version than the caller saw."""
    version = int(record[rowstore.VERSION] or 0)
    if expected is None or expected == version:
        return
    raise LatticeError(
        "conflict",
        f"{layout.table.name}/{layout.label_of(record)} is at version {version}, not {expected}:"
        f" {record[rowstore.UPDATED_BY]} changed it meanwhile.",
        "Read it again and decide.",
        details={"expected": expected, "current": layout.row(record).flat()},
    )


def in_trash(layout: Layout, row_id: str) -> LatticeError:
    """The refusal to change a row that is in the trash."""
    return LatticeError(
        "not_found",
        f"Row {row_id} of {layout.table.name} is in the trash.",
        f"`lattice restore {layout.table.name} {row_id}` brings it back.",
    )


def counted(count: int) -> str:
    """`1 row`, `2 rows`."""
    return "1 row" if count == 1 else f"{count:,} rows"
