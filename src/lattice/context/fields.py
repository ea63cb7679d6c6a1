"""What a new file says: the columns that it gives, or the name and the text of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from lattice.context import sections
from lattice.context.frontmatter import Node, Scalar, Tree, comment, plain_of, unreadable
from lattice.context.page import ESCAPE
from lattice.context.parsing import Names, column_value, split_front
from lattice.model.errors import LatticeError
from lattice.model.schema import Column, Table, fold
from lattice.model.values import ColumnType, Misfit, Value, parse

#: Lines of a front matter that say something about the row and are none of its columns.
META = frozenset({"id", "version", "table", "created", "updated", "source", "words_of", "columns"})
#: Names of text columns that take the text of a new file, where no column is Markdown.
_BODIES = ("notes", "note", "text", "body", "content", "description", "summary", "comment")


class Fields(msgspec.Struct, frozen=True):
    """What a new file says."""

    table: str
    """The table that it names; empty when it names none."""
    values: dict[str, Value]
    """By column name."""


def read_fields(text: str, table: Table, stem: str, names: Names | None = None) -> Fields:
    """The columns that a new file gives; raises `invalid_file` that says what does not fit, and where.

    Front matter names columns, at its top or under `columns:`; the first heading is the label, the rest
    of the text goes into the first column of Markdown, or one that is called as such.
    """
    front, rest, first_line = split_front(text)
    body = sections.read_body(rest, first_line)
    values: dict[str, Value] = {}
    for name, node in _named(front):
        column = table.find(name)
        if column is None:
            known = ", ".join(c.name for c in table.columns)
            raise unreadable(
                f"Table {table.name} has no column {comment(name)!r}; it has: {known}", node.line
            )
        _give(values, column, _value(node, column, names), node.line)
    for section in body.sections:
        column = table.by_id(section.key)
        if section.kind == sections.FIELD and column is not None and section.text.strip():
            _give(values, column, _parsed(section.text, column, section.line), section.line)
    label = table.label
    title = None if body.title is None else ESCAPE.sub(r"\1", body.title)
    if label is not None and label.name not in values and label.type is ColumnType.TEXT:
        values[label.name] = title or re.sub(r"[-_]+", " ", stem).strip()
    elif title and label is not None and title != values.get(label.name):
        # the heading is not the label: it belongs to the text
        body = msgspec.structs.replace(body, stray=f"# {body.title}\n\n{body.stray}".strip())
    if body.stray:
        column = _body_column(table, values)
        _give(values, column, _parsed(body.stray, column, first_line), first_line)
    return Fields(str(plain_of(front["table"]) or "") if "table" in front else "", values)


def id_in(text: str) -> str:
    """The row that a file says it is; empty when it says none."""
    front, _, _ = split_front(text)
    return str(plain_of(front["id"]) or "").strip().upper() if "id" in front else ""


def _named(front: dict[str, Node]) -> Iterable[tuple[str, Node]]:
    for name, node in front.items():
        if name not in META:
            yield name, node
    columns = front.get("columns")
    if isinstance(columns, Tree) and columns.mapping:
        yield from columns.pairs
    elif columns is not None and not (isinstance(columns, Scalar) and plain_of(columns) is None):
        raise unreadable("`columns` is not a list of `name: value` lines", columns.line)


def _give(values: dict[str, Value], column: Column, value: Value, line: int) -> None:
    if column.name in values:
        raise unreadable(f"{comment(column.name)!r} stands twice", line)
    values[column.name] = value


def _value(node: Node, column: Column, names: Names | None) -> Value:
    try:
        return column_value(node, column, names)
    except Misfit as error:
        raise unreadable(f"{comment(column.name)}: it {error}", node.line) from None


def _parsed(text: str, column: Column, line: int) -> Value:
    try:
        return parse(column.type, text)
    except Misfit as error:
        raise unreadable(f"{comment(column.name)}: it {error}", line) from None


def _body_column(table: Table, given: dict[str, Value]) -> Column:
    """The column for the text of a new file."""
    free = [c for c in table.columns if c.name not in given]
    texts = {fold(c.name): c for c in free if c.type is ColumnType.TEXT}
    markdown = [c for c in free if c.type is ColumnType.MARKDOWN]
    named = [texts[name] for name in _BODIES if name in texts]
    for column in (*markdown, *named, *texts.values()):
        return column
    raise unreadable(f"Table {table.name} has no column left for the text below the front matter")


def about(text: str) -> tuple[str, str, str, str]:
    """Title, summary and name of a file from its front matter, and the rest; all of it when it says more."""
    try:
        front, body, _ = split_front(text)
    except LatticeError:
        return "", "", "", text
    if not front or not set(front) <= {"title", "summary", "name", "file", "untrusted", "kind"}:
        return "", "", "", text
    said = {key: str(plain_of(node) or "") for key, node in front.items()}
    named = said.get("file") or said.get("name") or ""
    named = named.replace("\\", "/").rpartition("/")[2]
    return said.get("title", ""), said.get("summary", ""), named, body.lstrip("\n")


def first_heading(text: str) -> str:
    """The words of the first heading of the first level; empty without one."""
    for line in text.split("\n")[:200]:
        if line.startswith("# "):
            return line[2:].strip()
    return ""
