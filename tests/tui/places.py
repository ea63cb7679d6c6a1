"""The places of the workbench: each screen, pane and dialog of it, and the keys that lead there."""

from __future__ import annotations

from typing import NamedTuple

from lattice.tui.session import TabKind

T = TabKind


class Place(NamedTuple):
    """Where keys are pressed: a tab, and the keys that lead on from there."""

    name: str
    tab: TabKind
    keys: tuple[str, ...] = ()
    screen: str = "WorkbenchScreen"
    """The class of the screen that is on top there."""
    command: str = ""
    """The command of the palette that leads there, behind the keys."""
    then: tuple[str, ...] = ()
    """Keys behind the command, or when what the first keys open has been read."""


PLACES: tuple[Place, ...] = (
    Place("a table", T.TABLE),
    Place("the filter", T.TABLE, ("slash",)),
    Place("a table that shows no rows", T.TABLE, ("equals_sign", "exclamation_mark")),
    Place("columns", T.TABLE, ("c",), "ColumnsScreen"),
    Place("groups", T.TABLE, ("b",), "GroupsScreen"),
    Place("copy as", T.TABLE, ("g", "y"), "CopyScreen"),
    Place("go to a column", T.TABLE, ("g", "c"), "GoToColumn"),
    Place("a cell", T.TABLE, ("e",)),
    Place("many cells", T.TABLE, ("space", "j", "space", "E")),
    Place("many fields", T.TABLE, ("space", "B"), "BulkForm"),
    Place("a new row", T.TABLE, ("n",), "RowForm"),
    Place("a whole value", T.TABLE, ("Z",), "ValueScreen"),
    Place("access", T.TABLE, ("a",), "ShareScreen"),
    Place("what to link", T.TABLE, ("l",), "PickRow"),
    Place("export", T.TABLE, ("x",), "ExportScreen"),
    Place("the menu", T.TABLE, ("full_stop",), "MenuScreen"),
    Place("an edge", T.TABLE, ("g", "r")),
    Place("the sidebar", T.TABLE, ("ctrl+b",)),
    Place("fields", T.TABLE, ("enter",)),
    Place("links", T.TABLE, ("enter", "right_square_bracket")),
    Place("history of a row", T.TABLE, ("h",)),
    Place("context of a row", T.TABLE, ("h", "right_square_bracket")),
    Place("the stream", T.TABLE, ("f7",)),
    Place("help", T.TABLE, ("question_mark",), "HelpScreen"),
    Place("the palette", T.TABLE, ("ctrl+p",), "PaletteScreen"),
    Place("find", T.TABLE, ("ctrl+k",), "FindScreen"),
    Place("jump", T.TABLE, ("ctrl+o",), "JumpScreen"),
    Place("messages", T.TABLE, ("f9",), "MessagesScreen"),
    Place("the log", T.TABLE, ("f9", "l"), "LogScreen"),
    Place("diagnostics", T.TABLE, ("f9", "d"), "DiagnosticsScreen"),
    Place("themes", T.TABLE, ("f8",), "ThemeScreen"),
    Place("settings", T.TABLE, ("comma",), "SettingsScreen"),
    Place("the switcher", T.TABLE, ("f2",), "SwitcherScreen"),
    Place("the context", T.TABLE, ("C",), "ContextScreen"),
    Place("settings of the workspace", T.TABLE, ("W",), "WorkspaceSettings"),
    Place("a new table", T.TABLE, ("N",), "NewTableScreen"),
    Place("bring in", T.TABLE, ("i",), "BringInScreen"),
    Place("the chat", T.TABLE, ("ctrl+t",)),
    Place("a row", T.ROW),
    Place("a row among its neighbours", T.GRAPH),
    Place("home", T.HOME),
    Place("files", T.FILES),
    Place("artifacts", T.ARTIFACTS),
    Place("a file", T.FILE),
    Place("the text of a file", T.FILE, ("e",)),
    Place("history", T.HISTORY),
    Place("the filter of the history", T.HISTORY, ("slash",)),
    Place("the trash", T.TRASH),
    Place("purging", T.TRASH, ("P",), "Confirm"),
    Place("the audit", T.AUDIT),
    Place("the schema", T.SCHEMA),
    Place("the graph of tables", T.SCHEMA, ("v",)),
    Place("SQL", T.SQL),
    Place("queries of before", T.SQL, ("f10",), "PastScreen"),
    Place("people", T.PEOPLE),
    Place("a column among groups", T.TABLE, ("backspace", "b", "right"), then=("enter",)),
    Place("the type of a column", T.SCHEMA, ("down", "t"), "Choose"),
    Place("a name for a view", T.TABLE, ("g", "v"), "Prompt"),
    Place("all keys", T.TABLE, screen="KeysScreen", command="settings.keys"),
    Place("catching a key", T.TABLE, screen="CatchScreen", command="settings.keys", then=("enter",)),
    Place("a key for the assistant", T.TABLE, screen="ConnectKeyScreen", command="assistant.connect"),
    Place("conversations", T.TABLE, screen="ThreadsScreen", command="chat.threads"),
    Place("instructions", T.TABLE, screen="InstructionsScreen", command="chat.instructions"),
    Place("what agents may do", T.TABLE, screen="PolicyScreen", command="chat.policy"),
    Place("publishing", T.TABLE, screen="PublishScreen", command="place.publish"),
    Place("joining", T.TABLE, screen="JoinScreen", command="place.join"),
    Place("connecting", T.TABLE, screen="ConnectScreen", command="place.connect"),
    Place("creating", T.TABLE, ("f2", "n"), "CreateScreen"),
    Place("where the workspace is", T.TABLE, ("L",), "PlaceScreen"),
)

WELCOMES: tuple[Place, ...] = (
    Place("the welcome", T.TABLE, screen="WelcomeScreen"),
    Place("creating the first", T.TABLE, ("c",), "CreateScreen"),
    Place("joining the first", T.TABLE, ("j",), "JoinScreen"),
    Place("opening the first", T.TABLE, ("o",), "AskPath"),
)
