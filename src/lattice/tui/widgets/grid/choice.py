"""Choosing rows: one by one, by a stretch, all; and finding out the ids behind it."""

from __future__ import annotations

from lattice.model.rows import Row
from lattice.tui.widgets.grid.selection import Selection, Stretch
from lattice.tui.widgets.grid.window import RowSource, Window

#: Rows read at once for their ids.
READ_ROWS = 1000


class Choice:
    """What is chosen in one grid, and the stretches whose ids aren't known yet."""

    def __init__(self, window: Window) -> None:
        self.selection = Selection()
        self.stretch: Stretch | None = None
        self._window = window
        self._open: list[range] = []

    @property
    def empty(self) -> bool:
        """Whether nothing is chosen or being chosen."""
        return not (self.selection.ids or self.selection.everything or self.stretch or self._open)

    def holds(self, row: Row | None, position: int, cursor: int) -> bool:
        """Whether the row at a position is chosen."""
        if self.stretch is not None and position in self.stretch.rows(cursor):
            return True
        if any(position in part for part in self._open):
            return True
        return self.selection.everything if row is None else self.selection.holds(row.id)

    def toggle(self, row: Row) -> None:
        """Choose a row, or let it go."""
        self.selection = self.selection.toggled(row.id)

    def everything(self) -> None:
        """Choose all that match; when they are, nothing."""
        chosen = self.selection.everything and not self.selection.without
        self.clear()
        self.selection = Selection(everything=not chosen)

    def begin(self, anchor: int, *, sticky: bool) -> None:
        """Draw a stretch from a row on, unless one is being drawn."""
        if self.stretch is None:
            self.stretch = Stretch(anchor, sticky)

    def end(self, cursor: int) -> bool:
        """Keep the rows of the stretch as chosen; whether some of their ids have to be looked up."""
        if self.stretch is None:
            return False
        rows = self.stretch.rows(cursor)
        self.stretch = None
        known = [self._window.row(position) for position in rows] if len(rows) <= READ_ROWS else [None]
        found = [row.id for row in known if row is not None]
        if len(found) < len(known):
            self._open.append(rows)
            return True
        self.selection = self.selection.adding(found)
        return False

    def drop_stretch(self) -> None:
        """Let go of what is known by position only: positions mean other rows now."""
        self.stretch = None
        self._open.clear()

    def shift(self, by: int) -> None:
        """Rows moved by so many positions."""
        if self.stretch is not None:
            self.stretch = Stretch(max(0, self.stretch.anchor + by), self.stretch.sticky)

    def clear(self) -> None:
        """Choose nothing."""
        self.selection = Selection()
        self.drop_stretch()

    def count(self, cursor: int) -> int | None:
        """How many rows are chosen; None when all are and nobody knows how many that is."""
        count = self.selection.count(self._window.total)
        if count is None or self.selection.everything:
            return count
        stretches = [*self._open, *([self.stretch.rows(cursor)] if self.stretch else [])]
        if not stretches:
            return count
        inside = sum(len(part) for part in stretches)
        positions = (self._window.position(row_id) for row_id in self.selection.ids)
        return inside + sum(1 for p in positions if p is None or not any(p in part for part in stretches))

    async def settle(self, source: RowSource, cursor: int) -> None:
        """Find the ids of all stretches; raises what the source raises."""
        self.end(cursor)
        while self._open:
            rows = self._open[0]
            for start in range(rows.start, rows.stop, READ_ROWS):
                page = await source.fetch(start, min(READ_ROWS, rows.stop - start))
                self.selection = self.selection.adding(row.id for row in page.rows)
            if rows in self._open:
                self._open.remove(rows)
