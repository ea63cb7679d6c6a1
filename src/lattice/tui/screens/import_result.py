"""What an import did: rows read, added, changed, refused, and why."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button
from textual.widgets.option_list import Option

from lattice.ingest.loading import Imported
from lattice.tui.importing import Result
from lattice.tui.literal import one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.working import duration
from lattice.tui.widgets.lists import Lines

_SHOWN = 200


class ImportResult(Dialog[None]):
    """One block for each table; refused lines are listed with their number."""

    CSS_PATH = "../styles/dialogs.tcss"

    lines = getters.query_one(Lines)

    def __init__(self, imported: Result) -> None:
        super().__init__()
        self._imported = imported

    def compose(self) -> ComposeResult:
        """The lines and the way on."""
        refused = any(done.refused for done in self._imported.done)
        with Vertical(classes="dialog") as box:
            box.border_title = "Imported, some lines refused" if refused else "Imported"
            box.border_subtitle = Content(f"in {duration(self._imported.seconds)} · u takes it back")
            yield Lines()
            with Horizontal(classes="buttons"):
                yield Button("Look at it", id="done", variant="primary")

    def on_mount(self) -> None:
        """Fill the lines."""
        for done in self._imported.done:
            self.lines.add_options([Option(line) for line in _lines(done)])
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _close(self) -> None:
        self.dismiss(None)


def _lines(done: Imported) -> list[Content]:
    counts = [f"{done.added:,} added"]
    if done.changed:
        counts.append(f"{done.changed:,} changed")
    if done.unchanged:
        counts.append(f"{done.unchanged:,} as they were")
    lines = [Content.assemble((one_line(done.table), "bold"), "  ", " · ".join(counts))]
    if done.refused:
        lines.append(
            Content.assemble(
                (f"  {done.refused:,} {'line' if done.refused == 1 else 'lines'} refused:", "$text-error")
            )
        )
    for refusal in done.refusals[:_SHOWN]:
        where = f"  line {refusal.line:,}" + (f", {one_line(refusal.column, 30)}" if refusal.column else "")
        lines.append(Content.assemble((where, "$text-muted"), ": ", one_line(refusal.reason, 160)))
    if done.refused > _SHOWN:
        lines.append(Content(f"  … and {done.refused - _SHOWN:,} more"))
    return lines
