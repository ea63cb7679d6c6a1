"""What menus offer anywhere on the workbench: the one of what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from textual.geometry import Offset

    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


async def open_menu(screen: WorkbenchScreen, at: Offset | None = None, *, of_tab: bool = False) -> None:
    """Open the menu of what has the focus, or of the tab in front; under the cursor without a place."""
    from lattice.tui.widgets.grid import Grid
    from lattice.tui.widgets.menu import entries
    from lattice.tui.widgets.menu.menu import MenuScreen

    focused = screen.focused
    head = at is not None and isinstance(focused, Grid) and at.y < focused.region.y + focused.header_height
    offered = entries.tab_entries(screen) if of_tab else entries.entries(screen, head=head)
    if offered:
        place = entries.place_of(screen.focused) if at is None else at
        await screen.app.push_screen(MenuScreen(offered, place))


DEEDS: dict[str, Deed] = {"menu.open": open_menu}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return []
