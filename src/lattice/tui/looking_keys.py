"""The part of the table of keys that is about how a table is looked at: filter, sort, columns."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
LOOKING_GROUPS: dict[str, str] = {
    "filter": "Filter",
}

LOOKING_KEYS: tuple[Key, ...] = (
    Key("grid.filter", "slash", "Filter", "Show only rows that match."),
    Key("grid.sort", "s", "Sort", "Sort by this column: up, down, not."),
    Key("grid.sort_add", "S", "Sort also", "Sort also by this column.", False),
    Key("grid.columns", "c", "Columns", "Hide, show, order and freeze columns.", False),
    Key("grid.hide_column", "minus", "Hide column", "Hide this column.", False),
    Key("grid.widen", "greater_than_sign", "Wider", "Make this column wider.", False),
    Key("grid.narrow", "less_than_sign", "Narrower", "Make this column narrower.", False),
    Key("grid.move_left", "left_curly_bracket", "Move left", "Move this column to the left.", False),
    Key("grid.move_right", "right_curly_bracket", "Move right", "Move this column to the right.", False),
    Key("grid.freeze", "f", "Freeze", "Keep the columns up to this one in sight.", False),
    Key("filter.apply", "enter", "Apply", "Show what matches."),
    Key("filter.complete", "tab", "Complete", "Take the word that is offered."),
    Key("filter.next", "down", "Next", "The next word that is offered.", False),
    Key("filter.previous", "up", "Previous", "The word before.", False),
    Key("filter.cancel", "escape", "Back", "Go back to the table.", False),
)
