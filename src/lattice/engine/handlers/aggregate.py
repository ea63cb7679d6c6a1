"""Groups of rows and what is worked out for each: SQL makes the groups, the order of them is decided here."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Sequence
from functools import cmp_to_key
from typing import NamedTuple

from lattice.actions import Aggregate, AggregateRows, DatePart, GroupKey, Measure, Reckoning
from lattice.databases.base import Record
from lattice.databases.exact import exact_mean, exact_sum
from lattice.databases.names import quote
from lattice.engine.catalog import Layout
from lattice.engine.history import row_labels
from lattice.engine.registry import reads
from lattice.engine.select import condition
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.query.bound import SYSTEM
from lattice.model.schema import Column, fold, refuse_masked
from lattice.model.values import TEXTUAL, ColumnType, Stored, Value, unfit

#: Group keys and measures of one request.
MOST_KEYS, MOST_MEASURES = 8, 32
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
_TIMES = frozenset({ColumnType.DATE, ColumnType.DATETIME})
#: Characters of a stored date that make a group.
_PART_CHARS = {DatePart.YEAR: 4, DatePart.MONTH: 7, DatePart.DAY: 10}


class _Field(NamedTuple):
    """A column as SQL, empty where it is NULL."""

    sql: str
    type: ColumnType
    target: Layout | None = None


class _Output(NamedTuple):
    """One column of the answer: SQL expressions, and how a stored value is made of their results."""

    name: str
    sql: tuple[str, ...]
    stored: Callable[[Sequence[Stored]], Stored]
    type: ColumnType | None
    """How the value is shown; None for a number as it is."""


@reads(AggregateRows)
async def aggregate_rows(work: Reading, action: AggregateRows) -> Aggregate:
    """The first groups in the order that was asked for."""
    layout = work.layout(action.table)
    keys = [_key(work, layout, key) for key in action.group_by]
    measures = [_measure(work, layout, measure) for measure in action.measures]
    _check(keys, measures)
    outputs = [*(output for output, _ in keys), *measures]
    order = _order(action.sort, outputs, len(keys))
    where, params = condition(work, layout, action.where)
    columns = ", ".join(sql for output in outputs for sql in output.sql)
    group = f" GROUP BY {', '.join(str(n + 1) for n in range(len(keys)))}" if keys else ""
    best: list[tuple[Stored, ...]] = []
    # every group passes by once; no more than are wanted are kept
    with work.tx.at_large():
        async for records in work.tx.stream(
            f"SELECT {columns} FROM {layout.seen} t WHERE {where}{group}", params, size=5000
        ):
            found = [_values(outputs, record) for record in records]
            best = heapq.nsmallest(action.limit + 1, [*best, *found], key=cmp_to_key(order))
    shown = best[: action.limit]
    return Aggregate(
        columns=tuple(output.name for output in outputs),
        groups=tuple(tuple(_shown(o, v) for o, v in zip(outputs, group, strict=True)) for group in shown),
        more=len(best) > action.limit,
        labels=await _labels(work, [target for _, target in keys], shown),
    )


def _field(work: Reading, layout: Layout, name: str) -> tuple[str, _Field]:
    """A column, or one of Lattice's own, with its name as it is written; raises `not_found`."""
    if (system := SYSTEM.get(fold(name))) is not None:
        return system.name, _Field(f"t.{system.name}", system.type)
    column: Column = layout.table.column(name)
    refuse_masked(layout.table, column)
    sql = f"t.{quote(column.name)}"
    if column.type in TEXTUAL:
        sql = f"nullif({sql}, '')"
    target = work.catalog.target(column) if column.type is ColumnType.REFERENCE else None
    return column.name, _Field(sql, column.type, target)


def _key(work: Reading, layout: Layout, key: GroupKey) -> tuple[_Output, Layout | None]:
    name, field = _field(work, layout, key.column)
    if key.part is None:
        return _Output(name, (field.sql,), _first, field.type), field.target
    if field.type not in _TIMES:
        raise _wrong(f"{name} is {field.type.value}: only dates and times have a {key.part.value}")
    called = GroupKey(name, key.part).name
    return _Output(called, (f"substr({field.sql}, 1, {_PART_CHARS[key.part]})",), _first, None), None


