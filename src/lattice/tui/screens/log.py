"""The log of errors, newest first, each entry in full below; copied whole or one by one."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.visible import visible
from lattice.tui.crash import Logged, log_path, read_log
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines
from lattice.tui.work import start

_LOOKS = {"ERROR": ("✗", "$text-error"), "CRITICAL": ("✗", "$text-error"), "WARNING": ("!", "$text-warning")}


class LogScreen(Dialog[None]):
    """Entries of the log file."""

    CSS_PATH = "../styles/messages.tcss"
    BINDINGS = [
        bind("messages.copy", "copy", show=True),
        bind("messages.copy_all", "copy_all", show=True),
    ]

    lines = getters.query_one(Lines)

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._entries: list[Logged] = []

    def compose(self) -> ComposeResult:
        """The entries above, one of them below."""
        with Vertical(classes="dialog -page", id="log-screen") as box:
            box.border_title = "Log"
            box.border_subtitle = "y copy · Y copy all · esc back"
            yield Lines()
            with VerticalScroll(id="log-entry"):
                yield Static("", id="log-text", markup=False)
            yield Static(Content(str(log_path(self._home))), classes="muted")
            with Horizontal(classes="buttons"):
                yield Button("Copy", id="copy")
                yield Button("Copy all", id="copy-all")

    def on_mount(self) -> None:
        """Read it."""
        self.lines.focus()
        start(self, self._read(), group="log")

    async def _read(self) -> None:
        try:
            self._entries = await asyncio.to_thread(read_log, self._home)
        except OSError as error:
            self.query_one("#log-text", Static).update(Content(f"It cannot be read: {error.strerror}."))
            return
        self.lines.set_options(Option(_paint(entry)) for entry in self._entries)
        for button in self.query("#copy, #copy-all").results(Button):
            button.disabled = not self._entries
        self.refresh_bindings()
        if self._entries:
            self.lines.highlighted = 0
        else:
            self.query_one("#log-text", Static).update(
                Content.assemble(
                    "Nothing was logged yet. What goes wrong will be written to\n",
                    (str(log_path(self._home)), "bold"),
                )
            )

    @on(OptionList.OptionHighlighted)
    def _on_move(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        text = visible(self._entries[event.option_index].text, lines=True)
        self.query_one("#log-text", Static).update(Content(text))
        self.query_one("#log-entry").scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query_one("#log-entry").focus()

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy the entry under the cursor."""
        at = self.lines.highlighted
        if at is not None and at < len(self._entries):
            self._copy(self._entries[at : at + 1])

    @on(Button.Pressed, "#copy-all")
    def action_copy_all(self) -> None:
        """Copy what is listed, oldest first."""
        self._copy(self._entries[::-1])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is copied where nothing is listed."""
        return bool(self._entries) if action in ("copy", "copy_all") else True

    def _copy(self, entries: list[Logged]) -> None:
        text = "\n".join(f"{e.at} {e.level} {e.source}: {e.text}" for e in entries)
        self.app.copy_to_clipboard(visible(text, lines=True))
        self.app.notify(f"Copied {len(entries):,} {'entry' if len(entries) == 1 else 'entries'} of the log.")


def _paint(entry: Logged) -> Content:
    sign, style = _LOOKS.get(entry.level, ("·", "$text-muted"))
    last = entry.text.rstrip().rpartition("\n")[2]
    first = entry.text.partition("\n")[0]
    words = first if last in ("", first) else f"{first}: {last}"
    return Content.assemble(
        (f"{sign} ", style),
        (f"{entry.at}  ", "$text-muted"),
        (f"{entry.level.lower():<8}", style),
        one_line(words),
    )
