"""Cells beside and under each other: a rectangle from a fixed cell to the cursor."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lattice.model.rows import Row


class CellRange(msgspec.Struct, frozen=True):
    """A rectangle while it is being drawn; its other corner is the cursor. Counted from 0."""

    row: int
    """Position of the row it began in."""
    column: int
    """Index of the column it began in, among those shown."""
    sticky: bool
    """Drawn with its key, until that is pressed again or let go; else until a plain move."""

    def rows(self, cursor: int) -> range:
        """The positions it covers."""
        return range(min(self.row, cursor), max(self.row, cursor) + 1)

    def columns(self, cursor: int) -> range:
        """The indexes of the columns it covers."""
        return range(min(self.column, cursor), max(self.column, cursor) + 1)

    def shifted(self, by: int) -> CellRange:
        """The same cells after their rows moved by so many positions."""
        return msgspec.structs.replace(self, row=max(0, self.row + by))


class Block(NamedTuple):
    """A rectangle as others ask for it."""

    rows: range
    """Positions."""
    columns: tuple[str, ...]
    """Names, in the order in which they stand."""

    @property
    def words(self) -> str:
        """`3 × 2 cells`: rows, then columns."""
        cells = len(self.rows) * len(self.columns)
        return f"{len(self.rows):,} × {len(self.columns)} cell{'' if cells == 1 else 's'}"


class Taken(NamedTuple):
    """Rows that were read for somebody."""

    rows: list[Row]
    labels: dict[str, str]
    """What people call the rows that these refer to."""
