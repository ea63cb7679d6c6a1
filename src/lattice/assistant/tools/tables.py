"""Tools that change what a workspace is made of: tables, columns, definitions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import (
    Action,
    AddColumn,
    CreateTable,
    DefineColumn,
    DefineTable,
    DropColumn,
    DropTable,
    RenameColumn,
    RenameTable,
    RetypeColumn,
)
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.schema import Input, TableName, wrong
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType

_Definition = Annotated[str, Meta(description="What it holds, in one line.")]
_Target = Annotated[str | None, Meta(description="Of a reference: the table that it points into.")]


class ColumnInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column as it is asked for."""

    name: Annotated[str, Meta(description="Unique in the table.")]
    type: Annotated[ColumnType, Meta(description="What it holds.")] = ColumnType.TEXT
    target: _Target = None
    definition: _Definition = ""

    @property
    def column(self) -> NewColumn:
        """As actions have it."""
        return NewColumn(self.name, self.type, self.target, self.definition)


class CreateTableInput(Input, frozen=True):
    """Make a table with columns."""

    name: Annotated[str, Meta(description="Of the table; best a plural such as people.")]
    columns: Annotated[tuple[ColumnInput, ...], Meta(description="In their order.", min_length=1)]
    definition: _Definition = ""
    key: Annotated[tuple[str, ...], Meta(description="Columns that say which row is meant, if any.")] = ()


@tool(CreateTableInput, "table.create")
async def create_table(using: Using, ask: CreateTableInput) -> ToolOutcome:
    """One table."""
    columns = tuple(column.column for column in ask.columns)
    made = CreateTable(name=ask.name, columns=columns, definition=ask.definition, key=ask.key)
    return await _done(using, made, f"Made, with {len(columns)} columns", f"table {ask.name} made")


class Alteration(StrEnum):
    """What is done to a table."""

    RENAME = "rename"
    DROP = "drop"
    ADD_COLUMN = "add_column"
    RENAME_COLUMN = "rename_column"
    RETYPE_COLUMN = "retype_column"
    DROP_COLUMN = "drop_column"


class AlterTableInput(Input, frozen=True):
    """Change a table or one of its columns; what is dropped is kept aside and comes back by undo."""

    table: TableName
    change: Annotated[Alteration, Meta(description="What is done.")]
    column: Annotated[str, Meta(description="Which column; of add_column its name.")] = ""
    name: Annotated[str, Meta(description="The new name, of rename and rename_column.")] = ""
    type: Annotated[ColumnType | None, Meta(description="Of add_column and retype_column.")] = None
    target: _Target = None
    definition: _Definition = ""
    empty_misfits: Annotated[
        bool, Meta(description="Of retype_column: leave values that do not fit empty instead of refusing.")
    ] = False


@tool(
    AlterTableInput,
    *("table.rename", "table.drop", "column.add", "column.rename", "column.retype", "column.drop"),
)
async def alter_table(using: Using, ask: AlterTableInput) -> ToolOutcome:
    """One alteration."""
    words = f"{ask.change.value} {ask.table}{'.' + ask.column if ask.column else ''}"
    return await _done(using, _alteration(ask), "Done", words)


def _alteration(ask: AlterTableInput) -> Action[Any]:
    change = ask.change
    of_column = change not in (Alteration.RENAME, Alteration.DROP)
    _needs(ask, of_column and not ask.column, "column")
    _needs(ask, change in (Alteration.RENAME, Alteration.RENAME_COLUMN) and not ask.name, "name")
    if change is Alteration.RENAME:
        return RenameTable(table=ask.table, name=ask.name)
    if change is Alteration.DROP:
        return DropTable(table=ask.table)
    if change is Alteration.ADD_COLUMN:
        column = NewColumn(ask.column, ask.type or ColumnType.TEXT, ask.target, ask.definition)
        return AddColumn(table=ask.table, column=column)
    if change is Alteration.RENAME_COLUMN:
        return RenameColumn(table=ask.table, column=ask.column, name=ask.name)
    if change is Alteration.DROP_COLUMN:
        return DropColumn(table=ask.table, column=ask.column)
    if ask.type is None:
        raise wrong("alter_table", "retype_column needs `type`")
    return RetypeColumn(
        table=ask.table,
        column=ask.column,
        type=ask.type,
        target=ask.target,
        empty_misfits=ask.empty_misfits,
    )


def _needs(ask: AlterTableInput, lacking: bool, field: str) -> None:
    if lacking:
        raise wrong("alter_table", f"{ask.change.value} needs `{field}`")


class DefineInput(Input, frozen=True):
    """Say in one line what a table, or one of its columns, holds; an empty text takes the definition away."""

    table: TableName
    definition: Annotated[str, Meta(description="One line.")]
    column: Annotated[str, Meta(description="The column; the table itself when empty.")] = ""


@tool(DefineInput, "table.define", "column.define")
async def define(using: Using, ask: DefineInput) -> ToolOutcome:
    """One definition."""
    action: Action[Any] = (
        DefineColumn(table=ask.table, column=ask.column, definition=ask.definition)
        if ask.column
        else DefineTable(table=ask.table, definition=ask.definition)
    )
    return await _done(
        using, action, "Defined", f"defined {ask.table}{'.' + ask.column if ask.column else ''}"
    )


async def _done(using: Using, action: Action[Any], said: str, words: str) -> ToolOutcome:
    done = await using.write(action)
    if done.change_id is None:
        return ToolOutcome("It is so already; nothing was changed.", words)
    return ToolOutcome(f"{said}. Change {done.change_id}; undo takes it back.", words, (done.change_id,))
