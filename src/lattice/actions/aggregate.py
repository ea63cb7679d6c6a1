"""Counting and summing rows, in groups."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from lattice.actions.base import Action, action
from lattice.model.values import Value


class DatePart(StrEnum):
    """How much of a date or time makes a group."""

    YEAR = "year"
    """`2024`"""
    MONTH = "month"
    """`2024-03`"""
    DAY = "day"
    """`2024-03-31`"""


class GroupKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column by which rows are put together."""

    column: str
    part: DatePart | None = None
    """Of a date or time, in UTC; the whole value when None."""

    @property
    def name(self) -> str:
        """As the answer calls it: `joined`, `joined:month`."""
        return f"{self.column}:{self.part.value}" if self.part else self.column


class Reckoning(StrEnum):
    """What is worked out for each group. What is empty counts for none but `count` and `empty`."""

    COUNT = "count"
    """Rows; of a column, those where it is not empty."""
    DISTINCT = "distinct"
    """Different values."""
    EMPTY = "empty"
    """Rows where the column is empty."""
    MIN = "min"
    MAX = "max"
    SUM = "sum"
    """Exact, also beyond 64 bits; 0 of no values."""
    MEAN = "mean"
    """The exact sum through the number of values, rounded once; empty of no values."""


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number (or value) for each group."""

    what: Reckoning = Reckoning.COUNT
    column: str = ""
    """Only `count` needs none."""

    @property
    def name(self) -> str:
        """As the answer calls it: `count`, `sum amount`."""
        return f"{self.what.value} {self.column}" if self.column else self.what.value


class Aggregate(msgspec.Struct, frozen=True):
    """Groups of rows with their measures."""

    columns: tuple[str, ...]
    """Names of the group keys, then of the measures."""
    groups: tuple[tuple[Value, ...], ...]
    """One value for each of the columns."""
    more: bool = False
    """Whether there are more groups than were asked for."""
    labels: dict[str, str] = {}
    """For groups by a reference: id of the target row to what people call it."""


@action("row.aggregate")
class AggregateRows(Action[Aggregate], frozen=True):
    """Count, sum up and compare the rows of a table, in groups or all together."""

    table: str
    where: str = ""
    group_by: tuple[GroupKey, ...] = ()
    """Without any, all rows are one group."""
    measures: tuple[Measure, ...] = (Measure(),)
    sort: tuple[str, ...] = ()
    """Names of keys and measures as the answer has them, `-` before one for descending; then by the keys."""
    limit: int = 100
    """Groups, at most 1,000."""
