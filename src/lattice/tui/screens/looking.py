"""What the person looks at, for the turn of the assistant that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.session import TabKind

if TYPE_CHECKING:
    from lattice.assistant.conversation import Screen
    from lattice.tui.screens.workbench import WorkbenchScreen


def look(screen: WorkbenchScreen) -> Screen:
    """What is open and selected."""
    # what the assistant needs is imported with its first turn
    from lattice.assistant.conversation import Screen
    from lattice.tui.widgets.table import TablePane

    pane = screen.tabs.current
    if pane is None:
        return Screen()
    if isinstance(pane, TablePane) and pane.table is not None:
        chosen = pane.grid.selection
        row = pane.grid.current
        rows = tuple(sorted(chosen.ids)) or ((row.id,) if row is not None else ())
        words = "All rows that are shown are selected." if chosen.everything else ""
        return Screen(words, pane.table.name, () if chosen.everything else rows, where=pane.view.where)
    key = pane.key
    if key.kind is TabKind.FILE:
        return Screen(file=key.row_id)
    table = screen.bench.table(key.table_id)
    if key.kind is TabKind.ROW and table is not None:
        return Screen(table=table.name, rows=(key.row_id,))
    return Screen(f"The tab in front: {pane.title}.", table.name if table is not None else "")
