"""Figures of a column: how many, how many different, empty, smallest, largest, sum and mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from lattice.actions import Aggregate, Measure, Reckoning
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value, canonical_json
from lattice.tui import formats
from lattice.tui.widgets.grid.paint import NO, YES
from lattice.tui.words import show_value

NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
#: Types of which a smallest and a largest value say something.
ORDERED = frozenset({*NUMBERS, ColumnType.TEXT, ColumnType.MARKDOWN, ColumnType.DATE, ColumnType.DATETIME})
#: Longest value among the figures, in characters.
VALUE_CHARS = 24
#: Digits of a sum and of a mean; what binary fractions add beyond them is noise.
SUM_DIGITS, MEAN_DIGITS = 12, 6


class Figures(msgspec.Struct, frozen=True):
    """What is known of one column in some rows."""

    rows: int
    """How many rows there are."""
    filled: int = 0
    """In how many of them the column is not empty."""
    distinct: int = 0
    """How many different values."""
    least: Value = None
    """The smallest value; None where there is no order or no value."""
    most: Value = None
    """The largest."""
    total: int | float | None = None
    """The sum; None for what is no number."""
    mean: int | float | None = None
    """None for no values, too."""


def measures(column: Column, name: str) -> tuple[Measure, ...]:
    """What the engine is asked for; `name` is the column's as the engine knows it."""
    wanted = [Reckoning.COUNT, Reckoning.DISTINCT]
    if column.type in ORDERED:
        wanted += [Reckoning.MIN, Reckoning.MAX]
    if column.type in NUMBERS:
        wanted += [Reckoning.SUM, Reckoning.MEAN]
    return (Measure(), *(Measure(what, name) for what in wanted))


def answered(column: Column, answer: Aggregate) -> Figures:
    """The figures in the answer to `measures`, asked for all rows together."""
    rows, filled, distinct, *rest = answer.groups[0]
    least, most, total, mean = (*rest, None, None, None, None)[:4]
    return Figures(_count(rows), _count(filled), _count(distinct), least, most, _number(total), _number(mean))


def reckoned(column: Column, values: Sequence[Value]) -> Figures:
    """The figures of values that are at hand."""
    filled = [value for value in values if value is not None and value != ""]
    distinct = len({canonical_json(value) for value in filled})
    if not filled:
        return Figures(len(values), total=0 if column.type in NUMBERS else None)
    numbers = [v for v in filled if isinstance(v, int | float) and not isinstance(v, bool)]
    texts = [v for v in filled if isinstance(v, str)]
    figures = Figures(len(values), len(filled), distinct)
    if column.type in NUMBERS and numbers:
        total = sum(numbers) if column.type is ColumnType.INTEGER else math.fsum(numbers)
        return msgspec.structs.replace(
            figures, least=min(numbers), most=max(numbers), total=total, mean=total / len(numbers)
        )
    if column.type in ORDERED and texts:
        return msgspec.structs.replace(figures, least=min(texts), most=max(texts))
    return figures


def figure_words(column: Column, figures: Figures) -> str:
    """The figures in one line: `5 filled · 2 empty · 4 different · min 1 · max 5 · sum 15 · mean 3`."""
    said = [f"{figures.filled:,} filled", f"{figures.rows - figures.filled:,} empty"]
    said.append(f"{figures.distinct:,} different")
    if figures.least is not None:
        said += [f"min {value_words(column, figures.least)}", f"max {value_words(column, figures.most)}"]
    if figures.total is not None:
        said.append(f"sum {number_words(figures.total, SUM_DIGITS)}")
    if figures.mean is not None:
        said.append(f"mean {number_words(figures.mean, MEAN_DIGITS)}")
    return " · ".join(said)


def value_words(column: Column, value: Value) -> str:
    """A value of a column among figures, as cells show it."""
    if column.type is ColumnType.BOOLEAN and value in (True, False):
        return (YES if value else NO).text
    if isinstance(value, str) and column.type in (ColumnType.DATE, ColumnType.DATETIME):
        return formats.show(column.type, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.number(value)
    return show_value(value, column.type, VALUE_CHARS)


def number_words(number: int | float, digits: int) -> str:
    """A number as cells show it; a fraction to so many digits, never fewer than before the point."""
    if isinstance(number, int) or abs(number) >= 1e15:
        return formats.number(number)
    whole = len(f"{abs(number):.0f}")
    return formats.number(float(f"{number:.{max(digits, whole)}g}"))


def _count(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _number(value: Value) -> int | float | None:
    return value if isinstance(value, int | float) else None
