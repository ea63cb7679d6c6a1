"""Column widths: fitted to what is there, bounded, stable; and where each column stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

import msgspec
from rich.cells import cell_len

from lattice.model.schema import Table
from lattice.model.values import ColumnType

MIN_WIDTH = 3
#: Widest a column gets by itself while others also need room; by hand it may be wider.
SOFT_WIDTH = 28
#: Widest a column gets by itself when there is room left over.
ROOMY_WIDTH = 60
#: Widest by hand.
MAX_WIDTH = 200
#: A blank on either side of a cell's text.
PADDING = 2

#: What the header says of a type, short enough for a narrow column.
HINTS: dict[ColumnType, str] = {
    ColumnType.TEXT: "abc",
    ColumnType.MARKDOWN: "md",
    ColumnType.INTEGER: "123",
    ColumnType.NUMBER: "1.5",
    ColumnType.BOOLEAN: "y/n",
    ColumnType.DATE: "day",
    ColumnType.DATETIME: "time",
    ColumnType.JSON: "{ }",
    ColumnType.REFERENCE: "→",
}
#: Types whose cells stand at the right, so that digits stand under digits.
RIGHT = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})


class GridColumn(msgspec.Struct, frozen=True):
    """One column as the grid shows it."""

    name: str
    """Key into `Row.values`, and the title."""
    type: ColumnType = ColumnType.TEXT
    width: int | None = None
    """Cells of text, set by hand; None to fit."""
    definition: str = ""
    """One line for the tooltip of the header."""
    kept: str = ""
    """Who alone reads it, in words; empty where everyone does."""
    masked: bool = False
    """Whether its values are not shown to the one who looks."""

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right."""
        return self.type in RIGHT

    @property
    def hint(self) -> str:
        """What the header says of it: its type, after a sign where not everyone reads it."""
        return f"⊘ {HINTS[self.type]}" if self.kept else HINTS[self.type]


class Slot(msgspec.Struct, frozen=True):
    """A column in its place. All in terminal cells."""

    column: GridColumn
    x: int
    """Left edge, from the left edge of the first column."""
    width: int
    """Of its text."""

    @property
    def outer(self) -> int:
        """Width with its padding."""
        return self.width + PADDING

    @property
    def end(self) -> int:
        """One past its right edge."""
        return self.x + self.outer


class Layout(msgspec.Struct, frozen=True):
    """All columns in their places."""

    slots: tuple[Slot, ...] = ()
    frozen: int = 0
    """How many of the first columns stay while the others scroll."""

    @property
    def width(self) -> int:
        """All columns, one beside the other."""
        return self.slots[-1].end if self.slots else 0

    @property
    def frozen_width(self) -> int:
        """The columns that stay."""
        return self.slots[self.frozen - 1].end if self.frozen else 0

    def between(self, left: int, right: int) -> range:
        """Indexes of the moving columns that touch the stretch from `left` to `right`."""
        first = max(self.frozen, bisect_right(self.slots, left, key=lambda slot: slot.end))
        return range(first, bisect_left(self.slots, right, lo=first, key=lambda slot: slot.x))

    def reveal(self, index: int, scroll_x: int, room: int) -> int:
        """Where to scroll to so that a moving column shows in `room` cells; begins with a whole column."""
        start, end = self.slots[index].x - self.frozen_width, self.slots[index].end - self.frozen_width
        if scroll_x <= start and end <= scroll_x + room:
            return scroll_x
        if start < scroll_x or end - start >= room:
            return start
        edges = (slot.x - self.frozen_width for slot in self.slots[self.frozen : index + 1])
        return next(edge for edge in edges if edge >= end - room)

    def at(self, x: int) -> int | None:
        """Index of the column at `x`."""
        return next((i for i, s in enumerate(self.slots) if s.x <= x < s.end), None)


def columns_of(table: Table) -> tuple[GridColumn, ...]:
    """The columns of a table in the order in which people see them."""
    return tuple(GridColumn(c.name, c.type, definition=c.definition) for c in table.columns)


def natural_width(column: GridColumn, title: str, texts: Sequence[str]) -> int:
    """How wide a column would like to be: its title with a hint or a sort arrow, its widest text."""
    head = cell_len(title) + max(3, len(column.hint) + 1)
    return max(MIN_WIDTH, head, max((cell_len(text) for text in texts), default=0))


def arrange(columns: Sequence[GridColumn], natural: Sequence[int], room: int, frozen: int = 0) -> Layout:
    """Places for the columns: each as wide as it would like, within bounds; room left over goes to cut ones.

    `natural` holds a wish for each column and `room` the cells there are. Widths set by hand are kept.
    """
    widths = [
        min(MAX_WIDTH, max(MIN_WIDTH, column.width)) if column.width else min(wish, SOFT_WIDTH)
        for column, wish in zip(columns, natural, strict=True)
    ]
    left = room - sum(widths) - PADDING * len(columns)
    for index in _by_want(columns, natural, widths):
        more = min(left, min(natural[index], ROOMY_WIDTH) - widths[index])
        if more <= 0:
            continue
        widths[index] += more
        left -= more
    starts = accumulate((width + PADDING for width in widths), initial=0)
    slots = tuple(Slot(c, x, w) for c, x, w in zip(columns, starts, widths, strict=False))
    frozen = max(0, min(frozen, len(slots)))
    # frozen columns that fill the screen would leave nothing to scroll
    while frozen and slots[frozen - 1].end > room * 2 // 3:
        frozen -= 1
    return Layout(slots, frozen)


def _by_want(columns: Sequence[GridColumn], natural: Sequence[int], widths: Sequence[int]) -> list[int]:
    """Indexes of the fitted columns that were cut, the least cut first: it is helped with the least."""
    cut = [i for i, c in enumerate(columns) if c.width is None and natural[i] > widths[i]]
    return sorted(cut, key=lambda i: natural[i] - widths[i])
