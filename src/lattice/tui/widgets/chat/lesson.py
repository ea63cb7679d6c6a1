"""What stands in a conversation in which nothing was said: examples to click on, or how to connect."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Lesson(VerticalScroll, can_focus=False):
    """Some words of `teaching`."""

    @dataclass
    class Example(Message):
        """This may be said."""

        words: str

    class Connect(Message):
        """A key is to be connected."""

    def compose(self) -> ComposeResult:
        """The words."""
        yield Static("", markup=False)

    def show(self, words: Content) -> None:
        """Show these."""
        self.query_one(Static).update(words)

    def on_click(self, event: events.Click) -> None:
        """Take the example, or connect."""
        if isinstance(example := event.style.meta.get("example"), str):
            self.post_message(self.Example(example))
        elif event.style.meta.get("connect"):
            self.post_message(self.Connect())
