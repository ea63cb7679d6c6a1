"""Rows as a tab: read when they come to the front, kept current, the cursor told to the inspector."""

from __future__ import annotations

import msgspec
from textual import on

from lattice.model.errors import LatticeError
from lattice.model.schema import Table
from lattice.tui.copied import ROWS
from lattice.tui.keys import bind
from lattice.tui.live import Batch
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.table import columns, view
from lattice.tui.widgets.table.looking import LookPane
from lattice.tui.words import actor_words
from lattice.tui.work import start, tell

#: Actions on the rows that there are.
_OF_ROWS = frozenset(("inspect", "goto", "groups", "figures"))


class BrowsePane(LookPane):
    """What every list of rows does, whatever the rows stand for."""

    BINDINGS = [
        bind("grid.history", "inspect('history')"),
        bind("grid.goto", "goto"),
    ]

    copied_as = ROWS
    """How rows were copied the last time."""
    no_rows = False
    """Whether it is known that there is none."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no row, none is gone to, nothing is counted and no value is looked for."""
        if self.no_rows and (action in _OF_ROWS or parameters in (("only",), ("exclude",))):
            return False
        return super().check_action(action, parameters)

    @on(messages.Counted)
    def _on_rows(self, event: messages.Counted) -> None:
        if self.no_rows is not (event.total == 0):
            self.no_rows = not self.no_rows
            self.refresh_bindings()

    def _row_table(self) -> str:
        """Id of the table that the rows are of."""
        return self.key.table_id

    def load(self) -> None:
        """Show the table as the view says; afterwards only what changed."""
        table = self.table
        if table is None:
            return
        if self._table is None:
            self._open(table)
        elif table != self._table:
            self.view = view.renamed(self.view, self._table, table)
            self._table = table
            self._shape()
            self._read()
        else:
            self.grid.reload()
        if self._flash:
            self.grid.flash(self._flash)
            self._flash = {}
        self._count()

    def _open(self, table: Table) -> None:
        self._table = table
        self.view = view.clean(table, self.view)
        self._shape()
        self.bar.where = self.view.where
        self.grid.set_source(self._source(table), row_id=self._first.row_id or None)
        if self._first.column_id and (column := table.by_id(self._first.column_id)):
            self.grid.go_to_column(column.name)

    def go_to_row(self, row_id: str) -> None:
        """Put the cursor on a row; when the filter hides it, the filter gives way."""
        if self._table is None:
            self._first = msgspec.structs.replace(self._first, row_id=row_id)
            return
        self.grid.go_to_row(row_id)

    def concerns(self, batch: Batch) -> bool:
        """Its own rows, those it refers to, and the schema."""
        table = self.table
        if table is None or batch.schema:
            return True
        targets = {column.target for column in table.columns if column.target}
        return table.id in batch.tables or bool(targets & batch.tables)

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """Rows that someone else changed stand out for a moment."""
        self._flash |= {
            e.row_id: actor_words(e.actor, e.on_behalf_of)
            for e in batch.events
            if e.row_id and e.table_id == self._row_table() and e.actor != self.bench.actor
        }
        super().changed(batch, in_front=in_front)

    def inspect_again(self) -> None:
        """The row under the cursor."""
        row = self.grid.current
        self.post_message(self.Inspect(self._row_table(), row.id if row else None))

    @on(messages.Failed)
    def _on_failed(self, event: messages.Failed) -> None:
        event.stop()
        error = event.error
        if not isinstance(error, LatticeError):
            error = LatticeError("failed", f"The rows could not be read: {type(error).__name__}: {error}.")
        if error.code == "invalid_filter":
            self.bar.complain(error, self.view.where)
        else:
            tell(self, error)

    @on(messages.RowHighlighted)
    def _on_row(self, event: messages.RowHighlighted) -> None:
        event.stop()
        self._tell_column()
        self.post_message(self.Inspect(self._row_table(), event.row.id if event.row else None))
        self.post_message(self.Touched())

    @on(messages.ColumnMoved)
    def _on_column_moved(self, event: messages.ColumnMoved) -> None:
        event.stop()
        self.grid.go_to_column(event.column)
        columns.move(self, event.by)

    @on(messages.ColumnFitted)
    def _on_column_fitted(self, event: messages.ColumnFitted) -> None:
        event.stop()
        columns.fit_one(self, event.column)

    def action_inspect(self, part: str) -> None:
        """Open a part of the inspector."""
        row = self.grid.current
        if row is not None:
            self.post_message(self.Inspect(self._row_table(), row.id, open=True, part=part))

    def action_goto(self) -> None:
        """Go to a row by its number."""
        from lattice.tui.widgets.table.rows import go_to_number

        start(self, go_to_number(self), group="goto", opens=True)
