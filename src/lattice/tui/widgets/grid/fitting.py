"""What the columns' widths are fitted to, learned once and then kept, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lattice.model.rows import Row
from lattice.tui.widgets.grid.layout import MAX_WIDTH, MIN_WIDTH, GridColumn, Layout, arrange, natural_width
from lattice.tui.widgets.grid.paint import cell_text
from lattice.tui.widgets.grid.window import Window

#: Rows looked at: what a person sees first. 100 rows of 8 columns take 2 ms.
FIT_ROWS = 100


class Fitting:
    """Columns, what widths they would like, and the layout that comes of it."""

    def __init__(self, columns: Sequence[GridColumn], frozen: int) -> None:
        self.columns = tuple(columns)
        self.frozen = frozen
        self.layout = Layout()
        self._natural: dict[str, int] = {}

    def set_columns(self, columns: Sequence[GridColumn], frozen: int | None) -> None:
        """Other columns, or another order; wishes that are known are kept."""
        self.columns = tuple(columns)
        if frozen is not None:
            self.frozen = frozen

    def forget(self, name: str = "") -> None:
        """Learn all widths anew from the next rows, or that of one column."""
        if name:
            self._natural.pop(name, None)
        else:
            self._natural.clear()

    def learn(self, window: Window) -> bool:
        """Take the wishes of columns not met before from the rows in memory; whether there were any."""
        new = [column for column in self.columns if column.name not in self._natural]
        rows = window.rows()[:FIT_ROWS] if new else []
        if not rows:
            return False
        self._take(new, rows, window.first_labels())
        return True

    def learn_numbers(self, rows: Sequence[Row]) -> None:
        """Give columns of numbers the room that these rows want: a number that is cut says something else."""
        self._take([column for column in self.columns if column.right], [*rows[:1], *rows[-1:]], {})

    def _take(self, columns: Sequence[GridColumn], rows: Sequence[Row], labels: dict[str, str]) -> None:
        for column in columns:
            texts = [cell_text(column, row.values.get(column.name), labels).text for row in rows]
            wish = natural_width(column, column.name, texts)
            self._natural[column.name] = max(wish, self._natural.get(column.name, 0))

    def resize(self, index: int, width: int) -> GridColumn:
        """Give a column a width by hand; the column as it is then."""
        columns = list(self.columns)
        columns[index] = msgspec.structs.replace(columns[index], width=min(MAX_WIDTH, max(MIN_WIDTH, width)))
        self.columns = tuple(columns)
        return columns[index]

    def arrange(self, room: int) -> Layout:
        """The layout in `room` cells."""
        wishes = [self._natural.get(c.name) or natural_width(c, c.name, ()) for c in self.columns]
        self.layout = arrange(self.columns, wishes, room, self.frozen)
        return self.layout
