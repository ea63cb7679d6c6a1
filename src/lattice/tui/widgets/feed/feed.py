"""The feed: the last change in one line; click it for the history."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.model.events import Event
from lattice.tui.words import feed_words, local_clock


class Feed(Static):
    """The line above the footer."""

    class Opened(Message):
        """The history is wanted."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)

    def show(self, events: tuple[Event, ...], *, count: int = 0) -> None:
        """Tell the newest of these events; `count` says how many its change has, when more than these."""
        if events:
            clock, words = local_clock(events[-1].at), feed_words(events, count=count)
            self.update(Content.assemble((clock, "$text-muted"), " ", words), layout=False)

    def show_empty(self) -> None:
        """Say what will stand here."""
        self.update(Content.styled("What you and others change is told here.", "$text-muted"), layout=False)

    def on_click(self) -> None:
        """Open the history."""
        self.post_message(self.Opened())
