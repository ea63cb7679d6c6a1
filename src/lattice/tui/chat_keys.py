"""The part of the table of keys that is about the chat."""

from __future__ import annotations

from lattice.tui.key import Key

#: What the groups are called on the help screen.
CHAT_GROUPS: dict[str, str] = {
    "chat": "Chat",
    "composer": "What you say",
    "approval": "Asked to allow",
    "threads": "Conversations",
}

CHAT_KEYS: tuple[Key, ...] = (
    Key("chat.write", "i,escape", "Write", "Go to where you write."),
    Key("chat.new", "ctrl+n", "New chat", "Begin a conversation.", False),
    Key("chat.threads", "ctrl+l", "Conversations", "All conversations: open, rename, delete.", False),
    Key("chat.continue", "ctrl+r", "Continue", "Go on with an answer that was interrupted."),
    Key("composer.send", "enter", "Send", "Send what you wrote; while an answer runs it waits its turn."),
    Key("composer.newline", "ctrl+j,shift+enter,alt+enter", "New line", "A new line in what you write."),
    Key("composer.older", "up", "Older", "In the first line: what you said before.", False),
    Key("composer.newer", "down", "Newer", "In the last line: what you said after that.", False),
    Key("composer.complete", "tab", "Complete", "Take the name or command that is offered.", False),
    Key("composer.stop", "ctrl+c", "Stop", "Stop the answer that runs; what it did is written down."),
    Key("composer.back", "escape", "Back", "Close the offers, take back what waits, or twice: stop.", False),
    Key(
        "composer.unattach", "backspace", "Take off", "At the very beginning: take the last file off.", False
    ),
    Key("approval.once", "y", "Once", "Allow exactly this, once."),
    Key("approval.conversation", "c", "In this chat", "Allow this and the like of it in this conversation."),
    Key("approval.no", "n", "No", "Refuse this."),
    Key("approval.never", "N", "Never", "Refuse this and the like of it in this conversation."),
    Key("approval.details", "space", "Details", "Show or fold exactly what will be done."),
    Key("approval.next", "j,down", "Next", "The next thing that waits for an answer.", False),
    Key("approval.later", "escape", "Later", "Leave it waiting and go back to writing."),
    Key("threads.open", "enter", "Open", "Go on with this conversation."),
    Key("threads.new", "n", "New", "Begin a conversation."),
    Key("threads.search", "slash", "Search", "Find conversations by words of their titles or messages."),
    Key("threads.rename", "R", "Rename", "Give it another title."),
    Key("threads.delete", "d,delete", "Delete", "Move it to the trash."),
    Key("threads.undo", "u", "Undo", "Bring back what was deleted here last."),
)
