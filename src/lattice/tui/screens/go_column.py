"""Go to a column: its name by a few letters."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lattice.model.schema import Table
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.palette import fuzzy
from lattice.tui.session import ViewState
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.table import view


class GoToColumn(Dialog[str | None]):
    """Type some letters; the answer is the id of the column under the list's cursor."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/looking.tcss"]
    BINDINGS = [
        bind("filter.next", "move(1)"),
        bind("filter.previous", "move(-1)"),
    ]
    field = getters.query_one(Input)
    lines = getters.query_one(Lines)

    def __init__(self, table: Table, state: ViewState) -> None:
        super().__init__()
        self._table, self._view = table, state

    def compose(self) -> ComposeResult:
        """The letters and the columns that have them."""
        with Vertical(classes="dialog -columns") as box:
            box.border_title = "Go to column"
            box.border_subtitle = "type some letters · enter goes there · esc back"
            yield Input(placeholder="a few letters of its name")
            yield Lines()

    def on_mount(self) -> None:
        """All columns, as they stand."""
        self._list("")
        self.field.focus()

    @on(Input.Changed)
    def _on_letters(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, letters: str) -> None:
        columns = view.ordered(self._table, self._view)
        found = [(match, column) for column in columns if (match := fuzzy(letters, column.name))]
        if letters:
            found.sort(key=lambda pair: -pair[0].score)
        options = []
        for _, column in found:
            hidden = "hidden  " if column.id in self._view.hidden else ""
            note = f"  {column.type.value}  {hidden}{one_line(column.definition)}"
            name = fit_cells(one_line(column.name), 24)
            options.append(Option(Content.assemble(name, (note, "$text-muted")), id=column.id))
        self.lines.set_options(options)
        self.lines.highlighted = 0 if options else None

    def action_move(self, by: int) -> None:
        """The cursor of the list, while the letters keep the focus."""
        if self.lines.option_count:
            self.lines.highlighted = ((self.lines.highlighted or 0) + by) % self.lines.option_count

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _take(self) -> None:
        if self.lines.highlighted_id is not None:
            self.dismiss(self.lines.highlighted_id)
