"""The one table of keys: what can be pressed, what it is called, and what users changed about it.

A widget takes its bindings from here (`bind("grid.edit", "edit")`), so that footer, help, palette and
the settings of a user cannot disagree. A key written with a space (`g t`) is two keys, one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from lattice.model.errors import LatticeError
from lattice.tui.chat_keys import CHAT_GROUPS, CHAT_KEYS
from lattice.tui.key import Key
from lattice.tui.people_keys import PEOPLE_GROUPS, PEOPLE_KEYS
from lattice.tui.place_keys import PLACE_KEYS
from lattice.tui.talk_keys import TALK_GROUPS, TALK_KEYS

#: What the groups are called on the help screen, in its order.
GROUPS: dict[str, str] = {
    "app": "Everywhere",
    "workbench": "Workbench",
    "tab": "Tabs",
    "list": "Lists",
    "grid": "Table",
    "files": "Files",
    "viewer": "A file",
    "row": "Row",
    "edit": "While editing",
    "filter": "Filter",
    "history": "History",
    "trash": "Trash",
    "sidebar": "Sidebar",
    "feed": "Feed",
    "schema": "Schema",
    "audit": "Audit",
    "sql": "SQL",
    "find": "Find anywhere",
    "welcome": "Welcome",
    "card": "Cards",
    "switcher": "Workspaces",
    "wizard": "Steps",
    "context": "Context",
    "bring": "Bring in",
    "arrivals": "Coming in",
    "import": "Import",
    **CHAT_GROUPS,
    **TALK_GROUPS,
    **PEOPLE_GROUPS,
    "dialog": "Questions",
}

KEYS: tuple[Key, ...] = (
    Key("app.quit", "ctrl+q", "Quit", "Leave Lattice; everything is saved as you go.", False),
    Key("app.help", "question_mark,f1", "Help", "The keys of what has focus."),
    Key("app.palette", "ctrl+p", "Commands", "Every action that is possible here."),
    Key("app.jump", "ctrl+o", "Jump", "A letter on every pane; press it to go there.", False),
    Key("app.switch", "f2", "Workspaces", "Open, create, rename or forget a workspace.", False),
    Key("app.theme", "f8", "Theme", "Choose the colours.", False),
    Key("app.messages", "f9", "Messages", "What was said lately, and where the log file is.", False),
    Key("workbench.find", "ctrl+k", "Find", "Find rows, documents and tables by any word."),
    Key("workbench.sidebar", "ctrl+b,f4", "Sidebar", "Show or hide the sidebar.", False),
    Key("workbench.inspector", "f6", "Inspector", "Show or hide the inspector.", False),
    Key("workbench.chat", "ctrl+t", "Chat", "Show, focus or hide the chat with the assistant."),
    Key("workbench.chat_size", "f3", "Chat size", "Make the chat wide, full screen, narrow again.", False),
    Key("workbench.answer", "ctrl+g", "Answer", "Go to what waits for your answer."),
    Key("workbench.feed", "f7", "Feed", "Open the stream of changes, or fold it to one line.", False),
    Key("workbench.undo", "u", "Undo", "Take back your newest change."),
    Key("workbench.redo", "U", "Redo", "Do again what you took back last.", False),
    Key("workbench.import", "i", "Bring in", "Bring in files, folders, web pages or text.", False),
    Key("workbench.export", "x", "Export", "Write a table to a file.", False),
    Key("workbench.new_table", "N", "New table", "Make an empty table.", False),
    Key("workbench.history", "H", "All history", "Every change of this workspace.", False),
    Key("workbench.trash", "T", "Trash", "What was deleted and can come back.", False),
    Key("workbench.refresh", "f5", "Refresh", "Read everything again.", False),
    Key("workbench.context", "C", "Context", "What agents read: where it is, and how it stands.", False),
    Key("workbench.maximize", "z", "Full screen", "Give the whole screen to what has focus, or back.", False),
    Key("tab.close", "ctrl+w", "Close tab", "Close this tab.", False),
    Key("tab.next", "g t,ctrl+pagedown", "Next tab", "Go to the next tab.", False),
    Key("tab.previous", "g T,ctrl+pageup", "Previous tab", "Go to the tab before.", False),
    Key("list.down", "j,down", "Down", "Move down.", False),
    Key("list.up", "k,up", "Up", "Move up.", False),
    Key("list.first", "g g,home", "First", "Go to the first.", False),
    Key("list.last", "G,end", "Last", "Go to the last.", False),
    Key("grid.down", "j,down", "Down", "One row down.", False),
    Key("grid.up", "k,up", "Up", "One row up.", False),
    Key("grid.left", "left", "Left", "One column to the left.", False),
    Key("grid.right", "right", "Right", "One column to the right.", False),
    Key("grid.first_column", "0,home", "First column", "Go to the first column.", False),
    Key("grid.last_column", "$,end", "Last column", "Go to the last column.", False),
    Key("grid.page_down", "pagedown,ctrl+f", "Page down", "One screen down.", False),
    Key("grid.page_up", "pageup", "Page up", "One screen up.", False),
    Key("grid.first", "g g,ctrl+home", "First row", "Go to the first row.", False),
    Key("grid.last", "G,ctrl+end", "Last row", "Go to the last row.", False),
    Key("grid.goto", "colon", "Go to row", "Go to a row by its number.", False),
    Key("grid.new", "n", "New", "Add a row."),
    Key("grid.edit", "e", "Edit", "Change the cell under the cursor."),
    Key("grid.open", "enter", "Open", "Open the row under the cursor.", False),
    Key("grid.delete", "d,delete", "Delete", "Move the selected rows to the trash."),
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
    Key("grid.select", "space", "Select", "Select this row, or not.", False),
    Key("grid.select_range", "v", "Range", "Select rows from here on as the cursor moves.", False),
    Key("grid.select_all", "ctrl+a", "Select all", "Select every row that is shown.", False),
    Key("grid.extend_down", "shift+down,J", "Select down", "Select this row and the next.", False),
    Key("grid.extend_up", "shift+up,K", "Select up", "Select this row and the one before.", False),
    Key("grid.select_none", "escape", "Select none", "Let go of what is selected.", False),
    Key("grid.change_many", "E", "Change selected", "Set this column in all selected rows.", False),
    Key("grid.copy", "y", "Copy cell", "Copy the cell.", False),
    Key("grid.copy_row", "Y", "Copy rows", "Copy the row, or all selected ones.", False),
    Key("grid.link", "l", "Link", "Tie this row to another."),
    Key("grid.history", "h", "History", "What happened to this row."),
    Key("grid.follow", "o", "Follow", "Open the row that this reference points at.", False),
    Key("files.new", "n", "New", "Write an artifact; in Files: says how files come in."),
    Key("files.edit", "e", "Edit", "Open a text to write in it.", False),
    Key("files.delete", "d,delete", "Delete", "Move the selected files to the trash."),
    Key("files.restore", "r", "Restore", "Bring back the file that was deleted last.", False),
    Key("files.link", "l", "Link", "Tie this file to a row or another file."),
    Key("files.save", "x", "Save as", "Write the file's bytes to a path.", False),
    Key("files.read_again", "R", "Read again", "Read the file anew, after its original changed.", False),
    Key("viewer.down", "j,down", "Down", "One line down.", False),
    Key("viewer.up", "k,up", "Up", "One line up.", False),
    Key("viewer.left", "left", "Left", "To the left, where lines are long.", False),
    Key("viewer.right", "right", "Right", "To the right, where lines are long.", False),
    Key("viewer.page_down", "pagedown,space,ctrl+f", "Page down", "One screen down.", False),
    Key("viewer.page_up", "pageup,b", "Page up", "One screen up.", False),
    Key("viewer.first", "g g,home", "Beginning", "Go to the beginning.", False),
    Key("viewer.last", "G,end", "End", "Go to the end, and stay there while more is added.", False),
    Key("viewer.goto", "colon", "Go to", "Go to a line, a page or a percentage.", False),
    Key("viewer.find", "slash", "Find", "Find words in this file."),
    Key("viewer.next_match", "n", "Next", "The next match.", False),
    Key("viewer.previous_match", "N", "Previous", "The match before.", False),
    Key("viewer.outline", "o", "Outline", "The headings or pages; enter goes there."),
    Key("viewer.next_section", "right_curly_bracket", "Next section", "The next heading or page.", False),
    Key(
        "viewer.previous_section",
        "left_curly_bracket",
        "Section before",
        "The heading or page before.",
        False,
    ),
    Key("viewer.next_link", "tab", "Next link", "To the next link on the screen.", False),
    Key("viewer.previous_link", "shift+tab", "Link before", "To the link before.", False),
    Key("viewer.open_link", "enter", "Follow", "Follow the link; addresses are shown in full first.", False),
    Key("viewer.next_mode", "right_square_bracket", "Next view", "The next way to show this file."),
    Key("viewer.previous_mode", "left_square_bracket", "View before", "The way before.", False),
    Key("viewer.compare", "c", "Compare", "Choose two versions and see what differs.", False),
    Key("viewer.edit", "e", "Edit", "Write in this text, here."),
    Key("viewer.external", "ctrl+e", "Editor", "Edit this text in your $EDITOR.", False),
    Key("viewer.open_outside", "O", "Open with", "Open the file with the program of this system.", False),
    Key("viewer.copy", "y", "Copy", "Copy what is selected, else this section.", False),
    Key("viewer.copy_all", "Y", "Copy all", "Copy the whole text.", False),
    Key("viewer.back", "escape", "Back", "Close the outline, or let go of what was looked for.", False),
    Key("row.edit", "e,enter", "Edit", "Change this field."),
    Key("row.external", "ctrl+e", "Editor", "Edit this field in your $EDITOR.", False),
    Key("row.link", "l", "Link", "Tie this row to another."),
    Key("row.unlink", "d,delete", "Unlink", "Take this link away.", False),
    Key("row.history", "h", "History", "What happened to this row."),
    Key("row.copy", "y", "Copy", "Copy what an agent reads of this row.", False),
    Key("row.revert", "r", "Revert", "Put this field back to what it was.", False),
    Key("row.back", "escape", "Back", "Back to the table.", False),
    Key("row.next_pane", "right_square_bracket", "Next", "Next part of the inspector.", False),
    Key("row.previous_pane", "left_square_bracket", "Previous", "Previous part of the inspector.", False),
    Key("edit.save", "ctrl+s", "Save", "Keep what was typed."),
    Key("edit.cancel", "escape", "Cancel", "Leave it as it was."),
    Key("edit.external", "ctrl+e", "Editor", "Edit in your $EDITOR.", False),
    Key("edit.empty", "ctrl+d", "Empty", "Make the cell empty.", False),
    Key("filter.apply", "enter", "Apply", "Show what matches."),
    Key("filter.complete", "tab", "Complete", "Take the word that is offered."),
    Key("filter.next", "down", "Next", "The next word that is offered.", False),
    Key("filter.previous", "up", "Previous", "The word before.", False),
    Key("filter.cancel", "escape", "Back", "Go back to the table.", False),
    Key("history.open", "enter", "Open", "What this change did."),
    Key("history.undo", "r", "Revert", "Take this change back."),
    Key("history.filter", "slash", "Filter", "By table, actor or time.", False),
    Key("history.more", "m", "More", "Read older changes.", False),
    Key("trash.restore", "r", "Restore", "Bring the row back."),
    Key("trash.purge", "P", "Purge", "Remove it for good; asks first."),
    Key("trash.select", "space", "Select", "Select this row, or not.", False),
    Key("sidebar.open", "enter,o", "Open", "Open what is under the cursor.", False),
    Key("sidebar.new", "n", "New table", "Make an empty table."),
    Key("sidebar.rename", "R", "Rename", "Give the table another name.", False),
    Key("sidebar.define", "D", "Define", "Say in one line what the table holds.", False),
    Key("sidebar.drop", "delete", "Drop", "Take the table out; undo brings it back.", False),
    Key("sidebar.schema", "c", "Columns", "The columns of this table.", False),
    Key("sidebar.narrower", "less_than_sign", "Narrower", "Make the sidebar narrower.", False),
    Key("sidebar.wider", "greater_than_sign", "Wider", "Make the sidebar wider.", False),
    Key("feed.open", "enter", "Open", "Go to what changed.", False),
    Key("schema.add", "n", "Add column", "Add a column."),
    Key("schema.rename", "R", "Rename", "Give the column another name."),
    Key("schema.retype", "t", "Type", "Change the type; shows first what does not fit."),
    Key("schema.define", "D", "Define", "Say in one line what the column holds.", False),
    Key("schema.drop", "d,delete", "Drop", "Take the column out; undo brings it back."),
    Key("schema.restore", "r", "Restore", "Bring back what was dropped.", False),
    Key("audit.verify", "v", "Verify", "Check the whole chain, record by record."),
    Key("sql.run", "ctrl+r,f5", "Run", "Run the query."),
    Key("find.open", "enter", "Open", "Open what was found."),
    Key("find.close", "escape", "Back", "Go back.", False),
    Key("welcome.create", "c", "Create", "Make a workspace on this machine."),
    Key("welcome.sample", "s", "Sample", "Look around in a sample workspace."),
    Key("welcome.open", "o", "Open", "Begin with a file that you have."),
    Key("switcher.open", "enter", "Open", "Work in this workspace."),
    Key("switcher.create", "n", "New", "Make another workspace."),
    Key("switcher.rename", "r", "Rename", "Give it another name."),
    Key("switcher.forget", "f", "Forget", "Take it off this list; a local file stays, a token ends."),
    Key("switcher.delete", "D", "Delete", "Delete the file with everything in it; asks first."),
    Key("wizard.next", "ctrl+s", "Next", "On to the next step.", False),
    Key("wizard.back", "escape", "Back", "Back to the step before, or leave.", False),
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
    Key("card.choose", "enter,space", "Choose", "Take this one.", False),
    *CHAT_KEYS,
    *TALK_KEYS,
    *PLACE_KEYS,
    *PEOPLE_KEYS,
    Key("dialog.accept", "enter", "OK", "Do it.", False),
    Key("dialog.cancel", "escape", "Cancel", "Go back and change nothing.", False),
    Key("dialog.copy", "y", "Copy", "Copy the whole message.", False),
)

_BY_ID: dict[str, Key] = {key.id: key for key in KEYS}


def bind(key_id: str, action: str, *, priority: bool = False, show: bool | None = None) -> Binding:
    """The binding of a widget for one line of the table; raises KeyError for a name that is not there."""
    key = _BY_ID[key_id]
    return Binding(
        key.keys,
        action,
        key.description,
        show=key.show if show is None else show,
        tooltip=key.tooltip,
        id=key.id,
        priority=priority,
    )


def key_of(key_id: str) -> Key:
    """The line of the table with that name; raises KeyError when there is none."""
    return _BY_ID[key_id]


def split_keys(keys: str) -> tuple[str, ...]:
    """Keys of one line, each trimmed, empty ones left out."""
    return tuple(part for key in keys.split(",") if (part := key.strip()))


def check_keymap(overrides: Mapping[str, str]) -> dict[str, str]:
    """The keymap of a user; raises LatticeError `invalid_value` that names what is wrong.

    Refused are names that are not in the table, nothing to press, and a key that two things want in one
    place. Quitting keeps ^q whatever else it is given.
    """
    keymap: dict[str, str] = {}
    for key_id, keys in overrides.items():
        if key_id not in _BY_ID:
            raise _refused(f"There is no key named {key_id!r}.", "The help screen (?) shows the names.")
        wanted = split_keys(keys)
        if not wanted:
            raise _refused(f"{key_id} has no key.", "Name at least one, such as ctrl+g.")
        keymap[key_id] = ",".join(wanted)
    if "app.quit" in keymap and "ctrl+q" not in split_keys(keymap["app.quit"]):
        raise _refused("app.quit must keep ctrl+q.", "Write ctrl+q beside the other key: ctrl+q,f10.")
    _refuse_clashes(keymap)
    return keymap


def _refuse_clashes(keymap: Mapping[str, str]) -> None:
    """Raise when a key that a user chose is already taken where it is pressed."""
    for key_id, keys in keymap.items():
        mine = _BY_ID[key_id]
        for pressed in split_keys(keys):
            for other in KEYS:
                near = other.group == mine.group or {other.group, mine.group} & {"app"}
                if other.id == key_id or not near:
                    continue
                if _normal(pressed) in {_normal(k) for k in split_keys(keymap.get(other.id, other.keys))}:
                    raise _refused(
                        f"{pressed} is wanted by {key_id} and by {other.id} ({other.description}).",
                        "Give one of them another key.",
                    )


def _normal(key: str) -> str:
    """A key in Textual's long form, so that `?` and `question_mark` are the same."""
    from textual.keys import _character_to_key

    return _character_to_key(key) if len(key) == 1 else key


def _refused(message: str, hint: str) -> LatticeError:
    return LatticeError("invalid_value", f"Keys in the settings: {message}", hint)
