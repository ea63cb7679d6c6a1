"""One table as a tab, and what one does with its rows."""

from __future__ import annotations

from textual import on

from lattice.tui.keys import bind
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.table import rows
from lattice.tui.widgets.table.browsing import BrowsePane
from lattice.tui.work import start

#: Rows that a filter names one by one; 28 characters each, and a filter has at most 10,000.
NAMED_IDS = 300


class TablePane(BrowsePane):
    """The rows of one table."""

    BINDINGS = [
        bind("grid.new", "row('new')"),
        bind("grid.delete", "row('delete')"),
        bind("grid.link", "row('link')"),
        bind("grid.share", "row('share')"),
        bind("grid.follow", "row('follow')"),
        bind("grid.change_many", "row('change_many')"),
        bind("grid.copy", "row('copy_cell')"),
        bind("grid.copy_row", "row('copy_rows')"),
    ]
    HELP = "The rows of a table. / filters, s sorts, e edits in place, enter opens a row, space selects."

    @property
    def exported(self) -> tuple[str, str]:
        """The rows selected, as far as a filter can name them; else those that the filter shows."""
        selection = self.grid.selection
        if not selection.everything and 0 < len(selection.ids) <= NAMED_IDS:
            return self.title, f"_id in ({', '.join(sorted(selection.ids))})"
        return self.title, self.view.where

    @on(messages.RowOpened)
    def _on_open(self, event: messages.RowOpened) -> None:
        event.stop()
        self.post_message(self.Inspect(self.key.table_id, event.row.id, open=True, part="fields"))

    @on(messages.CellEditRequested)
    def _on_edit(self, event: messages.CellEditRequested) -> None:
        event.stop()
        if self.table is not None and (column := self.table.find(event.column)):
            start(self, rows.edit_cell(self, event.row, column), group="edit", exclusive=False, opens=True)

    def action_row(self, what: str) -> None:
        """Do something with the rows selected, or the one under the cursor."""
        if self.table is not None:
            start(self, rows.DEEDS[what](self), group="write", exclusive=False, opens=what in rows.OPENING)
