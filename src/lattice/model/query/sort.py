"""Sort keys: what `-joined` means for a table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.model.query.bind import find_column, near_names
from lattice.model.schema import Column, Table, refuse_masked
from lattice.model.values import ColumnType


class SortKey(msgspec.Struct, frozen=True):
    """One column to sort by."""

    name: str
    """Of the table's column, as it is written there, or of a column of Lattice such as `_created_at`."""
    type: ColumnType
    descending: bool = False

    @property
    def written(self) -> str:
        """The key as an action carries it."""
        return f"-{self.name}" if self.descending else self.name


def parse_sort(keys: Sequence[str], table: Table) -> tuple[SortKey, ...]:
    """The keys in order of weight, `-` before a name for descending; raises `invalid_filter`.

    `details` of the refusal name the `key` by its number, from 0.
    """
    found: list[SortKey] = []
    for number, key in enumerate(keys):
        sort_key = _parse_key(key.strip(), table, number)
        if any(sort_key.name == other.name for other in found):
            raise _refuse(f"Column {sort_key.name} is a sort key twice.", "Name each column once.", number)
        found.append(sort_key)
    return tuple(found)


def _parse_key(key: str, table: Table, number: int) -> SortKey:
    descending = key.startswith("-")
    name = _unquoted(key[descending:].strip())
    column: Column | None = find_column(table, name)
    if column is None and descending and (column := find_column(table, key)):
        descending = False  # the dash belongs to the name
    if column is not None:
        refuse_masked(table, column)
        return SortKey(column.name, column.type, descending)
    if not name:
        raise _refuse(
            "A sort key is empty.", "Write the name of a column, - before it for descending.", number
        )
    raise _refuse(f"Table {table.name} has no column {name!r} to sort by.", near_names(table, name), number)


def _unquoted(name: str) -> str:
    for mark in '"`':
        if len(name) > 1 and name[0] == name[-1] == mark:
            return name[1:-1].replace(mark * 2, mark)
    return name


def _refuse(message: str, hint: str, number: int) -> LatticeError:
    return LatticeError("invalid_filter", message, hint, stage=Stage.CONSTRAINTS, details={"key": number})
