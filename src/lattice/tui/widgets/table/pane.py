"""One table as a tab: its filter, its grid, and how it is looked at."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.model.schema import Column, Table
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import literal, one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabState, ViewState
from lattice.tui.widgets.grid import Grid
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table import rows, view
from lattice.tui.widgets.table.filter_bar import FilterBar
from lattice.tui.widgets.table.source import TableSource
from lattice.tui.work import start, tell

#: Rows that a filter names one by one; 28 characters each, and a filter has at most 10,000.
NAMED_IDS = 300


class TablePane(Pane):
    """The rows of one table."""

    BINDINGS = [
        bind("grid.new", "row('new')"),
        bind("grid.delete", "row('delete')"),
        bind("grid.filter", "filter"),
        bind("grid.link", "row('link')"),
        bind("grid.history", "inspect('history')"),
        bind("grid.follow", "row('follow')"),
        bind("grid.change_many", "row('change_many')"),
        bind("grid.copy", "row('copy_cell')"),
        bind("grid.copy_row", "row('copy_rows')"),
        bind("grid.columns", "columns"),
        bind("grid.hide_column", "hide_column"),
        bind("grid.move_left", "move_column(-1)"),
        bind("grid.move_right", "move_column(1)"),
        bind("grid.freeze", "freeze"),
        bind("grid.goto", "goto"),
    ]
    HELP = "The rows of a table. / filters, s sorts, e edits in place, enter opens a row, space selects."

    def __init__(self, bench: Bench, key: TabKey, state: ViewState) -> None:
        super().__init__(bench, key)
        self.view = state
        self._table: Table | None = None
        self._first = state
        self._flash: set[str] = set()
        self._selected: int | None = 0

    def compose(self) -> ComposeResult:
        """Filter bar, grid, and one line about the column under the cursor."""
        yield FilterBar()
        yield Grid(frozen=1)
        yield Static("", classes="column-line", markup=False)

    @property
    def grid(self) -> Grid:
        """The grid."""
        return self.query_one(Grid)

    @property
    def bar(self) -> FilterBar:
        """The filter bar."""
        return self.query_one(FilterBar)

    @property
    def table(self) -> Table | None:
        """The table as last known; None when it was dropped."""
        return self.bench.table(self.key.table_id)

    @property
    def title(self) -> str:
        """Name of the table."""
        return self.table.name if self.table else self._table.name if self._table else "table"

    @property
    def column(self) -> Column | None:
        """The column under the cursor."""
        return self.table.find(self.grid.cursor_name) if self.table and self.grid.columns else None

    @property
    def state(self) -> TabState:
        """The view, and where the cursor is."""
        row = self.grid.current if self.children else None
        if row is None:
            return TabState(self.key, self.view)
        column_id = self.column.id if self.column else ""
        kept = msgspec.structs.replace(
            self.view, row_id=row.id, offset=self.grid.cursor_row, column_id=column_id
        )
        return TabState(self.key, kept)

    @property
    def exported(self) -> tuple[str, str]:
        """The rows selected, as far as a filter can name them; else those that the filter shows."""
        selection = self.grid.selection
        if not selection.everything and 0 < len(selection.ids) <= NAMED_IDS:
            return self.title, f"_id in ({', '.join(sorted(selection.ids))})"
        return self.title, self.view.where

    # --- reading ---

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
        self.grid.flash(self._flash)
        self._flash.clear()
        self._count()

    def _open(self, table: Table) -> None:
        self._table = table
        self.view = view.clean(table, self.view)
        self._shape()
        self.bar.where = self.view.where
        self.grid.set_source(self._source(table))
        if self._first.column_id and (column := table.by_id(self._first.column_id)):
            self.grid.go_to_column(column.name)
        if self._first.row_id:
            self.grid.go_to_row(self._first.row_id)

    def _source(self, table: Table) -> TableSource:
        return TableSource(self.bench, table.name, self.view.where, self.view.sort)

    def _shape(self) -> None:
        """Columns, order, widths, sort marks, and what an empty table says."""
        table = self.table
        if table is None:
            return
        self.bar.know(table, self.bench.schema)
        self.grid.set_columns(view.grid_columns(table, self.view), frozen=self.view.frozen or 1)
        self.grid.set_sort(view.sort_pairs(self.view.sort))
        filtered = "No row matches. / changes the filter; an empty one shows all."
        empty = "No rows yet. n adds one, i brings a file in."
        self.grid.empty_text = filtered if self.view.where else empty
        self._tell_column()

    def _read(self, row_id: str | None = None) -> None:
        """Read under another filter or sort; the cursor stays with its row where that is possible."""
        if self.table is not None:
            current = self.grid.current
            keep = row_id or (current.id if current else None)
            self.grid.set_source(self._source(self.table), keep=True, row_id=keep)
            self._count()

    def _look(self, changed: ViewState, *, read: bool = False) -> None:
        """Look at the table in another way."""
        self.view = changed
        self._shape()
        if read:
            self._read()
        self.post_message(self.Touched())

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
            e.row_id
            for e in batch.events
            if e.row_id and e.table_id == self.key.table_id and e.actor != self.bench.actor
        }
        super().changed(batch, in_front=in_front)

    def _count(self) -> None:
        info = self.bench.info(self.key.table_id)
        total = info.rows if info else None
        matching = self.grid.window.total if self.view.where else total
        selected = ""
        if self._selected is None:
            selected = "all selected"
        elif self._selected:
            selected = f"{self._selected:,} selected"
        self.bar.count(matching, total, selected)

    def recount(self) -> None:
        """The number of rows is known anew."""
        if self._table is not None:
            self._count()

    def inspect_again(self) -> None:
        """The row under the cursor."""
        row = self.grid.current
        self.post_message(self.Inspect(self.key.table_id, row.id if row else None))

    # --- what the grid and the bar tell ---

    @on(Grid.Counted)
    def _on_counted(self, event: Grid.Counted) -> None:
        event.stop()
        self._count()

    @on(Grid.Failed)
    def _on_failed(self, event: Grid.Failed) -> None:
        event.stop()
        error = event.error
        if not isinstance(error, LatticeError):
            error = LatticeError("failed", f"The rows could not be read: {type(error).__name__}: {error}.")
        if error.code == "invalid_filter":
            self.bar.complain(error, self.view.where)
        else:
            tell(self, error)

    @on(Grid.RowHighlighted)
    def _on_row(self, event: Grid.RowHighlighted) -> None:
        event.stop()
        self.post_message(self.Inspect(self.key.table_id, event.row.id if event.row else None))
        self.post_message(self.Touched())

    @on(Grid.CellHighlighted)
    def _on_cell(self, event: Grid.CellHighlighted) -> None:
        event.stop()
        self._tell_column()

    def _tell_column(self) -> None:
        column = self.column
        words = f"{one_line(column.name)}: {column.type.value}" if column else ""
        definition = f" · {one_line(column.definition)}" if column and column.definition else ""
        self.query_one(".column-line", Static).update(literal(words + definition))

    @on(Grid.RowOpened)
    def _on_open(self, event: Grid.RowOpened) -> None:
        event.stop()
        self.post_message(self.Inspect(self.key.table_id, event.row.id, open=True, part="fields"))

    @on(Grid.CellEditRequested)
    def _on_edit(self, event: Grid.CellEditRequested) -> None:
        event.stop()
        if self.table is not None and (column := self.table.find(event.column)):
            start(self, rows.edit_cell(self, event.row, column), group="edit", exclusive=False)

    @on(Grid.SelectionChanged)
    def _on_selection(self, event: Grid.SelectionChanged) -> None:
        event.stop()
        self._selected = event.count
        self._count()

    @on(Grid.SortRequested)
    def _on_sort(self, event: Grid.SortRequested) -> None:
        event.stop()
        sort = view.sorted_by(self.view.sort, event.column, additive=event.additive)
        self._look(msgspec.structs.replace(self.view, sort=sort), read=True)

    @on(Grid.ColumnResized)
    def _on_resize_column(self, event: Grid.ColumnResized) -> None:
        event.stop()
        if self.table is not None and (column := self.table.find(event.column)):
            widths = {**self.view.widths, column.id: event.width}
            self._look(msgspec.structs.replace(self.view, widths=widths))

    @on(FilterBar.Applied)
    def _on_filter(self, event: FilterBar.Applied) -> None:
        event.stop()
        self.filter_by(event.where)
        self.grid.focus()

    @on(FilterBar.Left)
    def _on_left(self, event: FilterBar.Left) -> None:
        event.stop()
        self.grid.focus()

    def filter_by(self, where: str) -> None:
        """Show only what matches; everything for an empty filter."""
        self.bar.where = where
        self.grid.clear_selection()
        self._look(msgspec.structs.replace(self.view, where=where), read=True)

    # --- what is pressed ---

    def take_focus(self) -> None:
        """The grid."""
        self.grid.focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self.bar.begin()

    def action_inspect(self, part: str) -> None:
        """Open a part of the inspector."""
        row = self.grid.current
        if row is not None:
            self.post_message(self.Inspect(self.key.table_id, row.id, open=True, part=part))

    def action_row(self, what: str) -> None:
        """Do something with the rows selected, or the one under the cursor."""
        if self.table is not None:
            start(self, rows.DEEDS[what](self), group="write", exclusive=False)

    def action_columns(self) -> None:
        """Choose which columns show, and in which order."""
        start(self, self._choose_columns(), group="columns")

    async def _choose_columns(self) -> None:
        from lattice.tui.screens.columns import ColumnsScreen

        if self.table is None:
            return
        chosen = await self.app.push_screen_wait(ColumnsScreen(self.table, self.view))
        if chosen is not None:
            self._look(chosen)

    def action_hide_column(self) -> None:
        """Hide the column under the cursor, unless it is the last."""
        if self.table is not None and self.column and len(view.shown(self.table, self.view)) > 1:
            at = self.grid.cursor_column
            self._look(view.toggled(self.view, self.column.id))
            self.grid.move_to(self.grid.cursor_row, at)

    def action_move_column(self, by: int) -> None:
        """Move the column under the cursor."""
        if self.table is not None and self.column:
            self._look(view.moved(self.table, self.view, self.column.id, by))

    def action_freeze(self) -> None:
        """Keep the columns up to this one in sight, or only the first."""
        wanted = self.grid.cursor_column + 1
        frozen = 0 if self.view.frozen == wanted else wanted
        self._look(msgspec.structs.replace(self.view, frozen=frozen))

    def action_goto(self) -> None:
        """Go to a row by its number."""
        start(self, rows.go_to_number(self), group="goto")
