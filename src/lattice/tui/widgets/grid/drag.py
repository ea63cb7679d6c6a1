"""Drawing a rectangle of cells with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from lattice.tui.widgets.grid.grid import Grid


class Drag:
    """From the cell where the button went down to the one under the pointer, while it is held."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._from: tuple[int, int] | None = None
        self._drawing = False

    def press(self, event: events.MouseDown) -> None:
        """Remember the cell."""
        self._from = None
        if event.button == 1 and not event.shift and not event.ctrl and event.y >= self._grid.header_height:
            self._from = self._cell(event, inside=True)

    def move(self, event: events.MouseMove) -> bool:
        """Draw on; whether anything is being drawn."""
        if self._from is None:
            return False
        if not event.button:
            # it was let go where nobody told us
            self._end()
            return False
        cell = self._cell(event, inside=False)
        if cell is None or (cell == self._from and not self._drawing):
            return self._drawing
        grid = self._grid
        if not self._drawing:
            self._drawing = True
            grid.capture_mouse()
            grid.move_to(*self._from)
            grid.begin_cells(sticky=False)
        # a click follows the release before that is handled, and would let go of the cells
        grid.suppress_click()
        if cell != (grid.cursor_row, grid.cursor_column):
            grid.extend_cells(*cell)
        event.stop()
        return True

    def release(self, event: events.MouseUp) -> bool:
        """Let go; the rectangle stays. Whether one was drawn."""
        drawn = self._drawing
        self._end()
        if drawn:
            event.stop()
        return drawn

    def _end(self) -> None:
        if self._drawing:
            self._grid.release_mouse()
        self._from, self._drawing = None, False

    def _cell(self, event: events.MouseEvent, *, inside: bool) -> tuple[int, int] | None:
        """Row and column under the pointer, the nearest ones when it left the cells; None for no cell."""
        grid = self._grid
        if not grid.row_count or not grid.columns:
            return None
        row = event.y - grid.header_height + grid.scroll_offset.y
        x = event.x - grid.gutter_width
        layout = grid.arrangement
        column = layout.at(x if x < layout.frozen_width else x + grid.scroll_offset.x)
        if inside:
            return (row, column) if column is not None and 0 <= row < grid.row_count else None
        if column is None:
            column = 0 if x < 0 else len(grid.columns) - 1
        return max(0, min(row, grid.row_count - 1)), column
