"""What editing offers anywhere on the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return []
