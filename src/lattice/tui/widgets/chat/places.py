"""Bringing one message of a conversation into sight."""

from __future__ import annotations

from lattice.tui.widgets.chat.history import ChatHistory, walking


def show_message(history: ChatHistory, n: int) -> None:
    """Put the cursor on the message of that number, as far as it is here."""
    item = next((i for i in history.talk.items if i.message is not None and i.message.n == n), None)
    if item is not None:
        history.following = False
        history.here = item.key
        walking.into_sight(history)
        history.refresh()
