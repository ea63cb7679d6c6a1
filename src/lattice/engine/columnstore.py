"""Columns in SQL: adding, naming, dropping aside, reviving and retyping them, each with its event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lattice.databases.base import Param
from lattice.databases.names import quote
from lattice.engine import textindex
from lattice.engine.catalog import Layout
from lattice.engine.convert import Conversion
from lattice.engine.log import Draft
from lattice.engine.tablestore import SQL_TYPES, column_event, enter_column
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, fold
from lattice.model.sharing import Audience
from lattice.model.values import SEARCHED, ColumnType, Stored


def check_free(layout: Layout, name: str) -> None:
    """Raise `exists` when a column of the table has the name."""
    if layout.table.find(name) is not None:
        raise LatticeError(
            "exists", f"Table {layout.table.name} already has a column {name!r}.", "Choose another name."
        )


async def next_id(work: Writing, layout: Layout) -> str:
    """The id of the next column of a table, never used again."""
    row = await work.tx.one(
        "UPDATE lattice_tables SET next_column = next_column + 1 WHERE id = ? RETURNING next_column - 1",
        (layout.table.id,),
    )
    return f"c{row[0] if row else 1}"


async def add(work: Writing, layout: Layout, column: Column) -> Layout:
    """Add an empty column at the end."""
    check_free(layout, column.name)
    table_id = layout.table.id
    await work.tx.run(f"ALTER TABLE {layout.sql} ADD COLUMN {quote(column.name)} {SQL_TYPES[column.type]}")
    slot = textindex.free_slot(layout) if column.type in SEARCHED else None
    row = await work.tx.one(
        "SELECT coalesce(max(position), -1) + 1 FROM lattice_columns WHERE table_id = ?", (table_id,)
    )
    await enter_column(work.tx, table_id, column, int(row[0] or 0) if row else 0, slot)
    await work.log(Draft("column.add", table_id, None, None, column_event(column)))
    await work.schema_changed()
    if column.type in SEARCHED and slot is None:
        await _assign_slots(work, table_id)
    return work.catalog.layout(layout.table.name)


async def rename(work: Writing, layout: Layout, column: Column, name: str) -> None:
    """Give a column another name."""
    if fold(name) != fold(column.name):
        check_free(layout, name)
    await _rename_sql(work, layout, column.name, f"_renamed_{column.id}")
    await _rename_sql(work, layout, f"_renamed_{column.id}", name)
    await _set(work, layout, column.id, "name = ?, folded = ?, sql_name = ?", (name, fold(name), name))
    await _log(work, layout, "column.rename", column, {"name": column.name}, {"name": name})


async def define(work: Writing, layout: Layout, column: Column, definition: str) -> None:
    """Change a column's definition."""
    await _set(work, layout, column.id, "definition = ?", (definition,))
    before, after = {"definition": column.definition}, {"definition": definition}
    await _log(work, layout, "column.define", column, before, after)


async def mask(work: Writing, layout: Layout, column: Column, audience: Audience) -> None:
    """Change whose role lets them read a column."""
    async with work.tx.steward():
        await _set(work, layout, column.id, "audience = ?", (audience.value,))
    before, after = {"audience": column.audience.value}, {"audience": audience.value}
    await _log(work, layout, "column.mask", column, before, after)


async def drop(work: Writing, layout: Layout, column: Column) -> None:
    """Take a column out of sight; its values and their text in the index are kept aside."""
    aside = f"_dropped_{column.id}"
    await _drop_sort_indexes(work, layout, column)
    await _rename_sql(work, layout, column.name, aside)
    await _set(
        work,
        layout,
        column.id,
        "dropped_at = ?, dropped_change = ?, sql_name = ?",
        (work.now, work.change_id, aside),
    )
    await work.log(Draft("column.drop", layout.table.id, None, column_event(column), None))
    await work.schema_changed()


async def revive(work: Writing, layout: Layout, column_id: str) -> None:
    """Bring a dropped column back under its name; raises `conflict` when the name is taken."""
    row = await work.tx.one(
        "SELECT name, type, target, definition, sql_name FROM lattice_columns"
        " WHERE table_id = ? AND id = ? AND dropped_at IS NOT NULL",
        (layout.table.id, column_id),
    )
    if row is None:
        raise LatticeError("conflict", "The column is not among the dropped ones any more.")
    name, type_, target, definition, sql_name = (None if v is None else str(v) for v in row)
    if name is None or type_ is None or sql_name is None:  # NOT NULL in the catalog
        raise LatticeError("corrupt", "The catalog of columns is damaged.", "Run `lattice doctor`.")
    if layout.table.find(name) is not None:
        raise LatticeError(
            "conflict",
            f"Table {layout.table.name} has another column {name!r} now.",
            "Rename it, then bring this one back.",
        )
    await _rename_sql(work, layout, sql_name, name)
    await _set(work, layout, column_id, "dropped_at = NULL, dropped_change = NULL, sql_name = ?", (name,))
    column = Column(column_id, name, ColumnType(type_), target, definition or "")
    await work.log(Draft("column.restore", layout.table.id, None, None, column_event(column)))
    await work.schema_changed()


