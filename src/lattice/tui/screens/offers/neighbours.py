"""What a row offers anywhere on the workbench: to be looked at among its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed
from lattice.tui.session import TabKey, TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def row_under_cursor(screen: WorkbenchScreen) -> tuple[str, str] | None:
    """The table and id of the row that keys are on: of the inspector, a table, the files, or a row's tab."""
    from lattice.tui.widgets.files.listing import FilesPane
    from lattice.tui.widgets.inspector import RowView
    from lattice.tui.widgets.table.browsing import BrowsePane

    for view in screen.query(RowView):
        if view.has_focus_within and view.row is not None and view.table is not None:
            return view.table.id, view.row.id
    pane = screen.tabs.current if screen.tabs.panes else None
    if isinstance(pane, BrowsePane) and pane.grid.current is not None:
        table_id = pane.files_id if isinstance(pane, FilesPane) else pane.key.table_id
        return table_id, pane.grid.current.id
    if pane is not None and pane.key.kind is TabKind.ROW:
        return pane.key.table_id, pane.key.row_id
    if pane is not None and pane.key.kind is TabKind.FILE and screen.bench.files is not None:
        return screen.bench.files.table.id, pane.key.row_id
    return None


async def neighbours(screen: WorkbenchScreen) -> None:
    """Show the row under the cursor among its neighbours."""
    found = row_under_cursor(screen)
    if found is None:
        screen.notify("No row is under the cursor. Go to one in a table, then ask again.", markup=False)
        return
    await screen.open_tab(TabKey(TabKind.GRAPH, *found))


DEEDS: dict[str, Deed] = {"workbench.neighbours": neighbours}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Its one deed has a key."""
    return []
