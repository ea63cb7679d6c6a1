"""What concerns the workspace as a whole: its people, its settings, where it is, reading it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens import deeds
from lattice.tui.screens.offers.offer import Deed, opening, opens
from lattice.tui.session import TabKind
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def settings(screen: WorkbenchScreen) -> None:
    """Show the name, the instructions and the logo of this workspace, and change them."""
    start(screen, deeds.settings(screen), group="settings", opens=True)


def refresh(screen: WorkbenchScreen) -> None:
    """Read everything again."""
    start(screen, deeds.refresh(screen), group="begin")


def show_place(screen: WorkbenchScreen) -> None:
    """Where the workspace is, and what can be done about that."""
    screen.app.action_place()


DEEDS: dict[str, Deed] = {
    "workbench.people": opens(TabKind.PEOPLE),
    "workbench.settings": settings,
    "workbench.refresh": refresh,
    "workbench.place": show_place,
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    from lattice.tui.screens.place import commands

    people = opening(screen, TabKind.PEOPLE, "Who is here, members, invitations, agents")
    return [people, *commands(screen)]
