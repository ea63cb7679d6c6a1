"""The syntax tree of a filter: what was written, without any schema, and where."""

from __future__ import annotations

from enum import StrEnum

import msgspec

#: Words that mean a time that depends on now.
MOMENTS = ("today", "yesterday", "tomorrow", "now")


class Op(StrEnum):
    """What a column is asked; the negative forms are `Not` around these."""

    EQ = "="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    CONTAINS = "~"
    STARTS = "starts"


class Path(msgspec.Struct, frozen=True):
    """A column as it was written: one name, or a reference and a column of its target."""

    parts: tuple[str, ...]
    position: int
    """Where it begins in the text, in characters from 0."""
    length: int


class Literal(msgspec.Struct, frozen=True):
    """A value as it was written, without its quotes."""

    text: str
    quoted: bool
    position: int
    length: int


class Offset(msgspec.Struct, frozen=True):
    """How far from a moment: `-30d`."""

    amount: int
    unit: str
    """`h`, `d`, `w`, `m` (months) or `y`."""


class Relative(msgspec.Struct, frozen=True):
    """A time that depends on now: `today - 30d`."""

    base: str
    """One of `MOMENTS`."""
    offsets: tuple[Offset, ...]
    text: str
    """As it was written, when that is one word; empty when it is several."""
    position: int
    length: int


Operand = Literal | Relative


class Everything(msgspec.Struct, frozen=True):
    """The empty filter."""


class Compare(msgspec.Struct, frozen=True):
    """A column against one value."""

    path: Path
    op: Op
    operand: Operand


class Within(msgspec.Struct, frozen=True):
    """A column against a list: `in (a, b)`."""

    path: Path
    operands: tuple[Operand, ...]


class Between(msgspec.Struct, frozen=True):
    """A column against two bounds, both included."""

    path: Path
    low: Operand
    high: Operand


class IsEmpty(msgspec.Struct, frozen=True):
    """A column without a value."""

    path: Path


class Truth(msgspec.Struct, frozen=True):
    """A boolean column that stands alone."""

    path: Path


class Not(msgspec.Struct, frozen=True):
    """The opposite."""

    of: Filter


class All(msgspec.Struct, frozen=True):
    """Conditions joined by `and`."""

    of: tuple[Filter, ...]


class AnyOf(msgspec.Struct, frozen=True):
    """Conditions joined by `or`."""

    of: tuple[Filter, ...]


Filter = Everything | Compare | Within | Between | IsEmpty | Truth | Not | All | AnyOf
