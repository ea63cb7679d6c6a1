"""Before a column gets another type: every value that does not fit, whose it is and why."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import CheckRetype, Misfits, Misfitting
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines
from lattice.tui.words import said, short_id
from lattice.tui.work import start

#: Values that are read at a time.
PAGE = 200
#: Cells that a row's name and its value have at most; in narrow terminals the reason goes first.
LABEL_CELLS, VALUE_CELLS = 30, 40
#: Cells of the usual reasons, and of what stands around the lines.
REASON_CELLS, AROUND = 22, 16
#: Lines of the screen that are not of the list.
OTHER_LINES = 12


class Answer(NamedTuple):
    """What is wanted."""

    row_id: str = ""
    """The row to go to; empty: change the type and empty what does not fit."""


class MisfitLines(Lines):
    """Values that do not fit; the wheel asks for more of them as the cursor does."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and new_value >= self.max_scroll_y - self.size.height:
            self.post_message(self.EndNear(self))


class RetypePreview(Dialog[Answer | None]):
    """Answers what is wanted. Nothing has been changed while it is open."""

    CSS_PATH = ["../../styles/dialogs.tcss", "../../styles/retype.tcss"]
    BINDINGS = [bind("edit.save", "accept", show=True)]
    HELP = "All values that do not fit, with their rows. enter goes to the row, ^s changes the type anyway."

    lines = getters.query_one(MisfitLines)

    def __init__(self, bench: Bench, check: CheckRetype, first: Misfits) -> None:
        super().__init__()
        self._bench, self._check, self._first = bench, check, first
        self._next = first.next
        self._listed = 0
        self._reading = False

    def compose(self) -> ComposeResult:
        """How many, which, and what becomes of them."""
        check, first = self._check, self._first
        with Vertical(classes="dialog", id="retype") as box:
            name = f"{one_line(check.table, 30)}.{one_line(check.column, 30)}"
            box.border_title = Content(f"{name} as {one_line(check.target or check.type.value, 30)}")
            box.border_subtitle = "enter goes to the row · ^s changes it · esc back"
            yield Static(
                Content.assemble(
                    (f"✗ {first.count:,} of {first.rows:,} values do not fit.", "bold"),
                    " Changed, they are empty; undo brings them back.",
                ),
                id="retype-what",
            )
            yield MisfitLines()
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="no")
                yield Button("Change, and empty them", id="yes", variant="error")

    def on_mount(self) -> None:
        """Show the first page."""
        self._take(self._first.examples)
        self.lines.highlighted = 0
        self.lines.focus()

    def on_resize(self, event: events.Resize) -> None:
        """The list is as high as its lines, as far as there is room."""
        self.lines.styles.max_height = max(4, event.size.height - OTHER_LINES)

    def _take(self, misfits: tuple[Misfitting, ...]) -> None:
        room = min(int(self.app.size.width * 0.92), 120) - AROUND - REASON_CELLS
        label, value = min(LABEL_CELLS, room * 2 // 5), min(VALUE_CELLS, room * 3 // 5)
        self.lines.add_options(Option(_line(one, label, value), id=one.row_id) for one in misfits)
        self._listed += len(misfits)
        told = "" if self._next is None else f"{self._listed:,} of {self._first.count:,} so far"
        self.lines.border_subtitle = told

    @on(Lines.EndNear)
    def _more(self, event: Lines.EndNear) -> None:
        event.stop()
        if self._next is not None and not self._reading:
            self._reading = True
            start(self, self._read(self._next), group="misfits")

    async def _read(self, after: str) -> None:
        check = msgspec.structs.replace(self._check, after=after, limit=PAGE)
        try:
            page = (await self._bench.run(check)).value
        finally:
            self._reading = False
        self._next = page.next
        self._take(page.examples)

    @on(OptionList.OptionSelected)
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Answer(event.option.id or ""))

    @on(Button.Pressed, "#yes")
    def action_accept(self) -> None:
        """Change the type, and leave empty what does not fit."""
        self.dismiss(Answer())

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()


def _line(misfit: Misfitting, label_cells: int, value_cells: int) -> Content:
    label = one_line(misfit.label, 60) or short_id(misfit.row_id)
    return Content.assemble(
        f"{fit_cells(label, label_cells)} ",
        (f"{fit_cells(one_line(said(misfit.value), 60), value_cells)} ", "bold"),
        (one_line(misfit.reason, 120), "$text-muted"),
        (" · in the trash" if misfit.trashed else "", "$text-warning"),
    )
