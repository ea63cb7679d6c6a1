"""Values of a column that another type would not take: how many there are, and which, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions import Misfits, Misfitting
from lattice.databases.base import Record
from lattice.databases.names import quote
from lattice.engine import rowstore
from lattice.engine.catalog import Layout
from lattice.engine.convert import Conversion
from lattice.engine.select import bad_cursor
from lattice.engine.work import Reading
from lattice.model.ids import is_id
from lattice.model.schema import Column
from lattice.model.values import Misfit, Stored, unfit

#: Values that are looked at in one go.
LOOKED_AT = 1000


class _Cursor(NamedTuple):
    """Where a page ends, and what the first one counted: nobody goes through all values for each page."""

    row_id: str
    misfits: int
    values: int

    def written(self) -> str:
        return f"{self.row_id}.{self.misfits}.{self.values}"


class _Found(NamedTuple):
    """One value that does not fit."""

    row_id: str
    stored: Stored
    reason: str


async def find_misfits(
    work: Reading,
    layout: Layout,
    column: Column,
    conversion: Conversion,
    limit: int,
    after: str | None = None,
) -> Misfits:
    """A page of the values that do not fit, in the order of the rows' ids; raises `invalid_cursor`."""
    if after is not None:
        cursor = _read(after)
        found = await _beyond(work, layout, column, conversion, cursor.row_id, limit + 1)
        count, rows = cursor.misfits, cursor.values
    else:
        found, count, rows = await _all(work, layout, column, conversion, limit + 1)
    more, page = len(found) > limit, found[:limit]
    return Misfits(
        count,
        rows,
        await _named(work, layout, column, page),
        _Cursor(page[-1].row_id, count, rows).written() if more else None,
    )


async def _all(
    work: Reading, layout: Layout, column: Column, conversion: Conversion, most: int
) -> tuple[list[_Found], int, int]:
    """The first misfits, how many there are in all, and how many values."""
    found: list[_Found] = []
    rows = count = 0
    values = work.tx.stream(
        f"SELECT _id, {quote(column.name)} FROM {layout.seen}"
        f" WHERE {quote(column.name)} IS NOT NULL ORDER BY _id"
    )
    async for batch in values:
        rows += len(batch)
        unfitting = _unfitting(conversion, batch)
        count += len(unfitting)
        found += unfitting[: most - len(found)]
    return found, count, rows


async def _beyond(
    work: Reading, layout: Layout, column: Column, conversion: Conversion, row_id: str, most: int
) -> list[_Found]:
    """The next misfits; no more is read than it takes to find them."""
    found: list[_Found] = []
    while True:
        batch = await work.tx.all(
            f"SELECT _id, {quote(column.name)} FROM {layout.seen}"
            f" WHERE {quote(column.name)} IS NOT NULL AND _id > ? ORDER BY _id LIMIT ?",
            (row_id, LOOKED_AT),
        )
        found += _unfitting(conversion, batch)[: most - len(found)]
        if len(batch) < LOOKED_AT or len(found) >= most:
            return found
        row_id = str(batch[-1][0])


def _unfitting(conversion: Conversion, batch: Sequence[Record]) -> list[_Found]:
    found: list[_Found] = []
    for row_id, stored in batch:
        try:
            conversion.convert(stored)
        except Misfit as error:
            found.append(_Found(str(row_id), stored, str(error)))
    return found


async def _named(
    work: Reading, layout: Layout, column: Column, page: Sequence[_Found]
) -> tuple[Misfitting, ...]:
    """Misfits with what people call their rows."""
    records = await rowstore.fetch(work, layout, [one.row_id for one in page]) if page else {}
    return tuple(
        Misfitting(
            one.row_id,
            unfit(column.type, one.stored),
            one.reason,
            layout.label_of(records[one.row_id]),
            rowstore.is_trashed(records[one.row_id]),
        )
        for one in page
        if one.row_id in records
    )


def _read(cursor: str) -> _Cursor:
    row_id, _, counts = cursor.partition(".")
    count, _, rows = counts.partition(".")
    if is_id(row_id) and all(part.isdecimal() and part.isascii() for part in (count, rows)):
        return _Cursor(row_id, int(count[:18]), int(rows[:18]))
    raise bad_cursor()
