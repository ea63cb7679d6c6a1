"""The meaning of a bound filter in Python: the same answer for every row as its SQL gives."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from lattice.model.query.bound import (
    Both,
    Bound,
    Constant,
    Either,
    Field,
    Lacks,
    Negation,
    OneOf,
    Test,
    Text,
    stored_text,
)
from lattice.model.query.tree import Op
from lattice.model.values import Stored

#: A row by table id and row id, as stored values by column name; None when it is not there,
#: in the trash, or not to be seen.
Resolve = Callable[[str, str], Mapping[str, Stored] | None]

_OPERATORS: dict[Op, Callable[[Any, Any], bool]] = {
    Op.EQ: operator.eq,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def matches(bound: Bound, row: Mapping[str, Stored], resolve: Resolve) -> bool:
    """Whether `row` (stored values by column name, system columns included) passes the filter."""
    match bound:
        case Constant(value):
            return value
        case Test(field, op, value):
            stored = _value(field, row, resolve)
            return stored is not None and _OPERATORS[op](stored, value)
        case OneOf(field, values):
            stored = _value(field, row, resolve)
            return stored is not None and stored in values
        case Text(field, needle, at_start):
            return _holds(stored_text(field.column.type, _value(field, row, resolve)), needle, at_start)
        case Lacks(field):
            return _value(field, row, resolve) in (None, "")
        case Negation(of):
            return not matches(of, row, resolve)
        case Both(of):
            return all(matches(b, row, resolve) for b in of)
        case Either(of):
            return any(matches(b, row, resolve) for b in of)


def _value(field: Field, row: Mapping[str, Stored], resolve: Resolve) -> Stored:
    if field.via is None:
        return row.get(field.column.name)
    row_id = row.get(field.via.column.name)
    target = resolve(field.via.target.id, row_id) if isinstance(row_id, str) else None
    return None if target is None else target.get(field.column.name)


def _holds(text: str | None, needle: str, at_start: bool) -> bool:
    if text is None:
        return False
    if needle.isascii():
        text, needle = _ascii_lower(text), _ascii_lower(needle)
    else:
        text, needle = text.lower(), needle.lower()
    return text.startswith(needle) if at_start else needle in text


def _ascii_lower(text: str) -> str:
    return text.encode().lower().decode()  # of bytes, lower() knows ASCII only
