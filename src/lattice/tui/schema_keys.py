"""The part of the table of keys that is about the schema, and a row among its neighbours."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SCHEMA_GROUPS: dict[str, str] = {
    "schema": "Schema",
    "graph": "Graph",
}

SCHEMA_KEYS: tuple[Key, ...] = (
    Key("schema.add", "n", "Add column", "Add a column."),
    Key("schema.rename", "R", "Rename", "Give the column another name."),
    Key("schema.retype", "t", "Type", "Change the type; shows first what does not fit."),
    Key("schema.define", "D", "Define", "Say in one line what the column holds.", False),
    Key("schema.drop", "d,delete", "Drop", "Take the column out; undo brings it back."),
    Key("schema.restore", "r", "Restore", "Bring back what was dropped.", False),
)
