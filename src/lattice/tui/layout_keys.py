"""The part of the table of keys that is about tabs and how the workbench is laid out."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
LAYOUT_GROUPS: dict[str, str] = {
    "tab": "Tabs",
    "edge": "An edge that is moved",
    "feed": "Feed",
}

LAYOUT_KEYS: tuple[Key, ...] = (
    Key("workbench.sidebar", "ctrl+b,f4", "Sidebar", "Show the sidebar, go to it, or hide it.", False),
    Key("workbench.inspector", "f6", "Inspector", "Show or hide the inspector.", False),
    Key("workbench.chat", "ctrl+t", "Chat", "Show, focus or hide the chat with the assistant."),
    Key("workbench.chat_size", "f3", "Chat size", "Make the chat wide, full screen, narrow again.", False),
    Key("workbench.answer", "ctrl+g", "Answer", "Go to what waits for your answer."),
    Key("workbench.feed", "f7", "Feed", "Open the stream of changes with who is here, or fold it.", False),
    Key("workbench.maximize", "z", "Full screen", "Give the whole screen to what has focus, or back.", False),
    Key("workbench.resize", "g r", "Resize", "Move the edge of what has focus with the arrows.", False),
    Key("tab.close", "ctrl+w", "Close tab", "Close this tab.", False),
    Key("tab.next", "g t,ctrl+pagedown", "Next tab", "Go to the next tab.", False),
    Key("tab.previous", "g T,ctrl+pageup", "Previous tab", "Go to the tab before.", False),
    Key("tab.split", "vertical_line,g s", "Split", "Show two tabs side by side, or one again.", False),
    Key("tab.cross", "f12,g o", "Other half", "Go to the tabs; from there to the other half.", False),
    Key("tab.move_left", "g {,ctrl+shift+pageup", "Tab left", "Move this tab to the left.", False),
    Key("tab.move_right", "g },ctrl+shift+pagedown", "Tab right", "Move this tab to the right.", False),
    Key("tab.close_others", "g x", "Close others", "Close all tabs but this one.", False),
    Key("tab.reopen", "g u", "Reopen tab", "Open the tab again that was closed last.", False),
    Key("tab.row", "O", "Own tab", "Open the row under the cursor in a tab of its own.", False),
    Key("edge.less", "left,up,h,k", "Left, up", "Move it to the left, or up."),
    Key("edge.more", "right,down,l,j", "Right, down", "Move it to the right, or down."),
    Key("edge.much_less", "shift+left,shift+up,H,K", "Far left", "Eight cells to the left, or up.", False),
    Key(
        "edge.much_more",
        "shift+right,shift+down,L,J",
        "Far right",
        "Eight cells to the right, or down.",
        False,
    ),
    Key("edge.reset", "0", "As it was", "Put it where it stands by itself."),
    Key("edge.next", "tab", "Next edge", "To the next edge."),
    Key("edge.done", "enter,escape", "Done", "Leave it there."),
    Key("feed.open", "enter", "Open", "Go to what changed, or to where this one is."),
    Key("feed.fold", "escape", "Fold", "Back to one line."),
)
