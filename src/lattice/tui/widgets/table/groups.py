"""Groups of a table's rows by the column under the cursor, and the way from one to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lattice.actions import Aggregate, AggregateRows, CountRows, DatePart, GroupKey, Measure, Reckoning
from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.literal import one_line
from lattice.tui.widgets.table.by_cell import is_value, joined, negated, within
from lattice.tui.widgets.table.grouping import (
    Group,
    Grouping,
    Way,
    first_way,
    stretch_filter,
    stretch_words,
    stretches,
    without_gaps,
)
from lattice.tui.widgets.table.narrowing import condition_of
from lattice.tui.widgets.table.statistics import Figures, answered, value_words

if TYPE_CHECKING:
    from lattice.tui.widgets.table.looking import LookPane

#: Values that are listed, the commonest first; years, months and days, the newest.
MOST_VALUES, MOST_TIMES = 200, 1_000
_SPANNED = frozenset({ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.DATETIME})


async def show(pane: LookPane) -> None:
    """Count the rows by a column; the table is narrowed to the group that is chosen. Raises LatticeError."""
    from lattice.tui.screens.groups import GroupsScreen

    if pane.table is None or pane.column is None:
        return
    chosen = await pane.app.push_screen_wait(GroupsScreen(pane, pane.column))
    if chosen is None:
        return
    condition = chosen.group.condition or await _by_value(pane, chosen.column, chosen.group)
    pane.filter_by(joined(pane.view.where, negated(condition) if chosen.others else condition))
    pane.grid.go_to_column(chosen.column.name)


class Chosen(msgspec.Struct, frozen=True):
    """The group that someone wants to see, or to leave out."""

    column: Column
    group: Group
    others: bool = False
    """Whether all rows but these are wanted."""


async def _by_value(pane: LookPane, column: Column, group: Group) -> str:
    label = group.label if column.type is ColumnType.REFERENCE else ""
    return await condition_of(pane, column, group.value, label=label, negative=False)


async def read_groups(pane: LookPane, column: Column, wanted: Way | None = None) -> Grouping:
    """The groups of what the pane shows by one of its columns, in the way wanted or the best.

    Raises LatticeError.
    """
    named = msgspec.structs.replace(column, name=pane.asked_name(column))
    figures = await _figures(pane, named)
    way = wanted or first_way(column, figures.least, figures.most, figures.distinct)
    if way is Way.STRETCH:
        groups = await _stretches(pane, column, named, figures)
        return Grouping(way, groups, figures.rows, figures.distinct)
    if way.part is not None:
        return await _times(pane, column, named, figures, way, way.part)
    return await _values(pane, column, named, figures)


async def _figures(pane: LookPane, named: Column) -> Figures:
    wanted = [Reckoning.COUNT, Reckoning.DISTINCT]
    if named.type in _SPANNED:
        wanted += [Reckoning.MIN, Reckoning.MAX]
    measures = (Measure(), *(Measure(what, named.name) for what in wanted))
    return answered(named, await _aggregate(pane, measures=measures))


async def _aggregate(
    pane: LookPane,
    *,
    keys: tuple[GroupKey, ...] = (),
    measures: tuple[Measure, ...] = (Measure(),),
    sort: tuple[str, ...] = (),
    limit: int = 1,
) -> Aggregate:
    asked = pane.asked
    action = AggregateRows(
        table=asked.table, where=asked.where, group_by=keys, measures=measures, sort=sort, limit=limit
    )
    return (await pane.bench.run(action)).value


async def _values(pane: LookPane, column: Column, named: Column, figures: Figures) -> Grouping:
    """Groups by value: the commonest first; numbers in their order."""
    sort = (named.name,) if column.type in (ColumnType.INTEGER, ColumnType.NUMBER) else ("-count",)
    found = await _aggregate(pane, keys=(GroupKey(named.name),), sort=sort, limit=MOST_VALUES)
    groups = []
    for value, count in found.groups:
        words = found.labels.get(str(value)) or ("" if value is None else value_words(column, value))
        groups.append(Group(one_line(words, 60), _int(count), value=value))
    return Grouping(Way.VALUE, tuple(groups), figures.rows, figures.distinct, found.more)


async def _times(
    pane: LookPane, column: Column, named: Column, figures: Figures, way: Way, part: DatePart
) -> Grouping:
    key = GroupKey(named.name, part)
    found = await _aggregate(pane, keys=(key,), sort=(f"-{key.name}",), limit=MOST_TIMES)
    counted = [(str(shown), _int(count)) for shown, count in found.groups if shown is not None]
    groups = [Group(s, n, within(column, part, s)) for s, n in without_gaps(part, counted)]
    groups += _empty(column, figures)
    return Grouping(way, tuple(groups), figures.rows, figures.distinct, found.more)


async def _stretches(pane: LookPane, column: Column, named: Column, figures: Figures) -> tuple[Group, ...]:
    if not isinstance(figures.least, int | float) or not isinstance(figures.most, int | float):
        return tuple(_empty(column, figures))
    whole = column.type is ColumnType.INTEGER
    groups = []
    for stretch in stretches(figures.least, figures.most, whole=whole):
        where = joined(pane.asked.where, stretch_filter(named, stretch))
        found = (await pane.bench.run(CountRows(table=pane.asked.table, where=where))).value
        words = stretch_words(stretch, whole=whole)
        groups.append(Group(words, found.total, stretch_filter(column, stretch)))
    return (*groups, *_empty(column, figures))


def _empty(column: Column, figures: Figures) -> list[Group]:
    """The group of rows without a value, if there are any."""
    count = figures.rows - figures.filled
    return [Group("", count, is_value(column, None))] if count else []


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
