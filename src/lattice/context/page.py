"""One row as one Markdown page: its values as front matter, its long texts as sections; and back.

    ---
    id: "01JV…"                  who and when; not to be changed
    version: 3
    table: people
    …
    columns:                     short values, to be changed at will; `name:` alone empties it
      name: "Ada Lovelace"
      born: 1815-12-10
      city: "01JV…" # London
    ---

    # Ada Lovelace

    ## notes
    <!-- lattice:field c5 -->

    Long text, to be changed at will.

    <!-- lattice:end c5 -->

What reads the page back gets exactly the values that were written, whatever they hold
(`frontmatter`, `sections`). What a page leaves out stays as it is in the row.
"""

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
    escaped_json,
    key,
    plain_of,
    quoted,
    read_front,
    unreadable,
    value_of,
)
from lattice.context.inline import inline
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType as Type
from lattice.model.values import Misfit, Value, parse

#: Longest text that stands in the front matter, in characters.
SHORT = 200
#: Key of the section that holds a file's text.
TEXT = "text"
#: Brackets of a JSON value that stands in the front matter, at most.
_BRACKETS = 20

#: What a backslash stands before in Markdown.
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


#: Finds the row that a reference column means by a name; raises Misfit when it is none or several.
Names = Callable[[Column, str], str]


class Made(msgspec.Struct, frozen=True):
    """A part of a page that Lattice makes and does not read back."""

    key: str
    """Letters, digits and `_`; unique in the page, none of `c1`, `text`."""
    markdown: str
    """Whole and safe: the data in it is escaped, fences are closed."""


class PageText(msgspec.Struct, frozen=True):
    """The text of a file on its page."""

    text: str
    markdown: bool = True
    """Else it stands in a fence."""
    editable: bool = False
    """Whether it is taken back when it is edited."""
    note: str = ""
    """Markdown below a text that is not editable, such as how to read on."""


class RowPage(msgspec.Struct, frozen=True):
    """What a page says."""

    table: Table
    row: Row
    title: str
    """What people call the row; plain text."""
    labels: dict[str, str] = {}
    """For its references: id of the target row to what people call it."""
    facts: dict[str, str] = {}
    """More lines of the front matter that are not to be changed, by name; plain text."""
    above: tuple[Made, ...] = ()
    """Between the title and the long texts."""
    below: tuple[Made, ...] = ()
    """After the long texts."""
    text: PageText | None = None
    """Of a file."""
    chars: int = 40_000
    """Characters of long text; what is beyond is cut and then not taken back."""


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


def write_page(page: RowPage) -> str:
    """The Markdown of a page; the same page is always the same text."""
    row = page.row
    out = [
        f'---\nid: "{row.id}"\nversion: {row.version}\ntable: {key(page.table.name)}\n'
        f"created: {quoted(f'{row.created_at} {row.created_by}')}\n"
        f"updated: {quoted(f'{row.updated_at} {row.updated_by}')}\n"
    ]
    if row.source is not None:
        out.append(f"source: {quoted(row.source)}\n")
    out += [f"{key(name)}: {quoted(text)}\n" for name, text in page.facts.items()]
    body = ["---\n\n# ", heading(page.title), "\n"]
    body += [f"\n{sections.made(part.key, part.markdown)}" for part in page.above]
    left = page.chars
    out.append("columns:\n")
    for column in page.table.columns:
        value = row.values.get(column.name)
        line = _front_value(column, value, page.labels)
        if line is not None:
            out.append(f"  {key(column.name)}:{line}\n")
            continue
        body.append(f"\n## {heading(column.name)}\n")
        section, used = _section(column, value, left)
        body.append(section)
        left -= used
    if page.text is not None:
        body.append(f"\n{_text_section(page.text)}")
    body += [f"\n{sections.made(part.key, part.markdown)}" for part in page.below]
    return "".join(out + body)


def heading(text: str) -> str:
    """Plain text as the words of a heading: one line, nothing in it is Markdown."""
    return inline(text) or "(no name)"


def shown_title(text: str) -> str:
    """Plain text as the heading of a page gives it back."""
    return ESCAPE.sub(r"\1", heading(text))


def _front_value(column: Column, value: Value, labels: dict[str, str]) -> str | None:
    """What stands after a column's name; None when it stands in the body."""
    type_ = column.type
    if value is None:
        return None if type_ is Type.MARKDOWN else ""
    if type_ is Type.TEXT:
        if len(value) <= SHORT and "\n" not in value:
            return f" {quoted(value)}"
        return None if sections.fits(value) else f" {quoted(value)}"
    if type_ is Type.MARKDOWN:
        return None if sections.fits(value) else f" {quoted(value)}"
    if type_ is Type.REFERENCE:
        label = labels.get(value)
        return f' "{value}" # {comment(label)}' if label else f' "{value}"'
    if type_ is Type.JSON:
        text = json.dumps(value, ensure_ascii=False)
        short = len(text) <= SHORT and text.count("[") + text.count("{") <= _BRACKETS
        return f" {escaped_json(text)}" if short else None
    if type_ is Type.BOOLEAN:
        return " true" if value else " false"
    return f" {value!r}" if type_ is Type.NUMBER else f" {value}"


def _section(column: Column, value: Value, left: int) -> tuple[str, int]:
    """A column's section, and how much of the page's characters it takes."""
    if value is None:
        return sections.empty(column.id), 0
    fence = None
    if column.type is Type.TEXT:
        fence = "text"
    elif column.type is Type.JSON:
        fence, value = "json", _indented(value)
    if len(value) <= left:
        return sections.field(column.id, value, fence=fence), len(value)
    shown = max(left, SHORT)
    note = f"*The first {shown:,} of {len(value):,} characters; this part is not taken back.*"
    return sections.excerpt(column.id, value[:shown], fence=fence, note=note), shown


def _indented(value: Value) -> str:
    compact = json.dumps(value, ensure_ascii=False)
    try:
        text = msgspec.json.format(compact, indent=2)
    except (RecursionError, msgspec.DecodeError):
        text = compact
    # a value that is nested very deeply would be mostly spaces
    return escaped_json(text if len(text) <= 4 * len(compact) + 1000 else compact)


def _text_section(text: PageText) -> str:
    fence = None if text.markdown else "text"
    if not text.editable or not sections.plain(text.text):
        return sections.excerpt(TEXT, text.text, fence=fence, note=text.note)
    if not text.text:
        return sections.empty(TEXT)
    return sections.field(TEXT, text.text, fence=fence)


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
