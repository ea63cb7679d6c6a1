"""Filling down: what stands in the first of several rows goes into the others, as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.actions import UpdateRows
from lattice.tui.carrying_out import carry_out
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table.copying import pick

if TYPE_CHECKING:
    from lattice.tui.widgets.table.pane import TablePane


async def fill_down(pane: TablePane) -> None:
    """Fill a rectangle from its first row, selected rows from the first of them in the cursor's column.

    With nothing selected, the cell from the one above it. Raises LatticeError.
    """
    from lattice.tui.widgets.table.rows import picked_ids

    table, grid, column = pane.table, pane.grid, pane.column
    if table is None or column is None:
        return
    names: tuple[str, ...] = (column.name,)
    block = grid.block
    if block is not None and len(block.rows) > 1:
        rows = (await grid.take(block.rows)).rows
        names = block.columns
        first, ids = rows[0], tuple(row.id for row in rows[1:])
    elif block is None and (picked := await pick(pane)).total > 1:
        first = picked.rows[0]
        ids = tuple(row_id for row_id in await picked_ids(pane) if row_id != first.id)
    else:
        names = block.columns if block is not None else names
        if grid.cursor_row == 0:
            pane.app.notify("There is no row above this one. Select the cells to fill first: V.")
            return
        rows = (await grid.take(range(grid.cursor_row - 1, grid.cursor_row + 1))).rows
        first, ids = rows[0], tuple(row.id for row in rows[1:])
    masked = [name for name in names if (known := table.find(name)) is not None and known.masked]
    if masked:
        pane.app.notify(f"{masked[0]} is not for you to change.", severity="warning", markup=False)
        return
    values = {name: first.values.get(name) for name in names}
    fill = UpdateRows(table=table.name, values=values, ids=ids)
    outcome = await carry_out(pane.app, pane.bench, "Filling down", fill)
    count = outcome.value.count
    if not count:
        pane.app.notify("Nothing to fill: the cells say that already.")
        return
    rows_words = f"{count:,} row{'' if count == 1 else 's'}"
    pane.post_message(Pane.Done(f"Filled {', '.join(names)} of {rows_words} down.", outcome))
