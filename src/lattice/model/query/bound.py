"""A filter whose names and types are known: what the Python and the SQL meaning are both made from."""

from __future__ import annotations

import msgspec

from lattice.model.query.tree import Op
from lattice.model.rows import SYSTEM_COLUMNS
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType, Stored

_SYSTEM_TYPES = {
    "_id": ColumnType.REFERENCE,
    "_version": ColumnType.INTEGER,
    "_created_at": ColumnType.DATETIME,
    "_updated_at": ColumnType.DATETIME,
    "_deleted_at": ColumnType.DATETIME,
}
#: The columns of Lattice as columns, by name; `_id` is a row's id and points at nothing.
SYSTEM: dict[str, Column] = {
    name: Column(id=name, name=name, type=_SYSTEM_TYPES.get(name, ColumnType.TEXT)) for name in SYSTEM_COLUMNS
}


class Via(msgspec.Struct, frozen=True):
    """The step through a reference."""

    column: Column
    """The reference column of the filtered table."""
    target: Table
    """The table it points into."""


class Field(msgspec.Struct, frozen=True):
    """Whose value is asked: a column of the row, or of the row that a reference points at."""

    column: Column
    position: int
    """Where it was written in the text, in characters from 0."""
    length: int
    via: Via | None = None

    @property
    def written(self) -> str:
        """As people write it: `country` or `company.country`."""
        return f"{self.via.column.name}.{self.column.name}" if self.via else self.column.name


class Constant(msgspec.Struct, frozen=True):
    """Always or never."""

    value: bool


class Test(msgspec.Struct, frozen=True):
    """A stored value against one value; `op` is never `~` or `starts`. False for an empty column."""

    field: Field
    op: Op
    value: int | float | str


class OneOf(msgspec.Struct, frozen=True):
    """A stored value among several."""

    field: Field
    values: tuple[int | float | str, ...]


class Text(msgspec.Struct, frozen=True):
    """What is read for a stored value holds, or begins with, a text, without regard to case."""

    field: Field
    needle: str
    at_start: bool


class Lacks(msgspec.Struct, frozen=True):
    """No value: NULL, or text without a character; also when a reference leads nowhere."""

    field: Field


class Negation(msgspec.Struct, frozen=True):
    """The opposite, of two-valued logic."""

    of: Bound


class Both(msgspec.Struct, frozen=True):
    """All of them."""

    of: tuple[Bound, ...]


class Either(msgspec.Struct, frozen=True):
    """At least one of them."""

    of: tuple[Bound, ...]


Bound = Constant | Test | OneOf | Text | Lacks | Negation | Both | Either


def stored_text(type_: ColumnType, stored: Stored) -> str | None:
    """The text that `~` and `starts` look at: numbers and booleans as shown, everything else as stored."""
    if stored is None:
        return None
    if type_ is ColumnType.BOOLEAN:
        return "true" if stored else "false"
    if isinstance(stored, float):
        return repr(stored).removesuffix(".0")
    return str(stored)
