"""The part of the table of keys that is about what one chooses for oneself: themes, and the settings."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SETTINGS_GROUPS: dict[str, str] = {
    "settings": "Settings",
}

SETTINGS_KEYS: tuple[Key, ...] = (Key("app.theme", "f8", "Theme", "Choose the colours.", False),)
