"""What was said lately, and where the log file is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from lattice.tui.crash import log_path
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines

_LOOKS = {"error": "$text-error", "warning": "$text-warning"}


class MessagesScreen(Dialog[None]):
    """Messages of this session, newest first."""

    CSS_PATH = "../styles/palette.tcss"

    lines = getters.query_one(Lines)

    def __init__(self, home: Path, said: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._home, self._said = home, said

    def compose(self) -> ComposeResult:
        """The list, and the place of the log."""
        with Vertical(classes="dialog", id="messages") as box:
            box.border_title = "Messages"
            yield Lines()
            yield Static(Content(f"\nLog file: {log_path(self._home)}"), classes="muted")

    def on_mount(self) -> None:
        """Fill the list."""
        for severity, words in reversed(self._said):
            mark = ("● ", _LOOKS.get(severity, "$text-muted"))
            lines = "\n  ".join(one_line(line) for line in words.splitlines())
            self.lines.add_option(Option(Content.assemble(mark, lines)))
        if not self._said:
            nothing = Content("Nothing was said yet. What toasts say is kept here until you leave.")
            self.lines.add_option(Option(nothing, disabled=True))
