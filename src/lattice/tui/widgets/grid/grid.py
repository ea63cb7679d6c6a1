"""The grid widget: rows of a source as lines, a cursor over cells, chosen rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual import events
from textual.actions import SkipAction
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from lattice.model.rows import Row
from lattice.tui.keys import bind
from lattice.tui.literal import literal
from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.grid.canvas import Canvas
from lattice.tui.widgets.grid.choice import Choice
from lattice.tui.widgets.grid.feed import Feed
from lattice.tui.widgets.grid.fitting import Fitting
from lattice.tui.widgets.grid.layout import GridColumn, Layout
from lattice.tui.widgets.grid.paint import Look, SortMark, Tone
from lattice.tui.widgets.grid.pointer import Pointer
from lattice.tui.widgets.grid.selection import Selection
from lattice.tui.widgets.grid.window import RowSource, Window

#: How long a row that someone else changed stands out.
FLASH_S = 1.2
#: How long a jump may show what was there before, in the hope of its rows; then come placeholders.
VEIL_S = 0.04


class Grid(ScrollView, can_focus=True):
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

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"grid--{name}" for name in (*Look, *Tone) if name != "plain"}
    DEFAULT_CSS = Path(__file__).with_name("grid.tcss").read_text()
    BINDINGS = [
        bind("grid.down", "move(1)"),
        bind("grid.up", "move(-1)"),
        bind("grid.left", "move_column(-1)"),
        bind("grid.right", "move_column(1)"),
        bind("grid.first_column", "move_column(-1000000)"),
        bind("grid.last_column", "move_column(1000000)"),
        bind("grid.page_down", "page(1)"),
        bind("grid.page_up", "page(-1)"),
        bind("grid.first", "first"),
        bind("grid.last", "last"),
        bind("grid.open", "open"),
        bind("grid.edit", "edit"),
        bind("grid.sort", "sort(False)"),
        bind("grid.sort_add", "sort(True)"),
        bind("grid.widen", "widen(2)"),
        bind("grid.narrow", "widen(-2)"),
        bind("grid.select", "select"),
        bind("grid.select_range", "range"),
        bind("grid.select_all", "select_all"),
        bind("grid.extend_down", "extend(1)"),
        bind("grid.extend_up", "extend(-1)"),
        bind("grid.select_none", "select_none"),
    ]
    header_height = 1

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
        super().__init__(id=id, classes=classes)
        self.numbers = numbers
        """Whether the gutter has the numbers of the rows."""
        self.empty_text = "No rows."
        """What stands there when there are none."""
        self.cursor_row = 0
        self.cursor_column = 0
        self.sort_marks: dict[str, SortMark] = {}
        self.flashing: dict[str, int] = {}
        """Rows that stand out now, and how many flashes of each are on."""
        self.window = Window()
        self.fitting = Fitting(columns, frozen)
        self.choice = Choice(self.window)
        self._canvas = Canvas(self)
        self._pointer = Pointer(self)
        self._feed = Feed(
            self.window,
            lambda work: self.run_worker(work, group="rows", exit_on_error=False),
            self.call_after_refresh,
            arrived=self._arrived,
            renewed=self._renewed,
            counted=self._counted,
            failed=self._failed,
        )
        self._first_source = source
        self._to_top = False
        self._veil: Timer | None = None
        """Runs while a jump waits for its rows: drawing placeholders first would cost a frame."""

    # --- what is shown ---

    @property
    def row_count(self) -> int:
        """Rows that can be gone to; grows while the count isn't known yet."""
        return self.window.extent

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns in the order in which they stand."""
        return self.fitting.columns

    @property
    def arrangement(self) -> Layout:
        """Where each column stands."""
        return self.fitting.layout

    @property
    def room(self) -> Size:
        """Cells there are for header and rows."""
        return self.scrollable_content_region.size

    @property
    def page_rows(self) -> int:
        """Rows that fit on the screen."""
        return max(1, self.room.height - self.header_height)

    @property
    def gutter_width(self) -> int:
        """Cells left of the first column: marks, and numbers when they are on."""
        return 2 + (len(str(max(1, self.row_count))) + 1 if self.numbers else 0)

    @property
    def calm(self) -> bool:
        """Whether the person wants nothing to move or blink."""
        return self.app.animation_level == "none"

    @property
    def cursor_name(self) -> str:
        """Name of the column under the cursor; empty without columns."""
        return self.columns[self.cursor_column].name if self.columns else ""

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
        if self._feed.source is not None:
            await self.choice.settle(self._feed.source, self.cursor_row)
            self._tell_selection()
        return self.choice.selection

    def is_selected(self, row: Row | None, position: int) -> bool:
        """Whether a row is chosen, or lies in the stretch that is being drawn."""
        return self.choice.holds(row, position, self.cursor_row)

    # --- what it is told ---

    def set_columns(self, columns: Sequence[GridColumn], *, frozen: int | None = None) -> None:
        """Show these columns in this order; the first `frozen` don't scroll. Fitted widths are kept."""
        name = self.cursor_name
        self.fitting.set_columns(columns, frozen)
        names = [column.name for column in columns]
        self.cursor_column = names.index(name) if name in names else 0
        self.fitting.learn(self.window)
        self._arrange()

    def set_sort(self, sort: Sequence[tuple[str, bool]]) -> None:
        """Mark the columns that the source is sorted by: names, and whether descending."""
        self.sort_marks = {name: SortMark(place, down) for place, (name, down) in enumerate(sort)}
        self.refresh()

    def set_source(self, source: RowSource, *, keep: bool = False, row_id: str | None = None) -> None:
        """Read from another source.

        With `keep` the old rows stay in sight until the new ones are there: for another filter or sort of
        the same table. The cursor goes to the row `row_id` if that is among them, else to the top.
        """
        self.choice.drop_stretch()
        if keep and self.window.held:
            self._to_top = True
            self._feed.renew(source, row_id)
            return
        self.choice.clear()
        self.cursor_row = 0
        self.scroll_to(y=0, animate=False, force=True)
        self._feed.open(source)
        self._arrange()

    def reload(self, *, keep_cursor: bool = True) -> None:
        """Read again what is in sight; old rows stay until then. The cursor stays on its row."""
        if self._feed.source is None:
            return
        current = self.current
        self._feed.renew(self._feed.source, current.id if current and keep_cursor else None)

    def go_to(self, position: int) -> None:
        """Put the cursor on a row by its position."""
        self.move_to(position)

    def go_to_row(self, row_id: str) -> None:
        """Put the cursor on a row, wherever it is; stays where it is when there is no such row."""
        known = self.window.position(row_id)
        if known is not None:
            self.move_to(known)
        elif self._feed.source is not None:
            self._feed.renew(self._feed.source, row_id)

    def go_to_column(self, name: str) -> None:
        """Put the cursor into a column."""
        names = [column.name for column in self.columns]
        if name in names:
            self.move_to(self.cursor_row, names.index(name))

    def flash(self, row_ids: Iterable[str]) -> None:
        """Make rows stand out for a moment: someone else changed them."""
        ids = list(row_ids)
        for row_id in ids:
            self.flashing[row_id] = self.flashing.get(row_id, 0) + 1
        self.refresh()
        self.set_timer(FLASH_S, lambda: self._flashed(ids))

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.choice.clear()
        self.refresh()
        self._tell_selection()

    def cell_region(self) -> Region | None:
        """Where the cell under the cursor is on the screen, for an editor over it; None when out of sight."""
        if not self.columns or not self.row_count:
            return None
        self._scroll_to_cursor()
        slot = self.arrangement.slots[self.cursor_column]
        frozen = self.cursor_column < self.arrangement.frozen
        x = self.gutter_width + slot.x - (0 if frozen else round(self.scroll_target_x))
        y = self.header_height + self.cursor_row - round(self.scroll_target_y)
        area = self.scrollable_content_region
        cell = Region(area.x + x, area.y + y, slot.outer, 1)
        return cell.intersection(area) or None

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
        self._scroll_rows(self.scroll_target_y + rows)
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
            self.choice.end(self.cursor_row)
        elif row := self.current:
            self.choice.toggle(row)
        self.refresh()
        self._tell_selection()

    def action_range(self) -> None:
        """Begin a stretch here, or end it here."""
        if self.choice.stretch is not None:
            self.choice.end(self.cursor_row)
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
            self.choice.end(self.cursor_row)
            self._tell_selection()
        row = max(0, min(position, self.row_count - 1))
        wanted = self.cursor_column if column is None else column
        wanted = max(0, min(wanted, len(self.columns) - 1))
        moved, sideways = row != self.cursor_row, wanted != self.cursor_column
        old, self.cursor_row, self.cursor_column = self.cursor_row, row, wanted
        self._scroll_to_cursor()
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

    def resize_column(self, index: int, width: int) -> None:
        """Set a column's width by hand."""
        self.fitting.resize(index, width)
        self._arrange()

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
            tip = literal(f"{column.name}: {column.type}\n{column.definition}".rstrip(), lines=True)
        if tip != self.tooltip:
            self.tooltip = tip

    # --- what comes from the feed ---

    def _arrived(self, first: int, count: int) -> None:
        """Rows are there that were not."""
        if self.fitting.learn(self.window):
            self.refresh()
        self._arrange()
        if self._veil is None:
            self.refresh_lines(self.header_height + first, count)
        elif self._in_memory():
            self._unveil()
        if first <= self.cursor_row < first + count:
            self._tell_row()

    def _renewed(self, position: int | None) -> None:
        """All rows are of now; the row that was asked about is at `position`."""
        if self._to_top:
            self._to_top = False
            self.cursor_row = position or 0
            self._arrange()
            self._scroll_rows(0)
        elif position is not None and position != self.cursor_row:
            by = position - self.cursor_row
            self.choice.shift(by)
            self.cursor_row = position
            self._arrange()
            self._scroll_rows(self.scroll_target_y + by)
        self.fitting.learn(self.window)
        self._arrange()
        self.cursor_row = max(0, min(self.cursor_row, self.row_count - 1))
        self._scroll_to_cursor()
        self.refresh()
        self._tell_row()

    def _counted(self) -> None:
        self._arrange()
        if self.row_count and self.cursor_row >= self.row_count:
            self.move_to(self.row_count - 1)
        if self.window.total is not None:
            self.post_message(messages.Counted(self, self.window.total))
        if self.selection.everything:
            self._tell_selection()

    def _failed(self, error: Exception) -> None:
        self.post_message(messages.Failed(self, error))

    def _flashed(self, row_ids: Iterable[str]) -> None:
        for row_id in row_ids:
            left = self.flashing.pop(row_id, 1) - 1
            if left > 0:
                self.flashing[row_id] = left
        self.refresh()

    def _tell_row(self) -> None:
        self.post_message(messages.RowHighlighted(self, self.current, self.cursor_row))

    def _tell_selection(self) -> None:
        count = self.choice.count(self.cursor_row)
        self.post_message(messages.SelectionChanged(self, self.selection, count))

    # --- where things are ---

    def _arrange(self) -> None:
        """Lay out the columns in the room there is, and tell the scroll bars."""
        old = self.arrangement
        layout = self.fitting.arrange(self.room.width - self.gutter_width)
        self.virtual_size = Size(self.gutter_width + layout.width, self.header_height + self.row_count)
        if layout != old:
            self.refresh()
        self._look()

    def _look(self) -> None:
        top = round(self.scroll_y)
        self._feed.look(top, top + self.page_rows - 1)

    def _scroll_rows(self, top: float) -> None:
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _scroll_to_cursor(self) -> None:
        """Scroll no further than needed to have the cursor in sight."""
        top, rows = self.scroll_target_y, self.page_rows
        if self.cursor_row < top:
            self._scroll_rows(self.cursor_row)
        elif self.cursor_row >= top + rows:
            self._scroll_rows(self.cursor_row - rows + 1)
        layout = self.arrangement
        if self.cursor_column < layout.frozen or self.cursor_column >= len(layout.slots):
            return
        slot = layout.slots[self.cursor_column]
        room = self.room.width - self.gutter_width - layout.frozen_width
        left = slot.x - layout.frozen_width
        if left < self.scroll_target_x or slot.outer > room:
            self.scroll_to(x=left, animate=False, force=True)
        elif left + slot.outer > self.scroll_target_x + room:
            self.scroll_to(x=left + slot.outer - room, animate=False, force=True)

    # --- Textual ---

    def on_mount(self) -> None:
        """Begin to read."""
        if self._first_source is not None:
            self._feed.open(self._first_source)

    def on_resize(self) -> None:
        """Lay out anew; the cursor stays in sight."""
        self._arrange()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into sight; draw it when it is there, or after a moment as it is."""
        self._look()
        if self._veil is None and not self._in_memory():
            self._veil = self.set_timer(VEIL_S, self._unveil)
        if self._veil is None:
            super().watch_scroll_y(old_value, new_value)

    def _in_memory(self) -> bool:
        """Whether all rows on screen are there; a page that is missing has its first or last row missing."""
        top, end = round(self.scroll_y), min(round(self.scroll_y) + self.page_rows, self.row_count)
        return top >= end or bool(self.window.row(top) and self.window.row(end - 1))

    def _unveil(self) -> None:
        """Draw what has been scrolled to."""
        if self._veil is not None:
            self._veil.stop()
            self._veil = None
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._canvas.forget_styles()

    def render_line(self, y: int) -> Strip:
        """One line of the visible area."""
        return self._canvas.line(y)

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
