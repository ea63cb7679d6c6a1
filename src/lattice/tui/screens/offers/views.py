"""What saved views offer: save the table in front as one, open each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def save(screen: WorkbenchScreen) -> None:
    """Save over the view in front, or the table in front as a new one."""
    from lattice.tui.screens import saving_views

    start(screen, saving_views.save(screen), group="write", opens=True)


def save_as(screen: WorkbenchScreen) -> None:
    """Save how the table in front is looked at as a new view."""
    from lattice.tui.screens import saving_views

    start(screen, saving_views.save_as(screen), group="write", opens=True)


def back(screen: WorkbenchScreen) -> None:
    """Look at the view in front as it was saved."""
    from lattice.tui.widgets.table.saved import SavedPane

    pane = screen.tabs.current
    if not isinstance(pane, SavedPane):
        screen.notify("No saved view is in front that could be gone back to.", markup=False)
    elif not pane.altered:
        screen.notify("It looks as it was saved.", markup=False)
    else:
        pane.back_to_saved()


DEEDS: dict[str, Deed] = {
    "workbench.save_view": save,
    "workbench.save_view_as": save_as,
    "workbench.view_back": back,
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Every view."""
    from lattice.tui.screens.palette import Command

    return [
        Command(
            f"open.{view.id}",
            f"Open {view.name}",
            f"View of {view.table}",
            "",
            f"open('table', {view.table_id!r}, {view.id!r})",
            screen,
        )
        for view in screen.bench.views
    ]
