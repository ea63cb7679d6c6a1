"""The part of the table of keys that is about people and what they see."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
PEOPLE_GROUPS: dict[str, str] = {
    "people": "People",
    "share": "Who sees it",
    "once": "Shown once",
}

PEOPLE_KEYS: tuple[Key, ...] = (
    Key("workbench.people", "M", "People", "Who is here, the members, invitations, tokens of agents.", False),
    Key("workbench.settings", "W", "Settings", "Name, instructions and logo of this workspace.", False),
    Key("grid.share", "a", "Access", "Who may see and change the selected rows, or this one."),
    Key("files.share", "a", "Access", "Who may see and change this file."),
    Key("row.share", "a", "Access", "Who may see and change this row."),
    Key("sidebar.share", "a", "Access", "Who sees rows that are added to this table from now on.", False),
    Key("schema.share", "a", "Access", "Who reads this column, or sees new rows of this table.", False),
    Key("people.new", "n", "New", "Invite someone; among the agents: make a token for one."),
    Key("people.open", "enter", "Open", "More about this one; from who is here: go to where they are."),
    Key("people.role", "r", "Role", "Give this member another role."),
    Key("people.remove", "d,delete", "Take away", "Remove a member, withdraw an invitation, end a token."),
    Key("people.readmit", "R", "Readmit", "Let a removed member in again."),
    Key("people.next_part", "right_square_bracket", "Next list", "The next list."),
    Key("people.previous_part", "left_square_bracket", "List before", "The list before.", False),
    Key("share.turn", "space", "Reads, changes", "Let them read, read and change, or neither.", False),
    Key("once.copy", "y", "Copy", "Send it to the terminal's clipboard."),
)
