"""The grid widget: a sheet of rows with a cursor over its cells, and rows or cells that are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.actions import SkipAction

from lattice.tui.literal import literal
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.grid.bindings import BINDINGS, OF_ROWS
from lattice.tui.widgets.grid.choice import READ_ROWS
from lattice.tui.widgets.grid.cursor import CursorSheet
from lattice.tui.widgets.grid.drag import Drag
from lattice.tui.widgets.grid.layout import GridColumn
from lattice.tui.widgets.grid.pointer import Pointer
from lattice.tui.widgets.grid.range import Block, CellRange, Taken
from lattice.tui.widgets.grid.selection import Selection
from lattice.tui.widgets.grid.window import RowSource


class Grid(CursorSheet, can_focus=True):
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
        self._drag = Drag(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no row, none is opened, edited or chosen."""
        return not (self.empty and action in OF_ROWS) and super().check_action(action, parameters)

    @property
    def selection(self) -> Selection:
        """What is chosen, as far as ids are known; `await chosen()` to know all."""
        return self.choice.selection

    async def chosen(self) -> Selection:
        """What is chosen, with the ids of rows that were never on screen; raises what the source raises.

        Of a rectangle of cells, the rows that it covers.
        """
        if (block := self.block) is not None:
            return Selection(frozenset(row.id for row in (await self.take(block.rows)).rows))
        if self.feed.source is not None:
            await self.choice.settle(self.feed.source, self.cursor_row)
            self._tell_selection()
        return self.choice.selection

    @property
    def block(self) -> Block | None:
        """The rectangle of cells that is drawn; None when there is none."""
        if self.cells is None or not self.columns:
            return None
        columns = self.cells.columns(self.cursor_column)
        names = tuple(column.name for column in self.columns[columns.start : columns.stop])
        return Block(self.cells.rows(self.cursor_row), names)

    async def take(self, rows: range) -> Taken:
        """The rows at these positions, also those out of sight; raises what the source raises."""
        known = [self.window.row(position) for position in rows] if len(rows) <= READ_ROWS else [None]
        found = [row for row in known if row is not None]
        if len(found) == len(rows) or self.feed.source is None:
            return Taken(found, self.window.first_labels())
        taken = Taken([], {})
        for start in range(rows.start, rows.stop, READ_ROWS):
            page = await self.feed.source.fetch(start, min(READ_ROWS, rows.stop - start))
            taken.rows.extend(page.rows)
            taken.labels.update(page.labels)
        return taken

    # --- what it is told ---

    def set_columns(self, columns: Sequence[GridColumn], *, frozen: int | None = None) -> None:
        """Show these columns in this order; the first `frozen` don't scroll. Fitted widths are kept."""
        name, shown = self.cursor_name, [column.name for column in self.columns]
        self.fitting.set_columns(columns, frozen)
        names = [column.name for column in columns]
        self.cursor_column = names.index(name) if name in names else 0
        if names != shown:
            self._drop_cells()
        self.fitting.learn(self.window)
        self.lay_out()

    def set_source(self, source: RowSource, *, keep: bool = False, row_id: str | None = None) -> None:
        """Read from another source.

        With `keep` the old rows stay in sight until the new ones are there: for another filter or sort of
        the same table. The cursor goes to the row `row_id` if that is among them, else to the top.
        """
        self.choice.drop_stretch()
        self._drop_cells()
        if keep and self.window.held:
            self.read_anew(source, row_id)
            return
        self.choice.clear()
        self.cursor_row = 0
        self.scroll_to(y=0, animate=False, force=True)
        self.feed.open(source, read=row_id is None)
        self.lay_out()
        if row_id is not None:
            self.go_to_row(row_id)

    def fit_anew(self) -> None:
        """Fit the columns to the rows that come next."""
        self.fit_next = True

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.choice.clear()
        self._drop_cells()
        self.refresh()
        self._tell_selection()

    # --- keys ---

    def action_select(self) -> None:
        """Choose the row or let it go; end a stretch that is being drawn, choose the rows of a rectangle."""
        if (cells := self.cells) is not None:
            self._drop_cells()
            self.choice.begin(cells.row, sticky=True)
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
            self._drop_cells()
            self.choice.begin(self.cursor_row, sticky=True)
        self.refresh()
        self._tell_selection()

    def action_extend(self, by: int) -> None:
        """Choose on while moving."""
        self.extend_to(self.cursor_row + by)

    def action_cells(self) -> None:
        """Begin a rectangle of cells here, or let go of it."""
        if self.cells is not None:
            self.clear_selection()
        else:
            self.begin_cells(sticky=True)

    def action_extend_column(self, by: int) -> None:
        """Choose cells on while moving sideways."""
        self.begin_cells(sticky=False)
        self.extend_cells(self.cursor_row, self.cursor_column + by)

    def action_select_all(self) -> None:
        """Choose all that match, also those never looked at; again: none."""
        self._drop_cells()
        self.choice.everything()
        self.refresh()
        self._tell_selection()

    def action_select_none(self) -> None:
        """Choose nothing; when nothing is, the key means what it means outside."""
        if self.choice.empty and self.cells is None:
            raise SkipAction
        self.clear_selection()

    # --- what keys and mouse have in common ---

    def move_to(self, position: int, column: int | None = None, *, extending: bool = False) -> None:
        """Put the cursor there; what is drawn with shift held or the mouse ends with a plain move."""
        stretch = self.choice.stretch
        ended = not extending and stretch is not None and not stretch.sticky
        if ended:
            self._end_stretch()
        if not extending and self.cells is not None and not self.cells.sticky:
            self._drop_cells()
            ended = True
        row, at = self.cursor_row, self.cursor_column
        super().move_to(position, column)
        drawing = self.choice.stretch is not None or self.cells is not None
        # the lines left and reached are drawn anew anyhow; a whole screen costs 10 ms
        if ended or (drawing and (abs(self.cursor_row - row) > 1 or self.cursor_column != at)):
            self.refresh()
        if ended or drawing:
            self._tell_selection()

    def extend_to(self, position: int) -> None:
        """Choose from here, or from where that began, to a row; a rectangle grows by rows."""
        if self.cells is not None:
            self.extend_cells(position, self.cursor_column)
        elif self.row_count:
            self.choice.begin(self.cursor_row, sticky=False)
            self.move_to(position, extending=True)

    def begin_cells(self, *, sticky: bool) -> None:
        """Draw a rectangle of cells from here on, unless one is drawn; rows that are chosen are let go."""
        if self.cells is None and self.row_count and self.columns:
            self.choice.clear()
            self.cells = CellRange(self.cursor_row, self.cursor_column, sticky)
            self.refresh()
            self._tell_selection()

    def extend_cells(self, position: int, column: int) -> None:
        """Draw the rectangle to this cell."""
        if self.cells is not None:
            self.move_to(position, column, extending=True)

    def _drop_cells(self) -> None:
        self.cells = None

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

    def rows_moved(self, by: int) -> None:
        """What is being drawn goes along with its rows."""
        self.choice.shift(by)
        if self.cells is not None:
            self.cells = self.cells.shifted(by)
        super().rows_moved(by)

    def rows_counted(self) -> None:
        """It is known how many rows there are."""
        super().rows_counted()
        if self.selection.everything:
            self._tell_selection()

    def _end_stretch(self) -> None:
        """Keep the rows of the stretch; ids that aren't known are looked up at once, while positions hold."""
        if self.choice.end(self.cursor_row):
            self.run_worker(self.chosen(), group="choose", exit_on_error=False)

    def _tell_selection(self) -> None:
        count = self.choice.count(self.cursor_row)
        stretch = self.choice.stretch
        drawing = stretch is not None and stretch.sticky
        self.post_message(messages.SelectionChanged(self, self.selection, count, self.block, drawing))

    # --- mouse ---

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a column's edge, or of a cell."""
        self._pointer.press(event)
        self._drag.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw a column's edge along, or a rectangle."""
        if not self._drag.move(event):
            self._pointer.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._drag.release(event):
            self._pointer.drew()
        else:
            self._pointer.release(event)

    def on_click(self, event: events.Click) -> None:
        """Point at things."""
        self._pointer.click(event)
