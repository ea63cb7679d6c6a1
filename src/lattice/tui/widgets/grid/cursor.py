"""The cursor of the grid: where it stands and goes, what is asked for there, where its row went."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from lattice.model.rows import Row
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.grid.layout import GridColumn
from lattice.tui.widgets.grid.sheet import Sheet
from lattice.tui.widgets.grid.window import RowSource


class Bound(Enum):
    """Where the cursor goes when all rows have been read again."""

    FOLLOW = "follow"
    """Wherever its row went."""
    ROW = "row"
    """To the row that was asked for."""
    TOP = "top"
    """To that row, or to the first."""


class CursorSheet(Sheet):
    """A sheet that one goes about in; what is chosen of it is the grid's business."""

    def __init__(
        self,
        columns: Sequence[GridColumn],
        source: RowSource | None,
        *,
        frozen: int,
        numbers: bool,
        id: str | None,
        classes: str | None,
    ) -> None:
        super().__init__(columns, source, frozen=frozen, numbers=numbers, id=id, classes=classes)
        self._bound = Bound.FOLLOW
        self._offers_rows = True
        self._sought: str | None = None
        """The row that the cursor is on its way to, while it is bound for one."""

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None while it is on its way."""
        return self.window.row(self.cursor_row)

    def reload(self, *, keep_cursor: bool = True) -> None:
        """Read again what is in sight; old rows stay until then. The cursor stays on its row."""
        if self.feed.source is None:
            return
        current = self.current
        here = current.id if current and keep_cursor else None
        # who is on the way to a row gets there also when something changes meanwhile
        self.feed.renew(self.feed.source, self._sought if self._bound is Bound.ROW else here)

    def read_anew(self, source: RowSource, row_id: str | None) -> None:
        """Read from another source while the old rows stay; the cursor goes to that row, or to the top."""
        self._bound = Bound.TOP
        self.feed.renew(source, row_id, from_top=True)

    def go_to(self, position: int) -> None:
        """Put the cursor on a row by its position."""
        self.move_to(position)

    def go_to_row(self, row_id: str) -> None:
        """Put the cursor on a row, wherever it is; stays where it is when there is no such row."""
        known = self.window.position(row_id)
        if known is not None:
            self.move_to(known)
        elif self.feed.source is not None:
            self._bound, self._sought = Bound.ROW, row_id
            self.feed.renew(self.feed.source, row_id)

    def go_to_column(self, name: str) -> None:
        """Put the cursor into a column."""
        names = [column.name for column in self.columns]
        if name in names:
            self.move_to(self.cursor_row, names.index(name))

    def move_to(self, position: int, column: int | None = None) -> None:
        """Put the cursor there, as near as there are rows and columns, and into sight."""
        row = max(0, min(position, self.row_count - 1))
        wanted = self.cursor_column if column is None else column
        wanted = max(0, min(wanted, len(self.columns) - 1))
        moved, sideways = row != self.cursor_row, wanted != self.cursor_column
        old, self.cursor_row, self.cursor_column = self.cursor_row, row, wanted
        self.scroll_to_cursor()
        if self._veil is None:
            self.refresh_line(self.header_height + old)
            self.refresh_line(self.header_height + row)
        if moved:
            self.tell_row()
        if sideways:
            self.post_message(messages.CellHighlighted(self, self.cursor_name))

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.move_to(self.cursor_row + by)

    def action_move_column(self, by: int) -> None:
        """Left or right."""
        self.move_to(self.cursor_row, self.cursor_column + by)

    def action_page(self, by: int) -> None:
        """One screen up or down; the cursor keeps its line on the screen."""
        rows = by * self.page_rows
        self.scroll_rows(self.scroll_target_y + rows)
        self.move_to(self.cursor_row + rows)

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(self.row_count - 1)

    def action_open(self) -> None:
        """Ask to see all of the row."""
        if row := self.current:
            self.post_message(messages.RowOpened(self, row, self.cursor_row))

    def action_edit(self) -> None:
        """Ask to change the cell."""
        if (row := self.current) and self.columns:
            self.post_message(messages.CellEditRequested(self, row, self.cursor_name))

    def action_sort(self, additive: bool) -> None:
        """Ask for a sort by the column under the cursor."""
        self.ask_sort(self.cursor_column, additive=additive)

    def action_widen(self, by: int) -> None:
        """Give the column under the cursor more room, or less."""
        if self.columns:
            self.resize_column(self.cursor_column, self.arrangement.slots[self.cursor_column].width + by)
            self.tell_width(self.cursor_column)

    def ask_sort(self, column: int, *, additive: bool) -> None:
        """Ask for a sort by a column."""
        if self.columns:
            self.post_message(messages.SortRequested(self, self.columns[column].name, additive))

    def tell_width(self, index: int) -> None:
        """Tell the width that a column now has."""
        column = self.columns[index]
        self.post_message(messages.ColumnResized(self, column.name, column.width or 0))

    def tell_row(self) -> None:
        """Tell which row the cursor stands on."""
        self.post_message(messages.RowHighlighted(self, self.current, self.cursor_row))

    # --- what comes from the feed ---

    def rows_arrived(self, first: int, count: int) -> None:
        """Rows are there; perhaps the one under the cursor."""
        super().rows_arrived(first, count)
        if first <= self.cursor_row < first + count:
            self.tell_row()

    def rows_renewed(self, before: int | None, position: int | None) -> None:
        """All rows are of now: the cursor goes where its row went, on the same line of the screen."""
        super().rows_renewed(before, position)
        bound, self._bound = self._bound, Bound.FOLLOW
        if bound is Bound.TOP:
            self.cursor_row = position or 0
            self.scroll_rows(0)
        elif bound is Bound.ROW and position is not None:
            self.cursor_row = position
        elif before is not None and position is not None and before != position:
            self.rows_moved(position - before)
        self.cursor_row = max(0, min(self.cursor_row, self.row_count - 1))
        self.scroll_to_cursor()
        self.tell_row()

    def rows_moved(self, by: int) -> None:
        """The row under the cursor went so many positions down: follow it."""
        self.cursor_row += by
        self.scroll_rows(self.scroll_target_y + by)

    def rows_counted(self) -> None:
        """It is known how many rows there are."""
        super().rows_counted()
        if self._offers_rows is self.empty:
            self._offers_rows = not self.empty
            self.refresh_bindings()
        if self.row_count and self.cursor_row >= self.row_count:
            self.move_to(self.row_count - 1)
        if self.window.total is not None:
            self.post_message(messages.Counted(self, self.window.total))

    def rows_failed(self, error: Exception) -> None:
        """Rows could not be read: the parent knows what to say."""
        self._bound = Bound.FOLLOW
        self.post_message(messages.Failed(self, error))
