"""The keys of a conversation's history; a part of the table in `keys`."""

from __future__ import annotations

from lattice.tui.key import Key

TALK_GROUPS = {"talk": "Conversation"}

TALK_KEYS: tuple[Key, ...] = (
    Key("talk.down", "j,down", "Down", "The next message or call.", False),
    Key("talk.up", "k,up", "Up", "The message or call before.", False),
    Key("talk.page_down", "pagedown,ctrl+f", "Page down", "One screen down.", False),
    Key("talk.page_up", "pageup", "Page up", "One screen up.", False),
    Key(
        "talk.first",
        "g g,home,ctrl+home",
        "Beginning",
        "Go to the beginning; once more: earlier ones.",
        False,
    ),
    Key("talk.last", "G,end", "End", "Go to the end, and stay there while more comes.", False),
    Key("talk.next_link", "tab", "Next link", "To the next link of this message.", False),
    Key("talk.previous_link", "shift+tab", "Link before", "To the link before.", False),
    Key("talk.open", "enter", "Open", "Follow the link, or show what a call did."),
    Key("talk.fold", "space", "Unfold", "Show what a call did or what was thought, or fold it.", False),
    Key("talk.copy", "y", "Copy", "Copy what is selected, else this message.", False),
    Key("talk.undo", "u", "Undo", "Take back what this call or this turn changed."),
    Key("talk.retry", "r", "Retry", "Have it answered anew.", False),
    Key("talk.edit", "e", "Edit", "Say this otherwise.", False),
    Key("talk.fork", "f", "Fork", "Begin another conversation from here.", False),
)
