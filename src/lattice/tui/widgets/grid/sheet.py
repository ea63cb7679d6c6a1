"""The sheet: rows of a source as lines under a header, as far as they can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from lattice.model.rows import Row
from lattice.tui.sharing_words import row_mark
from lattice.tui.widgets.grid.canvas import Canvas
from lattice.tui.widgets.grid.choice import Choice
from lattice.tui.widgets.grid.feed import Feed
from lattice.tui.widgets.grid.fitting import Fitting
from lattice.tui.widgets.grid.layout import GridColumn, Layout
from lattice.tui.widgets.grid.paint import Look, SortMark, Tone
from lattice.tui.widgets.grid.range import CellRange
from lattice.tui.widgets.grid.window import RowSource, Window

#: How long a row that someone else changed stands out.
FLASH_S = 1.2
#: How long the name of who changed it stands at the end of a row.
NAMED_S = 4.0
#: How long a jump may show what was there before, in the hope of its rows; then come placeholders.
VEIL_S = 0.04


class Sheet(ScrollView):
    """Fetches, lays out and draws; what keys and mouse do with it is the grid's business."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"grid--{name}" for name in (*Look, *Tone) if name != "plain"}
    DEFAULT_CSS = Path(__file__).with_name("sheet.tcss").read_text()
    header_height = 1

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
        self.named: dict[str, tuple[str, int]] = {}
        """Rows at whose end stands who changed them, and the number of that change."""
        self._changes = 0
        self.badged = False
        """Whether there are rows that are not for everyone, so that the gutter has a place for their sign."""
        self.window = Window()
        self.fitting = Fitting(columns, frozen)
        self.fit_next = False
        """Whether the next rows are others, to be fitted anew."""
        self.choice = Choice(self.window)
        self.cells: CellRange | None = None
        """The rectangle of cells that is drawn; its other corner is the cursor."""
        self.feed = Feed(
            self.window,
            lambda work: self.run_worker(work, group="rows", exit_on_error=False),
            self.call_after_refresh,
            arrived=self.rows_arrived,
            renewed=self.rows_renewed,
            counted=self.rows_counted,
            failed=self.rows_failed,
        )
        self._canvas = Canvas(self)
        self._first_source = source
        self._veil: Timer | None = None
        """Runs while a jump waits for its rows: drawing placeholders first would cost a frame."""

    @property
    def row_count(self) -> int:
        """Rows that can be gone to; grows while the count isn't known yet."""
        return self.window.extent

    @property
    def empty(self) -> bool:
        """Whether it is known that there is no row."""
        return self.window.total == 0

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
        return 2 + self.badged + (len(str(max(1, self.row_count))) + 1 if self.numbers else 0)

    @property
    def calm(self) -> bool:
        """Whether the person wants nothing to move or blink."""
        return self.app.animation_level == "none"

    @property
    def cursor_name(self) -> str:
        """Name of the column under the cursor; empty without columns."""
        return self.columns[self.cursor_column].name if self.columns else ""

    def set_sort(self, sort: Sequence[tuple[str, bool]]) -> None:
        """Mark the columns that the source is sorted by: names, and whether descending."""
        self.sort_marks = {name: SortMark(place, down) for place, (name, down) in enumerate(sort)}
        self.refresh()

    def flash(self, rows: Mapping[str, str]) -> None:
        """Make rows stand out for a moment: someone else changed them; each id with that one's name."""
        ids = list(rows)
        for row_id, name in rows.items():
            self.flashing[row_id] = self.flashing.get(row_id, 0) + 1
            self._changes += 1
            self.named[row_id] = (name, self._changes)
        self.refresh()
        self.set_timer(FLASH_S, lambda: self._flashed(ids))
        said = dict(self.named)
        self.set_timer(NAMED_S, lambda: self._unname(said))

    def _flashed(self, row_ids: Iterable[str]) -> None:
        for row_id in row_ids:
            left = self.flashing.pop(row_id, 1) - 1
            if left > 0:
                self.flashing[row_id] = left
        self.refresh()

    def _unname(self, said: Mapping[str, tuple[str, int]]) -> None:
        """Take away the names that were put there before; those that came since stay their time."""
        self.named = {row_id: name for row_id, name in self.named.items() if said.get(row_id) != name}
        self.refresh()

    # --- what comes from the feed ---

    def rows_arrived(self, first: int, count: int) -> None:
        """Rows are there that were not."""
        if self.fitting.learn(self.window):
            self.refresh()
        self._learn_badges(self.window.page_rows(first))
        self.fitting.learn_numbers(self.window.page_rows(first))
        self.lay_out()
        if self._veil is None:
            self.refresh_lines(self.header_height + first, count)
        elif self._in_memory():
            self._unveil()

    def rows_renewed(self, before: int | None, position: int | None) -> None:
        """All rows are of now; the row that was asked about stood at `before` and is at `position`."""
        if self.fit_next:
            self.fit_next = False
            self.fitting.forget()
        self.fitting.learn(self.window)
        self._learn_badges(self.window.rows())
        self.lay_out()
        self.refresh()

    def _learn_badges(self, rows: Sequence[Row]) -> None:
        # once it has its place it keeps it: columns that jump to and fro are worse than a blank
        self.badged = self.badged or any(row_mark(row) for row in rows)

    def rows_counted(self) -> None:
        """It is known how many rows there are."""
        self.lay_out()

    def rows_failed(self, error: Exception) -> None:
        """Rows could not be read."""

    # --- where things are ---

    def lay_out(self) -> None:
        """Lay out the columns in the room there is, and tell the scroll bars."""
        old = self.arrangement
        layout = self.fitting.arrange(self.room.width - self.gutter_width)
        self.virtual_size = Size(self.gutter_width + layout.width, self.header_height + self.row_count)
        if layout != old:
            self.refresh()
        self._look()

    def _look(self) -> None:
        top = round(self.scroll_y)
        self.feed.look(top, top + self.page_rows - 1)

    def scroll_rows(self, top: float) -> None:
        """Have the row at position `top` stand first on the screen, as far as there are rows below it."""
        # what is laid out is gone to at once, and read while the cursor is drawn; else after the layout
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=top <= self.max_scroll_y)

    def resize_column(self, index: int, width: int) -> None:
        """Set a column's width by hand."""
        self.fitting.resize(index, width)
        self.lay_out()

    def scroll_to_cursor(self) -> None:
        """Scroll no further than needed to have the cursor in sight."""
        top, rows = self.scroll_target_y, self.page_rows
        if self.cursor_row < top:
            self.scroll_rows(self.cursor_row)
        elif self.cursor_row >= top + rows:
            self.scroll_rows(self.cursor_row - rows + 1)
        layout = self.arrangement
        if self.cursor_column < layout.frozen or self.cursor_column >= len(layout.slots):
            return
        room = self.room.width - self.gutter_width - layout.frozen_width
        left = layout.reveal(self.cursor_column, round(self.scroll_target_x), room)
        if left != round(self.scroll_target_x):
            self.scroll_to(x=left, animate=False, force=True, immediate=left <= self.max_scroll_x)

    def cell_region(self) -> Region | None:
        """Where the cell under the cursor is on the screen, for an editor over it; None when out of sight."""
        if not self.columns or not self.row_count:
            return None
        self.scroll_to_cursor()
        slot = self.arrangement.slots[self.cursor_column]
        frozen = self.cursor_column < self.arrangement.frozen
        x = self.gutter_width + slot.x - (0 if frozen else round(self.scroll_target_x))
        y = self.header_height + self.cursor_row - round(self.scroll_target_y)
        area = self.scrollable_content_region
        cell = Region(area.x + x, area.y + y, slot.outer, 1)
        return cell.intersection(area) or None

    def on_mount(self) -> None:
        """Begin to read."""
        if self._first_source is not None:
            self.feed.open(self._first_source)

    def on_resize(self) -> None:
        """Lay out anew; the cursor stays in sight."""
        self.lay_out()

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

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong unforeseen while rows were taken in is told like any other failure."""
        event.stop()
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.rows_failed(event.worker.error)

    def notify_style_update(self) -> None:
        """Draw in the new colours."""
        super().notify_style_update()
        self._canvas.forget_styles()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the visible area."""
        self._canvas.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the visible area."""
        return self._canvas.line(y)
