"""Asks for the path of a file or folder that is there."""

from __future__ import annotations

from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.path_input import PathInput


class AskPath(Dialog[Path | None]):
    """A path with completion; answers it when something is there, None when it was left."""

    path = getters.query_one(PathInput)

    def __init__(self, title: str, label: str, verb: str) -> None:
        super().__init__()
        self._title, self._label, self._verb = title, label, verb

    def compose(self) -> ComposeResult:
        """The field and its buttons."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._label), classes="muted")
            yield PathInput(placeholder="~/data/people.csv  (tab completes)")
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._verb), id="yes", variant="primary")
                yield Button("Cancel", id="no")

    @on(Input.Changed)
    def _changed(self) -> None:
        self._say("")

    def _say(self, problem: str) -> None:
        self.query_one(".problem", Static).update(Content(problem))

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def _accept(self) -> None:
        path = self.path.value
        if not path:
            self._say("Type the path of a file or a folder.")
        elif not Path(path).exists():
            self._say(f"There is nothing at {path}.")
        else:
            self.dismiss(Path(path).absolute())

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