def _measure(work: Reading, layout: Layout, measure: Measure) -> _Output:
    what = measure.what
    if not measure.column:
        if what is not Reckoning.COUNT:
            raise _wrong(f"{what.value} needs a column")
        return _Output(what.value, ("count(*)",), _first, None)
    name, field = _field(work, layout, measure.column)
    called = Measure(what, name).name
    sql = field.sql
    if what in (Reckoning.SUM, Reckoning.MEAN):
        return _sum(work, called, what, field)
    if what in (Reckoning.MIN, Reckoning.MAX):
        if field.type is ColumnType.JSON:
            raise _wrong(f"{name} is json, which has no order")
        if field.type is ColumnType.BOOLEAN:
            sql = f"CASE WHEN {sql} THEN 1 WHEN NOT {sql} THEN 0 END"
        return _Output(called, (f"{what.value}({sql})",), _first, field.type)
    counted = {
        Reckoning.COUNT: f"count({sql})",
        Reckoning.DISTINCT: f"count(DISTINCT {sql})",
        Reckoning.EMPTY: f"count(*) - count({sql})",
    }[what]
    return _Output(called, (counted,), _first, None)


def _sum(work: Reading, called: str, what: Reckoning, field: _Field) -> _Output:
    if field.type not in _NUMBERS:
        raise _wrong(f"{called}: the column is {field.type.value}, not a number")
    sql = field.sql
    if field.type is ColumnType.NUMBER and (values := work.tx.dialect.all_floats):
        return _Output(called, (values.format(sql),), _exactly(what), None)
    if field.type is ColumnType.NUMBER:
        return _Output(called, (f"lattice_{what.value}({sql})",), _float, None)
    # in two halves, neither of which can leave 64 bits
    halves = (f"sum({sql} >> 32)", f"sum({sql} & 4294967295)", f"count({sql})")
    return _Output(called, halves, _whole_sum if what is Reckoning.SUM else _whole_mean, None)


def _first(parts: Sequence[Stored]) -> Stored:
    return parts[0]


def _exactly(what: Reckoning) -> Callable[[Sequence[Stored]], Stored]:
    """Sum or mean of values that come as one JSON list."""
    reckon = exact_sum if what is Reckoning.SUM else exact_mean
    return lambda parts: _float([reckon(json.loads(str(parts[0] or "[]")))])


def _float(parts: Sequence[Stored]) -> Stored:
    if parts[0] is None:
        return None
    number = float(parts[0])
    if number in (float("inf"), float("-inf")):
        raise LatticeError("invalid_value", "A sum is beyond the range of numbers.", "Narrow the filter.")
    return number


def _whole(parts: Sequence[Stored]) -> int:
    return (int(parts[0] or 0) << 32) + int(parts[1] or 0)


def _whole_sum(parts: Sequence[Stored]) -> Stored:
    return _whole(parts)


def _whole_mean(parts: Sequence[Stored]) -> Stored:
    count = int(parts[2] or 0)
    return _whole(parts) / count if count else None


def _values(outputs: Sequence[_Output], record: Record) -> tuple[Stored, ...]:
    values: list[Stored] = []
    at = 0
    for output in outputs:
        values.append(output.stored(record[at : at + len(output.sql)]))
        at += len(output.sql)
    return tuple(values)


def _shown(output: _Output, value: Stored) -> Value:
    return value if output.type is None else unfit(output.type, value)


def _check(keys: Sequence[object], measures: Sequence[object]) -> None:
    if not measures:
        raise _wrong("it needs at least one measure")
    if len(keys) > MOST_KEYS or len(measures) > MOST_MEASURES:
        raise _wrong(f"it takes at most {MOST_KEYS} group keys and {MOST_MEASURES} measures")


def _order(
    sort: Sequence[str], outputs: Sequence[_Output], keys: int
) -> Callable[[tuple[Stored, ...], tuple[Stored, ...]], int]:
    """Which of two groups comes first: empty before all else, text by code point, then by the keys."""
    names = {fold(output.name): n for n, output in enumerate(outputs)}
    wanted: list[tuple[int, bool]] = []
    for written in sort:
        down = written.startswith("-") and fold(written) not in names
        place = names.get(fold(written.removeprefix("-") if down else written))
        if place is None:
            known = ", ".join(output.name for output in outputs)
            raise _wrong(f"it cannot be sorted by {written!r}", f"There are: {known}.")
        wanted.append((place, down))
    wanted += [(place, False) for place in range(keys)]

    def compare(a: tuple[Stored, ...], b: tuple[Stored, ...]) -> int:
        for place, down in wanted:
            x, y = a[place], b[place]
            if x == y:
                continue
            less = x is None or (y is not None and x < y)  # type: ignore[operator]  # of one column
            return -1 if less != down else 1
        return 0

    return compare


async def _labels(
    work: Reading, targets: Sequence[Layout | None], groups: Sequence[tuple[Stored, ...]]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, target in enumerate(targets):
        if target is not None:
            found |= await row_labels(work, target, {str(g[place]) for g in groups if g[place] is not None})
    return found


def _wrong(what: str, hint: str = "") -> LatticeError:
    return LatticeError("invalid_action", f"row.aggregate: {what}.", hint, stage=Stage.CONSTRAINTS)
