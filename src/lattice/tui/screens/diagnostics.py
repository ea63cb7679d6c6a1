"""What `lattice doctor` says of this machine and of the workspace that is open, to be read and copied."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from lattice.model.errors import LatticeError
from lattice.model.findings import Finding, mark_of
from lattice.model.visible import visible
from lattice.tui.crash import log_path, surroundings
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp

#: Sign, word and colour of what was found.
_LOOKS = {
    "ok": ("✓", "$text-success"),
    "note": ("!", "$text-warning"),
    "mended": ("✓", "$text-warning"),
    "WRONG": ("✗", "$text-error"),
}


class DiagnosticsScreen(Dialog[None]):
    """Facts and findings."""

    CSS_PATH = "../styles/messages.tcss"
    BINDINGS = [bind("messages.copy", "copy", show=True)]

    if TYPE_CHECKING:
        app = getters.app(LatticeApp)

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self._text = ""

    def compose(self) -> ComposeResult:
        """One long text."""
        with Vertical(classes="dialog -page", id="diagnostics") as box:
            box.border_title = "Diagnostics"
            box.border_subtitle = "y copy · esc back"
            with VerticalScroll(id="found"):
                yield Static("Checking everything…", id="found-text", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Copy", id="copy")

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#found").focus()
        start(self, self._check(), group="check")

    async def _check(self) -> None:
        from lattice import household

        facts = [*surroundings(), ("theme", self.app.theme), ("log", str(log_path(self._home)))]
        # asking the keyring alone takes longer than a key may
        findings = await asyncio.to_thread(lambda: list(household.check(self._home)))
        self._show(facts, findings, "Checking the workspace that is open…")
        client, entry = self.app.client, self.app.entry
        if client is not None and entry is not None:
            try:
                found = await client.check()
            except LatticeError as error:
                found = (Finding("open", ok=False, message=error.message, hint=error.hint),)
            findings += [
                Finding(f"{entry.name}, {one.name}", one.ok, one.message, one.hint, one.repaired)
                for one in found
            ]
        sound = all(finding.ok or finding.repaired for finding in findings)
        self._show(facts, findings, "Nothing is wrong." if sound else "Something is wrong; see above.")

    def _show(self, facts: list[tuple[str, str]], findings: list[Finding], words: str) -> None:
        lines = [Content.assemble((f"{name:<11}", "$text-muted"), visible(value)) for name, value in facts]
        lines.append(Content(""))
        for finding in findings:
            word = mark_of(ok=finding.ok, repaired=finding.repaired, hint=finding.hint)
            sign, style = _LOOKS[word]
            lines.append(
                Content.assemble(
                    (f"{sign} {word:<8} ", style),
                    (f"{visible(finding.name)}: ", "bold"),
                    visible(finding.message),
                )
            )
            if finding.hint:
                lines.append(Content.styled(f"{'':<11}{visible(finding.hint)}", "$text-muted"))
        lines += [Content(""), Content.styled(words, "bold")]
        content = Content("\n").join(lines)
        self._text = content.plain
        self.query_one("#found-text", Static).update(content)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy all of it."""
        self.app.copy_to_clipboard(self._text)
        self.app.notify("Copied what was found.", markup=False)
