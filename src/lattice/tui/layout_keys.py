"""The part of the table of keys that is about tabs and how the workbench is laid out."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
LAYOUT_GROUPS: dict[str, str] = {
    "tab": "Tabs",
    "feed": "Feed",
}

LAYOUT_KEYS: tuple[Key, ...] = (
    Key("workbench.sidebar", "ctrl+b,f4", "Sidebar", "Show or hide the sidebar.", False),
    Key("workbench.inspector", "f6", "Inspector", "Show or hide the inspector.", False),
    Key("workbench.chat", "ctrl+t", "Chat", "Show, focus or hide the chat with the assistant."),
    Key("workbench.chat_size", "f3", "Chat size", "Make the chat wide, full screen, narrow again.", False),
    Key("workbench.answer", "ctrl+g", "Answer", "Go to what waits for your answer."),
    Key("workbench.feed", "f7", "Feed", "Open the stream of changes, or fold it to one line.", False),
    Key("workbench.maximize", "z", "Full screen", "Give the whole screen to what has focus, or back.", False),
    Key("tab.close", "ctrl+w", "Close tab", "Close this tab.", False),
    Key("tab.next", "g t,ctrl+pagedown", "Next tab", "Go to the next tab.", False),
    Key("tab.previous", "g T,ctrl+pageup", "Previous tab", "Go to the tab before.", False),
    Key("feed.open", "enter", "Open", "Go to what changed.", False),
)
