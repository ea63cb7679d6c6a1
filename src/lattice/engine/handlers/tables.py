"""Tables: listing, making, naming, defining, dropping."""

from __future__ import annotations

from lattice.actions import (
    CreateTable,
    DefineTable,
    DroppedItem,
    DropTable,
    ListDropped,
    ListTables,
    RenameTable,
    TableInfo,
    TableList,
)
from lattice.databases.names import quote
from lattice.engine import tablestore
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.schema import Column, NewColumn, Schema, Table, check_name, fold
from lattice.model.values import ColumnType


@reads(ListTables)
async def list_tables(work: Reading, action: ListTables) -> TableList:
    """All tables with counts."""
    counts = await work.counts(work.catalog.layouts)
    schema = work.catalog.schema
    if not action.native:
        schema = Schema(tuple(t for t in schema.tables if not t.native), schema.version)
    infos = tuple(TableInfo(table, *counts[table.id]) for table in schema.tables)
    return TableList(infos, schema)


@writes(CreateTable)
async def create_table(work: Writing, action: CreateTable) -> Table:
    """Make a table."""
    name = check_name(action.name, "Table")
    check_room(work, columns=len(action.columns), new_table=True)
    columns: list[Column] = []
    for number, wanted in enumerate(action.columns, 1):
        column = new_column(work, wanted, f"c{number}", this_table=name)
        if any(fold(c.name) == fold(column.name) for c in columns):
            raise LatticeError("exists", f"Column {column.name!r} is there twice.", "Give each its own name.")
        columns.append(column)
    by_name = {fold(c.name): c.id for c in columns}
    missing = [k for k in action.key if fold(k) not in by_name]
    if missing:
        raise LatticeError("not_found", f"The key names {missing[0]!r}, which is no column of the table.")
    key = [by_name[fold(k)] for k in action.key]
    tablestore.check_free(work, name)
    layout = await tablestore.create(work, name, columns, definition=one_line(action.definition), key=key)
    work.summary = f"made table {name}"
    return layout.table


def new_column(work: Writing, wanted: NewColumn, column_id: str, *, this_table: str = "") -> Column:
    """A column from what was asked for; raises `invalid_name`, `not_found`, `invalid_action`."""
    name = check_name(wanted.name, "Column")
    type_ = ColumnType(wanted.type)  # scripts may write the plain word
    target = reference_target(work, type_, wanted.target, name, this_table)
    return Column(column_id, name, type_, target, one_line(wanted.definition))


def reference_target(
    work: Writing, type_: ColumnType, target: str | None, column: str, this_table: str = ""
) -> str | None:
    """The id of the table that a reference points into; None for other types."""
    if type_ is not ColumnType.REFERENCE:
        if target is not None:
            raise LatticeError(
                "invalid_action",
                f"Column {column!r} names a target but is no reference.",
                "Give it the type reference, or no target.",
                stage=Stage.CONSTRAINTS,
            )
        return None
    if target is None:
        raise LatticeError(
            "invalid_action",
            f"Reference column {column!r} does not say which table it points into.",
            "Name the table as its target.",
            stage=Stage.CONSTRAINTS,
        )
    if this_table and fold(target) == fold(this_table):
        return tablestore.THIS_TABLE
    return work.catalog.layout(target).table.id


def check_room(work: Writing, *, columns: int, new_table: bool = False) -> None:
    """Raise `too_large` when a table would have too many columns, or the workspace too many tables."""
    limits = work.limits
    if columns > limits.columns:
        raise LatticeError(
            "too_large",
            f"{columns:,} columns are more than the {limits.columns:,} a table may have.",
            "Raise the setting limits.columns, or split the table.",
            stage=Stage.CONSTRAINTS,
        )
    if new_table and sum(not layout.table.native for layout in work.catalog.layouts) >= limits.tables:
        raise LatticeError(
            "too_large",
            f"The workspace has its {limits.tables:,} tables.",
            "Raise the setting limits.tables.",
            stage=Stage.CONSTRAINTS,
        )


@writes(RenameTable)
async def rename_table(work: Writing, action: RenameTable) -> Table:
    """Give a table another name."""
    layout = work.own_layout(action.table)
    name = check_name(action.name, "Table")
    if name != layout.table.name:
        work.summary = f"renamed table {layout.table.name} to {name}"
        await tablestore.rename(work, layout, name)
    return work.layout(name).table


@writes(DefineTable)
async def define_table(work: Writing, action: DefineTable) -> Table:
    """Say what a table holds."""
    layout = work.own_layout(action.table)
    definition = one_line(action.definition)
    check_definition(layout.table.name, layout.table.definition, action.expect)
    if definition != layout.table.definition:
        work.summary = f"defined table {layout.table.name}"
        await tablestore.define(work, layout, definition)
    return work.layout(action.table).table


def one_line(text: str) -> str:
    """A definition in one line."""
    return " ".join(text.split())


def check_definition(name: str, known: str, expected: str | None) -> None:
    """Raise `conflict` when something is defined otherwise than the caller believes."""
    if expected is not None and expected != known:
        raise LatticeError(
            "conflict", f"{name} is defined as {known!r} by now.", "Read it again, and decide anew."
        )


@writes(DropTable)
async def drop_table(work: Writing, action: DropTable) -> Table:
    """Take a table out of the workspace."""
    layout = work.own_layout(action.table)
    work.summary = f"dropped table {layout.table.name}"
    await tablestore.drop(work, layout)
    return layout.table


@reads(ListDropped)
async def list_dropped(work: Reading, action: ListDropped) -> tuple[DroppedItem, ...]:
    """Dropped tables, then dropped columns of living tables, newest first."""
    tables = await work.tx.all(
        "SELECT id, name, dropped_at, dropped_change FROM lattice_tables"
        " WHERE dropped_at IS NOT NULL ORDER BY dropped_at DESC"
    )
    if work.restricted:
        tables = []
    counts = await work.counts([tablestore.aside(str(row[0]), work.catalog) for row in tables])
    items = [
        DroppedItem(str(n), None, counts.get(str(id_), (0, 0))[0], str(at), str(change))
        for id_, n, at, change in tables
    ]
    columns = await work.tx.all(
        "SELECT c.table_id, c.name, c.sql_name, c.dropped_at, c.dropped_change FROM lattice_columns c"
        " JOIN lattice_tables t ON t.id = c.table_id AND t.dropped_at IS NULL"
        " WHERE c.dropped_at IS NOT NULL ORDER BY c.dropped_at DESC"
    )
    for table_id, name, sql_name, at, change in columns:
        layout = work.catalog.by_id(str(table_id))
        if layout is None:
            continue
        row = await work.tx.one(f"SELECT count({quote(str(sql_name))}) FROM {layout.seen}")
        count = int(row[0] or 0) if row else 0
        items.append(DroppedItem(layout.table.name, str(name), count, str(at), str(change)))
    return tuple(items)
