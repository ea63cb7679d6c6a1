"""The part of the table of keys that is about the schema, and a row among its neighbours."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SCHEMA_GROUPS: dict[str, str] = {
    "schema": "Schema",
    "graph": "Graph",
}

SCHEMA_KEYS: tuple[Key, ...] = (
    Key("schema.turn", "v", "Graph or list", "Show the tables as a graph, or as a list."),
    Key("schema.add", "n", "Add column", "Add a column."),
    Key("schema.rename", "R", "Rename", "Give the column another name."),
    Key("schema.retype", "t", "Type", "Change the type; shows first what does not fit."),
    Key("schema.define", "D", "Define", "Say in one line what the column holds.", False),
    Key("schema.drop", "d,delete", "Drop", "Take the column out; undo brings it back."),
    Key("schema.restore", "r", "Restore", "Bring back what was dropped.", False),
    Key("workbench.neighbours", "g n", "Neighbours", "The row under the cursor among its neighbours.", False),
    Key("workbench.referring", "g f", "Referring", "The rows that refer to this one, as a table.", False),
    Key("graph.row", "o", "Open row", "Open this row as a whole."),
    Key("graph.back", "backspace", "Walk back", "Back to the row before."),
    Key("graph.page_after", "greater_than_sign", "Next page", "The next page of these neighbours.", False),
    Key("graph.page_before", "less_than_sign", "Page before", "The page before of these.", False),
    Key("graph.open", "enter", "Open", "Open the table; of a row's neighbours: go on from this one."),
    Key("graph.left", "left", "Left", "To the box at the left.", False),
    Key("graph.right", "right", "Right", "To the box at the right.", False),
    Key("graph.up", "up,k", "Up", "Up along a line, else to the nearest box above.", False),
    Key("graph.down", "down,j", "Down", "Down along a line, else to the nearest box below.", False),
    Key("graph.next", "right_square_bracket", "Next", "To the next box, row by row.", False),
    Key("graph.previous", "left_square_bracket", "Previous", "To the box before.", False),
    Key("graph.first", "g g,home", "First", "To the first box.", False),
    Key("graph.last", "G,end", "Last", "To the last box.", False),
)
