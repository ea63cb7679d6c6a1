"""The menu: a short list at the pointer or the cursor; a click, enter or its key does what a line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lattice.tui.keys import bind
from lattice.tui.modal import Modal
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.menu.entries import Entries

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command

#: Rows that are left to what is below.
_AROUND = 6
#: Cells of the frame and the margins within it.
_FRAME = 4


class MenuScreen(Modal[None]):
    """A list over the screen below."""

    CSS_PATH = "../../styles/menu.tcss"
    BINDINGS = [bind("dialog.cancel", "leave")]

    def __init__(self, offered: Entries, at: Offset) -> None:
        super().__init__()
        self._parts = offered
        self._offered = {command.name: command for part in offered for command in part}
        self._at = at

    def compose(self) -> ComposeResult:
        """The list."""
        yield Lines(id="menu")

    def on_mount(self) -> None:
        """Its lines, as wide as they are."""
        titles = max((cell_len(c.title) for c in self._offered.values()), default=0)
        keys = max((cell_len(c.keys) for c in self._offered.values()), default=0)
        lines = self.query_one(Lines)
        for index, part in enumerate(self._parts):
            if index:
                lines.add_option(None)
            lines.add_options(Option(_line(c, titles, keys), id=c.name) for c in part)
        lines.highlighted = 0
        self._wished = (titles + 2 + keys + _FRAME, len(self._offered) + len(self._parts) - 1 + 2)
        self._place()
        lines.focus()

    def on_resize(self) -> None:
        """It stays on the screen."""
        self._place()

    def _place(self) -> None:
        lines, room = self.query_one(Lines), self.app.size.height - _AROUND
        height = min(self._wished[1], room)
        # a bar beside the lines takes a cell of its own
        width = min(self._wished[0] + (self._wished[1] > room), self.app.size.width)
        lines.styles.width, lines.styles.height = width, height
        x = max(0, min(self._at.x, self.app.size.width - width))
        y = self._at.y if self._at.y + height <= self.app.size.height else self._at.y - height
        lines.styles.offset = (x, max(0, min(y, self.app.size.height - height)))

    @on(OptionList.OptionSelected)
    def _on_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        command = self._offered[event.option_id or ""]
        self.dismiss(None)
        self.app.call_later(self.app.run_action, command.action, command.node)

    def on_click(self, event: events.Click) -> None:
        """Beside the list: leave it."""
        if not self.query_one(Lines).region.contains_point(event.screen_offset):
            self.dismiss(None)

    def action_leave(self) -> None:
        """Do nothing of it."""
        self.dismiss(None)


def _line(command: Command, titles: int, keys: int) -> Content:
    room = " " * (titles - cell_len(command.title) + 2 + keys - cell_len(command.keys))
    return Content.assemble(command.title, room, (command.keys, "$text-muted"))
