"""A secret that is shown once: to be copied now, and gone with the dialog."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog


class ShownOnce(Dialog[None]):
    """Shows one string; nothing of it is kept."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [bind("once.copy", "copy", show=True)]
    HELP = "What stands in the frame is shown this once: y copies it, or select it with the mouse."

    def __init__(self, title: str, secret: str, words: str) -> None:
        super().__init__()
        self._title, self._secret, self._words = title, secret, words

    def compose(self) -> ComposeResult:
        """The string, what it is for, the buttons."""
        with Vertical(classes="dialog", id="once") as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "y copies · esc when it is sent"
            yield Static("Shown this once: nothing can bring it back, another can be made.", markup=False)
            with VerticalScroll(id="once-frame", can_focus=False):
                yield Static(Content(self._secret), id="once-secret")
            yield Static(Content(self._words), classes="muted")
            yield Static("", id="once-copied", classes="good")
            with Horizontal(classes="buttons"):
                yield Button("Copy", id="copy", variant="primary")
                yield Button("Done", id="done")

    def on_mount(self) -> None:
        """Copying is what comes next."""
        self.query_one("#copy").focus()

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Hand it to the terminal, which may or may not keep it."""
        self.app.copy_to_clipboard(self._secret)
        words = "Sent to the terminal's clipboard. If it does not arrive, select it with the mouse."
        self.query_one("#once-copied", Static).update(Content(words))

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        self.dismiss(None)
