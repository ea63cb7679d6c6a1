"""The head of the inspector: the names of its parts, and the cross that closes it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Static

#: The parts of the inspector, in order.
PARTS = ("fields", "links", "history", "context")


class Part(Static):
    """The name of a part, to be clicked."""

    @dataclass
    class Picked(Message):
        """A part is wanted."""

        part: str

    def __init__(self, name: str) -> None:
        super().__init__(name.capitalize(), id=f"part-{name}", classes="part", markup=False)

    def on_click(self) -> None:
        """Show this part."""
        self.post_message(self.Picked((self.id or "").removeprefix("part-")))


class Cross(Static):
    """Closes the inspector under the mouse."""

    class Pressed(Message):
        """The inspector is to go."""

    def on_click(self) -> None:
        """Close it."""
        self.post_message(self.Pressed())
