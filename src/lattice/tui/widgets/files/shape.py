"""What a list of files shows: the native table as people read it, and their words as the table has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind
from lattice.model.query import parse_filter
from lattice.model.query.tree import Path
from lattice.model.rows import Page, Row
from lattice.model.schema import Column, Table, fold
from lattice.model.values import ColumnType, Value
from lattice.tui.bench import Bench
from lattice.tui.session import TabKind, ViewState
from lattice.tui.widgets.table.source import TableSource
from lattice.tui.words import handle, local_clock, size_words

#: Columns that people name and Lattice keeps elsewhere: when a file was last changed here, and by whom.
STAMPS = {"when": "_updated_at", "who": "_updated_by"}
_STAMP_COLUMNS = (
    Column("when", "when", ColumnType.DATETIME, definition="When it was last changed here"),
    Column("who", "who", ColumnType.TEXT, definition="Who brought it in or changed it last"),
)
#: Columns of the machine: they name contents, and say nothing to people.
_INNER = frozenset({"sha256", "text_id", "details"})


class Shelf(NamedTuple):
    """One of the two lists of files."""

    title: str
    noun: str
    where: str
    """Which files stand on it, as a filter."""
    columns: tuple[str, ...]
    """Those that show before anybody chose others, in order."""


SHELVES = {
    TabKind.FILES: Shelf(
        "Files",
        "file",
        f"kind != {FileKind.ARTIFACT}",
        ("name", "kind", "status", "size", "pages", "when", "who"),
    ),
    TabKind.ARTIFACTS: Shelf(
        "Artifacts", "artifact", f"kind = {FileKind.ARTIFACT}", ("title", "name", "size", "when", "who")
    ),
}


def shown_table(native: Table, shelf: Shelf) -> Table:
    """The table of files as a list shows it: without what only machines read, with when and who."""
    kept = tuple(column for column in native.columns if column.name not in _INNER)
    return msgspec.structs.replace(native, name=shelf.title, columns=(*kept, *_STAMP_COLUMNS))


def first_view(table: Table, shelf: Shelf) -> ViewState:
    """How a list looks that nobody has changed."""
    wanted = [column.id for name in shelf.columns if (column := table.find(name)) is not None]
    hidden = tuple(column.id for column in table.columns if column.id not in wanted)
    return ViewState(order=(*wanted, *hidden), hidden=hidden, sort=("-when",))


def asked_sort(sort: tuple[str, ...]) -> tuple[str, ...]:
    """A sort by the list's columns as the table has them."""
    return tuple(
        f"-{STAMPS.get(key[1:], key[1:])}" if key.startswith("-") else STAMPS.get(key, key) for key in sort
    )


def asked_where(text: str, shelf: Shelf) -> str:
    """A filter in the words of the list, over the files of its shelf; one that is none stays as it is."""
    if not text.strip():
        return shelf.where
    try:
        named = _paths(parse_filter(text))
        stamped = [path for path in named if fold(path.parts[0]) in STAMPS]
    except LatticeError:
        stamped = []
    for path in sorted(stamped, key=lambda path: path.position, reverse=True):
        name = STAMPS[fold(path.parts[0])]
        text = text[: path.position] + name + text[path.position + path.length :]
    return f"({text}) and {shelf.where}"


def _paths(node: object) -> Iterator[Path]:
    """Every column that a filter names."""
    if isinstance(node, Path):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _paths(part)
    elif isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            yield from _paths(getattr(node, field))


def shown_row(row: Row) -> Row:
    """A file as a line of the list: sizes in words, with when and who."""
    size, label = row.values.get("size"), row.values.get("title") or row.values.get("name")
    star = "✦ " if row.values.get("kind") == FileKind.ARTIFACT else ""
    values: dict[str, Value] = {
        **row.values,
        "size": size_words(size) if isinstance(size, int) else None,
        "pages": row.values.get("pages") or None,
        "title": f"{star}{label}" if star else row.values.get("title"),
        "when": local_clock(row.updated_at),
        "who": handle(row.updated_by),
    }
    return msgspec.structs.replace(row, values=values)


class ShelfSource(TableSource):
    """The files of one shelf under one filter and in one order."""

    def __init__(self, bench: Bench, where: str, sort: tuple[str, ...], shelf: Shelf) -> None:
        super().__init__(bench, FILES, asked_where(where, shelf), asked_sort(sort))

    async def fetch(self, offset: int, limit: int) -> Page:
        """Files from a position on. Raises LatticeError."""
        page = await super().fetch(offset, limit)
        return msgspec.structs.replace(page, rows=tuple(shown_row(row) for row in page.rows))
