"""Between the command and the workbench: the frame while a workspace opens, and why one could not."""

from __future__ import annotations

import os
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Static

from lattice.model.errors import LatticeError
from lattice.tui.app import LatticeApp
from lattice.tui.widgets.key_line import KeyLine
from lattice.workspaces import WORKSPACE_VARIABLE, Entry, choose


def first_screen(home: Path, wanted: str | None, folder: Path) -> Screen[None]:
    """What a session begins with: the workspace that is meant, why it cannot be, or the welcome."""
    try:
        return OpeningScreen(choose(home, wanted, os.environ.get(WORKSPACE_VARIABLE), folder).entry)
    except LatticeError as error:
        if error.code != "no_workspace":
            return ProblemScreen(None, error)
    from lattice.tui.screens.welcome import WelcomeScreen

    return WelcomeScreen()


class OpeningScreen(Screen[None]):
    """What is painted before the workspace is open: its name, where the workbench will have it."""

    CSS_PATH = "../styles/welcome.tcss"

    app = getters.app(LatticeApp)

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def compose(self) -> ComposeResult:
        """The bar on top and one quiet word."""
        yield Static(Content.assemble(("◆", "$primary"), f" {self.entry.name}"), id="opening-bar")
        yield Static("opening…", id="opening")

    def on_mount(self) -> None:
        """Open once this is on screen."""
        self.call_after_refresh(self._open)

    @work(group="open", exclusive=True)
    async def _open(self) -> None:
        from lattice.tui.coming_in import open_client

        entry = self.entry
        try:
            client = await open_client(self.app, entry)
        except LatticeError as error:
            self.app.flow.problem(entry, error)
            return
        try:
            self.app.registry.use(entry.name)
        except LatticeError as error:
            self.app.tell(error)
        self.app.flow.opened(client, entry)


class ProblemScreen(Screen[None]):
    """Why a workspace could not be opened, and the ways out."""

    CSS_PATH = "../styles/problem.tcss"

    app = getters.app(LatticeApp)

    def __init__(self, entry: Entry | None, error: LatticeError) -> None:
        super().__init__()
        self.entry = entry
        self.error = error

    def compose(self) -> ComposeResult:
        """What, why, what to do, and a button for each way out."""
        name = self.entry.name if self.entry else ""
        title = f"{name} could not be opened" if name else "No workspace could be opened"
        with Vertical(id="problem"):
            yield Static(Content(title), id="problem-title")
            yield Static(Content(self.error.message), id="problem-message")
            yield Static(Content(self.error.hint), id="problem-hint")
            if self.entry:
                yield Static(Content(self.entry.path), id="problem-path")
                checks = "the file" if self._is_local else "the server and the copy that is here"
                yield Static(
                    Content(f"`lattice doctor` checks {checks} and says what can be done."), id="doctor"
                )
            with Horizontal(classes="buttons"):
                if self.entry:
                    yield Button("Try again", id="again", variant="primary")
                    yield Button("Forget it" if self._is_local else "Sign out", id="forget")
                if self.entry and not self._is_local:
                    yield Button("Come in again", id="join")
                yield Button("Other workspaces", id="others")
                yield Button("Quit", id="quit")
        yield KeyLine()

    @on(Button.Pressed, "#again")
    def _again(self) -> None:
        if self.entry:
            self.app.flow.open(self.entry)

    @on(Button.Pressed, "#forget")
    def _forget(self) -> None:
        if self.entry and self._is_local:
            self.app.flow.forget(self.entry)
        elif self.entry:
            self.app.flow.sign_out(self.entry)

    @property
    def _is_local(self) -> bool:
        return self.entry is None or self.entry.kind != "cloud"

    @on(Button.Pressed, "#join")
    def _join(self) -> None:
        self.app.flow.join()

    @on(Button.Pressed, "#others")
    def _others(self) -> None:
        if self.app.registry.entries():
            self.app.flow.switch()
        else:
            self.app.flow.begin()

    @on(Button.Pressed, "#quit")
    def _quit(self) -> None:
        self.app.exit()
