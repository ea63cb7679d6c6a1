"""The part of the table of keys that is about lists, questions and menus."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
MENU_GROUPS: dict[str, str] = {
    "list": "Lists",
    "menu": "Menu",
    "dialog": "Questions",
}

MENU_KEYS: tuple[Key, ...] = (
    Key("menu.open", "full_stop,shift+f10", "Menu", "What can be done with what is under the cursor.", False),
    Key("list.down", "j,down", "Down", "Move down.", False),
    Key("list.up", "k,up", "Up", "Move up.", False),
    Key("list.first", "g g,home", "First", "Go to the first.", False),
    Key("list.last", "G,end", "Last", "Go to the last.", False),
    Key("dialog.accept", "enter", "OK", "Do it.", False),
    Key("dialog.cancel", "escape", "Cancel", "Go back and change nothing.", False),
    Key("dialog.copy", "y", "Copy", "Copy the whole message.", False),
)
