"""One table as a tab, and what one does with its rows."""

from __future__ import annotations

from textual import on
from textual.events import Paste

from lattice.ingest.portion import EVERYTHING, Portion
from lattice.tui.dropping import dropped
from lattice.tui.keys import bind
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.table import rows, view
from lattice.tui.widgets.table.browsing import BrowsePane
from lattice.tui.work import start


class TablePane(BrowsePane):
    """The rows of one table."""

    BINDINGS = [
        bind("grid.new", "row('new')"),
        bind("grid.delete", "row('delete')"),
        bind("grid.link", "row('link')"),
        bind("grid.share", "row('share')"),
        bind("grid.follow", "row('follow')"),
        bind("grid.change_many", "row('change_many')"),
        bind("grid.change_fields", "row('change_fields')"),
        bind("grid.copy", "row('copy_cell')"),
        bind("grid.copy_row", "row('copy_rows')"),
        bind("grid.copy_as", "row('copy_as')"),
        bind("grid.paste", "row('paste')"),
        bind("grid.fill_down", "row('fill_down')"),
    ]
    HELP = "The rows of a table. / filters, s sorts, e edits in place, enter opens a row, space selects."

    async def exported(self) -> tuple[str, Portion]:
        """The rows or cells selected, else what the filter shows; as they are sorted, the columns shown."""
        if self.table is None:
            return "", EVERYTHING
        selection, block = await self.grid.chosen(), self.grid.block
        columns = [c.name for c in view.shown(self.table, self.view) if not c.masked]
        if block is not None:
            columns = [name for name in columns if name in block.columns]
        return self.table.name, Portion(
            where=self.view.where,
            sort=self.view.sort,
            columns=tuple(columns),
            ids=selection.ids if selection.ids and not selection.everything else None,
            without=selection.without,
        )

    @on(messages.RowOpened)
    def _on_open(self, event: messages.RowOpened) -> None:
        event.stop()
        self.post_message(self.Inspect(self.key.table_id, event.row.id, open=True, part="fields"))

    @on(messages.CellEditRequested)
    def _on_edit(self, event: messages.CellEditRequested) -> None:
        event.stop()
        if self.table is not None and (column := self.table.find(event.column)):
            start(self, rows.edit_cell(self, event.row, column), group="edit", exclusive=False, opens=True)

    def on_paste(self, event: Paste) -> None:
        """Cells of a spreadsheet; files that are dropped here are for the screen to take."""
        if self.table is None or not self.grid.has_focus or not event.text or dropped(event.text):
            return
        event.stop()
        from lattice.tui.widgets.table.pasting import paste

        start(self, paste(self, event.text), group="write", exclusive=False, opens=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no row, none is changed."""
        if action == "row" and self.no_rows:
            return parameters in rows.WITHOUT_ROWS
        return super().check_action(action, parameters)

    def action_row(self, what: str) -> None:
        """Do something with the rows selected, or the one under the cursor."""
        if self.table is not None:
            start(self, rows.DEEDS[what](self), group="write", exclusive=False, opens=what in rows.OPENING)
