"""The part of the table of keys that is about how a table is looked at: filter, sort, columns."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
LOOKING_GROUPS: dict[str, str] = {
    "filter": "Filter",
    "columns": "Columns",
    "groups": "Groups",
}

LOOKING_KEYS: tuple[Key, ...] = (
    Key("grid.filter", "slash", "Filter", "Show only rows that match."),
    Key(
        "grid.only",
        "equals_sign",
        "Only this",
        "Show only rows with this value; again: take that back.",
        False,
    ),
    Key("grid.exclude", "exclamation_mark", "Not this", "Leave out rows with this value.", False),
    Key("grid.show_all", "backspace", "All rows", "Take the filter away.", False),
    Key("grid.groups", "b", "Groups", "Count the rows by this column, with a chart.", False),
    Key("grid.figures", "number_sign", "Figures", "Count, sum and mean of the column or selection.", False),
    Key("grid.sort", "s", "Sort", "Sort by this column: up, down, not."),
    Key("grid.sort_add", "S", "Sort also", "Sort also by this column.", False),
    Key("grid.columns", "c", "Columns", "Hide, show, order, freeze and size columns.", False),
    Key("grid.go_column", "g c", "Go to column", "Go to a column by its name.", False),
    Key("grid.fit", "w", "Fit", "Make this column as wide as what is in it.", False),
    Key("grid.fit_all", "g w", "Fit all", "Make all columns as wide as what is in them.", False),
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
    Key("columns.turn", "space", "Show or hide", "Show this column, or hide it."),
    Key("columns.earlier", "left_curly_bracket", "Earlier", "Move this column up the list.", False),
    Key("columns.later", "right_curly_bracket", "Later", "Move this column down the list.", False),
    Key("columns.freeze", "f", "Freeze", "Keep the columns up to this one in sight, or only the first."),
    Key("columns.widen", "greater_than_sign", "Wider", "Make this column wider.", False),
    Key("columns.narrow", "less_than_sign", "Narrower", "Make this column narrower.", False),
    Key("columns.fit", "w", "Fit", "Let this column be as wide as what is in it."),
    Key("columns.search", "slash", "Search", "List only columns with these letters."),
    Key("groups.show", "enter", "Show", "Show the rows of this group."),
    Key("groups.exclude", "exclamation_mark", "All but these", "Leave out the rows of this group."),
    Key("groups.way", "p", "Year, month, day", "Another way to make groups of this column."),
    Key("groups.next", "right", "Next column", "Groups of the next column.", False),
    Key("groups.previous", "left", "Previous column", "Groups of the column before.", False),
    Key("groups.copy", "y", "Copy", "Copy the groups and their counts."),
)
