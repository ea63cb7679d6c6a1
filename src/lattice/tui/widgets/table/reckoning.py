"""The figures of what a pane shows: of the rows selected, else of all that match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.actions import AggregateRows
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.widgets.grid.range import Block
from lattice.tui.widgets.table.by_cell import joined
from lattice.tui.widgets.table.statistics import NUMBERS, Figures, answered, figure_words, measures, reckoned

if TYPE_CHECKING:
    from lattice.tui.widgets.table.looking import LookPane

#: Rows that a filter names one by one; 28 characters each, and a filter has at most 10,000 bytes.
NAMED_IDS = 300
#: Rows of a stretch or rectangle that are read for their figures.
NAMED_ROWS = 10_000


async def figures_of(pane: LookPane) -> str:
    """The figures in words; empty without a column. Raises LatticeError."""
    column = pane.column
    if column is None or column.masked or pane.table is None:
        return ""
    block = pane.grid.block
    if block is not None:
        return await _block_words(pane, block)
    name = pane.asked_name(column)
    rows = None if name != column.name else await _at_hand(pane)
    if rows is not None:
        return _of_selected(column, reckoned(column, [row.values.get(column.name) for row in rows]))
    where = _where(pane)
    if where is None:
        return "no figures of so many rows chosen one by one: a filter can name them"
    action = AggregateRows(table=pane.asked.table, where=where, measures=measures(column, name))
    figures = answered(column, (await pane.bench.run(action)).value)
    return figure_words(column, figures) if pane.grid.choice.empty else _of_selected(column, figures)


def _of_selected(column: Column, figures: Figures) -> str:
    return f"of {figures.rows:,} selected: {figure_words(column, figures)}"


async def _block_words(pane: LookPane, block: Block) -> str:
    """Figures of a rectangle of cells, all columns together; numbers among them are summed up."""
    table = pane.table
    columns = [c for name in block.columns if (c := table.find(name) if table else None) and not c.masked]
    if not columns or len(block.rows) > NAMED_ROWS:
        return f"no figures of {block.words}"
    rows = (await pane.grid.take(block.rows)).rows
    types = {column.type for column in columns}
    mixed = ColumnType.NUMBER if types & NUMBERS else ColumnType.JSON
    type_ = columns[0].type if len(types) == 1 else mixed
    together = Column("", "", type_)
    values = [row.values.get(column.name) for row in rows for column in columns]
    return f"of {block.words}: {figure_words(together, reckoned(together, values))}"


async def _at_hand(pane: LookPane) -> list[Row] | None:
    """The rows selected, if all are in memory or being drawn; None when not, or when none are selected."""
    grid = pane.grid
    choice = grid.choice
    if choice.empty or choice.selection.everything:
        return None
    found = {row.id: row for row in grid.window.rows() if row.id in choice.selection.ids}
    if choice.stretch is not None:
        drawn = await grid.take(choice.stretch.rows(grid.cursor_row)[:NAMED_ROWS])
        found |= {row.id: row for row in drawn.rows}
    return list(found.values()) if len(found) == choice.count(grid.cursor_row) else None


def _where(pane: LookPane) -> str | None:
    """The filter for what is selected, else for what is shown; None where no filter can say it."""
    choice, where = pane.grid.choice, pane.asked.where
    if choice.empty:
        return where
    named = choice.selection.without if choice.selection.everything else choice.selection.ids
    if len(named) > NAMED_IDS or (choice.stretch is not None and not choice.selection.everything):
        return None
    ids = ", ".join(sorted(named))
    if not choice.selection.everything:
        return f"_id in ({ids})"
    return joined(where, f"_id not in ({ids})") if named else where
