"""The part of the table of keys that is about every screen and the workbench as a whole."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
APP_GROUPS: dict[str, str] = {
    "app": "Everywhere",
    "workbench": "Workbench",
    "find": "Find anywhere",
    "help": "Help",
}

APP_KEYS: tuple[Key, ...] = (
    Key("app.quit", "ctrl+q", "Quit", "Leave Lattice; everything is saved as you go.", False),
    Key("app.help", "question_mark,f1", "Help", "The keys of what has focus."),
    Key(
        "help.panel",
        "f1",
        "Keys panel",
        "Keep the keys in sight at the right of the workbench, or not.",
        False,
    ),
    Key("app.palette", "ctrl+p", "Commands", "Every action that is possible here."),
    Key("app.jump", "ctrl+o", "Jump", "A letter on every pane; press it to go there.", False),
    Key("app.switch", "f2", "Workspaces", "Open, create, rename or forget a workspace.", False),
    Key("workbench.find", "ctrl+k", "Find", "Find rows, documents and tables by any word."),
    Key("workbench.undo", "u", "Undo", "Take back your newest change."),
    Key("workbench.redo", "U", "Redo", "Do again what you took back last.", False),
    Key("workbench.new_table", "N", "New table", "Make an empty table.", False),
    Key("workbench.refresh", "f5", "Refresh", "Read everything again.", False),
    Key("workbench.context", "C", "Context", "What agents read: where it is, and how it stands.", False),
    Key("find.open", "enter", "Open", "Open what was found."),
    Key("find.close", "escape", "Back", "Go back.", False),
)
