"""The values that stand in a column, for the filter bar to offer: asked for once, aside, while one types."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget

from lattice.actions import Aggregate, AggregateRows, GroupKey
from lattice.model.errors import LatticeError
from lattice.model.query import format_value
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType
from lattice.tui.bench import Bench
from lattice.tui.work import start

#: Values that are asked for, the commonest first.
MOST = 200
#: Rows of the largest table that is gone through for this.
LARGEST = 200_000
#: Characters of the longest value that is offered.
LONGEST = 60
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
_OFFERED = _NUMBERS | {ColumnType.TEXT, ColumnType.REFERENCE}

#: A value as a filter writes it, and how many rows have it.
Known = tuple[tuple[str, str], ...]


class KnownValues:
    """Values of columns, known until they are forgotten; `came` hears when there are more of them."""

    def __init__(self, widget: Widget, bench: Bench | None, came: Callable[[], None]) -> None:
        self._widget, self._bench, self._came = widget, bench, came
        self._known: dict[tuple[str, str], Known] = {}

    def forget(self) -> None:
        """Ask anew: rows may have been changed."""
        self._known.clear()

    def of(self, table: Table, column: Column) -> Known:
        """The values of a column as far as they are known; what is not known yet is asked for."""
        place = (table.id, column.id)
        if place in self._known or self._bench is None:
            return self._known.get(place, ())
        self._known[place] = ()
        info = self._bench.info(table.id)
        if column.type in _OFFERED and not column.masked and info is not None and info.rows <= LARGEST:
            asking = self._learn(self._bench, table, column)
            start(self._widget, asking, group="values", exclusive=False)
        return ()

    async def _learn(self, bench: Bench, table: Table, column: Column) -> None:
        action = AggregateRows(
            table=table.name, group_by=(GroupKey(column.name),), sort=("-count",), limit=MOST
        )
        try:
            found = (await bench.run(action)).value
        except LatticeError:
            return  # an offer is a courtesy: what is typed is as good
        if known := _values(column, found):
            self._known[table.id, column.id] = known
            self._came()


def _values(column: Column, found: Aggregate) -> Known:
    """What is worth offering: nothing of numbers or names that hardly ever come twice."""
    type_ = ColumnType.TEXT if column.type is ColumnType.REFERENCE else column.type
    groups = [(value, count) for value, count in found.groups if value is not None]
    if found.more and (column.type in _NUMBERS or not groups or groups[0][1] == 1):
        return ()
    if column.type in _NUMBERS:
        groups.sort(key=lambda group: float(str(group[0])))
    known: dict[str, str] = {}
    for value, count in groups:
        shown = found.labels.get(str(value), "") if column.type is ColumnType.REFERENCE else value
        if shown == "" or (isinstance(shown, str) and (len(shown) > LONGEST or not shown.isprintable())):
            continue
        try:
            text = format_value(type_, shown)
        except LatticeError:
            continue
        # two rows may be called the same
        known.setdefault(text, f"{count:,} row{'' if count == 1 else 's'}")
    return tuple(known.items())
