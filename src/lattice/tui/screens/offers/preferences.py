"""What one chooses for oneself: settings, keys, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    from lattice.tui.screens.palette import Command

    return [
        Command(
            "settings.keys",
            "My keys",
            "See every key, and give some of them others.",
            "",
            "app.settings('keys')",
            screen,
        )
    ]
