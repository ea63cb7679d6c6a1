"""The first line of the chat: what the conversation is called, and four things to click on."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.tui.literal import one_line

_SPOTS = (
    ("new", "+", "Begin a conversation"),
    ("threads", "≡", "All conversations"),
    ("size", "⇔", "Wide, full screen, narrow"),
    ("hide", "✕", "Hide the chat; an answer that runs goes on"),
)


class ChatHead(Horizontal):
    """A title and some spots."""

    @dataclass
    class Pressed(Message):
        """A spot was clicked on: the command by that name is wanted."""

        name: str

    def compose(self) -> ComposeResult:
        """The title at the left."""
        yield Static("New conversation", id="chat-title", markup=False)
        for name, sign, _ in _SPOTS:
            yield Static(sign, classes="chat-spot", id=f"spot-{name}", markup=False)

    def on_mount(self) -> None:
        """What the signs mean."""
        for name, _, words in _SPOTS:
            self.query_one(f"#spot-{name}").tooltip = words

    def show(self, title: str) -> None:
        """Show this title."""
        words = one_line(title, 80) or "New conversation"
        self.query_one("#chat-title", Static).update(Content(words), layout=False)

    @on(events.Click, ".chat-spot")
    def _on_spot(self, event: events.Click) -> None:
        event.stop()
        if event.widget is not None and event.widget.id is not None:
            self.post_message(self.Pressed(event.widget.id.removeprefix("spot-")))
