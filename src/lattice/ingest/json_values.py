"""JSON as Python values without losing anything: numbers that a float would round, keys given twice."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lattice.model.values import Value

#: Python refuses to convert longer ones; nobody counts that far.
_INTEGER_DIGITS = 4_000


class ExactNumber(str):
    """A JSON number as it is written, because a 64-bit float would change it."""

    __slots__ = ()


class Flaw(str):
    """In place of a value that JSON does not have or that says two things; its text is the reason."""

    __slots__ = ()


def _float(text: str) -> float | ExactNumber:
    number = float(text)
    if len(text) <= 15 and "e" not in text and "E" not in text:
        return number
    if math.isfinite(number) and (repr(number) == text or Decimal(text) == Decimal(repr(number))):
        return number
    return ExactNumber(text)


def _integer(text: str) -> int | ExactNumber:
    return int(text) if len(text) <= _INTEGER_DIGITS else ExactNumber(text)


def _constant(name: str) -> Flaw:
    return Flaw(f"holds {name}, which is not JSON")


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value] | Flaw:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        return Flaw(f"has {twice!r} twice")
    return result


#: Decodes with all of the above.
DECODER = json.JSONDecoder(
    parse_float=_float, parse_int=_integer, parse_constant=_constant, object_pairs_hook=_object
)


def find_flaw(value: Value) -> str:
    """The first reason why `value` cannot be taken as it is, or an empty text."""
    if isinstance(value, Flaw):
        return str(value)
    if isinstance(value, dict):
        return next((reason for v in value.values() if (reason := find_flaw(v))), "")
    if isinstance(value, list):
        return next((reason for v in value if (reason := find_flaw(v))), "")
    return ""


def holds_exact(values: Iterable[Value]) -> bool:
    """Whether a number that a float would round stands anywhere in `values`."""
    for value in values:
        if isinstance(value, ExactNumber):
            return True
        if isinstance(value, dict) and holds_exact(value.values()):
            return True
        if isinstance(value, list) and holds_exact(value):
            return True
    return False


def literal(value: Value) -> str:
    """`value` as JSON text, numbers as they were written."""
    if isinstance(value, ExactNumber):
        return str(value)
    if isinstance(value, dict):
        inside = (f"{json.dumps(k, ensure_ascii=False)}:{literal(v)}" for k, v in value.items())
        return "{" + ",".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def parse_cell(text: str) -> Any:
    """A JSON value out of one text, nothing lost; raises ValueError that says why not."""
    value = DECODER.decode(text)
    if reason := find_flaw(value):
        raise ValueError(reason)
    if holds_exact([value]):
        raise ValueError("holds a number that a 64-bit float would round")
    return value
