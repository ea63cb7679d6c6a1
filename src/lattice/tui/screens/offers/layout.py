"""What tabs and the layout offer: fold the sidebar and the inspector, walk the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def turn_sidebar(screen: WorkbenchScreen) -> None:
    """Show or hide the sidebar; where there is little room it lies over the table."""
    if screen.has_class("-narrow"):
        screen.toggle_class("sidebar-over")
    else:
        screen.with_sidebar = not screen.with_sidebar
    (screen.sidebar if screen.sidebar.display else screen.tabs).take_focus()
    screen.keep()


def turn_inspector(screen: WorkbenchScreen) -> None:
    """Show or hide the inspector; where it takes the place of the tabs the focus goes with it."""
    screen.with_inspector = not screen.with_inspector
    pane = screen.tabs.current
    if screen.with_inspector and pane is not None:
        pane.inspect_again()
    if not screen.with_inspector:
        screen.tabs.take_focus()
    elif screen.has_class("-short"):
        screen.inspector.take_focus()
    screen.keep()


async def close_tab(screen: WorkbenchScreen) -> None:
    """Close the tab in front."""
    await screen.tabs.close(screen.tabs.active)
    (screen.tabs if screen.tabs.panes else screen.sidebar).take_focus()


async def next_tab(screen: WorkbenchScreen) -> None:
    """The next tab."""
    await screen.tabs.turn(1)
    screen.tabs.take_focus()


async def previous_tab(screen: WorkbenchScreen) -> None:
    """The tab before."""
    await screen.tabs.turn(-1)
    screen.tabs.take_focus()


DEEDS: dict[str, Deed] = {
    "workbench.sidebar": turn_sidebar,
    "workbench.inspector": turn_inspector,
    "tab.close": close_tab,
    "tab.next": next_tab,
    "tab.previous": previous_tab,
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return []
