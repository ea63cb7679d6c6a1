"""Rows put together by a column: by its value, a part of its date, or a stretch of numbers; counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal, localcontext
from enum import StrEnum
from math import isfinite
from sys import float_info

import msgspec

from lattice.actions import DatePart
from lattice.model.query import format_filter, format_name
from lattice.model.schema import Column
from lattice.model.values import INTEGER_MAX, INTEGER_MIN, ColumnType, Value
from lattice.tui.widgets.table.statistics import NUMBERS, number_words

#: Stretches that a column of numbers falls into, at most about so many.
STRETCHES = 12
#: Digits that stretches are reckoned with: all that a 64-bit float may have.
DIGITS = 1_100
#: Different numbers that are shown one by one rather than in stretches.
FEW_NUMBERS = 16
#: Years, months or days that a chart shows also where nothing is; beyond, only those with rows.
STEPS = 400


class Way(StrEnum):
    """How groups are made."""

    VALUE = "value"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    STRETCH = "stretch"
    """From one number to another."""

    @property
    def part(self) -> DatePart | None:
        """Of a date, for the engine."""
        return DatePart(self.value) if self in _PARTS else None


_PARTS = frozenset({Way.YEAR, Way.MONTH, Way.DAY})
_TIMES = frozenset({ColumnType.DATE, ColumnType.DATETIME})


class Group(msgspec.Struct, frozen=True):
    """Rows that belong together."""

    label: str
    """What they have in common, in words; empty for what is empty."""
    count: int
    condition: str = ""
    """The filter that finds them; empty where `value` says it."""
    value: Value = None
    """What the column holds in all of them."""


class Grouping(msgspec.Struct, frozen=True):
    """All groups of a column."""

    way: Way
    groups: tuple[Group, ...]
    rows: int
    """In all groups, also those that are not here."""
    different: int = 0
    """Values, the empty one left out."""
    more: bool = False
    """Whether there are more groups than these."""

    @property
    def in_order(self) -> bool:
        """Whether they follow each other as times or numbers do, so that a chart of them says something."""
        return self.way is not Way.VALUE


class Stretch(msgspec.Struct, frozen=True):
    """Numbers from `low` on and below `high`."""

    low: Decimal
    high: Decimal


def ways(column: Column) -> tuple[Way, ...]:
    """How a column can be put into groups."""
    if column.type in _TIMES:
        return (Way.YEAR, Way.MONTH, Way.DAY)
    return (Way.STRETCH, Way.VALUE) if column.type in NUMBERS else (Way.VALUE,)


def first_way(column: Column, least: Value, most: Value, different: int) -> Way:
    """The way that makes neither too many groups nor too few."""
    if column.type in NUMBERS:
        return Way.VALUE if different <= FEW_NUMBERS else Way.STRETCH
    if column.type not in _TIMES:
        return Way.VALUE
    low, high = str(least or ""), str(most or "")
    if low[:4].isdigit() and high[:4].isdigit() and int(high[:4]) - int(low[:4]) >= 4:
        return Way.YEAR
    return Way.DAY if low[:7] == high[:7] else Way.MONTH


def stretches(low: float, high: float, *, whole: bool) -> tuple[Stretch, ...]:
    """Stretches between round numbers that hold everything from `low` to `high`."""
    with localcontext(prec=DIGITS):
        least, most = Decimal(low), Decimal(high)
        step = _round_step((most - least) / STRETCHES)
        if whole:
            step = max(step, Decimal(1))
        start = (least / step).to_integral_value(ROUND_FLOOR) * step
        found = [Stretch(start, start + step)]
        while found[-1].high <= most and len(found) < 2 * STRETCHES:
            found.append(Stretch(found[-1].high, found[-1].high + step))
    return tuple(found)


def _round_step(step: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20, … tenths, ones, tens."""
    if step <= 0:
        return Decimal(1)
    unit = Decimal(10) ** step.adjusted()
    return next(unit * times for times in (1, 2, 5, 10) if unit * times >= step)


def stretch_words(stretch: Stretch, *, whole: bool) -> str:
    """`0 – 9` of whole numbers, `0 – 10` of others."""
    high = stretch.high - 1 if whole else stretch.high
    if whole and high <= stretch.low:
        return _words(stretch.low, whole=True)
    return f"{_words(stretch.low, whole=whole)} – {_words(high, whole=whole)}"


def _words(number: Decimal, *, whole: bool) -> str:
    return number_words(int(number) if whole else float(number), 12)


def stretch_filter(column: Column, stretch: Stretch) -> str:
    """The filter for the numbers of a stretch. Raises LatticeError `invalid_filter`."""
    if column.type is ColumnType.INTEGER:
        low, high = max(int(stretch.low), INTEGER_MIN), min(int(stretch.high) - 1, INTEGER_MAX)
        return f"{format_name(column.name)} between {low} and {high}"
    low_end = format_filter(column, ">=", max(float(stretch.low), -float_info.max))
    high_end = float(stretch.high)
    return f"{low_end} and {format_filter(column, '<', high_end)}" if isfinite(high_end) else low_end


def without_gaps(part: DatePart, counted: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Years, months or days in order, those between that have no rows as well, if they are not too many."""
    known = dict(counted)
    if not known:
        return []
    steps: list[str] = []
    at, last = min(known), max(known)
    while at <= last and len(steps) < STEPS:
        steps.append(at)
        at = _after(part, at)
    if at <= last or len(set(known) - set(steps)):
        return sorted(known.items())
    return [(step, known.get(step, 0)) for step in steps]


def _after(part: DatePart, shown: str) -> str:
    """The year, month or day that follows; beyond the last one something that sorts after it."""
    year = int(shown[:4])
    if part is DatePart.YEAR:
        return f"{year + 1:04}" if year < 9999 else "~"
    if part is DatePart.MONTH:
        month = int(shown[5:7])
        if month < 12:
            return f"{year:04}-{month + 1:02}"
        return f"{year + 1:04}-01" if year < 9999 else "~"
    day = date.fromisoformat(shown)
    return (day + timedelta(days=1)).isoformat() if day < date.max else "~"
