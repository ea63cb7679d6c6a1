"""Rows in SQL: the few primitives that insert, change, trash and restore, each with index, counts and events.

Handlers, undo and imports all change rows through these, so that no path forgets one of the four.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from lattice.databases.base import Param, Record, Statement
from lattice.databases.names import quote
from lattice.engine.catalog import Layout, missing_row, stored_event_value
from lattice.engine.log import Draft
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_ids
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Column, refuse_masked
from lattice.model.sharing import Visibility
from lattice.model.values import Stored, Value

#: Columns that change, with their new stored values.
Changes = Mapping[str, Stored]

VERSION, CREATED_AT, UPDATED_AT, UPDATED_BY, DELETED_AT, OWNER, VISIBILITY = (
    SYSTEM_COLUMNS.index(f"_{name}")
    for name in ("version", "created_at", "updated_at", "updated_by", "deleted_at", "owner", "visibility")
)
#: What stands in `_visibility` of a row that all may see.
EVERYONE = Visibility.EVERYONE.value
_ROWS = "(SELECT value FROM json_each(?))"


async def fetch(work: Reading, layout: Layout, ids: Iterable[str]) -> dict[str, Record]:
    """Records of the rows with these ids, living or trashed; missing ones are left out."""
    sql = f"SELECT {', '.join(layout.fields)} FROM {layout.seen} WHERE _id IN {_ROWS}"
    return {str(record[0]): record for record in await work.tx.all(sql, (json.dumps(list(ids)),))}


async def fetch_one(work: Reading, layout: Layout, row_id: str) -> Record:
    """The record of one row; raises `not_found`."""
    sql = f"SELECT {', '.join(layout.fields)} FROM {layout.seen} WHERE _id = ?"
    record = await work.tx.one(sql, (row_id.upper(),))
    if record is None:
        raise missing_row(layout, row_id)
    return record


async def check_writable(work: Reading, layout: Layout, records: Sequence[Record]) -> None:
    """Raise `forbidden` when one of these rows, all of which the caller may see, is theirs to read only."""
    me = work.caller.principal
    shared = [r for r in records if r[VISIBILITY] != EVERYONE and r[OWNER] != me]
    if not shared:
        return
    granted = await work.tx.all(
        f"SELECT row_id FROM lattice_grants WHERE member = ? AND may_write = 1 AND row_id IN {_ROWS}",
        (me, json.dumps([r[0] for r in shared])),
    )
    may = {row[0] for row in granted}
    for record in shared:
        if record[0] not in may:
            raise LatticeError(
                "forbidden",
                f"{layout.table.name}/{layout.label_of(record)} is shared with you to read, not to change.",
                f"Its owner, {record[OWNER]}, may let you.",
                stage=Stage.AUTHORIZATION,
            )


def is_trashed(record: Record) -> bool:
    """Whether the row of a record is in the trash."""
    return record[DELETED_AT] is not None


def value_of(layout: Layout, record: Record, column_id: str) -> Stored:
    """What stands in a column of a record."""
    return record[layout.position[column_id]]


def event_values(layout: Layout, values: Mapping[str, Stored]) -> dict[str, Value]:
    """Stored values by column id as events hold them."""
    types = {c.id: c.type for c in layout.table.columns}
    return {id_: stored_event_value(types[id_], stored) for id_, stored in values.items()}


def unindex(layout: Layout, ids: str) -> list[Statement]:
    """Take rows (a JSON list of ids) out of the search index; before their text changes."""
    return _index(layout, ids, forget=True)


def index(layout: Layout, ids: str) -> list[Statement]:
    """Put rows (a JSON list of ids) into the search index; after their text changed."""
    return _index(layout, ids, forget=False)


def _index(layout: Layout, ids: str, *, forget: bool) -> list[Statement]:
    if layout.indexed:
        return []
    names, texts = slot_columns(layout)
    verb, value = (f"{layout.text_sql}, ", "'delete', ") if forget else ("", "")
    return [
        (
            f"INSERT INTO {layout.text_sql} ({verb}rowid, {names})"
            f" SELECT {value}_rowid_, {texts} FROM {layout.sql} WHERE _id IN {_ROWS}",
            (ids,),
        )
    ]


def slot_columns(layout: Layout) -> tuple[str, str]:
    """The columns of the search index in use, and the SQL columns whose text they hold."""
    if not layout.slots:
        # also rows without text are in the index: a text column may be added, and a row that changes
        # is taken out as it was put in
        return "s1", "NULL"
    names = ", ".join(f"s{slot}" for slot in layout.slots)
    return names, ", ".join(quote(sql_name) for sql_name in layout.slots.values())


async def insert(
    work: Writing, layout: Layout, rows: Sequence[Changes], *, source: str | None = None
) -> list[str]:
    """Add rows, values by column id; their new ids in the same order."""
    owner, visibility = work.caller.principal, work.visibility_in(layout.table).value
    ids = new_ids(len(rows))
    columns = layout.table.columns
    head = (1, work.now, work.actor, work.now, work.actor, None, owner, visibility, source)
    records: list[tuple[Param, ...]] = [
        (id_, *head, *(row.get(c.id) for c in columns)) for id_, row in zip(ids, rows, strict=True)
    ]
    await work.tx.insert(insert_sql(layout.sql, columns), records)
    await work.tx.script(index(layout, json.dumps(ids)))
    work.count(layout.table.id, live=len(rows))
    await work.log(
        *(
            Draft("row.insert", layout.table.id, id_, None, inserted(layout, row, owner, source, visibility))
            for id_, row in zip(ids, rows, strict=True)
        )
    )
    if visibility != EVERYONE:
        await work.note_visibility(layout.table, "SELECT value FROM json_each(?)", json.dumps(ids))
    return ids


def insert_sql(table_sql: str, columns: Sequence[Column]) -> str:
    """INSERT of whole records into a table (or a staging table of the same columns), up to VALUES."""
    names = ", ".join((*SYSTEM_COLUMNS, *(quote(c.name) for c in columns)))
    return f"INSERT INTO {table_sql} ({names})"


def inserted(
    layout: Layout, values: Changes, owner: str, source: str | None, visibility: str = "everyone"
) -> dict[str, Value]:
    """The `after` of a row's first event: what is not empty, and who owns it."""
    after: dict[str, Value] = {"_version": 1, "_owner": owner, "_visibility": visibility}
    if source is not None:
        after["_source"] = source
    after.update(event_values(layout, {id_: v for id_, v in values.items() if v is not None}))
    return after


