"""A bound filter as an SQL condition with parameters; the Python meaning is `model.query.matches`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from lattice.databases.names import quote
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
from lattice.model.schema import Table
from lattice.model.values import TEXTUAL, ColumnType, Stored

#: Given a table that a reference points into and its alias: a condition on rows that may be seen,
#: with its parameters; empty text for no condition.
Readable = Callable[[Table, str], tuple[str, list[Stored]]]


class Dialect(msgspec.Struct, frozen=True):
    """How one database writes what SQL has no common word for. `{}` is an SQL expression."""

    placeholder: str
    like: str
    """Pattern match that folds ASCII case and takes `\\` as escape: expression, then pattern."""
    lower: str
    """Python's `str.lower`."""
    number_text: str
    """A float as people read it."""
    boolean_text: str
    """`true` or `false`."""
    as_text: str
    position: str
    """Where the second text begins in the first, from 1; 0 when it does not."""
    ascending: str
    """Behind what is sorted: empty first."""
    descending: str
    aside: str
    """An expression that no index serves, so that what matches is found first and then sorted."""
    columns_of: str
    """Asks for the names of a table's columns, kept aside ones too; its name is the parameter."""
    names_like: str
    """Asks for the names of tables and indexes that are like a pattern, with `\\` as escape."""
    by_row: str
    """Behind the log: read it by its index of rows, where the database must be told."""
    all_floats: str
    """All values of a column as a JSON list, where the database has no exact sums; empty where it has."""
    temporary: str
    """Stands before the names of temporary tables."""
    inner: str
    """Joins what stands before it with what follows, in this order where the database can be told."""


SQLITE = Dialect(
    placeholder="?",
    ascending="ASC",
    descending="DESC",
    aside="+{}",
    columns_of="SELECT name FROM pragma_table_info(?)",
    names_like="SELECT name FROM sqlite_master WHERE name LIKE ? ESCAPE '\\'",
    by_row="INDEXED BY lattice_events_row",
    all_floats="",
    temporary="temp.",
    inner="CROSS JOIN",
    like="{} LIKE {} ESCAPE '\\'",
    lower="lattice_lower({})",
    number_text="lattice_number_text({})",
    boolean_text="CASE {} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END",
    as_text="CAST({} AS TEXT)",
    position="instr({}, {})",
)

POSTGRES = Dialect(
    placeholder="?",
    # SQLite folds ASCII alone; the pattern is ASCII
    like="lower({} COLLATE \"C\") LIKE lower({}) ESCAPE '\\'",
    lower="lattice.text_lower({})",
    number_text="lattice.number_text({})",
    boolean_text="CASE {} WHEN FALSE THEN 'false' WHEN TRUE THEN 'true' END",
    as_text="CAST({} AS text)",
    position="strpos({}, {})",
    ascending="ASC NULLS FIRST",
    descending="DESC NULLS LAST",
    aside="{}",
    columns_of="SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(?))",
    names_like="SELECT relname FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace)"
    " AND relname LIKE ? ESCAPE '\\'",
    by_row="",
    all_floats="CAST(array_to_json(array_agg({})) AS text)",
    temporary="pg_temp.",
    inner="JOIN",
)


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _number_text(number: float | None) -> str | None:
    return stored_text(ColumnType.NUMBER, number)


#: Functions that every SQLite connection needs: name to number of arguments and function; deterministic.
FUNCTIONS: dict[str, tuple[int, Callable[..., Stored]]] = {
    "lattice_lower": (1, _lower),
    "lattice_number_text": (1, _number_text),
}


class _Sql(NamedTuple):
    text: str
    values: list[Stored]
    weight: int = 0
    """Parentheses that stand open at the deepest place: what the database's parser must keep in mind."""


def where_sql(
    bound: Bound,
    dialect: Dialect = SQLITE,
    *,
    alias: str = "t",
    readable: Readable | None = None,
) -> tuple[str, list[Stored]]:
    """The condition for a table that is called `alias`, and its parameters in order.

    It is never NULL where it matters: usable after WHERE and AND, not under NOT. `readable` adds what
    the caller may see of the rows that references point at; those in the trash are not seen anyway.
    """
    sql = _Compiler(dialect, alias, readable).compile(bound, negated=False)
    return sql.text, sql.values


