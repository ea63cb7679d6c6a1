"""A chart of columns that stand, as wide as there is room, over the names of the first and the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.chart.bars import heights

#: Widest that one column gets, in cells.
WIDEST = 6


class ColumnChart(Widget):
    """Counts in their order; one of them can be marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chart--column", "chart--marked", "chart--axis"}
    marked = reactive(-1)
    """Index of the value that is marked; -1 for none."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._values: tuple[int, ...] = ()
        self._ends = ("", "")
        self._lines: list[Strip] = []
        self._drawn: tuple[object, ...] = ()

    def draw(self, values: Sequence[int], first: str = "", last: str = "") -> None:
        """Draw these counts; `first` and `last` are named under the axis."""
        self._values = tuple(values)
        self._ends = (one_line(first, 40), one_line(last, 40))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the chart; the last is the axis."""
        wanted = (self._values, self._ends, self.size, self.marked, self.rich_style)
        if wanted != self._drawn:
            self._lines, self._drawn = self._draw(self.size), wanted
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width, self.rich_style)

    def _draw(self, size: Size) -> list[Strip]:
        if not self._values or size.height < 2 or size.width < 8:
            return []
        base = self.rich_style
        columns, marked = base + self._look("chart--column"), base + self._look("chart--marked")
        most = f"{max(self._values):,} "
        room = size.width - len(most)
        values, each = self._gathered(room)
        wide = max(1, min(WIDEST, room // len(values)))
        gap = 1 if wide > 2 else 0
        at = self.marked // each if 0 <= self.marked < len(self._values) else -1
        axis = base + self._look("chart--axis")
        lines = []
        for number, line in enumerate(heights(values, size.height - 1)):
            segments = [Segment(most if number == 0 else " " * len(most), axis)]
            for index, char in enumerate(line):
                style = marked if index == at else columns
                segments.append(Segment(char * (wide - gap) + " " * gap, style))
            lines.append(Strip(segments).adjust_cell_length(size.width, base))
        under = self._axis(len(values) * wide - gap, at * wide if at >= 0 else -1, wide - gap)
        lines.append(Strip([Segment(" " * len(most), axis), *under]).adjust_cell_length(size.width, base))
        return lines

    def _gathered(self, room: int) -> tuple[list[int], int]:
        """The values, as many together as it takes to fit, and how many that is."""
        each = -(-len(self._values) // max(1, room))
        values = self._values
        return [sum(values[i : i + each]) for i in range(0, len(values), each)], each

    def _axis(self, width: int, at: int, wide: int) -> list[Segment]:
        """Names of the two ends, and a sign under the column that is marked, where no name stands."""
        base = self.rich_style
        axis, marked = base + self._look("chart--axis"), base + self._look("chart--marked")
        first, last = self._ends
        text = fit_cells(first, max(width, len(first)))
        if len(first) + len(last) + 1 < width:
            text = fit_cells(first, width - len(last)) + last
        middle = at + wide // 2
        if at < 0 or middle >= len(text) or text[middle] != " ":
            return [Segment(text, axis)]
        return [Segment(text[:middle], axis), Segment("▲", marked), Segment(text[middle + 1 :], axis)]

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
