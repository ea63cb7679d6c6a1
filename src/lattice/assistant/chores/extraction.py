"""Rows of what a new document describes, in tables that are there, each with the place it is from."""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import InsertRow, ListChanges, ListParts, ListRows, ListTables, SearchText
from lattice.assistant.chores.asking import Said
from lattice.assistant.chores.documents import Document, pieces_of
from lattice.assistant.chores.levels import Chore
from lattice.assistant.chores.names import folded
from lattice.assistant.chores.plain_words import lines, one_line
from lattice.assistant.chores.scope import Scope
from lattice.assistant.tools.provenance import WORKSPACE, json_line, wrapped
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.files import PartHead
from lattice.model.schema import Table
from lattice.model.sources import source_text
from lattice.model.values import ColumnType, Value

#: Tables and columns of one that rows are made for, the largest tables.
_TABLES, _COLUMNS = 20, 40
#: Characters of what is said about all of them.
_ABOUT_CHARS = 40_000
#: Rows of one document.
_ROWS = 50
#: Characters of one value, and of the words that a row is taken from.
_VALUE_CHARS, _QUOTE_CHARS = 2_000, 400
_LEAST_QUOTE = 4
#: Parts of a document whose pages and headings are known.
_PARTS = 1_000
_DEFINITION_CHARS = 160
#: The assistant's last changes that are looked through for those of a job that was broken off.
_CHANGES = 200
#: Deleted rows of a table that are looked through.
_TRASH = 1_000
#: Refusals of one row, which the others need not suffer from.
_OF_ONE_ROW = frozenset({"invalid_value", "invalid_action", "not_found", "conflict", "exists", "too_large"})

_WHAT = (
    "A document may describe objects of the kinds that the tables of a workspace hold. Give a row for each"
    " object that it says enough about to fill the column the object is called by and at least one other:"
    " the table, the values by column as far as the document says them (dates as 2026-12-31, numbers as"
    " numbers without unit), and as `quote` up to 30 words of the document, copied exactly, that the row is"
    " taken from. Only these tables and columns; nothing that the document does not say; no rows when there"
    " are none, which is usual."
)


class RowWords(msgspec.Struct, frozen=True):
    """One row as the model gives it."""

    table: str
    values: dict[str, str | int | float | bool | None]
    quote: Annotated[str, Meta(description="Words of the document, copied exactly.")]


class Rows(Said, frozen=True):
    """What a document describes."""

    rows: tuple[RowWords, ...] = ()


async def extract(scope: Scope, doc: Document) -> None:
    """Make rows of what a new document describes, once."""
    if not scope.is_new or not doc.file.chars or await _was_begun(scope):
        return
    tables = await _tables(scope)
    if not tables:
        return
    parts = (await scope.agent.run(ListParts(id=doc.row.id, limit=_PARTS))).value.parts
    about = wrapped(json_line([_about(table) for table in tables.values()]), WORKSPACE)
    made: set[tuple[str, str]] = set()
    start = 0
    for piece in await pieces_of(scope.agent, doc.file):
        content: list[dict[str, Any]] = [{"type": "text", "text": about}, doc.head(), doc.text(piece)]
        answer = await scope.asker.ask(Rows, _WHAT, content, Chore.ROWS, max_tokens=8_000)
        for words in answer.rows if answer else ():
            at = _place(words.quote, piece)
            table = tables.get(words.table)
            if at is None or table is None or len(made) >= _ROWS:
                continue
            await _insert(scope, table, words, _source(doc, parts, start + at), made)
        start += len(piece)


async def _was_begun(scope: Scope) -> bool:
    """Whether rows of this job were made before the process ended: they are not made twice."""
    listed = await scope.agent.run(ListChanges(actor=ASSISTANT, limit=_CHANGES))
    return any(c.group_id == scope.group and c.action == "row.insert" for c in listed.value.changes)


async def _tables(scope: Scope) -> dict[str, Table]:
    """Tables that have a column which names a row, by name."""
    listed = (await scope.agent.run(ListTables())).value.tables
    largest = sorted(listed, key=lambda info: (-info.rows, info.table.name))
    usable = [info.table for info in largest if info.table.label and _open_columns(info.table)]
    chosen: dict[str, Table] = {}
    room = _ABOUT_CHARS
    for table in usable[:_TABLES]:
        room -= len(json_line(_about(table)))
        if room > 0:
            chosen[table.name] = table
    return chosen


def _open_columns(table: Table) -> dict[str, ColumnType]:
    """Columns that a model can fill: no references, whose rows it does not know."""
    simple = [c for c in table.columns if c.type not in (ColumnType.REFERENCE, ColumnType.JSON)]
    return {column.name: column.type for column in simple[:_COLUMNS]}


def _about(table: Table) -> dict[str, Any]:
    columns = _open_columns(table)
    shown = [
        {"name": c.name, "type": c.type.value, "definition": c.definition[:_DEFINITION_CHARS]}
        for c in table.columns
        if c.name in columns
    ]
    called_by = table.label.name if table.label else ""
    about = {"table": table.name, "definition": table.definition[:_DEFINITION_CHARS], "called_by": called_by}
    return {**about, "columns": shown}


def _place(quote: str, piece: str) -> int | None:
    """Where the words stand in the text; None when they do not."""
    words = quote[:_QUOTE_CHARS].split()
    if sum(map(len, words)) < _LEAST_QUOTE:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), piece, re.IGNORECASE)
    return found.start() if found else None


def _source(doc: Document, parts: tuple[PartHead, ...], at: int) -> str:
    part = next((part for part in reversed(parts) if part.at <= at < part.at + part.chars), None)
    if part is None:
        return source_text(doc.row.id, doc.file.label, at=at)
    return source_text(
        doc.row.id, doc.file.label, place=part.place, heading=part.heading, at=at, page=part.page
    )


async def _insert(
    scope: Scope, table: Table, words: RowWords, source: str, made: set[tuple[str, str]]
) -> None:
    """Add one row, unless one is called the same already."""
    columns = _open_columns(table)
    values = {name: value for name, value in words.values.items() if name in columns}
    kept = {name: clean for name, value in values.items() if (clean := _clean(value)) not in (None, "")}
    label = one_line(str(kept.get(table.label.name, "")), _VALUE_CHARS) if table.label else ""
    key = table.name, folded(label)
    if not label or len(kept) < min(2, len(columns)) or key in made or await _is_there(scope, table, key[1]):
        return
    made.add(key)
    op_id = f"{scope.group}-row-{len(made)}"
    try:
        insert = InsertRow(table=table.name, values=kept, source=source)
        await scope.agent.run(insert, op_id=op_id, group_id=scope.group)
    except LatticeError as error:
        if error.code not in _OF_ONE_ROW:
            raise


def _clean(value: str | int | float | bool | None) -> Value:
    return lines(value, _VALUE_CHARS) if isinstance(value, str) else value


async def _is_there(scope: Scope, table: Table, label: str) -> bool:
    """Whether a row is called the same, or was until somebody deleted it."""
    search = SearchText(text='"' + label.replace('"', " ") + '"', tables=(table.name,), limit=50)
    hits = (await scope.agent.run(search)).value.hits
    if any(folded(hit.label) == label for hit in hits):
        return True
    if table.label is None:
        return False
    name = table.label.name
    trash = ListRows(table=table.name, columns=(name,), deleted=True, limit=_TRASH)
    rows = (await scope.agent.run(trash)).value.rows
    return any(folded(str(row.values.get(name) or "")) == label for row in rows)
