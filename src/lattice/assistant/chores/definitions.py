"""Definitions of new tables and columns, from names, types and a few values; never over a person's."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import DefineColumn, DefineTable, ListChanges, ListRows, ListTables
from lattice.actions.base import Action
from lattice.assistant.chores.asking import Said
from lattice.assistant.chores.due import GROUP
from lattice.assistant.chores.levels import Chore
from lattice.assistant.chores.plain_words import one_line
from lattice.assistant.chores.scope import Scope
from lattice.assistant.tools.provenance import WORKSPACE, json_line, origin_of_row, wrapped
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Column, Schema, Table

#: Characters of a definition.
_CHARS = 200
#: Rows whose values are shown, and characters of one value.
_ROWS, _VALUE_CHARS = 6, 80
#: Columns of one table that are defined.
_COLUMNS = 60
#: Changes of the assistant in one table that are looked through.
_CHANGES = 500

_WHAT = (
    "Write definitions of a table and its columns: for each that is asked for one line of at most 15 words"
    " that says what it holds, with its unit, format or meaning as far as names, types and values show it;"
    " in the language of the names. Do not repeat the name, do not guess: leave out what they do not show."
)


class ColumnWords(msgspec.Struct, frozen=True):
    """What one column holds."""

    name: Annotated[str, Meta(description="Of the column, as given.")]
    definition: str


class Definitions(Said, frozen=True):
    """What a table and its columns hold."""

    table: Annotated[str, Meta(description="Definition of the table, if it was asked for.")] = ""
    columns: tuple[ColumnWords, ...] = ()


async def define(scope: Scope, table_id: str) -> None:
    """Define a new table, or new columns of one that was there, as far as nobody has."""
    listed = (await scope.agent.run(ListTables())).value
    table = next((info.table for info in listed.tables if info.table.id == table_id), None)
    if table is None or await _was_undone(scope, table):
        return
    columns = _wanted(scope, table)
    wants_table = scope.is_new and not table.definition
    if not columns and not wants_table:
        return
    content = await _content(scope, table, listed.schema, columns, wants_table)
    answer = await scope.asker.ask(Definitions, _WHAT, content, Chore.DEFINITIONS, max_tokens=4_000)
    if answer is None:
        return
    if wants_table and (said := one_line(answer.table, _CHARS)):
        await _write(scope, DefineTable(table=table.name, definition=said, expect=""))
    by_name = {column.name: column for column in columns}
    for words in answer.columns[: 2 * _COLUMNS]:
        column, said = by_name.pop(words.name, None), one_line(words.definition, _CHARS)
        if column is not None and said:
            await _write(
                scope, DefineColumn(table=table.name, column=column.name, definition=said, expect="")
            )


def _wanted(scope: Scope, table: Table) -> list[Column]:
    new = [column for column in table.columns if scope.is_new or column.id in scope.columns]
    return [column for column in new if not column.definition][:_COLUMNS]


async def _was_undone(scope: Scope, table: Table) -> bool:
    """Whether somebody took definitions of this table back that a chore had written."""
    listed = await scope.agent.run(ListChanges(table=table.name, actor=ASSISTANT, limit=_CHANGES))
    return any(
        change.undone_by is not None
        for change in listed.value.changes
        if change.action in ("table.define", "column.define") and (change.group_id or "").startswith(GROUP)
    )


async def _content(
    scope: Scope, table: Table, schema: Schema, columns: list[Column], wants_table: bool
) -> list[dict[str, Any]]:
    about = {
        "table": table.name,
        "definition": table.definition,
        "columns": [_column(column, schema) for column in table.columns[:_COLUMNS]],
        "to_define": {"table": wants_table, "columns": [column.name for column in columns]},
    }
    rows = (await scope.agent.run(ListRows(table=table.name, limit=_ROWS))).value.rows
    shown = [wrapped(json_line(_values(row)), origin_of_row(row, scope.me, table.name)) for row in rows]
    words = "\n".join([wrapped(json_line(about), WORKSPACE), *shown])
    return [{"type": "text", "text": words}]


def _column(column: Column, schema: Schema) -> dict[str, str]:
    target = schema.by_id(column.target) if column.target else None
    kind = f"{column.type.value} to {target.name}" if target else column.type.value
    known = {"name": column.name, "type": kind, "definition": column.definition}
    return {key: value for key, value in known.items() if value}


def _values(row: Row) -> dict[str, str]:
    shown = list(row.values.items())[:_COLUMNS]
    return {name: str(value)[:_VALUE_CHARS] for name, value in shown if value is not None}


async def _write(scope: Scope, action: Action[Any]) -> None:
    """Write one definition, unless somebody has written one meanwhile or the column is gone."""
    try:
        await scope.agent.run(action, group_id=scope.group)
    except LatticeError as error:
        if error.code not in ("conflict", "not_found"):
            raise
