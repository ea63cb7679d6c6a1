"""Asks for a path: of a file or folder that is there, or whatever a path is wanted for."""

from __future__ import annotations

from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.path_input import PathInput


class PathDialog(Dialog[Path | None]):
    """A path with completion; what becomes of it is said by `accept`. None when it was left."""

    path = getters.query_one(PathInput)

    def __init__(self, title: str, label: str, verb: str, *, value: str = "", placeholder: str = "") -> None:
        super().__init__()
        self._title, self._label, self._verb = title, label, verb
        self._value, self._placeholder = value, placeholder

    def compose(self) -> ComposeResult:
        """The field and its buttons."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(self._title)
            yield Static(Content(self._label), classes="muted")
            yield PathInput(self._value, placeholder=self._placeholder)
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._verb), id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def accept(self, path: str) -> None:
        """Take what was typed, or say what is wrong with it."""
        raise NotImplementedError

    def say(self, problem: str) -> None:
        """Say what is wrong, under the field."""
        self.query_one(".problem", Static).update(Content(problem))

    @on(Input.Changed)
    def _changed(self) -> None:
        self.say("")

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def _accept(self) -> None:
        self.accept(self.path.value)

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


class AskPath(PathDialog):
    """The path of something that is there."""

    def __init__(self, title: str, label: str, verb: str) -> None:
        super().__init__(title, label, verb, placeholder="~/data/people.csv  (tab completes)")

    def accept(self, path: str) -> None:
        """Only what is there is taken."""
        if not path:
            self.say("Type the path of a file or a folder.")
        elif not Path(path).exists():
            self.say(f"There is nothing at {path}.")
        else:
            self.dismiss(Path(path).absolute())
