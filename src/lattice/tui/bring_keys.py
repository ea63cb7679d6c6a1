"""The part of the table of keys that is about bringing things in and writing them out."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
BRING_GROUPS: dict[str, str] = {
    "context": "Context",
    "bring": "Bring in",
    "arrivals": "Coming in",
    "import": "Import",
}

BRING_KEYS: tuple[Key, ...] = (
    Key("workbench.import", "i", "Bring in", "Bring in files, folders, web pages or text.", False),
    Key("workbench.export", "x", "Export", "Write a table to a file.", False),
    Key("context.render", "r", "Render now", "Write what changed into the Markdown files now."),
    Key("context.folder", "o", "Open the folder", "Open the folder with the system's program."),
    Key("context.copy", "y", "Copy its path", "Send the folder's path to the terminal's clipboard."),
    Key("context.auto", "a", "On or off", "Keep the files current by themselves, or not."),
    Key("bring.start", "ctrl+s", "Start", "Bring in what is chosen."),
    Key("bring.turn", "space,t", "Tables or documents", "What becomes of data: tables, documents, or both."),
    Key("bring.store", "s", "Copies", "Keep copies in the workspace, or leave documents where they are."),
    Key("bring.remove", "d,delete", "Take off", "Take this one off the list.", False),
    Key("bring.paste", "p", "Paste text", "Paste a text, which becomes a file."),
    Key("arrivals.stop", "s", "Stop", "Stop; what is done stays, and again goes on with the rest."),
    Key("arrivals.again", "a", "Go on", "Go on with what is left."),
    Key("arrivals.done", "enter", "Look at them", "Back to the workbench, to what came in."),
    Key("import.apply", "ctrl+s", "Import", "Bring in what is shown."),
    Key("import.type", "t", "Type", "Choose another type for this column.", False),
    Key("import.key", "K", "Key", "Let this column say which row is meant, or not.", False),
    Key("import.table", "R", "Table name", "Bring it into a table of another name.", False),
    Key("import.mode", "m", "Mode", "Add, replace, or change rows with the same key.", False),
    Key("import.skip", "space", "Leave out", "Leave this table out, or take it in.", False),
)
