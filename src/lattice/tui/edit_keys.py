"""The part of the table of keys that is about a row and what is typed into it."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
EDIT_GROUPS: dict[str, str] = {
    "row": "Row",
    "edit": "While editing",
}

EDIT_KEYS: tuple[Key, ...] = (
    Key("row.edit", "e,enter", "Edit", "Change this field."),
    Key("row.external", "ctrl+e", "Editor", "Edit this field in your $EDITOR.", False),
    Key("row.link", "l", "Link", "Tie this row to another."),
    Key("row.unlink", "d,delete", "Unlink", "Take this link away.", False),
    Key("row.history", "h", "History", "What happened to this row."),
    Key("row.copy", "y", "Copy", "Copy what an agent reads of this row.", False),
    Key("row.revert", "r", "Revert", "Put this field back to what it was.", False),
    Key("row.back", "escape", "Back", "Back to the table.", False),
    Key("row.next_pane", "right_square_bracket", "Next", "Next part of the inspector.", False),
    Key("row.previous_pane", "left_square_bracket", "Previous", "Previous part of the inspector.", False),
    Key("edit.save", "ctrl+s", "Save", "Keep what was typed."),
    Key("edit.cancel", "escape", "Cancel", "Leave it as it was."),
    Key("edit.external", "ctrl+e", "Editor", "Edit in your $EDITOR.", False),
    Key("edit.empty", "ctrl+d", "Empty", "Make the cell empty.", False),
)
