"""The part of the table of keys that is about a row and what is typed into it."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
EDIT_GROUPS: dict[str, str] = {
    "row": "Row",
    "edit": "While editing",
    "day": "Calendar",
}

EDIT_KEYS: tuple[Key, ...] = (
    Key("row.edit", "e,enter", "Edit", "Change this field."),
    Key("row.external", "ctrl+e", "Editor", "Edit this field in your $EDITOR.", False),
    Key("row.link", "l", "Link", "Tie this row to another."),
    Key("row.unlink", "d,delete", "Unlink", "Take this link away.", False),
    Key("row.history", "h", "History", "What happened to this row."),
    Key("row.copy", "y", "Copy", "Copy what an agent reads of this row.", False),
    Key("row.revert", "r", "Revert", "Put this field back to what it was.", False),
    Key("row.toggle", "space", "Yes or no", "Turn yes into no in this field, and back.", False),
    Key(
        "workbench.whole", "Z", "Whole value", "Read the whole value under the cursor; JSON as a tree.", False
    ),
    Key("workbench.toggle", "tilde", "Yes or no", "Turn yes into no under the cursor, and back.", False),
    Key("row.back", "escape", "Back", "Back to the table.", False),
    Key("row.next_pane", "right_square_bracket", "Next", "Next part of the inspector.", False),
    Key("row.previous_pane", "left_square_bracket", "Previous", "Previous part of the inspector.", False),
    Key("edit.save", "ctrl+s", "Save", "Keep what was typed."),
    Key("edit.cancel", "escape", "Cancel", "Leave it as it was."),
    Key("edit.external", "ctrl+e", "Editor", "Edit in your $EDITOR.", False),
    Key("edit.format", "ctrl+l", "Lay out", "Lay the JSON out in lines.", False),
    Key("edit.empty", "ctrl+d", "Empty", "Make the cell empty.", False),
    Key("day.left", "left", "Day before", "The day before.", False),
    Key("day.right", "right", "Day after", "The day after.", False),
    Key("day.up", "up", "Week before", "The same day of the week before.", False),
    Key("day.down", "down", "Week after", "The same day of the week after.", False),
    Key("day.month_before", "pageup", "Month before", "The month before.", False),
    Key("day.month_after", "pagedown", "Month after", "The month after.", False),
    Key("day.year_before", "less_than_sign", "Year before", "The year before.", False),
    Key("day.year_after", "greater_than_sign", "Year after", "The year after.", False),
    Key("day.today", "t", "Today", "Go to today.", False),
    Key("day.take", "enter", "Take", "Take this day."),
)