class _Compiler:
    """One filter in one dialect."""

    def __init__(self, dialect: Dialect, alias: str, readable: Readable | None) -> None:
        self._dialect = dialect
        self._alias = alias
        self._readable = readable

    def compile(self, bound: Bound, *, negated: bool) -> _Sql:
        """The condition or its opposite; negation goes down to the leaves, where NULL is known."""
        match bound:
            case Constant(value):
                return _Sql("TRUE" if value != negated else "FALSE", [])
            case Negation(of):
                return self.compile(of, negated=not negated)
            case Both(of) | Either(of):
                word = "AND" if isinstance(bound, Both) != negated else "OR"
                return _join(word, [self.compile(b, negated=negated) for b in of])
            case _:
                sql = self._seen(bound)
                return _Sql(f"({sql.text}) IS NOT TRUE", sql.values, 1) if negated else sql

    def _seen(self, bound: Test | OneOf | Text | Lacks) -> _Sql:
        """A leaf on the row itself, or on the row that its reference points at."""
        via = bound.field.via
        if via is None:
            return self._leaf(bound, self._alias)
        # a filter asks for what is there, so "is empty" is asked the other way round
        empty = isinstance(bound, Lacks)
        leaf = self._leaf(bound, "r")
        conditions = [f"({leaf.text}) IS NOT TRUE" if empty else leaf.text, "r._deleted_at IS NULL"]
        values = leaf.values
        if self._readable is not None:
            condition, more = self._readable(via.target, "r")
            if condition:
                conditions.append(f"({condition})")
                values = values + more
        # a list, not EXISTS: an index on the reference is used, and the list is made once
        found = (
            f"{self._alias}.{quote(via.column.name)} IN (SELECT r._id FROM {quote(via.target.name)} AS r"
            f" WHERE {' AND '.join(conditions)})"
        )
        return _Sql(f"({found}) IS NOT TRUE" if empty else found, values, 3)

    def _leaf(self, bound: Test | OneOf | Text | Lacks, alias: str) -> _Sql:
        column = f"{alias}.{quote(bound.field.column.name)}"
        mark = self._dialect.placeholder
        match bound:
            case Test(_, op, value):
                return _Sql(f"{column} {op.value} {mark}", [value])
            case OneOf(_, values):
                return _Sql(f"{column} IN ({', '.join([mark] * len(values))})", list(values), 1)
            case Text(field, needle, at_start):
                return self._text(field, column, needle, at_start)
            case Lacks(field):
                if field.column.type in TEXTUAL:
                    return _Sql(f"({column} IS NULL OR {column} = '')", [], 1)
                return _Sql(f"{column} IS NULL", [])

    def _text(self, field: Field, column: str, needle: str, at_start: bool) -> _Sql:
        dialect = self._dialect
        forms = {ColumnType.NUMBER: dialect.number_text, ColumnType.BOOLEAN: dialect.boolean_text}
        text = column
        if field.column.type in forms:
            text = forms[field.column.type].format(column)
        elif field.column.type is ColumnType.INTEGER:
            text = dialect.as_text.format(column)
        if needle.isascii():
            pattern = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            return _Sql(
                dialect.like.format(text, dialect.placeholder), [pattern if at_start else "%" + pattern], 1
            )
        place = dialect.position.format(dialect.lower.format(text), dialect.placeholder)
        return _Sql(f"{place} {'= 1' if at_start else '> 0'}", [needle.lower()], 2)


def _join(word: str, parts: list[_Sql]) -> _Sql:
    """All parts, in parentheses, the deepest first and the others as a balanced tree.

    SQLite takes at most 1,000 levels of expression and keeps at most 100 open symbols: `a or a or …`
    2,000 times would break the one, 50 nested groups at the right-hand end the other.
    """
    if len(parts) == 1:
        return parts[0]
    first, *rest = sorted(parts, key=lambda part: -part.weight)
    other = rest[0] if len(rest) == 1 else _balanced(word, rest)
    return _pair(word, first, other)


def _pair(word: str, first: _Sql, other: _Sql) -> _Sql:
    weight = max(first.weight + 1, other.weight + 3)
    return _Sql(f"({first.text} {word} {other.text})", first.values + other.values, weight)


def _balanced(word: str, parts: list[_Sql]) -> _Sql:
    if len(parts) == 1:
        return parts[0]
    middle = (len(parts) + 1) // 2
    return _pair(word, _balanced(word, parts[:middle]), _balanced(word, parts[middle:]))
