"""Rows of a mirror: put in as they are on the server, or taken out without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lattice.databases.base import Param, Record, Statement, Transaction
from lattice.engine import rowstore
from lattice.engine.catalog import SYSTEM_COUNT, Layout
from lattice.engine.undo.rows import from_event
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.stream import RawLink, RawRow
from lattice.model.values import ColumnType, Misfit, Stored, Value

#: The values of a row as they stand in SQL: system columns, then its own.
Values = list[Stored]

ID, VERSION, CREATED_AT, CREATED_BY, UPDATED_AT, UPDATED_BY, DELETED_AT, OWNER, VISIBILITY, SOURCE = range(
    SYSTEM_COUNT
)
SYSTEM_PLACE = {name: place for place, name in enumerate(SYSTEM_COLUMNS)}
_IDS = "(SELECT value FROM json_each(?))"
#: Types whose stored form is text, as events have it.
_TEXT = frozenset({ColumnType.TEXT, ColumnType.MARKDOWN})


class Counted(NamedTuple):
    """How the numbers of rows of a table change."""

    live: int = 0
    trashed: int = 0

    def plus(self, other: Counted) -> Counted:
        """Both together."""
        return Counted(self.live + other.live, self.trashed + other.trashed)


def stored_value(type_: ColumnType, value: Value) -> Stored:
    """A value of the stream as its column stores it; empty when it is from before a retype."""
    if value is None or (type_ in _TEXT and isinstance(value, str)):
        return value
    try:
        return from_event(type_, value)
    except Misfit:
        return None


def _reader(type_: ColumnType) -> Callable[[Value], Stored]:
    return lambda value: stored_value(type_, value)


def values_reader(layout: Layout) -> Callable[[RawRow], Values]:
    """What makes a row of the server into values as they stand in SQL."""
    columns = [(column.id, _reader(column.type)) for column in layout.table.columns]

    def read(raw: RawRow) -> Values:
        system: Values = [
            raw.id,
            raw.version,
            raw.created_at,
            raw.created_by,
            raw.updated_at,
            raw.updated_by,
            raw.deleted_at,
            raw.owner,
            raw.visibility,
            raw.source,
        ]
        given = raw.values
        return system + [convert(given.get(id_)) for id_, convert in columns]

    return read


async def fetch(tx: Transaction, layout: Layout, ids: Iterable[str]) -> dict[str, Record]:
    """Rows that are here, living or trashed, by id."""
    sql = f"SELECT {', '.join(layout.fields)} FROM {layout.sql} WHERE _id IN {_IDS}"
    return {str(record[0]): record for record in await tx.all(sql, (json.dumps(list(ids)),))}


async def put(tx: Transaction, layout: Layout, rows: Sequence[Sequence[Param]]) -> Counted:
    """Put rows in, in place of what was there under their ids."""
    if not rows:
        return Counted()
    there = await _living(tx, layout, json.dumps([row[ID] for row in rows]))
    names = layout.fields
    sets = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    holes = ", ".join("?" * len(names))
    await tx.script(_unindex(layout, [id_ for id_, living in there.items() if living]))
    await tx.many(
        f"INSERT INTO {layout.sql} ({', '.join(names)}) VALUES ({holes})"
        f" ON CONFLICT (_id) DO UPDATE SET {sets}",
        rows,
    )
    living = [str(row[ID]) for row in rows if row[DELETED_AT] is None]
    await tx.script(rowstore.index(layout, json.dumps(living)) if living else [])
    was = Counted(sum(there.values()), len(there) - sum(there.values()))
    return Counted(len(living) - was.live, len(rows) - len(living) - was.trashed)


async def take_out(tx: Transaction, layout: Layout, ids: Sequence[str]) -> Counted:
    """Remove rows with their search text and links, and what events here say of them."""
    if not ids:
        return Counted()
    packed = json.dumps(list(ids))
    there = await _living(tx, layout, packed)
    await tx.run("PRAGMA secure_delete = ON")
    await tx.script(
        [
            *_unindex(layout, [id_ for id_, living in there.items() if living]),
            (f"DELETE FROM {layout.sql} WHERE _id IN {_IDS}", (packed,)),
            *forget_links(packed),
        ]
    )
    return Counted(-sum(there.values()), sum(there.values()) - len(there))


def forget_links(packed: str) -> list[Statement]:
    """The statements that remove every link of these rows (a JSON list of ids)."""
    return [
        (f"DELETE FROM lattice_links WHERE from_row IN {_IDS}", (packed,)),
        (f"DELETE FROM lattice_links WHERE to_row IN {_IDS}", (packed,)),
    ]


async def ids_between(tx: Transaction, layout: Layout, after: str, upto: str | None) -> set[str]:
    """Ids of the rows that are here behind `after`, up to `upto` or to the end."""
    end, params = ("", (after,)) if upto is None else (" AND _id <= ?", (after, upto))
    rows = await tx.all(f"SELECT _id FROM {layout.sql} WHERE _id > ?{end}", params)
    return {str(row[0]) for row in rows}


async def put_links(tx: Transaction, links: Sequence[RawLink]) -> None:
    """Put links in, in place of what was there under their ids or between the same rows."""
    await tx.many(
        "INSERT OR REPLACE INTO lattice_links (id, name, from_table, from_row, to_table, to_row, created_at,"
        " created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                link.id,
                link.name,
                link.from_table,
                link.from_row,
                link.to_table,
                link.to_row,
                link.created_at,
                link.created_by,
            )
            for link in links
        ],
    )


async def _living(tx: Transaction, layout: Layout, packed: str) -> dict[str, bool]:
    """Which of these rows are here, and whether each one lives."""
    rows = await tx.all(f"SELECT _id, _deleted_at IS NULL FROM {layout.sql} WHERE _id IN {_IDS}", (packed,))
    return {str(id_): bool(living) for id_, living in rows}


def _unindex(layout: Layout, ids: Sequence[str]) -> list[Statement]:
    return rowstore.unindex(layout, json.dumps(list(ids))) if ids else []
