"""The lists of people and of what lets them in: which there are, their names to be clicked."""

from __future__ import annotations

from enum import StrEnum

from textual.message import Message
from textual.widgets import Static


class Part(StrEnum):
    """One of the lists."""

    HERE = "here"
    MEMBERS = "members"
    INVITES = "invites"
    AGENTS = "agents"


#: What each is called.
PARTS = {
    Part.HERE: "Here",
    Part.MEMBERS: "Members",
    Part.INVITES: "Invitations",
    Part.AGENTS: "Agents' tokens",
}
#: What stands in place of a list without lines.
EMPTY = {
    Part.HERE: "Nobody else is here now. n invites someone.",
    Part.MEMBERS: "Nobody is a member yet. n invites someone.",
    Part.INVITES: "No invitations yet. n makes one: a string to send, which is used once.",
    Part.AGENTS: "No agent has a token. n makes one: it acts for you, as far as you say.",
}


class PartName(Static):
    """The name of a list, to be clicked."""

    class Picked(Message):
        """A list is wanted."""

        def __init__(self, part: Part) -> None:
            super().__init__()
            self.part = part

    def __init__(self, part: Part) -> None:
        super().__init__(PARTS[part], id=f"people-{part.value}", classes="part", markup=False)
        self._part = part

    def on_click(self) -> None:
        """Show this list."""
        self.post_message(self.Picked(self._part))
