"""Making one row of several: what it lacks is filled in, what leads to the others leads to it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lattice.actions import Merged, MergeRows
from lattice.databases.base import Record
from lattice.databases.names import quote
from lattice.engine import linkstore, rowstore
from lattice.engine.catalog import Layout
from lattice.engine.handlers.rows import BATCH, all_there, counted, in_trash
from lattice.engine.registry import writes
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.schema import Column
from lattice.model.values import TEXTUAL, ColumnType, Stored

#: Rows that one merge takes, and links of one row that it moves.
MOST_ROWS, MOST_LINKS = 1000, 10_000


@writes(MergeRows)
async def merge_rows(work: Writing, action: MergeRows) -> Merged:
    """Fill, move, trash: one change."""
    layout = work.own_layout(action.table)
    survivor, others = await _parts(work, layout, action)
    lost = [str(record[0]) for record in others]
    kept = str(survivor[0])
    await _check_reach(work, layout, [kept, *lost])
    filled = await _fill(work, layout, survivor, others)
    references = await _move_references(work, layout, kept, lost)
    links = await _move_links(work, layout, kept, lost)
    await rowstore.trash(work, layout, others)
    record = await rowstore.fetch_one(work, layout, kept)
    work.summary = f"merged {counted(len(lost) + 1)} of {layout.table.name} into {layout.label_of(record)}"
    return Merged(layout.row(record), tuple(lost), filled, links, references)


async def _parts(work: Writing, layout: Layout, action: MergeRows) -> tuple[Record, list[Record]]:
    """The row that stays, and the others, oldest first."""
    ids = list(dict.fromkeys(id_.upper() for id_ in action.ids))
    if not 2 <= len(ids) <= MOST_ROWS:
        raise _wrong(f"it takes from 2 to {MOST_ROWS:,} different rows, not {len(ids):,}")
    records = await all_there(work, layout, ids)
    for record in records:
        if rowstore.is_trashed(record):
            raise in_trash(layout, str(record[0]))
    created = rowstore.CREATED_AT
    records.sort(key=lambda record: (str(record[created]), str(record[0])))
    wanted = str(records[0][0]) if action.survivor is None else action.survivor.upper()
    kept = next((record for record in records if record[0] == wanted), None)
    if kept is None:
        raise _wrong("the row that stays is not among the rows", "Name it in `ids` too.")
    return kept, [record for record in records if record is not kept]


async def _reaches(work: Writing, layout: Layout, ids: Sequence[str]) -> bool:
    """Whether anything in tables that the caller may not know of leads to these rows."""
    packed = json.dumps(list(ids))
    for name, column in await _columns_into(work, layout):
        if not work.catalog.schema_holds(name):
            there = await work.tx.one(
                f"SELECT 1 FROM {quote(name)} WHERE {quote(column)} IN (SELECT value FROM json_each(?))"
                " LIMIT 1",
                (packed,),
            )
            if there is not None:
                return True
    for row_id in ids:
        for tie in await linkstore.of_row(work, row_id, MOST_LINKS):
            if any(work.catalog.by_id(end) is None for end in (tie.from_table, tie.to_table)):
                return True
    return False


async def _check_reach(work: Writing, layout: Layout, ids: Sequence[str]) -> None:
    """Raise `forbidden` where a caller who sees some tables only would leave ends loose in others."""
    if not work.restricted:
        return
    async with work.tx.steward():  # what the caller does not see is what is asked for
        elsewhere = await _reaches(work, layout, ids)
    if elsewhere:
        raise LatticeError(
            "forbidden",
            "These rows are tied to what agents may not use here, so an agent cannot merge them.",
            "Ask the person you act for.",
            stage=Stage.AUTHORIZATION,
        )


async def _columns_into(work: Writing, layout: Layout) -> list[tuple[str, str]]:
    """Every reference column into a table, whoever may know of it: table and column."""
    rows = await work.tx.all(
        "SELECT t.name, c.sql_name FROM lattice_columns c JOIN lattice_tables t ON t.id = c.table_id"
        " WHERE c.target = ? AND c.type = ? AND c.dropped_at IS NULL AND t.dropped_at IS NULL",
        (layout.table.id, ColumnType.REFERENCE.value),
    )
    return [(str(name), str(column)) for name, column in rows]


async def _fill(work: Writing, layout: Layout, survivor: Record, others: Sequence[Record]) -> tuple[str, ...]:
    """Give the survivor what it lacks, from the oldest that has it; names of the columns."""
    own = {str(record[0]) for record in (survivor, *others)}
    values: dict[str, Stored] = {}
    names: list[str] = []
    for column in layout.table.columns:
        if column.masked or not _is_empty(column, rowstore.value_of(layout, survivor, column.id)):
            continue
        found = (rowstore.value_of(layout, record, column.id) for record in others)
        # a reference among the merged rows would lead from the one that stays to itself
        value = next((v for v in found if not _is_empty(column, v) and not _within(column, v, own)), None)
        if value is not None:
            values[column.id] = value
            names.append(column.name)
    await rowstore.update(work, layout, [(survivor, values)])
    return tuple(names)


def _is_empty(column: Column, value: Stored) -> bool:
    return value is None or (column.type in TEXTUAL and value == "")


def _within(column: Column, value: Stored, ids: set[str]) -> bool:
    return column.type is ColumnType.REFERENCE and value in ids


async def _move_references(work: Writing, layout: Layout, kept: str, lost: Sequence[str]) -> int:
    """Rows that refer to the others refer to the survivor, those in the trash too; how many."""
    moved = 0
    for other in work.catalog.layouts:
        columns = [
            c for c in other.table.columns if c.type is ColumnType.REFERENCE and c.target == layout.table.id
        ]
        if not columns:
            continue
        where = " OR ".join(f"{quote(c.name)} IN (SELECT value FROM json_each(?1))" for c in columns)
        # those that go stay as they were, so that each can come back as it was
        found = await work.tx.all(
            f"SELECT {', '.join(other.fields)} FROM {other.seen} WHERE ({where})"
            " AND _id NOT IN (SELECT value FROM json_each(?1)) ORDER BY _id LIMIT ?2",
            (json.dumps(list(lost)), work.limits.bulk_rows + 1),
        )
        if len(found) > work.limits.bulk_rows:
            raise LatticeError(
                "too_large",
                f"More than {work.limits.bulk_rows:,} rows of {other.table.name} refer to these.",
                "Raise the setting limits.bulk_rows.",
                stage=Stage.CONSTRAINTS,
            )
        for start in range(0, len(found), BATCH):
            changes: list[tuple[Record, rowstore.Changes]] = [
                (record, {c.id: kept for c in columns if rowstore.value_of(other, record, c.id) in lost})
                for record in found[start : start + BATCH]
            ]
            moved += len(await rowstore.update(work, other, changes))
    return moved


async def _move_links(work: Writing, layout: Layout, kept: str, lost: Sequence[str]) -> int:
    """Ties of the others become ties of the survivor, where it has them not; how many it got."""
    gained = 0
    merged = {kept, *lost}
    for row_id in lost:
        for tie in await linkstore.of_row(work, row_id, MOST_LINKS):
            await linkstore.remove(work, tie)
            if tie.from_row in merged and tie.to_row in merged:
                continue  # a row is not tied to itself
            table = layout.table.id
            new = (
                linkstore.Tie(new_id(), tie.name, table, kept, tie.to_table, tie.to_row)
                if tie.from_row == row_id
                else linkstore.Tie(new_id(), tie.name, tie.from_table, tie.from_row, table, kept)
            )
            if await linkstore.find(work, new.from_row, new.to_row, new.name) is None:
                await linkstore.add(work, new)
                gained += 1
    return gained


def _wrong(what: str, hint: str = "") -> LatticeError:
    return LatticeError("invalid_action", f"row.merge: {what}.", hint, stage=Stage.CONSTRAINTS)
