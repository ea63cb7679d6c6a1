"""The schema of a workspace: tables and columns as plain data, and what names they may have."""

from __future__ import annotations

import unicodedata

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.sharing import Audience, Visibility
from lattice.model.values import ColumnType

#: Bytes of UTF-8 in a name, the bound of Postgres.
NAME_BYTES = 63


class Column(msgspec.Struct, frozen=True):
    """One column of a table."""

    id: str
    """Permanent within its table: `c1`, `c2`, …; never used again."""
    name: str
    """Unique within the table without regard to case; also the SQL column's name."""
    type: ColumnType
    target: str | None = None
    """Id of the table that a reference points into."""
    definition: str = ""
    """One line for people and agents."""
    audience: Audience = Audience.EVERYONE
    """Whose role lets them read it."""
    masked: bool = False
    """Whether it is kept from the one who asks."""


class Table(msgspec.Struct, frozen=True):
    """One table of a workspace."""

    id: str
    """Permanent ULID."""
    name: str
    """Unique within the workspace without regard to case; also the SQL table's name."""
    columns: tuple[Column, ...]
    """In the order in which people see them; dropped ones are not here."""
    definition: str = ""
    """One line for people and agents."""
    key: tuple[str, ...] = ()
    """Ids of the columns that say which row is meant (`import --key`); a default, not a constraint."""
    native: bool = False
    """Belongs to Lattice: read by `row.*`, written by its own actions."""
    default_visibility: Visibility = Visibility.EVERYONE
    """Who sees rows that are added from now on: `everyone`, or `private` for their owner."""

    def column(self, name: str) -> Column:
        """The column of that name, without regard to case; raises `not_found`."""
        found = self.find(name)
        if found is not None:
            return found
        raise LatticeError(
            "not_found",
            f"Table {self.name} has no column {name!r}.",
            f"It has: {', '.join(c.name for c in self.columns) or 'no columns yet'}.",
        )

    def find(self, name: str) -> Column | None:
        """The column of that name, without regard to case, or None."""
        folded = fold(name)
        return next((c for c in self.columns if fold(c.name) == folded), None)

    def by_id(self, column_id: str) -> Column | None:
        """The column with that id, or None when it was dropped."""
        return next((c for c in self.columns if c.id == column_id), None)

    @property
    def label(self) -> Column | None:
        """The column whose value names a row to people: `name` or `title`, else the first of text.

        One that only some may read names nothing: labels stand in summaries and links, which all read.
        """
        columns = [c for c in self.columns if c.audience is Audience.EVERYONE and not c.masked]
        texts = [c for c in columns if c.type is ColumnType.TEXT]
        for wanted in ("name", "title", "label"):
            if found := next((c for c in texts if fold(c.name) == wanted), None):
                return found
        return next(iter((*texts, *columns)), None)


class Schema(msgspec.Struct, frozen=True):
    """All tables of a workspace that the caller may know of."""

    tables: tuple[Table, ...]
    version: int = 0
    """Grows with every schema change."""

    def table(self, name: str) -> Table:
        """The table of that name, without regard to case; raises `not_found`."""
        folded = fold(name)
        for table in self.tables:
            if fold(table.name) == folded:
                return table
        names = ", ".join(t.name for t in self.tables if not t.native) or "none yet"
        raise LatticeError("not_found", f"There is no table {name!r}.", f"Tables here: {names}.")

    def by_id(self, table_id: str) -> Table | None:
        """The table with that id, or None when it was dropped."""
        return next((t for t in self.tables if t.id == table_id), None)


def refuse_masked(table: Table, column: Column) -> None:
    """Raise `forbidden` when a column is kept from the one who asks; that there is one is no secret."""
    if column.masked:
        who = "the owner" if column.audience is Audience.OWNER else "the owner and admins"
        raise LatticeError(
            "forbidden",
            f"{table.name}.{column.name} is masked: only {who} of the workspace may read it.",
            "Rows show it as masked; it cannot be written, nor filtered, sorted, searched or reckoned by.",
            stage=Stage.AUTHORIZATION,
        )


class NewColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column as it is asked for."""

    name: str
    type: ColumnType = ColumnType.TEXT
    target: str | None = None
    """Name of the table that a reference points into."""
    definition: str = ""


def fold(name: str) -> str:
    """A name as it is compared: Unicode-normalised, without case."""
    return unicodedata.normalize("NFC", name).casefold()


def check_name(name: str, what: str) -> str:
    """A usable name of a table, column or view, NFC; raises `invalid_name` with the reason."""
    name = unicodedata.normalize("NFC", name)
    reason = ""
    if not name.strip() or name != name.strip():
        reason = "is empty or has spaces at an end"
    elif name.startswith("_") or fold(name).startswith(("lattice_", "sqlite_", "pg_")):
        reason = "begins with _ or lattice_, sqlite_, pg_, which are taken"
    elif not name.isprintable():
        reason = "holds a character that cannot be seen"
    elif len(name.encode()) > NAME_BYTES:
        reason = f"is longer than {NAME_BYTES} bytes"
    elif fold(name) in ("rowid", "oid"):
        reason = "is a word that SQLite keeps for itself"
    if reason:
        raise LatticeError(
            "invalid_name", f"{what} name {name!r} {reason}.", "Choose another name.", stage=Stage.CONSTRAINTS
        )
    return name
