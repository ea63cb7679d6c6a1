"""The workspace's own instructions to every assistant, as a text to write in."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.editors.inputs import AreaInput
from lattice.tui.widgets.editors.spelling import spell, unspell


class InstructionsScreen(Dialog[str | None]):
    """Answers the text, or None when it was left as it was."""

    BINDINGS = [bind("edit.save", "save", show=True)]

    area = getters.query_one(AreaInput)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """What it is for, the text, the buttons."""
        with Vertical(classes="dialog -tall", id="instructions") as box:
            box.border_title = "Instructions for assistants"
            box.border_subtitle = "^s saves · esc back"
            yield Static(
                "What every assistant of this workspace should know and do: names, habits, what to leave "
                "alone. Everybody here shares them. What agents may do is held by the policy, not by this.",
                classes="muted",
                markup=False,
            )
            yield AreaInput(spell(self._text, lines=True), id="instructions-text", soft_wrap=True)
            with Horizontal(classes="buttons"):
                yield Button("Save", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Write at once."""
        self.area.focus()

    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Keep it."""
        self.dismiss(unspell(self.area.text))

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
