"""What every writer is, and how a value is written as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType, Value


class OutColumn(msgspec.Struct, frozen=True):
    """A column on its way out."""

    name: str
    type: ColumnType
    """Of the values as they are written: of a reference that is written by its key, the key's type."""


class Writer(Protocol):
    """Writes tables one after the other; rows come a thousand at a time."""

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """Begin a table (and end the one before)."""
        ...

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """Some rows of it; raises LatticeError for what the format cannot hold."""
        ...

    def finish(self) -> None:
        """End the file."""
        ...


def json_text(value: Value) -> str:
    """A value as compact JSON, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def text_of(type_: ColumnType, value: Value) -> str:
    """A value, not None, as the text that reads back as the same value."""
    if type_ is ColumnType.JSON:
        return json_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if type_ is ColumnType.DATETIME:
        return short_time(value)
    return str(value)


def short_time(stored: str) -> str:
    """A time with its zone, microseconds only where there are some: `2024-12-31T23:59:00Z`."""
    return stored.removesuffix(".000000Z") + "Z" if stored.endswith(".000000Z") else stored


def one_table(format_: str) -> LatticeError:
    """The refusal of a second table in a format that holds one."""
    return LatticeError(
        "usage",
        f"A {format_} file holds one table.",
        "Export the tables one by one, or into a folder, or as sqlite, xlsx or json.",
    )
