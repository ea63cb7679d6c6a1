"""How one table is looked at: its filter, its columns, its order; the rows are the table pane's."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from lattice.model.schema import Column, Table
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import literal, one_line
from lattice.tui.session import TabKey, TabState, ViewState
from lattice.tui.sharing_words import audience_words, mask_words, row_words
from lattice.tui.widgets.grid import Grid, GridColumn, messages
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table import view
from lattice.tui.widgets.table.filter_bar import FilterBar
from lattice.tui.widgets.table.source import TableSource
from lattice.tui.work import start


class LookPane(Pane):
    """A grid under a filter bar, and the view that says how they show the table."""

    BINDINGS = [
        bind("grid.filter", "filter"),
        bind("grid.columns", "columns"),
        bind("grid.hide_column", "hide_column"),
        bind("grid.move_left", "move_column(-1)"),
        bind("grid.move_right", "move_column(1)"),
        bind("grid.freeze", "freeze"),
    ]

    EMPTY = "No rows yet. n adds one, i brings a file in."
    """What stands there while there is nothing."""
    FILTERED = "No row matches. / changes the filter; an empty one shows all."
    EXAMPLE = "city = Oslo and joined >= 2024-01-01"
    """A filter, for the line that is still empty."""
    NOUN = "row"
    """What one line is called, where they are counted."""

    def __init__(self, bench: Bench, key: TabKey, state: ViewState) -> None:
        super().__init__(bench, key)
        self.view = state
        self._table: Table | None = None
        self._first = state
        self._flash: dict[str, str] = {}
        """Rows that someone else changed, each with that one's name."""
        self._selected: int | None = 0

    def compose(self) -> ComposeResult:
        """Filter bar, grid, and one line about the column under the cursor."""
        yield FilterBar(self.EXAMPLE)
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
        row = self.grid.current if self._table is not None else None
        if row is None:
            # not shown yet: where the cursor was is still where it will be
            first = self._first
            view = msgspec.structs.replace(
                self.view, row_id=first.row_id, offset=first.offset, column_id=first.column_id
            )
            return TabState(self.key, view, self.kept)
        column_id = self.column.id if self.column else ""
        view = msgspec.structs.replace(
            self.view, row_id=row.id, offset=self.grid.cursor_row, column_id=column_id
        )
        return TabState(self.key, view, self.kept)

    def _source(self, table: Table) -> TableSource:
        return TableSource(self.bench, table.name, self.view.where, self.view.sort)

    @property
    def asked(self) -> TableSource:
        """What is read now, as the client is asked for it; there must be a table."""
        assert self.table is not None
        return self._source(self.table)

    def _columns(self, table: Table) -> tuple[GridColumn, ...]:
        return view.grid_columns(table, self.view)

    def _shape(self) -> None:
        """Columns, order, widths, sort marks, and what an empty table says."""
        table = self.table
        if table is None:
            return
        self.bar.know(table, self.bench.schema)
        self.grid.set_columns(self._columns(table), frozen=self.view.frozen or 1)
        self.grid.set_sort(view.sort_pairs(self.view.sort))
        self.grid.empty_text = self.FILTERED if self.view.where else self.EMPTY
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

    @property
    def total(self) -> int | None:
        """How many there are without a filter; None while nobody knows."""
        info = self.bench.info(self.key.table_id)
        return info.rows if info else None

    def _count(self) -> None:
        total = self.total
        matching = self.grid.window.total if self.view.where else total
        selected = ""
        if self._selected is None:
            selected = "all selected"
        elif self._selected:
            selected = f"{self._selected:,} selected"
        self.bar.count(matching, total, selected, self.NOUN)

    def recount(self) -> None:
        """The number of rows is known anew."""
        if self._table is not None:
            self._count()

    @on(messages.Counted)
    def _on_counted(self, event: messages.Counted) -> None:
        event.stop()
        self._count()

    @on(messages.CellHighlighted)
    def _on_cell(self, event: messages.CellHighlighted) -> None:
        event.stop()
        self._tell_column()

    def _tell_column(self) -> None:
        column, row = self.column, self.grid.current
        parts = [row_words(row.visibility, row.owner, self.bench.actor) if row else ""]
        if column is not None:
            kept = mask_words(column) or audience_words(column)
            parts += [f"{column.name}: {column.type.value}", kept, column.definition]
        words = " · ".join(one_line(part) for part in parts if part)
        self.query_one(".column-line", Static).update(literal(words), layout=False)

    @on(messages.SelectionChanged)
    def _on_selection(self, event: messages.SelectionChanged) -> None:
        event.stop()
        self._selected = event.count
        self._count()

    @on(messages.SortRequested)
    def _on_sort(self, event: messages.SortRequested) -> None:
        event.stop()
        sort = view.sorted_by(self.view.sort, event.column, additive=event.additive)
        self._look(msgspec.structs.replace(self.view, sort=sort), read=True)

    @on(messages.ColumnResized)
    def _on_resize_column(self, event: messages.ColumnResized) -> None:
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
        # other rows, other widths: a column that is empty under this filter gives its room to the others
        self.grid.fit_anew()
        self._look(msgspec.structs.replace(self.view, where=where), read=True)

    def take_focus(self) -> None:
        """The grid."""
        self.grid.focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self.bar.begin()

    def action_columns(self) -> None:
        """Choose which columns show, and in which order."""
        start(self, self._choose_columns(), group="columns", opens=True)

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
