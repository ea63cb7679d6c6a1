"""Tables in SQL: making, naming, dropping aside and reviving them, each with its event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from lattice.databases.base import Transaction
from lattice.databases.names import quote
from lattice.engine import textindex
from lattice.engine.catalog import Catalog, Layout, live_index_name, trash_index_name
from lattice.engine.log import Draft
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.schema import Column, Table, fold
from lattice.model.sharing import Visibility
from lattice.model.values import SEARCHED, ColumnType

#: SQL types by column type; what other tools see when they open the file.
SQL_TYPES: dict[ColumnType, str] = {
    ColumnType.TEXT: "TEXT",
    ColumnType.MARKDOWN: "TEXT",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "TEXT",
    ColumnType.DATETIME: "TEXT",
    ColumnType.JSON: "TEXT",
    ColumnType.REFERENCE: "TEXT",
}

_SYSTEM_DDL = (
    "_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL,"
    " _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT,"
    " _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT"
)


#: Stands for the table that is being made in the targets of its own references.
THIS_TABLE = "this"


def create_table_sql(name: str, columns: Sequence[Column], *, quoted: bool = False) -> str:
    """The statement that makes a table of rows."""
    own = "".join(f", {quote(c.name)} {SQL_TYPES[c.type]}" for c in columns)
    return f"CREATE TABLE {name if quoted else quote(name)} ({_SYSTEM_DDL}{own})"


def live_index_sql(table_id: str, name: str) -> str:
    """The statement that makes the index over living rows, which positions and pages walk."""
    return f"CREATE INDEX {quote(live_index_name(table_id))} ON {quote(name)} (_id) WHERE _deleted_at IS NULL"


def trash_index_sql(table_id: str, name: str) -> str:
    """The statement that makes the index over rows in the trash, so that few of them are found among many."""
    return (
        f"CREATE INDEX {quote(trash_index_name(table_id))} ON {quote(name)} (_deleted_at, _id)"
        " WHERE _deleted_at IS NOT NULL"
    )


def aside_name(table_id: str) -> str:
    """Where a dropped table is kept."""
    return f"lattice_dropped_{table_id}"


def aside(table_id: str, catalog: Catalog) -> Layout:
    """A dropped table where it is kept, with the system columns of its rows."""
    return Layout(Table(table_id, aside_name(table_id), ()), {}, 0, catalog.keeping.principal)


def check_free(work: Writing, name: str) -> None:
    """Raise `exists` when a table has the name."""
    if any(fold(layout.table.name) == fold(name) for layout in work.catalog.layouts):
        raise LatticeError("exists", f"There is already a table {name!r}.", "Choose another name.")


def described(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Columns as events hold them."""
    return [column_event(c) for c in columns]


def column_event(column: Column) -> dict[str, Any]:
    """One column as events hold it."""
    return {
        "id": column.id,
        "name": column.name,
        "type": column.type.value,
        "target": column.target,
        "definition": column.definition,
    }


async def create(
    work: Writing, name: str, columns: Sequence[Column], *, definition: str, key: Sequence[str]
) -> Layout:
    """Make an empty table."""
    check_free(work, name)
    table_id = new_id()
    columns = [msgspec.structs.replace(c, target=table_id) if c.target == THIS_TABLE else c for c in columns]
    await work.tx.run(create_table_sql(name, columns))
    await work.tx.run(live_index_sql(table_id, name))
    await work.tx.run(trash_index_sql(table_id, name))
    await enter(work, table_id, name, columns, definition=definition, key=key)
    slot_count = sum(c.type in SEARCHED for c in columns) + textindex.SPARE_SLOTS
    await work.schema_changed()
    await textindex.rebuild(work, table_id, slot_count)
    await work.schema_changed()
    return work.layout(name)


async def enter(
    work: Writing,
    table_id: str,
    name: str,
    columns: Sequence[Column],
    *,
    definition: str,
    key: Sequence[str],
    text_slots: int = 0,
) -> None:
    """Write a table into the catalog and the log; its SQL table is there."""
    await work.tx.run(
        "INSERT INTO lattice_tables (id, name, folded, sql_name, definition, key, next_column, text_slots)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table_id,
            name,
            fold(name),
            name,
            definition,
            json.dumps(list(key)),
            1 + max((int(c.id[1:]) for c in columns), default=0),
            text_slots,
        ),
    )
    slot = 0
    for position, column in enumerate(columns):
        searched = column.type in SEARCHED
        slot += searched
        await enter_column(work.tx, table_id, column, position, slot if searched else None)
    after = {"name": name, "definition": definition, "key": list(key), "columns": described(columns)}
    await work.log(Draft("table.create", table_id, None, None, after))


