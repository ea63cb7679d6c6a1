"""A box to paste a text into, which becomes a file."""

from __future__ import annotations

from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static, TextArea

from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.editors.inputs import FreeArea


class Pasted(NamedTuple):
    """A text with the name that it is to have."""

    name: str
    """Empty to be called after its first line."""
    text: str


class PasteScreen(Dialog[Pasted | None]):
    """A name and many lines; answers them, or None when it was left."""

    CSS_PATH = "../styles/bring_in.tcss"
    BINDINGS = [bind("edit.save", "accept", show=True)]
    HELP = "Paste or type a text; it becomes a file of this workspace."

    area = getters.query_one(TextArea)

    def compose(self) -> ComposeResult:
        """The name, the text, the buttons."""
        with Vertical(classes="dialog -paste") as box:
            box.border_title = "Paste a text"
            box.border_subtitle = "^s keeps it · esc back"
            yield Input(placeholder="name, such as minutes.md; else its first line", id="paste-name")
            # no language: highlighting as one types costs more than it shows
            yield FreeArea("", language=None, id="paste-text", tab_behavior="focus", show_line_numbers=False)
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Keep it", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Begin where the text goes."""
        self.area.focus()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.query_one(".problem", Static).update("")

    @on(Input.Submitted)
    def _named(self) -> None:
        self.area.focus()

    @on(Button.Pressed, "#yes")
    def action_accept(self) -> None:
        """Keep it, when there is something."""
        if not self.area.text.strip():
            self.query_one(".problem", Static).update(Content("There is no text yet."))
            self.area.focus()
            return
        self.dismiss(Pasted(self.query_one("#paste-name", Input).value.strip(), self.area.text))

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
