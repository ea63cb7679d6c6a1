"""What the ways to look at a table offer: empty cells as a filter, for which there is no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed, command

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def only_empty(screen: WorkbenchScreen) -> None:
    """Show only rows where the column under the cursor is empty."""
    _narrow(screen, "only_empty")


def only_filled(screen: WorkbenchScreen) -> None:
    """Show only rows where the column under the cursor is not empty."""
    _narrow(screen, "only_filled")


def _narrow(screen: WorkbenchScreen, what: str) -> None:
    from lattice.tui.widgets.table.looking import LookPane

    pane = screen.tabs.current
    if isinstance(pane, LookPane):
        pane.action_narrow(what)


DEEDS: dict[str, Deed] = {"looking.only_empty": only_empty, "looking.only_filled": only_filled}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys, where a table is in front."""
    from lattice.tui.widgets.table.looking import LookPane

    pane = screen.tabs.current if screen.tabs.panes else None
    if not isinstance(pane, LookPane) or pane.column is None:
        return []
    return [
        command(screen, "looking.only_empty", "Only empty", "Show only rows where this column is empty."),
        command(
            screen, "looking.only_filled", "Only filled", "Show only rows where this column has a value."
        ),
    ]