async def enter_column(
    tx: Transaction, table_id: str, column: Column, position: int, slot: int | None
) -> None:
    """Write a column into the catalog."""
    await tx.run(
        "INSERT INTO lattice_columns (table_id, id, name, folded, sql_name, type, target, definition,"
        " position, slot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table_id,
            column.id,
            column.name,
            fold(column.name),
            column.name,
            column.type.value,
            column.target,
            column.definition,
            position,
            slot,
        ),
    )


async def rename(work: Writing, layout: Layout, name: str) -> None:
    """Give a table another name."""
    table = layout.table
    if fold(name) != fold(table.name):
        check_free(work, name)
    # SQLite compares names without case, so a change of case alone takes two steps
    await work.tx.run(f"ALTER TABLE {layout.sql} RENAME TO {quote(aside_name(table.id))}")
    await work.tx.run(f"ALTER TABLE {quote(aside_name(table.id))} RENAME TO {quote(name)}")
    await work.tx.run(
        "UPDATE lattice_tables SET name = ?, folded = ?, sql_name = ? WHERE id = ?",
        (name, fold(name), name, table.id),
    )
    await work.log(Draft("table.rename", table.id, None, {"name": table.name}, {"name": name}))
    await _end_allowances(work, name)
    await work.schema_changed()


async def define(work: Writing, layout: Layout, definition: str) -> None:
    """Change a table's definition."""
    before = layout.table.definition
    await work.tx.run("UPDATE lattice_tables SET definition = ? WHERE id = ?", (definition, layout.table.id))
    await work.log(
        Draft("table.define", layout.table.id, None, {"definition": before}, {"definition": definition})
    )
    await work.schema_changed()


async def share(work: Writing, layout: Layout, default: Visibility) -> None:
    """Change who sees rows that are added to a table from now on."""
    before = layout.table.default_visibility
    async with work.tx.steward():
        await work.tx.run(
            "UPDATE lattice_tables SET visibility = ? WHERE id = ?", (default.value, layout.table.id)
        )
    await work.log(
        Draft("table.share", layout.table.id, None, {"default": before.value}, {"default": default.value})
    )
    await work.schema_changed()


async def drop(work: Writing, layout: Layout) -> None:
    """Take a table out of sight; its rows and index are kept aside."""
    table = layout.table
    await work.tx.run(f"ALTER TABLE {layout.sql} RENAME TO {quote(aside_name(table.id))}")
    await work.tx.run(
        "UPDATE lattice_tables SET dropped_at = ?, dropped_change = ?, sql_name = ? WHERE id = ?",
        (work.now, work.change_id, aside_name(table.id), table.id),
    )
    await work.log(Draft("table.drop", table.id, None, {"name": table.name}, None))
    await work.schema_changed()


async def revive(work: Writing, table_id: str) -> None:
    """Bring a dropped table back under its name; raises `conflict` when the name is taken."""
    row = await work.tx.one(
        "SELECT name FROM lattice_tables WHERE id = ? AND dropped_at IS NOT NULL", (table_id,)
    )
    if row is None:
        raise LatticeError("conflict", "The table is not among the dropped ones any more.")
    name = str(row[0])
    if any(fold(layout.table.name) == fold(name) for layout in work.catalog.layouts):
        raise LatticeError(
            "conflict", f"There is another table {name!r} now.", "Rename it, then bring this one back."
        )
    await work.tx.run(f"ALTER TABLE {quote(aside_name(table_id))} RENAME TO {quote(name)}")
    await work.tx.run(
        "UPDATE lattice_tables SET dropped_at = NULL, dropped_change = NULL, sql_name = ? WHERE id = ?",
        (name, table_id),
    )
    await work.log(Draft("table.restore", table_id, None, None, {"name": name}))
    await _end_allowances(work, name)
    await work.schema_changed()


async def _end_allowances(work: Writing, name: str) -> None:
    from lattice.engine.gates import approvals  # 5 ms that few requests need

    await approvals.end_for_table(work.tx, name, work.now)
