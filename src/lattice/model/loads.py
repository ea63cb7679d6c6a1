"""Imports as plain data: what is decided before rows are read, and the rows on their way in."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from lattice.model.values import ColumnType, Value


class LoadMode(StrEnum):
    """What an import does with the rows that are there."""

    APPEND = "append"
    REPLACE = "replace"
    """All living rows go to the trash first."""
    UPSERT = "upsert"
    """A row with the same key is changed; others are added."""


class LoadColumn(msgspec.Struct, frozen=True):
    """One column of the rows that a load brings."""

    name: str
    type: ColumnType = ColumnType.TEXT
    """Type of a column that is to be made; a column that exists keeps its own."""
    target: str | None = None
    """Name of the table that a reference points into."""
    via: str | None = None
    """Column of the target whose value stands for its row; None when values are row ids."""
    definition: str = ""


class LoadPlan(msgspec.Struct, frozen=True):
    """An import of one table, as decided before its rows are read."""

    table: str
    columns: tuple[LoadColumn, ...]
    """In the order of the values of each row; missing ones are added to the table."""
    mode: LoadMode = LoadMode.APPEND
    key: tuple[str, ...] = ()
    """Columns that say which row is meant; needed by `upsert`, kept on a table that is made."""
    strict: bool = False
    """Refuse the whole import when one line is refused."""
    source: str | None = None
    """Kept in `_source` of every row."""
    definition: str = ""
    """For a table that is made."""


class LoadBatch(NamedTuple):
    """Some rows on their way in, 1,000 or so."""

    lines: Sequence[int]
    """Where each row stands in its source, from 1."""
    rows: Sequence[Sequence[Value]]
    """Values in the order of the plan; text is parsed by the column's type, None is empty."""
