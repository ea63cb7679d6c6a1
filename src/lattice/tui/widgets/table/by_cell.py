"""Conditions made of what is shown: a cell, a group, a stretch of time; and how they join a filter."""

from __future__ import annotations

from calendar import monthrange

from lattice.actions import DatePart
from lattice.model.errors import LatticeError
from lattice.model.query import format_filter, format_name, parse_filter
from lattice.model.query.tree import AnyOf, Everything
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value


def is_value(column: Column, value: Value) -> str:
    """Rows that have this value; that are empty for none. Raises LatticeError `invalid_filter`."""
    return format_filter(column, "=", value)


def is_not_value(column: Column, value: Value) -> str:
    """Rows that have another value or none. Raises LatticeError `invalid_filter`."""
    return format_filter(column, "!=", value)


def is_called(column: Column, label: str, *, negative: bool = False) -> str:
    """Rows whose reference points at what people call `label`."""
    named = Column(column.id, column.name, ColumnType.TEXT)
    return format_filter(named, "!=" if negative else "=", label)


def within(column: Column, part: DatePart, shown: str) -> str:
    """Rows whose date or time lies in a year, month or day as a group shows it: `2024-03`."""
    name = format_name(column.name)
    if part is DatePart.DAY:
        return f"{name} = {shown}"
    if part is DatePart.YEAR:
        return f"{name} between {shown}-01-01 and {shown}-12-31"
    year, month = int(shown[:4]), int(shown[5:7])
    return f"{name} between {shown}-01 and {shown}-{monthrange(year, month)[1]:02}"


def negated(condition: str) -> str:
    """The opposite of a condition."""
    return f"not ({condition})"


def joined(where: str, condition: str) -> str:
    """A filter narrowed by one more condition. Raises LatticeError `invalid_filter` where it is none."""
    tree = parse_filter(where)
    if isinstance(tree, Everything):
        return condition
    if holds(where, condition):
        return where
    before = f"({where})" if isinstance(tree, AnyOf) else where
    return f"{before} and {condition}"


def holds(where: str, condition: str) -> bool:
    """Whether the condition is the whole filter or what was joined to it last."""
    return where == condition or where.endswith(f" and {condition}")


def parted(where: str, condition: str) -> str:
    """The filter as it was before `condition` was joined to it."""
    left = where.removesuffix(condition).removesuffix(" and ")
    inner = left[1:-1]
    if not (left.startswith("(") and left.endswith(")")) or not _stands_alone(inner):
        return left
    return inner


def _stands_alone(text: str) -> bool:
    """Whether a text between parentheses was all within that one pair."""
    try:
        return isinstance(parse_filter(text), AnyOf)
    except LatticeError:
        return False
