"""Columns: adding, naming, defining, retyping, dropping."""

from __future__ import annotations

import msgspec

from lattice.actions import (
    AddColumn,
    CheckRetype,
    DefineColumn,
    DropColumn,
    Misfits,
    RenameColumn,
    RetypeColumn,
)
from lattice.databases.names import quote
from lattice.engine import columnstore
from lattice.engine.catalog import Layout
from lattice.engine.convert import Conversion
from lattice.engine.handlers.tables import (
    check_definition,
    check_room,
    new_column,
    one_line,
    reference_target,
)
from lattice.engine.incoming import resolve
from lattice.engine.misfits import find_misfits
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, check_name, refuse_masked
from lattice.model.values import ColumnType

#: Misfits that a refusal names.
EXAMPLES = 100


@writes(AddColumn)
async def add_column(work: Writing, action: AddColumn) -> Column:
    """Add a column."""
    layout = work.own_layout(action.table)
    check_room(work, columns=len(layout.table.columns) + 1)
    wanted = new_column(work, action.column, "c0")
    columnstore.check_free(layout, wanted.name)
    column = msgspec.structs.replace(wanted, id=await columnstore.next_id(work, layout))
    await columnstore.add(work, layout, column)
    work.summary = f"added column {layout.table.name}.{column.name}"
    return column


@writes(RenameColumn)
async def rename_column(work: Writing, action: RenameColumn) -> Column:
    """Give a column another name."""
    layout = work.own_layout(action.table)
    column = layout.table.column(action.column)
    name = check_name(action.name, "Column")
    if name != column.name:
        work.summary = f"renamed column {layout.table.name}.{column.name} to {name}"
        await columnstore.rename(work, layout, column, name)
    return work.layout(action.table).table.column(name)


@writes(DefineColumn)
async def define_column(work: Writing, action: DefineColumn) -> Column:
    """Say what a column holds."""
    layout = work.own_layout(action.table)
    column = layout.table.column(action.column)
    definition = one_line(action.definition)
    check_definition(f"{layout.table.name}.{column.name}", column.definition, action.expect)
    if definition != column.definition:
        work.summary = f"defined column {layout.table.name}.{column.name}"
        await columnstore.define(work, layout, column, definition)
    return work.layout(action.table).table.column(action.column)


@writes(DropColumn)
async def drop_column(work: Writing, action: DropColumn) -> Column:
    """Take a column out of a table."""
    layout = work.own_layout(action.table)
    column = layout.table.column(action.column)
    work.summary = f"dropped column {layout.table.name}.{column.name}"
    await columnstore.drop(work, layout, column)
    return column


@reads(CheckRetype)
async def check_retype(work: Reading, action: CheckRetype) -> Misfits:
    """Which values would not fit another type."""
    layout = work.layout(action.table)
    column = layout.table.column(action.column)
    target = work.layout(action.target) if action.target else None
    conversion = await prepare(work, layout, column, ColumnType(action.type), target)
    return await find_misfits(work, layout, column, conversion, action.limit, action.after)


@writes(RetypeColumn)
async def retype_column(work: Writing, action: RetypeColumn) -> Column:
    """Give a column another type."""
    layout = work.own_layout(action.table)
    column = layout.table.column(action.column)
    type_ = ColumnType(action.type)  # scripts may write the plain word
    target_id = reference_target(work, type_, action.target, column.name)
    if type_ is column.type and target_id == column.target:
        return column
    target = work.catalog.by_id(target_id) if target_id else None
    conversion = await prepare(work, layout, column, type_, target, empty_misfits=action.empty_misfits)
    if not action.empty_misfits:
        misfits = await find_misfits(work, layout, column, conversion, EXAMPLES)
        if misfits.count:
            first = misfits.examples[0]
            raise LatticeError(
                "conflict",
                f"{misfits.count:,} values of {layout.table.name}.{column.name} do not fit {type_.value}:"
                f" row {first.row_id} {first.reason}.",
                "Look at them with a check, change them first, or let them become empty.",
                details={"misfits": msgspec.to_builtins(misfits)},
            )
        await _check_hidden(work, layout, column, conversion)
    wanted = msgspec.structs.replace(column, type=type_, target=target_id)
    await columnstore.retype(work, layout, column, wanted, conversion)
    work.summary = (
        f"retyped column {layout.table.name}.{column.name} from {column.type.value} to {type_.value}"
    )
    return wanted


async def _check_hidden(work: Writing, layout: Layout, column: Column, conversion: Conversion) -> None:
    """Raise `conflict` when a value does not fit that the caller may not see; of it nothing more is said."""
    if not layout.seen_by and not work.database.keeps_rows:
        return
    async with work.tx.steward():
        misfits = await find_misfits(
            work, Layout(layout.table, {}, 0, indexed=layout.indexed), column, conversion, 1
        )
    if misfits.count:
        raise hidden_misfit(layout, column)


def hidden_misfit(layout: Layout, column: Column) -> LatticeError:
    """The refusal of a type for a value that the caller may not see; of it nothing more is said."""
    return LatticeError(
        "conflict",
        f"Not every value of {layout.table.name}.{column.name} fits the other type.",
        "Some rows are not shared with everybody. Add a column of the other type instead.",
    )


async def prepare(
    work: Reading,
    layout: Layout,
    column: Column,
    type_: ColumnType,
    target: Layout | None,
    *,
    empty_misfits: bool = False,
) -> Conversion:
    """The conversion of a column's values, the rows that they stand for looked up."""
    refuse_masked(layout.table, column)
    references: dict[str, str] | None = None
    if type_ is ColumnType.REFERENCE:
        references = {}
        values = work.tx.stream(
            f"SELECT DISTINCT CAST({quote(column.name)} AS TEXT) FROM {layout.whole}"
            f" WHERE {quote(column.name)} IS NOT NULL"
        )
        async for batch in values:
            if target is not None:
                references |= await resolve(work, target, [str(row[0]) for row in batch])
    return Conversion(column.type, type_, references=references, empty_misfits=empty_misfits)
