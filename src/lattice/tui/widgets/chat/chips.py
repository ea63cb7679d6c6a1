"""The files beside what is being written: one chip each, a click takes it off."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from lattice.model.chat import AttachmentBlock
from lattice.tui.literal import one_line


class Chips(Static):
    """A line or two of them; nothing takes no room."""

    @dataclass
    class Removed(Message):
        """One is to be taken off."""

        index: int

    def __init__(self) -> None:
        super().__init__("", id="chat-chips", markup=False)
        self.display = False

    def show(self, attached: tuple[AttachmentBlock, ...], coming: str = "") -> None:
        """Show these, and in words what is still on its way."""
        parts: list[Content] = []
        for index, block in enumerate(attached):
            mark = "▣" if block.media_type.startswith("image/") else "⎘"
            chip = Content.assemble(f"{mark} {one_line(block.name, 60)}", (" ✕", "$text-muted"))
            parts.append(chip.stylize(Style.from_meta({"chip": index})))
        if coming:
            parts.append(Content.styled(f"⧗ {one_line(coming, 60)}…", "$text-muted"))
        self.display = bool(parts)
        self.update(Content("\n").join(parts))

    def on_click(self, event: events.Click) -> None:
        """Take off the one that was clicked on."""
        index = event.style.meta.get("chip")
        if isinstance(index, int):
            self.post_message(self.Removed(index))