#: Stands for the earlier value of a row that was not there yet.
NEVER = object()


class Exact(NamedTuple):
    """Values of a column from before an earlier retype, kept aside."""

    aside: str
    """The SQL column that holds them."""
    since: Mapping[str, object]
    """Of rows whose value was changed after that retype: what it was just before the first such change."""

    def holds(self, row_id: str, current: Stored) -> bool:
        """Whether the row's value still says what the earlier one had become."""
        return row_id not in self.since or self.since[row_id] == current


async def retype(
    work: Writing,
    layout: Layout,
    column: Column,
    wanted: Column,
    conversion: Conversion,
    exact: Exact | None = None,
) -> str:
    """Give a column another type, its values converted; the old values are kept aside.

    `exact` has values from before an earlier retype, which come back where the current one still
    is what they had become. Returns the name of the new aside column.
    """
    table = layout.sql
    aside = await _free_aside(work, layout, column.id)
    await _drop_sort_indexes(work, layout, column)
    await _rename_sql(work, layout, column.name, aside)
    await work.tx.run(f"ALTER TABLE {table} ADD COLUMN {quote(column.name)} {SQL_TYPES[wanted.type]}")
    earlier = quote(exact.aside) if exact else "NULL"
    async with work.tx.steward():  # of every row, whoever sees it
        # a view, where one stands before masked columns, still calls the old values what they were called
        old = quote(aside if layout.whole == table else column.name)
        rows = work.tx.stream(
            f"SELECT _rowid_, _id, {old}, {earlier} FROM {layout.whole}"
            f" WHERE {old} IS NOT NULL OR {earlier} IS NOT NULL"
        )
        update = f"UPDATE {table} SET {quote(column.name)} = ? WHERE _rowid_ = ?"
        async for batch in rows:
            converted: list[tuple[Param, ...]] = [
                (was if exact and exact.holds(str(id_), now) else conversion.stored(now), rowid)
                for rowid, id_, now, was in batch
            ]
            await work.tx.many(update, converted)
    slot_before = next((n for n, name in layout.slots.items() if name == column.name), None)
    await _set(
        work,
        layout,
        column.id,
        "type = ?, target = ?, slot = ?",
        (wanted.type.value, wanted.target, slot_before if wanted.type in SEARCHED else None),
    )
    before = {**column_event(column), "aside": aside}
    await work.log(Draft("column.retype", layout.table.id, None, before, column_event(wanted)))
    await work.schema_changed()
    if slot_before is not None or wanted.type in SEARCHED:
        await _assign_slots(work, layout.table.id)
    return aside


async def _free_aside(work: Writing, layout: Layout, column_id: str) -> str:
    rows = await work.tx.all(work.tx.dialect.columns_of, (layout.table.name,))
    names = {str(row[0]) for row in rows}
    return next(n for i in range(1, len(names) + 2) if (n := f"_was_{column_id}_{i}") not in names)


async def _assign_slots(work: Writing, table_id: str) -> None:
    """Number the slots of living text columns afresh and make the index anew, with room to grow."""
    layout = work.catalog.by_id(table_id)
    if layout is None:
        return
    await work.tx.run("UPDATE lattice_columns SET slot = NULL WHERE table_id = ?", (table_id,))
    columns = await work.tx.all(
        "SELECT id FROM lattice_columns WHERE table_id = ? AND type IN ('text', 'markdown', 'json')"
        " ORDER BY position",
        (table_id,),
    )
    for slot, (column_id,) in enumerate(columns, 1):
        await _set(work, layout, str(column_id), "slot = ?", (slot,))
    await work.schema_changed()
    await textindex.rebuild(work, table_id, 2 * len(columns) + textindex.SPARE_SLOTS)
    await work.schema_changed()


async def _drop_sort_indexes(work: Writing, layout: Layout, column: Column) -> None:
    if work.database.keeps_rows:
        return  # its indexes follow what they are on
    rows = await work.tx.all(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND substr(name, 1, ?) = ?",
        (len(prefix := sort_index_prefix(layout.table.id)), prefix),
    )
    for (name,) in rows:
        keys = str(name).removeprefix(prefix).split("-")
        if column.id in (key.lstrip("~") for key in keys):
            await work.tx.run(f"DROP INDEX {quote(str(name))}")


def sort_index_prefix(table_id: str) -> str:
    """How the names of a table's indexes for sorting begin; behind it stand the ids of their columns."""
    return f"lattice_sort_{table_id}_"


async def _rename_sql(work: Writing, layout: Layout, old: str, new: str) -> None:
    await work.tx.run(f"ALTER TABLE {layout.sql} RENAME COLUMN {quote(old)} TO {quote(new)}")


async def _set(work: Writing, layout: Layout, column_id: str, sets: str, params: tuple[Param, ...]) -> None:
    await work.tx.run(
        f"UPDATE lattice_columns SET {sets} WHERE table_id = ? AND id = ?",
        (*params, layout.table.id, column_id),
    )


async def _log(
    work: Writing,
    layout: Layout,
    op: str,
    column: Column,
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    head = {"id": column.id}
    await work.log(Draft(op, layout.table.id, None, {**head, **before}, {**head, **after}))
    await work.schema_changed()
