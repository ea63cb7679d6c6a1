"""One row as one Markdown page: its values as front matter, its long texts as sections.

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
(`parsing`). What a page leaves out stays as it is in the row.
"""

from __future__ import annotations

import json
import re

import msgspec

from lattice.context import sections
from lattice.context.frontmatter import (
    comment,
    escaped_json,
    key,
    quoted,
)
from lattice.context.inline import inline
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType as Type
from lattice.model.values import Value

#: Longest text that stands in the front matter, in characters.
SHORT = 200
#: Key of the section that holds a file's text.
TEXT = "text"
#: Brackets of a JSON value that stands in the front matter, at most.
_BRACKETS = 20

#: What a backslash stands before in Markdown.
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


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
