"""A card: one thing to choose, with its title, what it means, and the key that chooses it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.tui.keys import bind


class Card(Static, can_focus=True):
    """A choice as a box; enter, a click or its key choose it."""

    BINDINGS = [bind("card.choose", "choose")]

    @dataclass
    class Chosen(Message):
        """The card was chosen."""

        card: Card

        @property
        def control(self) -> Card:
            """The card."""
            return self.card

    def __init__(self, title: str, text: str, key: str = "", *, id: str) -> None:
        super().__init__(Content(text), id=id)
        self.border_title = Content(title)
        if key:
            self.border_subtitle = Content(key)

    def action_choose(self) -> None:
        """Say that this is the one."""
        self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        event.stop()
        self.action_choose()
