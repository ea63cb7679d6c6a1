"""What comes in and goes out: import and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens import deeds
from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def bring_in(screen: WorkbenchScreen) -> None:
    """Bring files in."""
    screen.app.flow.bring_in()


#: Export writes what is selected, else what the filter shows.
DEEDS: dict[str, Deed] = {"workbench.import": bring_in, "workbench.export": deeds.export}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return []
