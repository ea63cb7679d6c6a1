"""What was said lately, when and how bad; the ways to the log and to the check of everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.tui.crash import log_path
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines


class Said(NamedTuple):
    """One message."""

    severity: str
    """`information`, `warning` or `error`."""
    words: str
    at: str
    """By the clock of this place, as `14:02:07`."""


#: Sign, word and colour of each severity: told apart also without colour.
LOOKS = {
    "error": ("✗", "error", "$text-error"),
    "warning": ("!", "warning", "$text-warning"),
    "information": ("·", "", "$text-muted"),
}


class MessagesScreen(Dialog[None]):
    """Messages of this session, newest first."""

    CSS_PATH = "../styles/palette.tcss"
    BINDINGS = [
        bind("messages.copy", "copy", show=True),
        bind("messages.copy_all", "copy_all", show=True),
        bind("messages.log", "log", show=True),
        bind("messages.check", "check", show=True),
    ]

    lines = getters.query_one(Lines)

    def __init__(self, home: Path, said: Sequence[Said]) -> None:
        super().__init__()
        self._home, self._said = home, said[::-1]

    def compose(self) -> ComposeResult:
        """The list, the place of the log, what can be done."""
        with Vertical(classes="dialog", id="messages") as box:
            box.border_title = "Messages"
            box.border_subtitle = "y copy · Y copy all · l log · d diagnostics · esc back"
            yield Lines()
            yield Static(Content(f"\nLog file: {log_path(self._home)}"), classes="muted")
            with Horizontal(classes="buttons"):
                yield Button("Copy all", id="copy-all", disabled=not self._said)
                yield Button("Log", id="log")
                yield Button("Diagnostics", id="check")

    def on_mount(self) -> None:
        """Fill the list."""
        self.lines.add_options(Option(paint_said(said)) for said in self._said)
        if not self._said:
            nothing = Content("Nothing was said yet. What toasts say is kept here until you leave.")
            self.lines.add_option(Option(nothing, disabled=True))
        else:
            self.lines.highlighted = 0
        self.lines.focus()

    @on(OptionList.OptionSelected)
    def action_copy(self) -> None:
        """Copy the message under the cursor."""
        at = self.lines.highlighted
        if at is not None and at < len(self._said):
            self.app.copy_to_clipboard(said_text(self._said[at]))
            self._title("Messages · copied")

    @on(Button.Pressed, "#copy-all")
    def action_copy_all(self) -> None:
        """Copy all messages, oldest first."""
        self.app.copy_to_clipboard("\n".join(said_text(said) for said in reversed(self._said)))
        self._title("Messages · all copied")

    def _title(self, words: str) -> None:
        self.query_one("#messages").border_title = words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is copied before anything was said."""
        return bool(self._said) if action in ("copy", "copy_all") else True

    @on(Button.Pressed, "#log")
    def action_log(self) -> None:
        """The log of errors."""
        from lattice.tui.screens.log import LogScreen

        self.app.push_screen(LogScreen(self._home))

    @on(Button.Pressed, "#check")
    def action_check(self) -> None:
        """Check everything that can be wrong."""
        from lattice.tui.screens.diagnostics import DiagnosticsScreen

        self.app.push_screen(DiagnosticsScreen(self._home))


def paint_said(said: Said) -> Content:
    """When, how bad, and what, its further lines below."""
    sign, word, style = LOOKS.get(said.severity, LOOKS["information"])
    lines = "\n           ".join(one_line(line) for line in said.words.splitlines())
    return Content.assemble(
        (f"{sign} ", style), (f"{said.at} ", "$text-muted"), (f"{word}: " if word else "", style), lines
    )


def said_text(said: Said) -> str:
    """The same to be copied."""
    word = LOOKS.get(said.severity, LOOKS["information"])[1]
    return f"{said.at} {word + ': ' if word else ''}{said.words}"