async def update(work: Writing, layout: Layout, changes: Sequence[tuple[Record, Changes]]) -> list[str]:
    """Change columns of rows; rows where nothing differs are left alone. Ids of the rows that changed.

    Raises `forbidden` for rows that the caller may only read, and for columns that are masked to them.
    """
    return await alter(work, layout, await differing(work, layout, changes))


async def differing(
    work: Reading, layout: Layout, changes: Sequence[tuple[Record, Changes]]
) -> list[tuple[Record, Changes]]:
    """Those of the values that are others than the rows have, for `alter`; rows without any are left out.

    Raises `forbidden` for rows that the caller may only read, and for columns that are masked to them.
    """
    for column in layout.table.columns:
        if column.masked and any(column.id in asked for _, asked in changes):
            refuse_masked(layout.table, column)
    await check_writable(work, layout, [record for record, _ in changes])
    return [
        (record, new)
        for record, asked in changes
        if (new := {id_: value for id_, value in asked.items() if value_of(layout, record, id_) != value})
    ]


async def alter(work: Writing, layout: Layout, real: Sequence[tuple[Record, Changes]]) -> list[str]:
    """Change rows to what `differing` told of them. Their ids."""
    if not real:
        return []
    ids = [str(record[0]) for record, _ in real]
    touched = {id_ for _, new in real for id_ in new}
    names = {c.id: c.name for c in layout.table.columns}
    searched = any(names[id_] in layout.slots.values() for id_ in touched)
    # undo may change a row of the trash, which has no text in the index: taking it out would damage that
    packed = json.dumps([record[0] for record, _ in real if not is_trashed(record)])
    statements: list[Statement] = unindex(layout, packed) if searched else []
    for record, new in real:
        sets = ", ".join(f"{quote(names[id_])} = ?" for id_ in new)
        statements.append(
            (
                f"UPDATE {layout.sql} SET {sets}, _version = _version + 1, _updated_at = ?, _updated_by = ?"
                " WHERE _id = ?",
                (*new.values(), work.now, work.actor, record[0]),
            )
        )
    await work.tx.script([*statements, *(index(layout, packed) if searched else ())])
    await work.log(*(_updated(layout, record, new) for record, new in real))
    return ids


