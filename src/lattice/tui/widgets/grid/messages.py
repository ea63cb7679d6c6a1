"""What the grid tells its parent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from lattice.model.rows import Row
from lattice.tui.widgets.grid.range import Block
from lattice.tui.widgets.grid.selection import Selection

if TYPE_CHECKING:
    from lattice.tui.widgets.grid.cursor import CursorSheet


@dataclass
class GridMessage(Message, bubble=True, namespace="grid"):
    """Any of them."""

    grid: CursorSheet

    @property
    def control(self) -> CursorSheet:
        """The grid, for `@on(…, "#id")`."""
        return self.grid


@dataclass
class RowHighlighted(GridMessage, namespace="grid"):
    """The cursor stands on another row, or on other contents of it."""

    row: Row | None
    """None where the row is on its way or there is none."""
    position: int

    def can_replace(self, message: Message) -> bool:
        """Only the newest matters while moving fast."""
        return isinstance(message, RowHighlighted) and message.grid is self.grid


@dataclass
class CellHighlighted(GridMessage, namespace="grid"):
    """The cursor stands in another column."""

    column: str


@dataclass
class RowOpened(GridMessage, namespace="grid"):
    """Someone wants to see all of a row."""

    row: Row
    position: int


@dataclass
class CellEditRequested(GridMessage, namespace="grid"):
    """Someone wants to change a cell."""

    row: Row
    column: str


@dataclass
class SortRequested(GridMessage, namespace="grid"):
    """Someone wants another order."""

    column: str
    additive: bool
    """Keep the sort there is and add to it."""


@dataclass
class SelectionChanged(GridMessage, namespace="grid"):
    """Other rows are chosen, or other cells."""

    selection: Selection
    count: int | None
    """How many; None when all are and nobody knows how many that is."""
    block: Block | None = None
    """The rectangle of cells that is drawn, in place of rows."""
    drawing: bool = False
    """Whether the cursor draws a stretch of rows along until that is ended."""

    @property
    def words(self) -> str:
        """`3 selected`, `3 selected, drawing`, `3 × 2 cells`; empty for nothing."""
        if self.block is not None:
            return self.block.words
        if self.count is None:
            return "all selected"
        drawing = ", drawing" if self.drawing else ""
        return f"{self.count:,} selected{drawing}" if self.count else ""

    def can_replace(self, message: Message) -> bool:
        """Only the newest matters."""
        return isinstance(message, SelectionChanged) and message.grid is self.grid


@dataclass
class ColumnResized(GridMessage, namespace="grid"):
    """A column's width was set by hand."""

    column: str
    width: int


@dataclass
class ColumnMoved(GridMessage, namespace="grid"):
    """A column was drawn to another place."""

    column: str
    by: int
    """Places to the right."""


@dataclass
class ColumnFitted(GridMessage, namespace="grid"):
    """A column is to be as wide as what is in it."""

    column: str


@dataclass
class Counted(GridMessage, namespace="grid"):
    """It is known how many rows there are."""

    total: int


@dataclass
class Failed(GridMessage, namespace="grid"):
    """Rows could not be read."""

    error: Exception
