"""Rows: reading them by page, by position, by id."""

from __future__ import annotations

import contextlib

from lattice.actions import (
    Count,
    CountRows,
    ExportRows,
    ExportStart,
    GetRow,
    ListRows,
    LocateRow,
    Position,
)
from lattice.databases.base import Param, Record
from lattice.engine import rowstore
from lattice.engine.catalog import Layout
from lattice.engine.history import row_labels
from lattice.engine.registry import reads
from lattice.engine.select import (
    Order,
    after_cursor,
    beyond,
    condition,
    cursor_of,
    order_by,
    reading_of,
    stretches,
)
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.rows import Page, Row
from lattice.model.values import ColumnType


@reads(ListRows)
async def list_rows(work: Reading, action: ListRows) -> Page:
    """A page by cursor or by position."""
    if action.after is not None and action.offset:
        raise LatticeError(
            "invalid_action",
            "row.list takes a cursor or a position, not both.",
            stage=Stage.CONSTRAINTS,
        )
    layout = work.layout(action.table)
    order = order_by(work, layout, action.sort)
    reading = reading_of(layout, order, action.where, deleted=action.deleted)
    where, params = condition(work, layout, action.where, deleted=action.deleted)
    total = await _total(work, layout, action)
    if action.after is not None:
        after, after_params = after_cursor(order, reading, action.after)
        where, params = f"{where} AND {after}", [*params, *after_params]
    shown = layout.narrow(action.columns) if action.columns else layout
    found = await _window(work, shown, where, params, order, action, total)
    width = len(shown.fields)
    page = found[: action.limit]
    last = page[-1][width:] if len(found) > action.limit else None
    return Page(
        rows=tuple(shown.row(record[:width]) for record in page),
        next=None if last is None else cursor_of(reading, last),
        total=total,
        labels=await labels(work, shown, page),
    )


async def _window(
    work: Reading,
    layout: Layout,
    where: str,
    params: list[Param],
    order: Order,
    action: ListRows,
    total: int | None,
) -> list[Record]:
    """Records of a window, each with its place in the order behind it; one more than asked for."""
    wanted, offset = action.limit + 1, action.offset
    walk = order
    if total is not None and offset > total // 2 and action.after is None:
        # from the nearer end: skipping costs 30 ns a row, the whole of a large table would be seen
        wanted = min(wanted, max(total - offset, 0))
        offset = max(total - offset - wanted, 0)
        walk = order.backwards()
    if action.deleted:
        # the index over the trash has another order; it is short
        walk = walk.by_sorting()
    elif order.names and action.where.strip() and await _few(work, layout, where, params, offset + wanted):
        walk = walk.by_sorting()
    fields = ", ".join(f"t.{field}" for field in layout.fields)
    # the inner query walks an index alone; rows are read for the window only
    sql = (
        f"SELECT {fields}, {order.places} FROM"
        f" (SELECT t._rowid_ AS place FROM {layout.seen} t WHERE {where}"
        f" ORDER BY {walk.sql} LIMIT ? OFFSET ?) w"
        f" {work.tx.dialect.inner} {layout.seen} t ON t._rowid_ = w.place ORDER BY {order.sql}"
    )
    with work.tx.at_large() if action.where.strip() else contextlib.nullcontext():
        return await work.tx.all(sql, (*params, wanted, offset))


async def _few(work: Reading, layout: Layout, where: str, params: list[Param], depth: int) -> bool:
    """Whether so few rows match that walking an index in order would read most of the table for them.

    Reading rows in the order of an index costs ten times as much as in their own.
    """
    enough = 10 * depth
    with work.tx.at_large():
        row = await work.tx.one(
            f"SELECT count(*) FROM (SELECT 1 FROM {layout.seen} t WHERE {where} LIMIT ?)", (*params, enough)
        )
    return row is None or int(row[0] or 0) < enough


async def _total(work: Reading, layout: Layout, action: ListRows) -> int | None:
    if not action.where.strip():
        return await kept_count(work, layout, deleted=action.deleted)
    return await _count(work, layout, action.where, deleted=action.deleted) if action.count else None


async def kept_count(work: Reading, layout: Layout, *, deleted: bool) -> int:
    """How many rows live, or are in the trash: kept with every change, so it costs nothing."""
    return (await work.counts([layout])).get(layout.table.id, (0, 0))[deleted]


async def _count(work: Reading, layout: Layout, where: str, *, deleted: bool) -> int:
    if not where.strip():
        return await kept_count(work, layout, deleted=deleted)
    sql, params = condition(work, layout, where, deleted=deleted)
    with work.tx.at_large():
        row = await work.tx.one(f"SELECT count(*) FROM {layout.seen} t WHERE {sql}", params)
    return int(row[0] or 0) if row else 0


async def labels(work: Reading, layout: Layout, records: list[Record]) -> dict[str, str]:
    """What people call the rows that these records refer to."""
    found: dict[str, str] = {}
    for column in layout.table.columns:
        refers = column.type is ColumnType.REFERENCE and not column.masked
        target = work.catalog.target(column) if refers else None
        if target is None:
            continue
        place = layout.position[column.id]
        ids = {str(record[place]) for record in records if record[place] is not None}
        found |= await row_labels(work, target, ids - found.keys())
    return found


@reads(CountRows)
async def count_rows(work: Reading, action: CountRows) -> Count:
    """How many rows match."""
    return Count(await _count(work, work.layout(action.table), action.where, deleted=action.deleted))


@reads(LocateRow)
async def locate_row(work: Reading, action: LocateRow) -> Position:
    """How many rows stand before one."""
    layout = work.layout(action.table)
    order = order_by(work, layout, action.sort)
    where, params = condition(work, layout, action.where)
    place = await work.tx.one(
        f"SELECT {order.places} FROM {layout.seen} t WHERE t._id = ? AND {where}",
        (action.id.upper(), *params),
    )
    if place is None:
        return Position(None)
    before = stretches(order.backwards(), place)
    if action.where.strip():
        # what a filter leaves is looked through once
        before = [beyond(order.backwards(), place)]
    counts = await work.tx.script(
        [
            (f"SELECT count(*) FROM {layout.seen} t WHERE {where} AND {stretch}", (*params, *its))
            for stretch, its in before
        ]
    )
    return Position(sum(int(count[0][0] or 0) for count in counts))


@reads(GetRow)
async def get_row(work: Reading, action: GetRow) -> Row:
    """One row."""
    layout = work.layout(action.table)
    return layout.row(await rowstore.fetch_one(work, layout, action.id))


@reads(ExportRows)
async def export_rows(work: Reading, action: ExportRows) -> ExportStart:
    """Begin to read a table out."""
    layout = work.layout(action.table)
    total = await _count(work, layout, action.where, deleted=False)
    return ExportStart(layout.table.name, total)