def updated(work: Writing, layout: Layout, record: Record, new: Changes) -> Record:
    """The record as `alter` left it, which need not be read again."""
    fields = list(record)
    for id_, value in new.items():
        fields[layout.position[id_]] = value
    fields[VERSION] = int(record[VERSION] or 0) + 1
    fields[UPDATED_AT], fields[UPDATED_BY] = work.now, work.actor
    return tuple(fields)


def _updated(layout: Layout, record: Record, new: Changes) -> Draft:
    old = {id_: value_of(layout, record, id_) for id_ in new}
    version = int(record[VERSION] or 0)
    return Draft(
        "row.update",
        layout.table.id,
        str(record[0]),
        {"_version": version, **event_values(layout, old)},
        {"_version": version + 1, **event_values(layout, new)},
    )


async def trash(work: Writing, layout: Layout, records: Sequence[Record]) -> list[str]:
    """Move living rows to the trash. Ids of those that moved."""
    living = [r for r in records if not is_trashed(r)]
    if not living:
        return []
    await check_writable(work, layout, living)
    ids = json.dumps([r[0] for r in living])
    await work.tx.script(
        [
            *unindex(layout, ids),
            (
                f"UPDATE {layout.sql} SET _deleted_at = ?, _version = _version + 1, _updated_at = ?,"
                f" _updated_by = ? WHERE _id IN {_ROWS}",
                (work.now, work.now, work.actor, ids),
            ),
        ]
    )
    work.count(layout.table.id, live=-len(living), trashed=len(living))
    await work.log(*(_moved(layout, "row.delete", r, work.now) for r in living))
    return [str(r[0]) for r in living]


async def restore(work: Writing, layout: Layout, records: Sequence[Record]) -> list[str]:
    """Bring rows back from the trash. Ids of those that came back."""
    dead = [r for r in records if is_trashed(r)]
    if not dead:
        return []
    await check_writable(work, layout, dead)
    ids = json.dumps([r[0] for r in dead])
    await work.tx.script(
        [
            (
                f"UPDATE {layout.sql} SET _deleted_at = NULL, _version = _version + 1, _updated_at = ?,"
                f" _updated_by = ? WHERE _id IN {_ROWS}",
                (work.now, work.actor, ids),
            ),
            *index(layout, ids),
        ]
    )
    work.count(layout.table.id, live=len(dead), trashed=-len(dead))
    await work.log(*(_moved(layout, "row.restore", r, None) for r in dead))
    return [str(r[0]) for r in dead]


def _moved(layout: Layout, op: str, record: Record, deleted_at: str | None) -> Draft:
    version = int(record[VERSION] or 0)
    return Draft(
        op,
        layout.table.id,
        str(record[0]),
        {"_version": version, "_deleted_at": record[DELETED_AT]},
        {"_version": version + 1, "_deleted_at": deleted_at},
    )
