"""The part of the table of keys that is about the sidebar."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
SIDEBAR_GROUPS: dict[str, str] = {
    "sidebar": "Sidebar",
}

SIDEBAR_KEYS: tuple[Key, ...] = (
    Key("sidebar.open", "enter,o", "Open", "Open what is under the cursor.", False),
    Key("sidebar.new", "n", "New table", "Make an empty table."),
    Key("sidebar.rename", "R", "Rename", "Give the table or view another name.", False),
    Key("sidebar.define", "D", "Define", "Say in one line what the table holds.", False),
    Key("sidebar.drop", "delete", "Drop", "Take the table or view out; undo brings it back.", False),
    Key("sidebar.schema", "c", "Columns", "The columns of this table.", False),
    Key("workbench.save_view", "ctrl+s", "Save view", "Save filter, sort and columns as a view.", False),
    Key("workbench.save_view_as", "g v", "Save as", "Save them as a view of another name.", False),
    Key("workbench.view_back", "g b", "As saved", "Look at the view again as it was saved.", False),
    Key("sidebar.narrower", "less_than_sign", "Narrower", "Make the sidebar narrower.", False),
    Key("sidebar.wider", "greater_than_sign", "Wider", "Make the sidebar wider.", False),
)
