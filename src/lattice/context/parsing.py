"""Reading a page back: its values exactly as they were written, or why it cannot be read and where."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec

from lattice.context import sections
from lattice.context.frontmatter import (
    Node,
    Scalar,
    Tree,
    comment,
    plain_of,
    read_front,
    unreadable,
    value_of,
)
from lattice.context.page import ESCAPE, TEXT
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType as Type
from lattice.model.values import Misfit, Value, parse

#: Finds the row that a reference column means by a name; raises Misfit when it is none or several.
Names = Callable[[Column, str], str]


class ParsedPage(msgspec.Struct, frozen=True):
    """What a page said when it was read."""

    id: str
    """As it stands there; empty when it is missing."""
    version: int | None
    table: str
    values: dict[str, Value]
    """By column name; columns that the page leaves out or cuts are not here."""
    title: str | None
    """The heading's text, without its escapes; None without a heading."""
    text: str | None = None
    """Of a file whose text is editable."""
    facts: dict[str, str] = {}
    """The front matter's other lines."""
    touched: tuple[str, ...] = ()
    """Parts that are not taken back and were changed all the same: names of columns, keys of made parts."""
    stray: str = ""
    """Text outside of every section."""


def split_front(text: str) -> tuple[dict[str, Node], str, int]:
    """The front matter, the body, and the number of the body's first line; raises `invalid_file`."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return {}, text, 1
    lines = rest.split("\n")
    end = next((n for n, line in enumerate(lines) if line.rstrip() in ("---", "...")), None)
    if end is None:
        raise unreadable("The front matter has no second `---`", 1)
    front = read_front("\n".join(lines[:end]) + "\n")
    return front, "\n".join(lines[end + 1 :]), end + 3


def parse_page(text: str, table: Table, names: Names | None = None) -> ParsedPage:
    """What a page of that table says; raises `invalid_file` that says where it cannot be read.

    `names` finds the row that a reference means which is not written as an id.
    """
    front, rest, first_line = split_front(text)
    body = sections.read_body(rest, first_line)
    values = _front_values(front.get("columns"), table, names)
    touched: list[str] = []
    own: str | None = None
    for section in body.sections:
        if section.key == TEXT and section.kind == sections.FIELD:
            own = section.text
            continue
        column = table.by_id(section.key)
        if section.kind != sections.FIELD:
            if section.touched:
                touched.append(column.name if column else section.key)
            continue
        if column is None:
            raise unreadable(f"Table {table.name} has no column {section.key}", section.line)
        if column.name in values:
            raise unreadable(f"{comment(column.name)!r} stands twice", section.line)
        values[column.name] = _section_value(section, column)
    facts = {name: _said(node) for name, node in front.items()}
    version = facts.pop("version", "")
    return ParsedPage(
        id=facts.pop("id", "").strip().upper(),
        version=int(version) if re.fullmatch(r"[0-9]{1,18}", version) else None,
        table=facts.pop("table", ""),
        values=values,
        title=None if body.title is None else ESCAPE.sub(r"\1", body.title),
        text=own,
        facts={name: fact for name, fact in facts.items() if name != "columns"},
        touched=tuple(touched),
        stray=body.stray,
    )


def _front_values(node: Node | None, table: Table, names: Names | None) -> dict[str, Value]:
    if node is None:
        return {}
    if not (isinstance(node, Tree) and node.mapping):
        if plain_of(node) is None:
            return {}
        raise unreadable("`columns` is not a list of `name: value` lines", node.line)
    values: dict[str, Value] = {}
    for name, inner in node.pairs:
        column = table.find(name)
        if column is None:
            raise unreadable(f"Table {table.name} has no column {comment(name)!r}", inner.line)
        if column.name in values:
            raise unreadable(f"{comment(name)!r} stands twice", inner.line)
        try:
            values[column.name] = column_value(inner, column, names)
        except Misfit as error:
            raise unreadable(f"{comment(name)}: it {error}", inner.line) from None
    return values


def column_value(node: Node, column: Column, names: Names | None) -> Value:
    """The value of a column from what stands in a front matter; raises Misfit."""
    try:
        return value_of(node, column.type)
    except Misfit:
        if names is None or column.type is not Type.REFERENCE or not isinstance(node, Scalar):
            raise
        return names(column, node.text)


def _section_value(section: sections.Section, column: Column) -> Value:
    if not section.text.strip():
        return None
    try:
        return parse(column.type, section.text)
    except Misfit as error:
        raise unreadable(f"{comment(column.name)}: it {error}", section.line) from None


def _said(node: Node) -> str:
    said = plain_of(node)
    return "" if said is None else said if isinstance(said, str) else json.dumps(said)
