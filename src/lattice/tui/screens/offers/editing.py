"""What editing offers anywhere on the workbench: read a whole value, turn yes into no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen
    from lattice.tui.widgets.inspector.fields import Pointed


def pointed(screen: WorkbenchScreen) -> Pointed | None:
    """The one value that keys are on: a field in the inspector, or the cell of a table."""
    from lattice.tui.widgets.inspector import RowView
    from lattice.tui.widgets.inspector.fields import Pointed
    from lattice.tui.widgets.table.looking import LookPane

    for view in screen.query(RowView):
        if view.has_focus_within:
            return view.pointed
    pane = screen.tabs.current
    if not isinstance(pane, LookPane) or pane.table is None or pane.column is None:
        return None
    row, column = pane.grid.current, pane.column
    if row is None:
        return None
    label = pane.grid.window.labels(pane.grid.cursor_row).get(str(row.values.get(column.name)), "")
    return Pointed(pane.table, row, column, label)


def whole(screen: WorkbenchScreen) -> None:
    """Show the whole value under the cursor."""
    here = pointed(screen)
    if here is None:
        screen.notify("There is no value under the cursor. Go to a cell of a table, or to a field of a row.")
        return
    from lattice.tui.screens.value import show_value

    start(screen, show_value(screen, screen.bench, here), group="value", opens=True)


def toggle(screen: WorkbenchScreen) -> None:
    """Turn yes into no under the cursor, and back."""
    here = pointed(screen)
    if here is None or here.table.native:
        screen.notify("There is no yes or no under the cursor.")
        return
    from lattice.tui.widgets.inspector.deeds import flip

    start(screen, flip(screen.focused or screen.tabs, screen.bench, here), group="write")


DEEDS: dict[str, Deed] = {"workbench.whole": whole, "workbench.toggle": toggle}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Both have a key."""
    return []
