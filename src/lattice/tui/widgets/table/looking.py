"""How one table is looked at: its filter, its columns, its order; the rows are the table pane's."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult

from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import Value
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.session import TabKey, TabState, ViewState
from lattice.tui.sharing_words import audience_words, mask_words, row_words
from lattice.tui.sorting import sort_pairs, sorted_by
from lattice.tui.widgets.grid import Grid, GridColumn, messages
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table import columns, groups, narrowing, view
from lattice.tui.widgets.table.column_line import ColumnLine
from lattice.tui.widgets.table.filter_bar import FilterBar
from lattice.tui.widgets.table.reckoning import figures_of
from lattice.tui.widgets.table.source import TableSource
from lattice.tui.work import start


class LookPane(Pane):
    """A grid under a filter bar, and the view that says how they show the table."""

    BINDINGS = [
        bind("grid.filter", "filter"),
        bind("grid.only", "narrow('only')"),
        bind("grid.exclude", "narrow('exclude')"),
        bind("grid.show_all", "narrow('show_all')"),
        bind("grid.groups", "groups"),
        bind("grid.figures", "figures"),
        bind("grid.columns", "choose_columns"),
        bind("grid.go_column", "go_column"),
        bind("grid.hide_column", "columns('hide')"),
        bind("grid.move_left", "move_column(-1)"),
        bind("grid.move_right", "move_column(1)"),
        bind("grid.freeze", "columns('freeze')"),
        bind("grid.fit", "columns('fit')"),
        bind("grid.fit_all", "columns('fit_all')"),
    ]

    EMPTY = "No rows yet. n adds one, i brings a file in."
    """What stands there while there is nothing."""
    FILTERED = "No row matches. / changes the filter, backspace shows all."
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
        self._selected = ""
        """What is selected, in words: rows, or a rectangle of cells."""
        self._figures = False
        """Whether figures were shown when it was left."""

    def compose(self) -> ComposeResult:
        """Filter bar, grid, and one line about the column under the cursor."""
        yield FilterBar(self.EXAMPLE, self.bench)
        yield Grid(frozen=1)
        yield ColumnLine(self._figures)

    @property
    def grid(self) -> Grid:
        """The grid."""
        return self.query_one(Grid)

    @property
    def bar(self) -> FilterBar:
        """The filter bar."""
        return self.query_one(FilterBar)

    @property
    def line(self) -> ColumnLine:
        """The line about the column under the cursor."""
        return self.query_one(ColumnLine)

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
        # not shown yet: where the cursor was is still where it will be
        place = (self._first.row_id, self._first.offset, self._first.column_id)
        if row is not None:
            place = (row.id, self.grid.cursor_row, self.column.id if self.column else "")
        row_id, offset, column_id = place
        view = msgspec.structs.replace(self.view, row_id=row_id, offset=offset, column_id=column_id)
        return TabState(self.key, view, self.kept)

    def _source(self, table: Table) -> TableSource:
        return TableSource(self.bench, table.name, self.view.where, self.view.sort)

    @property
    def asked(self) -> TableSource:
        """What is read now, as the client is asked for it; there must be a table."""
        assert self.table is not None
        return self._source(self.table)

    def asked_name(self, column: Column) -> str:
        """What the client calls a column of this list."""
        return column.name

    async def cell_value(self, row: Row, column: Column) -> Value:
        """What is stored in a cell, whatever words stand there. Raises LatticeError."""
        return row.values.get(column.name)

    def keep(self) -> dict[str, str]:
        """Whether figures are shown."""
        return {"figures": "on"} if self.line.reckoning else {}

    def take_back(self, kept: dict[str, str]) -> None:
        """Show figures when they were shown."""
        self._figures = kept.get("figures") == "on"

    def _columns(self, table: Table) -> tuple[GridColumn, ...]:
        return view.grid_columns(table, self.view)

    def _shape(self) -> None:
        """Columns, order, widths, sort marks, and what an empty table says."""
        table = self.table
        if table is None:
            return
        self.bar.know(table, self.bench.schema)
        self.grid.set_columns(self._columns(table), frozen=self.view.frozen or 1)
        self.grid.set_sort(sort_pairs(self.view.sort))
        self.grid.empty_text = self.FILTERED if self.view.where else self.EMPTY
        self._tell_column()

    def _read(self, row_id: str | None = None) -> None:
        """Read under another filter or sort; the cursor stays with its row where that is possible."""
        if self.table is not None:
            current = self.grid.current
            keep = row_id or (current.id if current else None)
            self.grid.set_source(self._source(self.table), keep=True, row_id=keep)
            self._count()

    def look_as(self, look: ViewState) -> None:
        """Look at the table as a saved view says: its filter, order and columns; the cursor stays."""
        self.look(view.with_look(self.view, look))
        self.filter_by(look.where)

    def look(self, changed: ViewState, *, read: bool = False) -> None:
        """Look at the table in another way; with `read` its rows are others, or in another order."""
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
        self.bar.count(matching, total, self._selected, self.NOUN)

    def recount(self) -> None:
        """The number of rows is known anew."""
        if self._table is not None:
            self._count()

    @on(messages.Counted)
    def _on_counted(self, event: messages.Counted) -> None:
        event.stop()
        self._count()
        self._reckon()

    @on(messages.CellHighlighted)
    def _on_cell(self, event: messages.CellHighlighted) -> None:
        event.stop()
        self._tell_column()
        self._reckon()

    def _reckon(self) -> None:
        self.line.reckon(lambda: figures_of(self))

    def _tell_column(self) -> None:
        column, row = self.column, self.grid.current
        before = [row_words(row.visibility, row.owner, self.bench.actor) if row else ""]
        after = ""
        if column is not None:
            before.append(f"{column.name}: {column.type.value}")
            after = " · ".join(
                filter(None, (mask_words(column) or audience_words(column), column.definition))
            )
        self.line.tell(" · ".join(filter(None, before)), after)

    @on(messages.SelectionChanged)
    def _on_selection(self, event: messages.SelectionChanged) -> None:
        event.stop()
        self._selected = event.words
        self._count()
        self._reckon()

    @on(messages.SortRequested)
    def _on_sort(self, event: messages.SortRequested) -> None:
        event.stop()
        sort = sorted_by(self.view.sort, event.column, additive=event.additive)
        self.look(msgspec.structs.replace(self.view, sort=sort), read=True)

    @on(messages.ColumnResized)
    def _on_resize_column(self, event: messages.ColumnResized) -> None:
        event.stop()
        if self.table is not None and (column := self.table.find(event.column)):
            self.look(view.widened(self.view, column.id, event.width))

    @on(FilterBar.Applied)
    def _on_filter(self, event: FilterBar.Applied) -> None:
        event.stop()
        self.filter_by(event.where)
        self.grid.focus()

    @on(FilterBar.Left)
    def _on_left(self, event: FilterBar.Left) -> None:
        event.stop()
        self.grid.focus()

    def filter_by(self, where: str, row_id: str | None = None) -> None:
        """Show only what matches; everything for an empty filter. The cursor goes to the row, or stays."""
        self.bar.where = where
        self.grid.clear_selection()
        # other rows, other widths: a column that is empty under this filter gives its room to the others
        self.grid.fit_anew()
        self.look(msgspec.structs.replace(self.view, where=where))
        self._read(row_id)

    def take_focus(self) -> None:
        """The grid."""
        self.grid.focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self.bar.begin()

    def action_narrow(self, what: str) -> None:
        """Filter by the cell under the cursor, or take the filter away."""
        if self.table is not None:
            start(self, narrowing.DEEDS[what](self), group="narrow")

    def action_groups(self) -> None:
        """Count the rows by the column under the cursor."""
        start(self, groups.show(self), group="groups", opens=True)

    @on(ColumnLine.Pressed)
    def action_figures(self) -> None:
        """Show figures of the column or the selection, or no more."""
        self.line.turn(not self.line.reckoning)
        self._reckon()
        self.post_message(self.Touched())

    def action_choose_columns(self) -> None:
        """Choose which columns show, in which order, how wide."""
        start(self, columns.choose(self), group="columns", opens=True)

    def action_go_column(self) -> None:
        """Go to a column by its name."""
        start(self, columns.go_to(self), group="columns", opens=True)

    def action_columns(self, what: str) -> None:
        """Hide, freeze or fit the column under the cursor, or fit all."""
        columns.DEEDS[what](self)

    def action_move_column(self, by: int) -> None:
        """Move the column under the cursor."""
        columns.move(self, by)
