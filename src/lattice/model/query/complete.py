"""Completion for the filter bar: what may stand at the cursor, from the same grammar that reads filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.query.bind import find_column
from lattice.model.query.bound import SYSTEM
from lattice.model.query.lexer import TOKEN, Kind, Token, tokens
from lattice.model.query.syntax import Parser, Want
from lattice.model.query.tree import Path
from lattice.model.query.write import format_name
from lattice.model.schema import Column, Schema, Table, fold
from lattice.model.values import RULES, ColumnType

#: More than this nobody reads.
MAX_CANDIDATES = 50


class Candidate(msgspec.Struct, frozen=True):
    """One thing that may be put in."""

    text: str
    """What replaces the text from `start` to `end`."""
    kind: str
    """`column`, `operator`, `value` or `keyword`."""
    detail: str = ""
    """A few words about it: a column's type and definition. Data, not markup."""


class Completions(msgspec.Struct, frozen=True):
    """What may stand at the cursor."""

    start: int
    """Where the piece begins that a candidate replaces, in characters from 0."""
    end: int
    """Where it ends."""
    candidates: tuple[Candidate, ...]
    """Best first; at most `MAX_CANDIDATES`."""
    hint: str = ""
    """What is wanted when it cannot be listed, such as how a date is written."""


#: The values that stand in a column of a table, as a filter writes them, each with a few words about it.
Known = Callable[[Table, Column], Iterable[tuple[str, str]]]
#: What is compared with the written piece, and what is offered.
_Offer = tuple[str, Candidate]
#: Stands for a dot between names, so that a dot within quotes is not one.
_DOT = "\x00"
_NAMES = (Kind.WORD, Kind.DOUBLE, Kind.TICK)
_EQUAL = (("=", "is"), ("!=", "is not"))
_ORDER = (("<", "less"), ("<=", "at most"), (">", "more"), (">=", "at least"), ("between", "a and b"))
_SOME = (("in", "one of (a, b)"), ("not in", "none of (a, b)"))
_TEXT = (("~", "contains"), ("!~", "does not contain"), ("starts", "begins with"))
_NONE = (("is empty", "no value"), ("is not empty", "some value"))
_OPERATORS: dict[ColumnType, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(ColumnType, _EQUAL + _ORDER + _SOME + _TEXT + _NONE),
    ColumnType.TEXT: _EQUAL + _TEXT + _SOME + _NONE + _ORDER,
    ColumnType.MARKDOWN: _TEXT + _NONE + _EQUAL,
    ColumnType.BOOLEAN: _EQUAL + _NONE,
    ColumnType.JSON: _TEXT + _EQUAL + _NONE,
    ColumnType.REFERENCE: _EQUAL + _TEXT + _SOME + _NONE,
}
_DAYS = (
    ("today", "this day, UTC"),
    ("yesterday", "the day before"),
    ("tomorrow", "the day after"),
    ("today - 7d", "a week ago"),
    ("today - 1m", "a month ago"),
    ("today - 1y", "a year ago"),
)
_VALUES: dict[ColumnType, tuple[tuple[str, str], ...]] = {
    ColumnType.BOOLEAN: (("true", ""), ("false", "")),
    ColumnType.DATE: _DAYS,
    ColumnType.DATETIME: (*_DAYS, ("now", "this moment"), ("now - 1h", "an hour ago")),
}
_KEYWORDS: dict[Want, tuple[str, ...]] = {
    Want.COLUMN: ("not", "("),
    Want.NEGATED: ("in", "between", "starts"),
    Want.LIST: ("(",),
    Want.LIST_END: (",", ")"),
    Want.BOUND: ("and",),
    Want.EMPTY: ("empty", "not empty"),
    Want.NOT_EMPTY: ("empty",),
    Want.JOIN: ("and", "or"),
}


def _nothing_known(table: Table, column: Column) -> Iterable[tuple[str, str]]:
    return ()


def complete(
    text: str, cursor: int, table: Table, schema: Schema, *, known: Known = _nothing_known
) -> Completions:
    """What may stand at `cursor` (characters from 0) in the filter `text` over `table`.

    `known` is asked for the values that stand in a column where one of them is wanted.
    Never raises: before a mistake there is nothing to offer.
    """
    cursor = min(max(cursor, 0), len(text))
    piece, start, end = _piece(text, cursor)
    parser = Parser(text[:start], [])
    try:
        parser = Parser(text[:start], tokens(text[:start]))
        parser.expression()
    except LatticeError:
        pass  # the end of the text is where it stops being a filter; the parser says what it wanted there
    want = parser.want
    if want is None:
        return Completions(start, end, ())
    offers = _offers(want, parser, piece, table, schema)
    column = _column(parser.path, table, schema) if want is Want.VALUE else None
    written = fold(piece.rpartition(_DOT)[2])
    if column is not None:
        offers = chain(offers, _values(parser.path, column, table, schema, known))
        written = fold(piece.replace(_DOT, "."))
    found = _ranked(offers, written)
    hint = RULES[column.type].example if column else ""
    return Completions(start, end, tuple(found[:MAX_CANDIDATES]), hint)


