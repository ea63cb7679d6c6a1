"""The schema of a mirror: made to be what the server has, by permanent ids."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from lattice.databases.base import Transaction
from lattice.databases.names import quote
from lattice.engine.catalog import Catalog, Layout, load_catalog, text_index_name
from lattice.engine.columnstore import sort_index_prefix
from lattice.engine.mirror.state import LINKS, Fill, MirrorState, TableFill, set_fill, set_state
from lattice.engine.tablestore import (
    SQL_TYPES,
    create_table_sql,
    enter_column,
    live_index_sql,
    trash_index_sql,
)
from lattice.engine.textindex import SPARE_SLOTS, create_sql, fill_sql
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.schema import Column, fold
from lattice.model.sharing import Audience
from lattice.model.stream import RawCatalog, RawColumn, RawTable
from lattice.model.values import SEARCHED, ColumnType, now


async def converge(
    tx: Transaction, raw: RawCatalog, state: MirrorState, *, again: frozenset[str] = frozenset()
) -> Catalog:
    """Make the tables of the mirror those of the server, and note which are to be filled.

    `again` are tables whose values changed without a word about their rows, as by a retype.
    """
    there = await load_catalog(tx)
    tables = [table for table in raw.tables if table.id not in PRIVATE_TABLES]
    wanted = {table.id for table in tables}
    for layout in there.layouts:
        if layout.table.id not in wanted:
            await _drop_table(tx, layout)
    known = {layout.table.id: layout for layout in there.layouts if layout.table.id in wanted}
    if await _rename_tables(tx, known, tables):
        known = {id_: layout for id_, layout in by_id(await load_catalog(tx)).items() if id_ in wanted}
    anew: set[str] = set()
    for table in tables:
        if table.id not in known:
            await _create_table(tx, table)
        elif await _converge_columns(tx, known[table.id], table):
            anew.add(table.id)
    await _describe(tx, raw, tables)
    await _note_fills(tx, state, tables, anew | again, new=wanted - known.keys())
    await tx.script(set_state(generation=state.generation + 1))
    return await load_catalog(tx)


async def _drop_table(tx: Transaction, layout: Layout) -> None:
    """Remove a table with all it holds; its name stays, for the events that speak of it."""
    table_id = layout.table.id
    await tx.run("PRAGMA secure_delete = ON")
    await tx.script(
        [
            (f"DROP TABLE {layout.sql}", ()),
            (f"DROP TABLE IF EXISTS {layout.text_sql}", ()),
            ("DELETE FROM lattice_columns WHERE table_id = ?", (table_id,)),
            ("DELETE FROM lattice_links WHERE from_table = ? OR to_table = ?", (table_id, table_id)),
            ("DELETE FROM lattice_mirror WHERE table_id = ?", (table_id,)),
            (
                "UPDATE lattice_tables SET dropped_at = ?, sql_name = '', live = 0, trashed = 0 WHERE id = ?",
                (now(), table_id),
            ),
        ]
    )


def by_id(catalog: Catalog) -> dict[str, Layout]:
    """The tables of a catalog by id."""
    return {layout.table.id: layout for layout in catalog.layouts}


async def _rename_tables(tx: Transaction, known: dict[str, Layout], tables: Sequence[RawTable]) -> bool:
    """Give tables their names, by way of names that nobody has, for two may have changed places."""
    moved = [(known[t.id], t.name) for t in tables if t.id in known and known[t.id].table.name != t.name]
    for layout, _ in moved:
        await tx.run(f"ALTER TABLE {layout.sql} RENAME TO {quote(f'_mirrored_{layout.table.id}')}")
        # unique names: out of the others' way
        await tx.run("UPDATE lattice_tables SET folded = ? WHERE id = ?", (layout.table.id, layout.table.id))
    for layout, name in moved:
        await tx.run(f"ALTER TABLE {quote(f'_mirrored_{layout.table.id}')} RENAME TO {quote(name)}")
        await tx.run(
            "UPDATE lattice_tables SET name = ?, folded = ?, sql_name = ? WHERE id = ?",
            (name, fold(name), name, layout.table.id),
        )
    return bool(moved)


def _column(raw: RawColumn) -> Column:
    return Column(raw.id, raw.name, ColumnType(raw.type), raw.target, raw.definition, Audience(raw.audience))


async def _create_table(tx: Transaction, table: RawTable) -> None:
    columns = [_column(raw) for raw in table.columns]
    slots = sum(column.type in SEARCHED for column in columns) + SPARE_SLOTS
    await tx.script(
        [
            ("DELETE FROM lattice_tables WHERE id = ?", (table.id,)),
            ("DELETE FROM lattice_columns WHERE table_id = ?", (table.id,)),
            (create_table_sql(table.name, columns), ()),
            (live_index_sql(table.id, table.name), ()),
            (trash_index_sql(table.id, table.name), ()),
            (f"DROP TABLE IF EXISTS {quote(text_index_name(table.id))}", ()),
            (create_sql(table.id, slots), ()),
            (
                "INSERT INTO lattice_tables (id, name, folded, sql_name, native, text_slots)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (table.id, table.name, fold(table.name), table.name, int(table.native), slots),
            ),
        ]
    )
    slot = 0
    for position, column in enumerate(columns):
        slot += column.type in SEARCHED
        await enter_column(tx, table.id, column, position, slot if column.type in SEARCHED else None)


async def _converge_columns(tx: Transaction, layout: Layout, table: RawTable) -> bool:
    """Make the columns of a table those of the server; whether its rows must be fetched again for it."""
    wanted = {raw.id: raw for raw in table.columns}
    there = {column.id: column for column in layout.table.columns}
    gone = [c for c in there.values() if c.id not in wanted or c.type.value != wanted[c.id].type]
    added = [raw for raw in table.columns if raw.id not in there or raw.type != there[raw.id].type.value]
    renamed = [
        (c, wanted[c.id].name) for c in there.values() if c not in gone and c.name != wanted[c.id].name
    ]
    if not (gone or added or renamed):
        return False
    for column in gone:
        await _drop_column(tx, layout, column)
    for column, _ in renamed:
        await _rename_column(tx, layout, column.name, f"_renamed_{column.id}")
    for column, name in renamed:
        await _rename_column(tx, layout, f"_renamed_{column.id}", name)
        await tx.run(
            "UPDATE lattice_columns SET name = ?, folded = ?, sql_name = ? WHERE table_id = ? AND id = ?",
            (name, fold(name), name, table.id, column.id),
        )
    for raw in added:
        sql_type = SQL_TYPES[ColumnType(raw.type)]
        await tx.run(f"ALTER TABLE {layout.sql} ADD COLUMN {quote(raw.name)} {sql_type}")
        await enter_column(tx, table.id, _column(raw), len(there) + len(added), None)
    if any(c.type in SEARCHED for c in gone) or any(ColumnType(raw.type) in SEARCHED for raw in added):
        await _index_anew(tx, table.id)
    return any(raw.id in there for raw in added)


async def _drop_column(tx: Transaction, layout: Layout, column: Column) -> None:
    prefix = sort_index_prefix(layout.table.id)
    indexes = await tx.all(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\'",
        (layout.table.name,),
    )
    for (name,) in indexes:
        keys = [key.lstrip("~") for key in str(name).removeprefix(prefix).split("-")]
        if str(name).startswith(prefix) and column.id in keys:
            await tx.run(f"DROP INDEX {quote(str(name))}")
    await tx.run(f"ALTER TABLE {layout.sql} DROP COLUMN {quote(column.name)}")
    await tx.run("DELETE FROM lattice_columns WHERE table_id = ? AND id = ?", (layout.table.id, column.id))


async def _rename_column(tx: Transaction, layout: Layout, old: str, new: str) -> None:
    await tx.run(f"ALTER TABLE {layout.sql} RENAME COLUMN {quote(old)} TO {quote(new)}")
    if new.startswith("_renamed_"):
        await tx.run(
            "UPDATE lattice_columns SET folded = ? WHERE table_id = ? AND sql_name = ?",
            (new, layout.table.id, old),
        )


async def _index_anew(tx: Transaction, table_id: str) -> None:
    """Give the text columns slots from the first on, and make the search index from the rows."""
    searched = ", ".join(f"'{type_.value}'" for type_ in sorted(SEARCHED))
    columns = await tx.all(
        f"SELECT id FROM lattice_columns WHERE table_id = ? AND type IN ({searched}) ORDER BY position",
        (table_id,),
    )
    slots = len(columns) + SPARE_SLOTS
    await tx.run("UPDATE lattice_columns SET slot = NULL WHERE table_id = ?", (table_id,))
    await tx.many(
        "UPDATE lattice_columns SET slot = ? WHERE table_id = ? AND id = ?",
        [(slot, table_id, id_) for slot, (id_,) in enumerate(columns, 1)],
    )
    await tx.run("UPDATE lattice_tables SET text_slots = ? WHERE id = ?", (slots, table_id))
    await tx.run(f"DROP TABLE IF EXISTS {quote(text_index_name(table_id))}")
    await tx.run(create_sql(table_id, slots))
    layout = (await load_catalog(tx)).by_id(table_id)
    if layout is not None:
        await tx.script(fill_sql(layout))


async def _describe(tx: Transaction, raw: RawCatalog, tables: Sequence[RawTable]) -> None:
    """What else the server says of tables and columns, and of the workspace."""
    await tx.many(
        "UPDATE lattice_tables SET definition = ?, key = ?, native = ?, visibility = ? WHERE id = ?",
        [(t.definition, json.dumps(list(t.key)), int(t.native), t.default_visibility, t.id) for t in tables],
    )
    await tx.many(
        "UPDATE lattice_columns SET definition = ?, target = ?, audience = ?, position = ?"
        " WHERE table_id = ? AND id = ?",
        [
            (column.definition, column.target, column.audience, position, table.id, column.id)
            for table in tables
            for position, column in enumerate(table.columns)
        ],
    )
    await tx.many(
        "INSERT OR REPLACE INTO lattice_meta (key, value) VALUES (?, ?)",
        [("name", raw.name), ("description", raw.description), ("schema_version", str(raw.version))],
    )


async def _note_fills(
    tx: Transaction, state: MirrorState, tables: Sequence[RawTable], again: set[str], *, new: set[str]
) -> None:
    """Which tables are to be filled, from where; what is not whole shows the server's counts meanwhile."""
    for table in tables:
        expected = table.live + table.trashed
        before = state.fills.get(table.id)
        begin = TableFill(Fill.FILLING, "", expected, 0)
        fill = before or begin
        if not table.mirrored:
            fill = TableFill(Fill.AWAY, "", expected, 0)
            if before is not None and before.state is not Fill.AWAY:
                await _empty(tx, table.id)
        elif before is None or table.id in new or before.state is Fill.AWAY:
            fill = begin if expected else msgspec.structs.replace(begin, state=Fill.WHOLE)
        elif table.id in again:
            whole = before.state in (Fill.WHOLE, Fill.AGAIN)
            fill = TableFill(Fill.AGAIN if whole else Fill.FILLING, "", expected, 0)
        if fill != before:
            await tx.script([set_fill(table.id, fill)])
        if fill.state is not Fill.WHOLE:
            await tx.run(
                "UPDATE lattice_tables SET live = ?, trashed = ? WHERE id = ?",
                (table.live, table.trashed, table.id),
            )
    # a table that comes with rows, as one that was dropped does, may have links of which nobody tells
    came_back = any(table.id in new and table.live + table.trashed for table in tables)
    if LINKS not in state.fills or came_back:
        await tx.script([set_fill(LINKS, TableFill(Fill.FILLING, "", 0, 0))])


async def _empty(tx: Transaction, table_id: str) -> None:
    """Let go of all rows of a table that has grown so large that it stays on the server."""
    layout = (await load_catalog(tx)).by_id(table_id)
    if layout is None:
        return
    await tx.run(f"DELETE FROM {layout.sql}")
    await _index_anew(tx, table_id)
