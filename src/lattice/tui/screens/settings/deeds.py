"""How the settings are opened, from wherever one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp


async def open_settings(app: LatticeApp, part: str = "") -> None:
    """Everything that this person can set; `keys` goes straight to the keys."""
    if part == "keys":
        from lattice.tui.screens.settings.keys import KeysScreen

        await app.push_screen_wait(KeysScreen())
        return
    from lattice.tui.screens.settings.screen import SettingsScreen

    await app.push_screen_wait(SettingsScreen())
