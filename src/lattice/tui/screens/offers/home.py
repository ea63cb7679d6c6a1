"""What the first tab of a workspace offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed, opens
from lattice.tui.session import TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {"workbench.home": opens(TabKind.HOME)}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Its one deed has a key."""
    return []
