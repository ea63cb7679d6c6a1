"""Which columns of a table show, in which order, how wide, and which stay in sight."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from lattice.model.schema import Column, Table
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.palette import fuzzy
from lattice.tui.session import ViewState
from lattice.tui.widgets.grid.layout import MAX_WIDTH, MIN_WIDTH
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table import view

#: Cells that a column becomes wider or narrower by.
STEP = 2
#: Width that a column begins with when it is widened and was never on the screen.
USUAL_WIDTH = 12


class ColumnsScreen(Dialog[ViewState | None]):
    """Space shows or hides, { } move, f freezes, < > size, w fits, / searches, enter keeps it all."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/looking.tcss"]
    BINDINGS = [
        bind("columns.turn", "switch", show=True),
        bind("columns.freeze", "freeze", show=True),
        bind("columns.search", "search", show=True),
        bind("columns.earlier", "move(-1)"),
        bind("columns.later", "move(1)"),
        bind("columns.widen", f"widen({STEP})"),
        bind("columns.narrow", f"widen({-STEP})"),
        bind("columns.fit", "fit"),
        bind("edit.save", "save"),
    ]
    lines = getters.query_one(Lines)
    letters = getters.query_one(Input)

    def __init__(self, table: Table, state: ViewState, widths: Mapping[str, int], at: str = "") -> None:
        super().__init__()
        self._table = table
        self._view = msgspec.structs.replace(state, order=tuple(c.id for c in view.ordered(table, state)))
        self._widths = widths
        self._at = at

    def compose(self) -> ComposeResult:
        """The letters to search by, the columns, the buttons."""
        with Vertical(classes="dialog -columns") as box:
            box.border_title = Content(f"Columns of {one_line(self._table.name, 40)}")
            box.border_subtitle = "space shows or hides · { } move · f freezes · < > w size · enter keeps"
            yield Input(placeholder="/ searches", compact=True)
            yield Lines()
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="yes", variant="primary")
                yield Button("Up", id="up")
                yield Button("Down", id="down")
                yield Button("Freeze", id="freeze")
                yield Button("Show all", id="all")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Fill the list, the column that the cursor was in under its cursor."""
        self._fill()
        self.lines.highlighted = 0 if self._table.columns else None
        self.lines.highlight_id(self._at)
        self.lines.focus()

    def _fill(self) -> None:
        held = self.lines.highlighted_id
        columns = view.ordered(self._table, self._view)
        letters = self.letters.value.strip()
        found = [c for c in columns if fuzzy(letters, c.name) is not None]
        shown = [c.id for c in columns if c.id not in self._view.hidden]
        frozen = set(shown[: self._view.frozen or 1])
        self.lines.set_options(Option(self._line(column, frozen), id=column.id) for column in found)
        self.lines.highlight_id(held)
        if self.lines.highlighted is None and found:
            self.lines.highlighted = 0

    def _line(self, column: Column, frozen: set[str]) -> Content:
        here = column.id not in self._view.hidden
        mark = ("● ", "$text-success") if here else ("○ ", "$text-disabled")
        name = (fit_cells(one_line(column.name), 24), "" if here else "$text-muted")
        by_hand = self._view.widths.get(column.id)
        width = f"{by_hand} cells" if by_hand else "fitted"
        kept = "frozen" if column.id in frozen else ""
        note = f" {column.type.value:<9}  {width:<9}  {kept:<6}  {one_line(column.definition)}"
        return Content.assemble(mark, name, (note, "$text-muted"))

    def action_switch(self) -> None:
        """Show the column under the cursor, or hide it; one always stays."""
        held = self.lines.highlighted_id
        if held is None:
            return
        changed = view.toggled(self._view, held)
        if len(changed.hidden) < len(self._table.columns):
            self._change(changed)
        else:
            self.notify("One column stays in sight.", markup=False)

    def action_move(self, by: int) -> None:
        """Move the column under the cursor."""
        held = self.lines.highlighted_id
        order = list(self._view.order)
        if held in order:
            at = order.index(held)
            order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
            self._change(msgspec.structs.replace(self._view, order=tuple(order)))

    def action_freeze(self) -> None:
        """Keep the columns up to this one in sight, or only the first."""
        shown = [c.id for c in view.shown(self._table, self._view)]
        held = self.lines.highlighted_id
        if held in shown:
            wanted = shown.index(held) + 1
            frozen = 0 if self._view.frozen == wanted else wanted
            self._change(msgspec.structs.replace(self._view, frozen=frozen))
        elif held is not None:
            self.notify("A hidden column cannot be frozen; space shows it.", markup=False)

    def action_widen(self, by: int) -> None:
        """Give the column under the cursor more room, or less."""
        held = self.lines.highlighted_id
        if held is not None:
            width = self._view.widths.get(held) or self._widths.get(held, USUAL_WIDTH)
            self._change(view.widened(self._view, held, min(MAX_WIDTH, max(MIN_WIDTH, width + by))))

    def action_fit(self) -> None:
        """Let the column under the cursor be as wide as what is in it."""
        held = self.lines.highlighted_id
        if held is not None:
            self._change(view.fitted(self._view, [held]))

    def action_search(self) -> None:
        """Type letters that the columns have in their names."""
        self.letters.focus()

    def _change(self, changed: ViewState) -> None:
        self._view = changed
        self._fill()

    @on(Input.Changed)
    def _on_letters(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _on_found(self, event: Input.Submitted) -> None:
        event.stop()
        self.lines.focus()

    def action_cancel(self) -> None:
        """Leave the search, or the screen with nothing changed."""
        if self.letters.has_focus:
            self.letters.value = ""
            self.lines.focus()
        else:
            super().action_cancel()

    @on(OptionList.OptionSelected)
    def action_save(self) -> None:
        """Keep it."""
        self.dismiss(self._view)

    @on(Button.Pressed)
    def _on_press(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "yes":
                self.action_save()
            case "up":
                self.action_move(-1)
            case "down":
                self.action_move(1)
            case "freeze":
                self.action_freeze()
            case "all":
                self._change(msgspec.structs.replace(self._view, hidden=()))
            case _:
                self.action_cancel()

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
