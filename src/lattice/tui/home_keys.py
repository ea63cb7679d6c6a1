"""The part of the table of keys that is about the first tab of a workspace."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
HOME_GROUPS: dict[str, str] = {
    "home": "Home",
}

HOME_KEYS: tuple[Key, ...] = (
    Key("workbench.home", "g h", "Home", "What is in this workspace, and what happened lately.", False),
    Key("home.open", "enter,o", "Open", "Open what is under the cursor."),
    Key("home.left", "left", "Left", "To the card at the left.", False),
    Key("home.right", "right", "Right", "To the card at the right.", False),
    Key("home.next", "right_square_bracket", "Next part", "To the next part: files, changes, the assistant."),
    Key("home.previous", "left_square_bracket", "Part before", "To the part before.", False),
)
