"""Which columns of a table show, and in which order."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from lattice.model.schema import Column, Table
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.session import ViewState
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table import view


class ColumnsScreen(Dialog[ViewState | None]):
    """Space shows or hides, { and } move, enter keeps it."""

    BINDINGS = [
        bind("grid.select", "switch"),
        bind("grid.move_left", "move(-1)"),
        bind("grid.move_right", "move(1)"),
        bind("edit.save", "save"),
    ]

    def __init__(self, table: Table, state: ViewState) -> None:
        super().__init__()
        self._table = table
        self._view = msgspec.structs.replace(state, order=tuple(c.id for c in view.ordered(table, state)))

    def compose(self) -> ComposeResult:
        """The columns and the two buttons."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"Columns of {one_line(self._table.name, 40)}")
            box.border_subtitle = "space shows or hides · { } move · enter keeps"
            yield Lines()
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="yes", variant="primary")
                yield Button("Up", id="up")
                yield Button("Down", id="down")
                yield Button("Show all", id="all")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self.query_one(Lines).highlighted = 0 if self._table.columns else None
        self.query_one(Lines).focus()

    def _fill(self) -> None:
        lines = self.query_one(Lines)
        held = lines.highlighted_id
        columns = view.ordered(self._table, self._view)
        lines.set_options(Option(self._line(column), id=column.id) for column in columns)
        lines.highlight_id(held)

    def _line(self, column: Column) -> Content:
        here = column.id not in self._view.hidden
        mark = ("● ", "$text-success") if here else ("○ ", "$text-disabled")
        name = (fit_cells(one_line(column.name), 28), "" if here else "$text-muted")
        return Content.assemble(
            mark, name, (f" {column.type.value}  {one_line(column.definition)}", "$text-muted")
        )

    def action_switch(self) -> None:
        """Show the column under the cursor, or hide it; one always stays."""
        held = self.query_one(Lines).highlighted_id
        if held is None:
            return
        changed = view.toggled(self._view, held)
        if len(changed.hidden) < len(self._table.columns):
            self._view = changed
            self._fill()

    def action_move(self, by: int) -> None:
        """Move the column under the cursor."""
        held = self.query_one(Lines).highlighted_id
        order = list(self._view.order)
        if held in order:
            at = order.index(held)
            order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
            self._view = msgspec.structs.replace(self._view, order=tuple(order))
            self._fill()

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
            case "all":
                self._view = msgspec.structs.replace(self._view, hidden=())
                self._fill()
            case _:
                self.action_cancel()

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
