"""The grid widget: a sheet of rows with a cursor over its cells, and rows that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from textual import events
from textual.actions import SkipAction

from lattice.model.rows import Row
from lattice.tui.literal import literal
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.grid.bindings import BINDINGS
from lattice.tui.widgets.grid.layout import GridColumn
from lattice.tui.widgets.grid.pointer import Pointer
from lattice.tui.widgets.grid.selection import Selection
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


class Grid(Sheet, can_focus=True):
    """As many rows as a source has; only those around the screen are in memory.

    Give it columns and a source (`set_columns`, `set_source`); it tells in messages what people do.
    Positions count rows from 0 in the order of the source.
    """

    RowHighlighted = messages.RowHighlighted
    CellHighlighted = messages.CellHighlighted
    RowOpened = messages.RowOpened
    CellEditRequested = messages.CellEditRequested
    SortRequested = messages.SortRequested
    SelectionChanged = messages.SelectionChanged
    ColumnResized = messages.ColumnResized
    Counted = messages.Counted
    Failed = messages.Failed

    BINDINGS = BINDINGS

    def __init__(
        self,
        columns: Sequence[GridColumn] = (),
        source: RowSource | None = None,
        *,
        frozen: int = 1,
        numbers: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, source, frozen=frozen, numbers=numbers, id=id, classes=classes)
        self._pointer = Pointer(self)
        self._bound = Bound.FOLLOW

    @property
    def current(self) -> Row | None:
        """The row under the cursor; None while it is on its way."""
        return self.window.row(self.cursor_row)

    @property
    def selection(self) -> Selection:
        """What is chosen, as far as ids are known; `await chosen()` to know all."""
        return self.choice.selection

    async def chosen(self) -> Selection:
        """What is chosen, with the ids of rows that were never on screen; raises what the source raises."""
        if self.feed.source is not None:
            await self.choice.settle(self.feed.source, self.cursor_row)
            self._tell_selection()
        return self.choice.selection

    # --- what it is told ---

    def set_columns(self, columns: Sequence[GridColumn], *, frozen: int | None = None) -> None:
        """Show these columns in this order; the first `frozen` don't scroll. Fitted widths are kept."""
        name = self.cursor_name
        self.fitting.set_columns(columns, frozen)
        names = [column.name for column in columns]
        self.cursor_column = names.index(name) if name in names else 0
        self.fitting.learn(self.window)
        self.lay_out()

    def set_source(self, source: RowSource, *, keep: bool = False, row_id: str | None = None) -> None:
        """Read from another source.

        With `keep` the old rows stay in sight until the new ones are there: for another filter or sort of
        the same table. The cursor goes to the row `row_id` if that is among them, else to the top.
        """
        self.choice.drop_stretch()
        if keep and self.window.held:
            self._bound = Bound.TOP
            self.feed.renew(source, row_id, from_top=True)
            return
        self.choice.clear()
        self.cursor_row = 0
        self.scroll_to(y=0, animate=False, force=True)
        self.feed.open(source)
        self.lay_out()

    def fit_anew(self) -> None:
        """Fit the columns to the rows that come next."""
        self.fit_next = True

    def reload(self, *, keep_cursor: bool = True) -> None:
        """Read again what is in sight; old rows stay until then. The cursor stays on its row."""
        if self.feed.source is None:
            return
        current = self.current
        self.feed.renew(self.feed.source, current.id if current and keep_cursor else None)

    def go_to(self, position: int) -> None:
        """Put the cursor on a row by its position."""
        self.move_to(position)

    def go_to_row(self, row_id: str) -> None:
        """Put the cursor on a row, wherever it is; stays where it is when there is no such row."""
        known = self.window.position(row_id)
        if known is not None:
            self.move_to(known)
        elif self.feed.source is not None:
            self._bound = Bound.ROW
            self.feed.renew(self.feed.source, row_id)

    def go_to_column(self, name: str) -> None:
        """Put the cursor into a column."""
        names = [column.name for column in self.columns]
        if name in names:
            self.move_to(self.cursor_row, names.index(name))

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.choice.clear()
        self.refresh()
        self._tell_selection()

    # --- keys ---

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

    def action_select(self) -> None:
        """Choose the row or let it go; end a stretch that is being drawn."""
        if self.choice.stretch is not None:
            self._end_stretch()
        elif row := self.current:
            self.choice.toggle(row)
        self.refresh()
        self._tell_selection()

    def action_range(self) -> None:
        """Begin a stretch here, or end it here."""
        if self.choice.stretch is not None:
            self._end_stretch()
        elif self.row_count:
            self.choice.begin(self.cursor_row, sticky=True)
        self.refresh()
        self._tell_selection()

    def action_extend(self, by: int) -> None:
        """Choose on while moving."""
        self.extend_to(self.cursor_row + by)

    def action_select_all(self) -> None:
        """Choose all that match, also those never looked at; again: none."""
        self.choice.everything()
        self.refresh()
        self._tell_selection()

    def action_select_none(self) -> None:
        """Choose nothing; when nothing is, the key means what it means outside."""
        if self.choice.empty:
            raise SkipAction
        self.clear_selection()

    # --- what keys and mouse have in common ---

    def move_to(self, position: int, column: int | None = None, *, extending: bool = False) -> None:
        """Put the cursor there, as near as there are rows and columns, and into sight."""
        stretch = self.choice.stretch
        if stretch is not None and not stretch.sticky and not extending:
            self._end_stretch()
            self._tell_selection()
        row = max(0, min(position, self.row_count - 1))
        wanted = self.cursor_column if column is None else column
        wanted = max(0, min(wanted, len(self.columns) - 1))
        moved, sideways = row != self.cursor_row, wanted != self.cursor_column
        old, self.cursor_row, self.cursor_column = self.cursor_row, row, wanted
        self.scroll_to_cursor()
        if self.choice.stretch is not None:
            self.refresh()
            self._tell_selection()
        if self._veil is None:
            self.refresh_line(self.header_height + old)
            self.refresh_line(self.header_height + row)
        if moved:
            self._tell_row()
        if sideways:
            self.post_message(messages.CellHighlighted(self, self.cursor_name))

    def extend_to(self, position: int) -> None:
        """Choose from here, or from where that began, to a row."""
        if self.row_count:
            self.choice.begin(self.cursor_row, sticky=False)
            self.move_to(position, extending=True)

    def ask_sort(self, column: int, *, additive: bool) -> None:
        """Ask for a sort by a column."""
        if self.columns:
            self.post_message(messages.SortRequested(self, self.columns[column].name, additive))

    def tell_width(self, index: int) -> None:
        """Tell the width that a column now has."""
        column = self.columns[index]
        self.post_message(messages.ColumnResized(self, column.name, column.width or 0))

    def show_tip(self, index: int | None) -> None:
        """Show what a column is, or nothing."""
        if index is None:
            tip = None
        else:
            column = self.columns[index]
            said = "\n".join(filter(None, (f"{column.name}: {column.type}", column.kept, column.definition)))
            tip = literal(said, lines=True)
        if tip != self.tooltip:
            self.tooltip = tip

    # --- what comes from the feed ---

    def rows_arrived(self, first: int, count: int) -> None:
        """Rows are there; perhaps the one under the cursor."""
        super().rows_arrived(first, count)
        if first <= self.cursor_row < first + count:
            self._tell_row()

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
            by = position - before
            self.choice.shift(by)
            self.cursor_row += by
            self.scroll_rows(self.scroll_target_y + by)
        self.cursor_row = max(0, min(self.cursor_row, self.row_count - 1))
        self.scroll_to_cursor()
        self._tell_row()

    def rows_counted(self) -> None:
        """It is known how many rows there are."""
        super().rows_counted()
        if self.row_count and self.cursor_row >= self.row_count:
            self.move_to(self.row_count - 1)
        if self.window.total is not None:
            self.post_message(messages.Counted(self, self.window.total))
        if self.selection.everything:
            self._tell_selection()

    def rows_failed(self, error: Exception) -> None:
        """Rows could not be read: the parent knows what to say."""
        self._bound = Bound.FOLLOW
        self.post_message(messages.Failed(self, error))

    def _end_stretch(self) -> None:
        """Keep the rows of the stretch; ids that aren't known are looked up at once, while positions hold."""
        if self.choice.end(self.cursor_row):
            self.run_worker(self.chosen(), group="choose", exit_on_error=False)

    def _tell_row(self) -> None:
        self.post_message(messages.RowHighlighted(self, self.current, self.cursor_row))

    def _tell_selection(self) -> None:
        count = self.choice.count(self.cursor_row)
        self.post_message(messages.SelectionChanged(self, self.selection, count))

    # --- mouse ---

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a column's edge."""
        self._pointer.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw a column's edge along."""
        self._pointer.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let a column's edge go."""
        self._pointer.release(event)

    def on_click(self, event: events.Click) -> None:
        """Point at things."""
        self._pointer.click(event)
