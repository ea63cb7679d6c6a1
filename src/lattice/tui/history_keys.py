"""The part of the table of keys that is about history, trash, audit, and what was said lately."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
HISTORY_GROUPS: dict[str, str] = {
    "history": "History",
    "trash": "Trash",
    "audit": "Audit",
    "messages": "Messages, log and diagnostics",
    "crashed": "After a bug",
}

HISTORY_KEYS: tuple[Key, ...] = (
    Key("app.messages", "f9", "Messages", "What was said lately; from there the log and diagnostics.", False),
    Key("workbench.history", "H", "All history", "Every change of this workspace.", False),
    Key("workbench.trash", "T", "Trash", "What was deleted and can come back.", False),
    Key("history.open", "enter", "Open", "What this change did."),
    Key("history.undo", "r", "Revert", "Take this change back; in the history of a row, for that row alone."),
    Key(
        "history.back_to",
        "B",
        "Back to here",
        "Take back everything after this change; asks first. In the history of a row: that row, at once.",
    ),
    Key("history.mark", "space", "Compare", "Hold this change: the others are compared with it.", False),
    Key("history.copy", "y", "Copy", "Copy what this change did.", False),
    Key("history.filter", "slash", "Filter", "By table, row, actor or time.", False),
    Key("history.more", "m", "More", "Read older changes.", False),
    Key("trash.restore", "r", "Restore", "Bring the row back."),
    Key("trash.purge", "P", "Purge", "Remove it for good; asks first."),
    Key("trash.select", "space", "Select", "Select this row, or not.", False),
    Key("audit.verify", "v", "Verify", "Check the whole chain, record by record; again to stop."),
    Key("audit.filter", "slash", "Filter", "By actor, or only what was denied.", False),
    Key("messages.copy", "y", "Copy", "Copy what is under the cursor, or all that was found."),
    Key("messages.copy_all", "Y", "Copy all", "Copy everything that is listed."),
    Key("messages.log", "l", "Log", "The log of errors."),
    Key("messages.check", "d", "Diagnostics", "Check everything that can be wrong."),
    Key("crashed.again", "enter,o", "Open again", "Open Lattice where it was left."),
    Key("crashed.copy", "y", "Copy", "Copy the report."),
    Key("crashed.leave", "escape,q", "Leave", "Leave it at that."),
    Key("audit.newest", "N", "Newest", "Back to the newest records.", False),
)
