"""What files offer: the place of all files, and of what was written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed, opening
from lattice.tui.session import TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """The two places."""
    return [
        opening(screen, TabKind.FILES, "Documents and web pages"),
        opening(screen, TabKind.ARTIFACTS, "What was written here"),
    ]
