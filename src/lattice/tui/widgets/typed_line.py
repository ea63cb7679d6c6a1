"""A line to type in whose enter stands in the table of keys, so that a person may give it another key."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input


class TypedLine(Input, inherit_bindings=False):
    """A field as Textual has it, but for enter: who makes a kind of it binds `submit`."""

    BINDINGS = [
        binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.action != "submit"
    ]


class FollowedLine(TypedLine):
    """A field in which what was put in by a completion is followed by one blank, also where one types it."""

    followed = False
    """Whether the blank behind the cursor came with a completion, and nothing was typed since."""

    async def _on_key(self, event: events.Key) -> None:
        followed, self.followed = self.followed, False
        if followed and event.key == "space":
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)
