"""The page after a bug: an app of its own, since the one that had the bug cannot be trusted to draw it."""

from __future__ import annotations

import sys
from pathlib import Path

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lattice.model.errors import LatticeError
from lattice.model.visible import visible
from lattice.settings import load_settings
from lattice.tui import clipboard, themes
from lattice.tui.keys import bind


class CrashedApp(App[bool]):
    """What happened, where the report is; answers whether to open Lattice again."""

    CSS_PATH = ["../styles/base.tcss", "../styles/crashed.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        bind("crashed.again", "again", show=True),
        bind("crashed.copy", "copy", show=True),
        bind("crashed.leave", "leave", show=True),
    ]

    def __init__(self, home: Path, place: str) -> None:
        super().__init__()
        self._home, self._place = home, place
        try:
            self._report = Path(place).read_text("utf-8", "replace")
        except OSError:
            self._report = f"{place}."
        self._what = self._report.rstrip().rpartition("\n")[2]

    def compose(self) -> ComposeResult:
        """The words, the report, three ways on."""
        with Vertical(classes="dialog -danger", id="crashed") as box:
            box.border_title = "Lattice stopped because of a mistake in it"
            box.border_subtitle = "enter open again · y copy the report · esc leave"
            yield Static(Content(visible(self._what)), id="crashed-what")
            words = (
                "Nothing that was saved is lost: a change is written before it is shown. Open tabs and what"
                " was being typed come back when you open it again."
            )
            yield Static(Content(words))
            yield Static(Content(f"The report is at {visible(self._place)}"), id="crashed-place")
            yield Static(
                Content("It holds no rows, but may quote a value. Nothing is sent by itself."),
                classes="muted",
            )
            with VerticalScroll(id="crashed-report"):
                yield Static(Content(visible(self._report, lines=True)))
            with Horizontal(classes="buttons"):
                yield Button("Open again", id="again", variant="primary")
                yield Button("Copy the report", id="copy")
                yield Button("Leave", id="leave")

    def on_mount(self) -> None:
        """In the person's colours where they can be had; opening again is what enter does."""
        try:
            self.theme = themes.ready(self, load_settings(self._home).settings.theme, self._home)
        except (LatticeError, OSError):
            self.theme = themes.ready(self, themes.DEFAULT_THEME, self._home)
        self.query_one("#again", Button).focus()

    @on(Button.Pressed, "#again")
    def action_again(self) -> None:
        """Open Lattice where it was left."""
        self.exit(True)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy the report."""
        clipboard.copy(self._report, self.copy_to_clipboard)
        self.query_one("#crashed").border_subtitle = "the report was sent to the clipboard"

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave it at that."""
        self.exit(False)


def crashed(home: Path, place: str) -> bool:
    """Show the page where somebody can see it; whether Lattice is to be opened again."""
    return sys.stdout.isatty() and bool(CrashedApp(home, place).run())
