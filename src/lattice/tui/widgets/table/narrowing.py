"""Filters by pointing: only this value, not this value, empty ones, a group, all rows again."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from lattice.actions import CountRows
from lattice.model.query import format_filter
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value
from lattice.tui.widgets.table.by_cell import holds, is_called, is_not_value, is_value, joined, parted

if TYPE_CHECKING:
    from lattice.tui.widgets.table.looking import LookPane


async def only(pane: LookPane) -> None:
    """Show only rows with the value under the cursor; when that is shown already, take it back."""
    await _by_cell(pane, negative=False)


async def exclude(pane: LookPane) -> None:
    """Leave out the rows with the value under the cursor."""
    await _by_cell(pane, negative=True)


async def only_empty(pane: LookPane) -> None:
    """Show only rows where the column under the cursor is empty."""
    if (column := _column(pane)) is not None:
        narrow(pane, is_value(column, None))


async def only_filled(pane: LookPane) -> None:
    """Show only rows where the column under the cursor is not empty."""
    if (column := _column(pane)) is not None:
        narrow(pane, is_not_value(column, None))


async def show_all(pane: LookPane) -> None:
    """Take the filter away."""
    if pane.view.where:
        pane.filter_by("")


def narrow(pane: LookPane, condition: str, keep: str | None = None) -> None:
    """Join a condition to the filter; the cursor stays with its row, or goes to the row `keep`."""
    pane.filter_by(joined(pane.view.where, condition), keep)


async def condition_of(pane: LookPane, column: Column, value: Value, *, label: str, negative: bool) -> str:
    """The filter for one value of a column; a reference by its name where only one row has it.

    Raises LatticeError.
    """
    if column.type is ColumnType.REFERENCE and label and await _only_one(pane, column, label):
        return is_called(column, label, negative=negative)
    return is_not_value(column, value) if negative else is_value(column, value)


async def _by_cell(pane: LookPane, *, negative: bool) -> None:
    column, row = _column(pane), pane.grid.current
    if column is None or row is None:
        return
    label = pane.grid.window.labels(pane.grid.cursor_row).get(str(row.values.get(column.name)), "")
    value = await pane.cell_value(row, column)
    condition = await condition_of(pane, column, value, label=label, negative=negative)
    if not negative and holds(pane.view.where, condition):
        pane.filter_by(parted(pane.view.where, condition))
        return
    narrow(pane, condition, _next_other(pane, row, column) if negative else None)


def _next_other(pane: LookPane, row: Row, column: Column) -> str | None:
    """The nearest row that stays when those with this value go; None when none is known."""
    value, here = row.values.get(column.name), pane.grid.cursor_row
    window = pane.grid.window
    for position in (*range(here + 1, here + 200), *range(here - 1, here - 200, -1)):
        other = window.row(position) if position >= 0 else None
        if other is not None and other.values.get(column.name) != value:
            return other.id
    return None


async def _only_one(pane: LookPane, column: Column, label: str) -> bool:
    target = pane.bench.table(column.target or "")
    named = target.label if target else None
    if target is None or named is None or named.type is not ColumnType.TEXT:
        return False
    found = await pane.bench.run(CountRows(table=target.name, where=format_filter(named, "=", label)))
    return found.value.total == 1


def _column(pane: LookPane) -> Column | None:
    """The column under the cursor, unless its values are kept from the one who looks."""
    column = pane.column
    if column is not None and column.masked:
        pane.app.notify(
            f"{column.name} is masked: rows cannot be told apart by it.", severity="warning", markup=False
        )
        return None
    return column


DEEDS: dict[str, Callable[[LookPane], Coroutine[Any, Any, None]]] = {
    "only": only,
    "exclude": exclude,
    "only_empty": only_empty,
    "only_filled": only_filled,
    "show_all": show_all,
}
