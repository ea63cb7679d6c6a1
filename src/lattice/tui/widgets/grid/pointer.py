"""The mouse on the grid: where it points, and what a press, a drag and a click do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events

from lattice.tui.widgets.grid.messages import ColumnFitted, ColumnMoved

if TYPE_CHECKING:
    from lattice.tui.widgets.grid.grid import Grid


class Spot(NamedTuple):
    """What is under the pointer."""

    row: int | None
    """Position; None on the header or below the last row."""
    column: int | None
    header: bool
    edge: int | None
    """Index of the column whose right edge this is, on the header."""


class Carried(NamedTuple):
    """A column that the mouse holds by its head."""

    name: str
    at: int
    """Its place, as it was asked for last."""
    moved: bool = False


class Pointer:
    """Turns mouse events into methods of the grid."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._resizing: tuple[int, int, int] | None = None
        self._carried: Carried | None = None
        self._drawn = False
        """Whether something was drawn since the button went down; the click that follows is none."""

    def spot(self, x: int, y: int) -> Spot:
        """What is at `x`, `y` of the grid's own area."""
        grid = self._grid
        header = y < grid.header_height
        position = y - grid.header_height + grid.scroll_offset.y
        row = position if not header and 0 <= position < grid.row_count else None
        inner = x - grid.gutter_width
        layout = grid.arrangement
        if inner < 0:
            return Spot(row, None, header, None)
        at = inner if inner < layout.frozen_width else inner + grid.scroll_offset.x
        column = layout.at(at)
        edge = None
        if header:
            edge = next((i for i, slot in enumerate(layout.slots) if at in (slot.end - 1, slot.end)), None)
        return Spot(row, column, header, edge)

    def press(self, event: events.MouseDown) -> None:
        """Take hold of a column's edge, or of its head."""
        spot = self.spot(event.x, event.y)
        self._carried, self._drawn = None, False
        if event.button == 1 and spot.header and spot.edge is None and spot.column is not None:
            self._carried = Carried(self._grid.columns[spot.column].name, spot.column)
        if event.button == 1 and spot.edge is not None:
            slot = self._grid.arrangement.slots[spot.edge]
            self._resizing = (spot.edge, event.screen_x, slot.width)
            self._grid.capture_mouse()
            event.stop()

    def move(self, event: events.MouseMove) -> None:
        """Draw the edge along; tell what a column is when the pointer rests on its head."""
        if self._resizing is not None:
            index, start, width = self._resizing
            self._grid.resize_column(index, width + event.screen_x - start)
            event.stop()
            return
        spot = self.spot(event.x, event.y)
        if self._carried is not None:
            self._carry(self._carried, event)
            return
        self._grid.show_tip(spot.column if spot.header else None)

    def _carry(self, held: Carried, event: events.MouseMove) -> None:
        """Draw a column along: it changes places as soon as it would lie where the other one is."""
        grid, slots = self._grid, self._grid.arrangement.slots
        # the head is what one draws at, wherever the pointer wanders to
        to = self.spot(min(max(event.x, grid.gutter_width), grid.size.width - 1), 0).column
        if to is None or to == held.at or held.at >= len(slots) or slots[held.at].column.name != held.name:
            return
        at = event.x - grid.gutter_width
        at = at if at < grid.arrangement.frozen_width else at + grid.scroll_offset.x
        own, other = slots[held.at].outer, slots[to]
        if (at >= other.end - own) if to > held.at else (at < other.x + own):
            grid.capture_mouse()
            grid.post_message(ColumnMoved(grid, held.name, to - held.at))
            self._carried = Carried(held.name, to, moved=True)

    def release(self, event: events.MouseUp) -> None:
        """Let the edge or the column go."""
        held, self._carried = self._carried, None
        if held is not None and held.moved:
            self._grid.release_mouse()
            self._drawn = True
            event.stop()
        if self._resizing is None:
            return
        index, start, _ = self._resizing
        self._resizing = None
        self._grid.release_mouse()
        if event.screen_x != start:
            self._drawn = True
            self._grid.tell_width(index)
        event.stop()

    def drew(self) -> None:
        """Cells were drawn: the click that follows is none."""
        self._drawn = True

    def click(self, event: events.Click) -> None:
        """Move the cursor, choose, sort, open."""
        # a quick hand's click is sent before the grid hears of its release: too late to be suppressed
        drawn, self._drawn = self._drawn, False
        if drawn:
            return
        spot = self.spot(event.x, event.y)
        grid = self._grid
        if event.button == 3:
            # the menu that follows is about the cell under the pointer
            grid.move_to(grid.cursor_row if spot.row is None else spot.row, spot.column)
        if event.button != 1:
            return
        if spot.header:
            if spot.edge is not None:
                if event.chain == 2:
                    grid.post_message(ColumnFitted(grid, grid.columns[spot.edge].name))
            elif spot.column is not None:
                grid.ask_sort(spot.column, additive=event.shift)
            return
        if spot.row is None:
            return
        if event.shift:
            grid.extend_to(spot.row)
            return
        grid.move_to(spot.row, spot.column)
        if event.ctrl or spot.column is None:
            grid.action_select()
        elif event.chain == 2:
            grid.action_open()
