"""The part of the table of keys that is about what one chooses for oneself: themes, and the settings."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SETTINGS_GROUPS: dict[str, str] = {
    "settings": "Settings",
}

SETTINGS_KEYS: tuple[Key, ...] = (
    Key("app.theme", "f8", "Theme", "Choose the colours.", False),
    Key(
        "app.settings", "comma", "My settings", "Who you are, colours, keys, editor, formats, limits.", False
    ),
    Key("settings.change", "enter,e", "Change", "Change what is under the cursor."),
    Key("settings.default", "r", "Default", "Back to what it was from the beginning."),
    Key("settings.add", "a", "Another key", "One more key for this."),
    Key("settings.write", "w", "Write", "Write its keys as text, such as g t or ctrl+g,f10."),
    Key("settings.all", "R", "All defaults", "Take all your own keys back; asks first.", False),
    Key("settings.narrow", "slash", "Search", "Show only what has these words."),
    Key("settings.file", "o", "Open the file", "Write in the settings file with your editor.", False),
)
