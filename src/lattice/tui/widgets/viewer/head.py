"""What stands over a file: the ways to show it, what it is, and what has to be known before one reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.model.files import File
from lattice.tui.widgets.viewer.details import facts, warnings
from lattice.tui.widgets.viewer.modes import Mode

_SIGNS = {"error": "✗", "warning": "⚠", "muted": "·"}


class ModeName(Static):
    """The name of a way to show the file, to be clicked."""

    def __init__(self, mode: Mode) -> None:
        super().__init__(mode.value, classes="mode", markup=False)
        self.mode = mode

    def on_click(self, event: events.Click) -> None:
        """Show it so."""
        event.stop()
        self.post_message(Head.Picked(self.mode))


class Head(Vertical):
    """One line with the ways, and a line for each warning."""

    @dataclass
    class Picked(Message):
        """A way to show the file is wanted."""

        mode: Mode

    def compose(self) -> ComposeResult:
        """The lines."""
        with Horizontal(classes="mode-line"):
            yield Horizontal(classes="mode-names")
            yield Static("", classes="mode-facts", markup=False)
        yield Static("", classes="mode-warnings", markup=False)

    async def show(self, file: File, modes: Sequence[Mode], current: Mode) -> None:
        """Say what the file is and how it is shown."""
        names = self.query_one(".mode-names", Horizontal)
        if [name.mode for name in names.query(ModeName)] != list(modes):
            await names.remove_children()
            await names.mount_all([ModeName(mode) for mode in modes])
        for name in names.query(ModeName):
            name.set_class(name.mode is current, "current")
        self.query_one(".mode-facts", Static).update(Content(facts(file)))
        found = [
            Content.assemble((f"{_SIGNS[tone]} {words}", f"$text-{tone}")) for words, tone in warnings(file)
        ]
        banner = self.query_one(".mode-warnings", Static)
        banner.update(Content("\n").join(found))
        banner.display = bool(found)
