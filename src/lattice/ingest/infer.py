"""The type of a column out of all its values: a state that narrows while batches pass, in constant memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from lattice.ingest.json_values import ExactNumber, holds_exact, parse_cell
from lattice.ingest.reader import shown
from lattice.model.values import INTEGER_MAX, INTEGER_MIN, ColumnType, Misfit, Value, fit


class Finding(msgspec.Struct, frozen=True):
    """What the values of one column turned out to be."""

    type: ColumnType
    why: str = ""
    """Why it is no narrower type, where people would ask; for people."""
    empty: int = 0
    """Rows with nothing in it."""
    blanks: int = 0
    """Rows with an empty text in it, where those stand apart from nothing."""
    only_text: bool = False
    """Whether a file with types has nothing but text here."""
    exact: bool = False
    """JSON values are kept as JSON text, because a number among them would be rounded."""
    examples: tuple[str, ...] = ()


_WORDS = frozenset({"true", "false", "True", "False", "TRUE", "FALSE"})
_NUMBERS = re.compile(r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\n)*+\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DATES = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}\n)*+\Z")
_NAIVE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_ZONED_MANY = re.compile(rf"(?:{_NAIVE}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})\n)*+\Z")
_ZONED = re.compile(rf"{_NAIVE}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})\Z")
_NAIVE_ONE = re.compile(rf"{_NAIVE}\Z")
_SAFE = 2**53


def is_integers(values: Sequence[str]) -> bool:
    """Whether all are integers of 64 bits in the one way of writing them."""
    try:
        numbers = list(map(int, values))
    except ValueError:
        return False
    if list(map(str, numbers)) != list(values):
        return False
    return min(numbers) >= INTEGER_MIN and max(numbers) <= INTEGER_MAX


def is_numbers(values: Sequence[str]) -> bool:
    """Whether all are numbers that a 64-bit float keeps."""
    joined = "\n".join(values) + "\n"
    if not _NUMBERS.match(joined) or joined.count("\n") != len(values):
        return False
    if max(map(len, values)) <= 15 and "e" not in joined and "E" not in joined:
        return True
    return all(repr(float(v)) == v or _fits(ColumnType.NUMBER, v) for v in values)


def is_booleans(values: Sequence[str]) -> bool:
    """Whether all are the words true or false."""
    return _WORDS.issuperset(values)


def is_dates(values: Sequence[str]) -> bool:
    """Whether all are days of the calendar as 2024-12-31."""
    distinct = list(set(values))
    joined = "\n".join(distinct) + "\n"
    if not _DATES.match(joined) or joined.count("\n") != len(distinct):
        return False
    try:
        list(map(date.fromisoformat, distinct))
    except ValueError:
        return False
    return True


def is_datetimes(values: Sequence[str]) -> bool:
    """Whether all are times with a zone."""
    values = list(set(values))
    joined = "\n".join(values) + "\n"
    if _ZONED_MANY.match(joined) and joined.count("\n") == len(values):
        try:
            moments = list(map(datetime.fromisoformat, values))
        except ValueError:
            return False
        if min(m.year for m in moments) > 1 and max(m.year for m in moments) < 9999:
            return True
    return all(_ZONED.match(v) and _fits(ColumnType.DATETIME, v) for v in values)


def is_json(values: Sequence[str]) -> bool:
    """Whether all are JSON objects or arrays from which nothing is lost."""
    return all(v[0] in "{[" and not _json_flaw(v) for v in values)


def _json_flaw(text: str) -> str:
    try:
        parse_cell(text)
    except RecursionError:
        return "is nested too deeply"
    except ValueError as error:
        return str(error)
    return ""


def _fits(type_: ColumnType, text: str) -> bool:
    try:
        fit(type_, text)
    except Misfit:
        return False
    return True


_TESTS = {
    ColumnType.INTEGER: is_integers,
    ColumnType.NUMBER: is_numbers,
    ColumnType.BOOLEAN: is_booleans,
    ColumnType.DATE: is_dates,
    ColumnType.DATETIME: is_datetimes,
    ColumnType.JSON: is_json,
}
_STRINGS = frozenset({ColumnType.DATE, ColumnType.DATETIME})
#: A sheet has no JSON of its own: there it stands as text.
_SHEET_STRINGS = _STRINGS | {ColumnType.JSON}


def _first_guess(value: str) -> ColumnType | None:
    """The narrowest type that one value has; None for text."""
    return next((type_ for type_, test in _TESTS.items() if test([value])), None)


class TextScan:
    """The type of a column of a file in which everything is text, such as CSV."""

    def __init__(self, *, strings_only: frozenset[ColumnType] | None = None) -> None:
        self._strings_only = strings_only
        """The types that texts may turn out to be in a file that has types of its own."""
        self._type: ColumnType | None = None
        self._why = ""
        self._nulls = 0
        self._blanks = 0
        self._unsafe_integers = False
        self._examples: list[str] = []

    def add(self, values: Sequence[str | None]) -> None:
        """Some more values of the column."""
        if not all(values):
            self._nulls += values.count(None)
            self._blanks += values.count("")
            values = [v for v in values if v]
        if not values or self._type is ColumnType.TEXT:
            return
        present: Sequence[str] = values  # type: ignore[assignment]
        if len(self._examples) < 3:
            self._examples = [shown(v, 40) for v in list(dict.fromkeys(present[:50]))[:3]]
        self._narrow(present)

    def _narrow(self, values: Sequence[str]) -> None:
        fresh = self._type is None
        guess = self._type or _first_guess(values[0])
        if self._strings_only is not None and guess not in self._strings_only:
            guess = None
        if guess is None:
            self._type, self._why = ColumnType.TEXT, explain(values[0])
        elif _TESTS[guess](values):
            self._type = guess
            if guess is ColumnType.INTEGER and not self._unsafe_integers:
                self._unsafe_integers = not _all_safe(values)
        elif guess is ColumnType.INTEGER and (fresh or not self._unsafe_integers) and is_numbers(values):
            self._type = ColumnType.NUMBER
        else:
            self._type = ColumnType.TEXT
            misfit = next((v for v in values if not _TESTS[guess]([v])), values[0])
            if guess is ColumnType.INTEGER:
                misfit = next((v for v in values if not is_numbers([v])), misfit)
            self._why = explain(misfit) or f"{shown(misfit, 30)!r} is no {guess.value}"

    def finding(self) -> Finding:
        """What the column is, once all values have passed."""
        type_ = self._type or ColumnType.TEXT
        both = self._blanks and self._nulls
        why = self._why
        if type_ is not ColumnType.TEXT and (both or (self._blanks and self._strings_only is not None)):
            type_, why = ColumnType.TEXT, "some are empty and some are an empty text"
        return Finding(
            type=type_,
            why=why,
            empty=self._nulls + (self._blanks if type_ is not ColumnType.TEXT else 0),
            blanks=self._blanks,
            examples=tuple(self._examples),
        )


def _all_safe(values: Sequence[str]) -> bool:
    """Whether a 64-bit float keeps all of these integers."""
    if max(map(len, values)) <= 15:
        return True
    return all(abs(n := int(v)) <= _SAFE or int(float(n)) == n for v in values)


_UNUSUAL: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"-?0[0-9]+(\.[0-9]+)?\Z"), "has leading zeros"),
    (re.compile(r"\+[0-9][0-9.]*\Z"), "has a plus sign"),
    (re.compile(r"0[xob][0-9a-fA-F]+\Z"), "is not written in decimal"),
    (re.compile(r"[0-9]+(_[0-9]+)+\Z"), "has underscores"),
    (re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z"), "has thousands separators"),
    (re.compile(r"-?[0-9]+,[0-9]+\Z"), "has a decimal comma"),
    (re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}\Z"), "is no date as 2024-12-31"),
    (re.compile(r"(?i)(nan|inf(inity)?|-inf(inity)?)\Z"), "is no finite number"),
    (_DATE, "is no day of the calendar"),
)


def explain(value: str) -> str:
    """Why a value that looks like more is text, for people; empty for what is plainly text."""
    said = f"{shown(value, 30)!r} "
    bare = value.strip()
    if bare != value and bare and _first_guess(bare):
        return said + "has blanks around it"
    if _NAIVE_ONE.match(value) and _fits(ColumnType.DATETIME, value):
        return said + "has no time zone; --types …=datetime reads it as UTC"
    if _INTEGER.match(value):
        return said + "is beyond 64 bits"
    if _NUMBER.match(value):
        return said + "is not what a 64-bit float keeps"
    if value[:1] in ("{", "[") and (flaw := _json_flaw(value)) and not flaw.startswith("Expecting"):
        return said + flaw
    return next((said + reason for pattern, reason in _UNUSUAL if pattern.match(value)), "")


class TypedScan:
    """The type of a column whose values have types of their own: JSON, Excel, SQLite."""

    def __init__(self, *, sheet: bool = False) -> None:
        # of several kinds of values: JSON keeps 5 and "5" apart, in a sheet both mean text
        self._mixed = ColumnType.TEXT if sheet else ColumnType.JSON
        self._kinds: set[type] = set()
        self._empty = 0
        self._wide = False
        self._unsafe = False
        self._nested_exact = False
        self._strings = TextScan(strings_only=_SHEET_STRINGS if sheet else _STRINGS)
        self._examples: list[str] = []

    def add(self, values: Sequence[Value]) -> None:
        """Some more values of the column."""
        kinds = set(map(type, values))
        if type(None) in kinds:
            kinds.discard(type(None))
            present = [v for v in values if v is not None]
            self._empty += len(values) - len(present)
            values = present
        if not values:
            return
        self._kinds |= kinds
        if str in kinds:
            self._strings.add([v for v in values if type(v) is str] if len(kinds) > 1 else values)
        if int in kinds:
            self._add_integers([v for v in values if type(v) is int] if len(kinds) > 1 else values)
        if kinds & {list, dict} and not self._nested_exact:
            self._nested_exact = holds_exact(values)
        if len(self._examples) < 3:
            self._examples = [shown(str(v), 40) for v in values[:3]]

    def _add_integers(self, numbers: Sequence[int]) -> None:
        low, high = min(numbers), max(numbers)
        if low < INTEGER_MIN or high > INTEGER_MAX:
            self._wide = True
        if (low < -_SAFE or high > _SAFE) and not self._unsafe:
            self._unsafe = any(abs(n) > 2**1000 or int(float(n)) != n for n in numbers)

    def finding(self) -> Finding:
        """What the column is, once all values have passed."""
        type_, why, exact = self._settle()
        return Finding(
            type=type_,
            why=why,
            empty=self._empty,
            only_text=self._kinds <= {str},
            exact=exact,
            examples=tuple(self._examples),
        )

    def _settle(self) -> tuple[ColumnType, str, bool]:
        kinds = self._kinds
        if ExactNumber in kinds or self._nested_exact:
            return ColumnType.TEXT, "a number in it is not what a 64-bit float keeps; kept as written", True
        if not kinds:
            return ColumnType.TEXT, "", False
        if kinds == {bool}:
            return ColumnType.BOOLEAN, "", False
        if kinds == {int} and not self._wide:
            return ColumnType.INTEGER, "", False
        if kinds <= {int, float} and not self._unsafe and float in kinds:
            return ColumnType.NUMBER, "", False
        if kinds <= {int, float}:
            wide = "is beyond 64 bits" if self._wide else "would be rounded among numbers"
            return self._mixed, f"an integer {wide}", False
        if kinds == {str}:
            found = self._strings.finding()
            return found.type, found.why if "time zone" in found.why else "", False
        if kinds <= {list, dict}:
            return ColumnType.JSON, "", False
        return self._mixed, f"values of several kinds: {', '.join(sorted(_NAMES[k] for k in kinds))}", False


_NAMES: dict[type, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true/false",
    list: "array",
    dict: "object",
    ExactNumber: "number",
}
