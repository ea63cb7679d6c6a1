"""The rule of each column type, once: how a value is stored, parsed from text, shown and refused.

A *value* is what an action carries: a JSON scalar, for `json` columns any JSON value, None for empty.
A *stored* value is what stands in the database: None, int, float or str, the same in every client.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NamedTuple

from lattice.model.ids import is_id

#: A value of an action or a row: JSON. Only `json` columns hold lists and objects.
Value = Any
#: What the database holds.
Stored = None | int | float | str

INTEGER_MIN, INTEGER_MAX = -(2**63), 2**63 - 1


class ColumnType(StrEnum):
    """The types a column can have."""

    TEXT = "text"
    MARKDOWN = "markdown"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    JSON = "json"
    REFERENCE = "reference"


#: Types whose text is searched.
SEARCHED = frozenset({ColumnType.TEXT, ColumnType.MARKDOWN, ColumnType.JSON})
#: Types stored as text.
TEXTUAL = frozenset({ColumnType.TEXT, ColumnType.MARKDOWN})


class Misfit(ValueError):
    """A value that does not fit a type; the message says why, without the value."""


_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?:\.([0-9]{1,9}))?\s?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z",
    re.IGNORECASE,
)
_PLAIN_DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
_TRUE = frozenset({"true", "yes", "y", "t", "1", "on"})
_FALSE = frozenset({"false", "no", "n", "f", "0", "off"})


def check_text(text: str) -> str:
    """`text` itself; raises Misfit for NUL and lone surrogates, which no database keeps alike."""
    if "\x00" in text:
        raise Misfit("holds a NUL character")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Misfit("holds half of a surrogate pair, which is not a character") from None
    return text


def canonical_json(value: Value) -> str:
    """JSON in one form: sorted keys, no spaces, no NaN; raises Misfit for what JSON cannot hold."""
    try:
        return check_text(
            json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        )
    except (TypeError, ValueError, RecursionError) as error:
        if isinstance(error, Misfit):
            raise
        raise Misfit("is not JSON") from None


def _fit_text(value: Value) -> Stored:
    if not isinstance(value, str):
        raise Misfit("is not text")
    return check_text(value)


def _fit_integer(value: Value) -> Stored:
    if isinstance(value, str):
        # the commonest form first: an import looks at every value, and this costs a quarter
        if len(value) < 19 and value.isascii() and value.isdigit() and (value[0] != "0" or value == "0"):
            return int(value)
        text = value.strip()
        # 20 characters hold every 64-bit integer; longer text would only cost time to convert
        if not _INTEGER.match(text) or len(text) > 20:
            raise Misfit("is not a whole number")
        value = int(text)
    elif isinstance(value, float) and value.is_integer() and abs(value) <= 2**53:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit("is not a whole number")
    if not INTEGER_MIN <= value <= INTEGER_MAX:
        raise Misfit("is beyond 64 bits")
    return value


def _fit_number(value: Value) -> Stored:
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.match(text):
            raise Misfit("is not a number")
        number = float(text)
        if not _survives(text, number):
            raise Misfit("has more digits than a 64-bit float keeps")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Misfit("is not a number")
    else:
        try:
            number = float(value)
        except OverflowError:
            raise Misfit("is beyond a 64-bit float") from None
        if not math.isfinite(number):
            raise Misfit("is not finite")
        if isinstance(value, int) and int(number) != value:
            raise Misfit("has more digits than a 64-bit float keeps")
    # minus zero would compare equal and print differently
    return number + 0.0


def _survives(text: str, number: float) -> bool:
    """Whether the decimal text and the float say the same number."""
    if not math.isfinite(number):
        return False
    if len(text) <= 15 and "e" not in text and "E" not in text:
        return True  # 15 significant digits always survive a float64 (IEEE 754)
    try:
        return Decimal(text) == Decimal(repr(number))
    except InvalidOperation:
        return False


def _fit_boolean(value: Value) -> Stored:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _TRUE:
            return 1
        if word in _FALSE:
            return 0
    raise Misfit("is not true or false")


def _fit_date(value: Value) -> Stored:
    if not isinstance(value, str) or not _DATE.match(text := value.strip()):
        raise Misfit("is not a date as 2024-12-31")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise Misfit("is not a day of the calendar") from None
    return text


def _fit_datetime(value: Value) -> Stored:
    if isinstance(value, str) and _PLAIN_DATETIME.match(value):
        # the commonest form needs no arithmetic: an import spends 8 µs less on each value
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise Misfit("is not a time of the calendar") from None
        return f"{value[:10]}T{value[11:19]}.000000Z"
    match = _DATETIME.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise Misfit("is not a time as 2024-12-31T23:59:00Z")
    day, clock, fraction, zone = match.groups()
    if fraction and len(fraction.rstrip("0")) > 6:
        raise Misfit("is finer than a microsecond")
    zone = "+00:00" if not zone or zone in "Zz" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    micros = (fraction or "").ljust(6, "0")[:6]
    clock = clock if len(clock) > 5 else clock + ":00"
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}.{micros}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise Misfit("is not a time of the calendar") from None
    return format_time(moment)


def _fit_json(value: Value) -> Stored:
    return canonical_json(value)


def _fit_reference(value: Value) -> Stored:
    if isinstance(value, str) and is_id(text := value.strip().upper()):
        return text
    raise Misfit("is not the id of a row")


def _same(stored: Stored) -> Value:
    return stored


def _show_number(stored: Stored) -> str:
    text = repr(stored)
    return text.removesuffix(".0")


class TypeRule(NamedTuple):
    """What one column type does."""

    fit: Callable[[Value], Stored]
    """A value of an action, or text, to what is stored; raises Misfit."""
    unfit: Callable[[Any], Value]
    """What is stored, not None, back to the value."""
    show: Callable[[Any], str]
    """What is stored, not None, to what a person reads."""
    example: str
    """How such a value is written."""


RULES: dict[ColumnType, TypeRule] = {
    ColumnType.TEXT: TypeRule(_fit_text, _same, str, "any text"),
    ColumnType.MARKDOWN: TypeRule(_fit_text, _same, str, "text with **Markdown**"),
    ColumnType.INTEGER: TypeRule(_fit_integer, _same, str, "42"),
    ColumnType.NUMBER: TypeRule(_fit_number, float, _show_number, "3.14"),
    ColumnType.BOOLEAN: TypeRule(_fit_boolean, bool, lambda v: "true" if v else "false", "true or false"),
    ColumnType.DATE: TypeRule(_fit_date, _same, str, "2024-12-31"),
    ColumnType.DATETIME: TypeRule(
        _fit_datetime, _same, lambda v: show_time(str(v)), "2024-12-31T23:59:00Z or 2024-12-31 23:59"
    ),
    ColumnType.JSON: TypeRule(_fit_json, lambda v: json.loads(v), str, '{"a": [1, 2]}'),
    ColumnType.REFERENCE: TypeRule(_fit_reference, _same, str, "the id of a row"),
}


def fit(type_: ColumnType, value: Value) -> Stored:
    """`value` as it is stored in a column of `type_`; None stays None; raises Misfit."""
    return None if value is None else RULES[type_].fit(value)


def unfit(type_: ColumnType, stored: Stored) -> Value:
    """The value of what is stored."""
    return None if stored is None else RULES[type_].unfit(stored)


def show(type_: ColumnType, stored: Stored) -> str:
    """What a person reads for a stored value; empty for None."""
    return "" if stored is None else RULES[type_].show(stored)


def parse(type_: ColumnType, text: str) -> Value:
    """A value from what a person typed for a column of `type_`; raises Misfit.

    Text stays as typed; in all other types nothing typed means empty. JSON is read as JSON.
    """
    if type_ in TEXTUAL:
        return check_text(text)
    if not text.strip():
        return None
    if type_ is ColumnType.JSON:
        try:
            return json.loads(
                text,
                parse_constant=_refuse_constant,
                parse_float=_exact_float,
                object_pairs_hook=_object_of_names,
            )
        except (ValueError, RecursionError) as error:
            raise Misfit(f"is not JSON ({error})") from None
    return unfit(type_, fit(type_, text))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _exact_float(text: str) -> float:
    number = float(text)
    if not _survives(text, number):
        raise ValueError("a number has more digits than a 64-bit float keeps")
    return number


def _object_of_names(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    """An object whose names stand once; of two values one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it has {twice!r} twice")
    return found


def format_time(moment: datetime) -> str:
    """A UTC moment as it is stored: 27 characters, microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def now() -> str:
    """This moment as it is stored."""
    return format_time(datetime.now(UTC))


def show_time(stored: str) -> str:
    """A stored time, shortened to what it says: `2024-12-31 23:59` when the rest is zero."""
    text = stored.replace("T", " ").removesuffix("Z")
    whole, _, micros = text.partition(".")
    if micros.strip("0"):
        return f"{whole}.{micros.rstrip('0')}"
    return whole.removesuffix(":00")
