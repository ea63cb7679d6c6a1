"""What a table shows, written as a query: its columns, its filter, its order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import isinf
from textwrap import wrap

from lattice.model.query import bind, parse_filter
from lattice.model.query.bound import (
    Both,
    Bound,
    Constant,
    Either,
    Lacks,
    Negation,
    OneOf,
    Test,
    Text,
)
from lattice.model.query.tree import Op
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import TEXTUAL, ColumnType
from lattice.tui.sorting import sort_pairs
from lattice.tui.widgets.sql.complete import quote

#: Characters of a line of columns.
LINE = 72
_APART = "-- numbers and letters beyond a-z may be found otherwise here than by the filter"


def query_of(
    table: Table,
    schema: Schema,
    now: datetime,
    *,
    columns: Sequence[Column],
    where: str = "",
    sort: Sequence[str] = (),
) -> str:
    """The query that answers what a table shows; days such as `today` are those of `now`.

    Raises LatticeError `invalid_filter` when the filter speaks of what is not there.
    """
    names = ", ".join(quote(column.name) for column in columns)
    lines = wrap(f"SELECT {names}", LINE, subsequent_indent="  ", break_long_words=False)
    lines.append(f"FROM {quote(table.name)}")
    if where.strip():
        condition = _Condition()
        bound = bind(parse_filter(where), table, schema, now)
        lines.append("WHERE " + condition.top(bound))
        if condition.apart:
            lines.insert(0, _APART)
    if keys := sort_pairs(sort):
        lines.append("ORDER BY " + ", ".join(quote(name) + " DESC" * down for name, down in keys))
    return "\n".join(lines)


class _Condition:
    """A filter as people write a condition; it is never NULL where that would leave rows out."""

    def __init__(self) -> None:
        self.apart = False
        """Whether SQL compares something otherwise."""

    def top(self, bound: Bound) -> str:
        """Conditions that all hold, one a line."""
        parts = bound.of if isinstance(bound, Both) else (bound,)
        return "\n  AND ".join(self._within(part, "AND") for part in parts)

    def _within(self, bound: Bound, word: str) -> str:
        """A condition among others that a word joins."""
        text, joined = self._said(bound, negated=False)
        return f"({text})" if joined and joined != word else text

    def _said(self, bound: Bound, *, negated: bool) -> tuple[str, str]:
        """The condition, or its opposite, and the word that joins its parts, if it has several."""
        match bound:
            case Constant(value):
                return ("TRUE" if value != negated else "FALSE"), ""
            case Negation(of):
                return self._said(of, negated=not negated)
            case Both(of) | Either(of):
                word = "AND" if isinstance(bound, Both) != negated else "OR"
                parts = [self._said(part, negated=negated) for part in of]
                texts = [f"({text})" if inner not in ("", word) else text for text, inner in parts]
                return f" {word} ".join(texts), word if len(texts) > 1 else ""
            case _:
                return self._leaf(bound, negated=negated)

    def _leaf(self, bound: Test | OneOf | Text | Lacks, *, negated: bool) -> tuple[str, str]:
        via = bound.field.via
        if via is None:
            return self._own(bound, negated=negated)
        # what leads nowhere is empty as well: it is asked for what is there
        empty = isinstance(bound, Lacks)
        inner, _ = self._own(bound, negated=empty)
        known = f"SELECT _id FROM {quote(via.target.name)}"  # noqa: S608 - a query to be looked at
        found = f"{quote(via.column.name)} IN ({known} WHERE {inner})"
        return (f"({found}) IS NOT TRUE" if empty != negated else found), ""

    def _own(self, bound: Test | OneOf | Text | Lacks, *, negated: bool) -> tuple[str, str]:
        """A condition on a column of the row itself."""
        name, type_ = quote(bound.field.column.name), bound.field.column.type
        match bound:
            case Lacks():
                if type_ not in TEXTUAL:
                    return f"{name} IS {'NOT ' if negated else ''}NULL", ""
                return (f"{name} <> ''", "") if negated else (f"{name} IS NULL OR {name} = ''", "OR")
            case Test(_, Op.EQ, value) if negated:
                return f"{name} IS NOT {_literal(value)}", ""
            case Test(_, op, value):
                text = f"{name} {op.value} {_literal(value)}"
            case OneOf(_, values):
                text = f"{name} IN ({', '.join(map(_literal, values))})"
            case Text(_, needle, at_start):
                text = self._text(name, type_, needle, at_start=at_start)
        return (f"({text}) IS NOT TRUE" if negated else text), ""

    def _text(self, name: str, type_: ColumnType, needle: str, *, at_start: bool) -> str:
        if type_ is ColumnType.BOOLEAN:
            name = f"CASE {name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END"
        self.apart |= type_ is ColumnType.NUMBER or not needle.isascii()
        pattern = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        escape = " ESCAPE '\\'" if pattern != needle else ""
        return f"{name} LIKE {_literal(pattern + '%' if at_start else f'%{pattern}%')}{escape}"


def _literal(value: float | str) -> str:
    """A stored value as it stands in SQL."""
    if isinstance(value, float) and isinf(value):
        return "9e999" if value > 0 else "-9e999"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)