def _piece(text: str, cursor: int) -> tuple[str, int, int]:
    """What is being written at the cursor (no quotes, `_DOT` for each dot); where it begins and ends."""
    before = text[:cursor]
    opened = ""
    try:
        found = tokens(before)[:-1]
    except LatticeError as error:
        at = int(error.details["position"])
        found, opened = tokens(before[:at])[:-1], before[at:]
        found.append(Token(Kind.TICK if opened[0] == "`" else Kind.DOUBLE, opened[1:], at, cursor))
    pieces: list[str] = []
    start = end = cursor
    while found and found[-1].end == start and found[-1].kind in _NAMES:
        token = found.pop()
        pieces.insert(0, token.text.replace(".", _DOT) if token.kind is Kind.WORD else token.text)
        if start == cursor and (whole := TOKEN.match(text, token.start)):
            end = max(cursor, whole.end())
        start = token.start
    return "".join(pieces), start, end


def _offers(want: Want, parser: Parser, piece: str, table: Table, schema: Schema) -> Iterable[_Offer]:
    column = _column(parser.path, table, schema)
    if want is Want.COLUMN:
        yield from _columns(piece, table, schema)
    if want is Want.OPERATOR and column is not None:
        yield from (_offer(text, "operator", detail) for text, detail in _OPERATORS[column.type])
        if column.type is ColumnType.BOOLEAN:
            yield from (_offer(word, "keyword") for word in _KEYWORDS[Want.JOIN])
    if want is Want.VALUE and column is not None:
        yield from (_offer(text, "value", detail) for text, detail in _VALUES.get(column.type, ()))
    if _DOT not in piece:
        yield from (_offer(word, "keyword") for word in _KEYWORDS.get(want, ()))
    if want is Want.JOIN and parser.depth:
        yield _offer(")", "keyword")


def _values(
    path: Path | None, column: Column, table: Table, schema: Schema, known: Known
) -> Iterable[_Offer]:
    """The values that stand in the column, compared without the quotes that they are written in."""
    owner: Table | None = table
    if path is not None and len(path.parts) > 1:
        first = find_column(table, path.parts[0])
        owner = schema.by_id(first.target) if first and first.target else None
    if owner is not None:
        for text, detail in known(owner, column):
            yield fold(text.strip("'")), Candidate(text, "value", detail)


def _offer(text: str, kind: str, detail: str = "") -> _Offer:
    return text, Candidate(text, kind, detail)


def _columns(piece: str, table: Table, schema: Schema) -> Iterable[_Offer]:
    """Columns of the table, or after a reference and a dot those of its target."""
    first, dot, rest = piece.partition(_DOT)
    prefix = ""
    if dot:
        reference = table.find(first)
        target = schema.by_id(reference.target) if reference and reference.target else None
        if reference is None or target is None:
            return
        table, prefix = target, format_name(reference.name) + "."
    for column in table.columns:
        detail = f"{column.type}: {column.definition}" if column.definition else str(column.type)
        yield fold(column.name), Candidate(prefix + format_name(column.name), "column", detail)
    if (rest if dot else first).startswith("_"):
        yield from ((name, Candidate(prefix + name, "column", str(c.type))) for name, c in SYSTEM.items())


def _ranked(offers: Iterable[_Offer], wanted: str) -> list[Candidate]:
    """Those that begin with what was written, then those with a word that does, then columns that hold it."""
    if not wanted:
        return [candidate for _, candidate in offers]
    ranks: tuple[list[Candidate], ...] = ([], [], [])
    inner = re.compile(r"[\W_]" + re.escape(wanted))
    for text, candidate in offers:
        if text.startswith(wanted):
            ranks[0].append(candidate)
        elif inner.search(text):
            ranks[1].append(candidate)
        elif candidate.kind == "column" and wanted in text:
            ranks[2].append(candidate)
    return [candidate for rank in ranks for candidate in rank]


def _column(path: Path | None, table: Table, schema: Schema) -> Column | None:
    if path is None:
        return None
    first = find_column(table, path.parts[0])
    if len(path.parts) == 1:
        return first
    target = schema.by_id(first.target) if first and first.target else None
    return find_column(target, path.parts[1]) if target else None
