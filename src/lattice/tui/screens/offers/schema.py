"""What the schema offers: its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed, opening
from lattice.tui.session import TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Its place."""
    return [opening(screen, TabKind.SCHEMA, "Tables and columns")]
