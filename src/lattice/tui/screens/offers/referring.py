"""What a row offers anywhere on the workbench: the rows that refer to it, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.actions import GetRow
from lattice.model.schema import Column, Table
from lattice.tui.screens.asking import choose
from lattice.tui.screens.offers.neighbours import row_under_cursor
from lattice.tui.screens.offers.offer import Deed
from lattice.tui.session import TabKey, TabKind
from lattice.tui.words import row_label
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def referring(screen: WorkbenchScreen) -> None:
    """Show the rows that refer to the one under the cursor in their table, and no others."""
    start(screen, _referring(screen), group="referring", opens=True)


async def _referring(screen: WorkbenchScreen) -> None:
    found = row_under_cursor(screen)
    if found is None:
        screen.notify("No row is under the cursor. Go to one in a table, then ask again.", markup=False)
        return
    table, row_id = screen.bench.table(found[0]), found[1]
    known = [info.table for info in screen.bench.known]
    columns = [(t, c) for t in known for c in t.columns if c.target == found[0] and not c.masked]
    if table is None or not columns:
        name = table.name if table is not None else "this table"
        screen.notify(f"No column refers to rows of {name}.", markup=False)
        return
    named = {column.id: (of, column) for of, column in columns}
    first = columns[0][1].id
    chosen: str | None = first
    if len(columns) > 1:
        options = [(column.id, f"{of.name}.{column.name}", column.definition) for of, column in columns]
        chosen = await choose(screen.app, "Rows that refer to it, by", options, chosen=first, typed=True)
    if chosen is not None:
        row = (await screen.bench.run(GetRow(table=table.name, id=row_id))).value
        await _show(screen, *named[chosen], row_id, row_label(table, row))


async def _show(screen: WorkbenchScreen, table: Table, column: Column, row_id: str, label: str) -> None:
    from lattice.tui.widgets.table import TablePane
    from lattice.tui.widgets.table.narrowing import condition_of

    await screen.open_tab(TabKey(TabKind.TABLE, table.id))
    pane = screen.tabs.current
    if isinstance(pane, TablePane) and pane.key.table_id == table.id:
        pane.filter_by(await condition_of(pane, column, row_id, label=label, negative=False))
        pane.grid.go_to_column(column.name)


DEEDS: dict[str, Deed] = {"workbench.referring": referring}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Its one deed has a key."""
    return []
