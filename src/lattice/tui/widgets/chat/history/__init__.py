"""The history of a chat: one widget that shows a conversation, however long, and streams what is said."""

from lattice.tui.widgets.chat.history.history import ChatHistory

__all__ = ["ChatHistory"]
