"""Rows and pages of rows, links, and what is said about them."""

from __future__ import annotations

from typing import Any

import msgspec

from lattice.model.values import Value

#: Columns of Lattice that every row has beside its own, in the order of the SQL table.
SYSTEM_COLUMNS = (
    "_id",
    "_version",
    "_created_at",
    "_created_by",
    "_updated_at",
    "_updated_by",
    "_deleted_at",
    "_owner",
    "_visibility",
    "_source",
)


class Row(msgspec.Struct, frozen=True):
    """One row as the caller may see it."""

    id: str
    version: int
    """Grows by one with every change, also of undo."""
    values: dict[str, Value]
    """By column name, in the order of the columns; None where empty."""
    created_at: str = ""
    created_by: str = ""
    updated_at: str = ""
    updated_by: str = ""
    deleted_at: str | None = None
    """When it went to the trash; None while it lives."""
    owner: str = ""
    visibility: str = "everyone"
    source: str | None = None
    """Where it came from, such as `airports.csv`."""

    def flat(self) -> dict[str, Any]:
        """`_id`, `_version` and the columns in one object, as the command line prints it."""
        return {"_id": self.id, "_version": self.version, **self.values}


class Page(msgspec.Struct, frozen=True):
    """A stretch of rows."""

    rows: tuple[Row, ...]
    next: str | None = None
    """Opaque cursor of what comes after; None at the end."""
    total: int | None = None
    """How many match; None when it was not asked for and is not free."""
    labels: dict[str, str] = {}
    """For references on this page: id of the target row to what people call it."""


class Link(msgspec.Struct, frozen=True):
    """A tie between two rows, seen from one of them."""

    id: str
    name: str
    """What kind of tie; empty when it has no name."""
    table: str
    """Name of the other row's table."""
    row_id: str
    label: str
    """What people call the other row."""
    outgoing: bool
    """Whether it was made from the row one looks at."""


class Tie(msgspec.Struct, frozen=True):
    """A link as it is between two rows, seen from neither."""

    id: str
    name: str
    table: str
    """Name of the table of the row it was made from."""
    row_id: str
    to_table: str
    to_id: str


class TiePage(msgspec.Struct, frozen=True):
    """A stretch of all links, by id."""

    ties: tuple[Tie, ...]
    next: str | None = None
    """Id to go on after; None at the end."""


class Reference(msgspec.Struct, frozen=True):
    """A row whose reference column points at the row one looks at."""

    table: str
    column: str
    row_id: str
    label: str


class TieCount(msgspec.Struct, frozen=True):
    """How many ties of one kind a row has."""

    count: int
    name: str
    """Of the links, empty when they have none; or of the column that refers to the row."""
    table: str = ""
    """Of references: the table that the column is in."""
    outgoing: bool = False
    """Of links: whether they were made from the row one looks at."""


class Links(msgspec.Struct, frozen=True):
    """What is tied to one row, a page of it."""

    links: tuple[Link, ...]
    """Oldest first."""
    references: tuple[Reference, ...]
    """Rows that refer to it by a reference column (back-references)."""
    truncated: bool = False
    """Whether there are more behind this page."""
    next: str | None = None
    """Cursor of the next page; None at the end."""
    total: int = 0
    """All links and references, not only those of this page; as the first page counted them."""
    kinds: tuple[TieCount, ...] = ()
    """The same by kind, links first; of the first page alone."""


class Hit(msgspec.Struct, frozen=True):
    """A row that a search found."""

    table: str
    row_id: str
    label: str
    column: str
    """The column that matched best."""
    snippet: str
    """A piece of its text; the words that matched stand between `\\x02` and `\\x03`."""
    score: float
    """Higher is better; comparable within one answer only."""
    place: str = ""
    """Of a file: where in it the text stands, such as `page 3 · Methods`."""
    at: int | None = None
    """Of a file: where the part that matched begins in its text, in characters."""


class BulkResult(msgspec.Struct, frozen=True):
    """What a change of many rows did."""

    count: int
    """Rows changed."""
    ids: tuple[str, ...] = ()
    """The first 1,000 of them."""


class Refusal(msgspec.Struct, frozen=True):
    """A line of an import that was not taken."""

    line: int
    """Number of the line (or record) in its source, from 1."""
    column: str
    reason: str


class LoadReport(msgspec.Struct, frozen=True):
    """What an import of one table did."""

    table: str
    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    refusals: tuple[Refusal, ...] = ()
    """The first 1,000 refusals."""
