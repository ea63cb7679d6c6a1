"""Drawing the grid: which line of the screen shows what, in which style."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from lattice.model.rows import Row
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.sharing_words import row_mark
from lattice.tui.widgets.grid import paint
from lattice.tui.widgets.grid.layout import Slot
from lattice.tui.widgets.grid.paint import (
    CURSOR_MARK,
    EDGE_MARK,
    EVERYTHING_MARK,
    FLASH_MARK,
    SELECTED_MARK,
    Line,
    Look,
    Tone,
)

if TYPE_CHECKING:
    from lattice.tui.widgets.grid.sheet import Sheet

#: Cells of the name of who just changed a row.
NAME_CELLS = 24
#: The line under the header from which on the empty table says so.
_EMPTY_LINE = 2
_EMPTY_INDENT = "   "


class Canvas:
    """Draws lines of one grid and keeps their styles at hand."""

    def __init__(self, grid: Sheet) -> None:
        self._grid = grid
        self._styles: dict[tuple[Look, Tone], Style] = {}
        self._width = self._left = self._top = self._rows = self._gutter_width = 0
        self._here = ""
        self._calm = False
        self._rows_drawn = range(0)
        """Positions of the rectangle of cells; empty without one."""
        self._names_drawn: frozenset[str] = frozenset()
        """Names of its columns."""

    def begin(self) -> None:
        """Look up once what all lines of a frame need: each costs more than a cell."""
        grid = self._grid
        self._width = grid.room.width
        self._left, self._top = grid.scroll_offset
        self._rows = grid.row_count
        self._gutter_width = grid.gutter_width
        self._here = grid.cursor_name
        self._calm = grid.calm
        self._rows_drawn, self._names_drawn = range(0), frozenset[str]()
        if (cells := grid.cells) is not None:
            columns = cells.columns(grid.cursor_column)
            self._rows_drawn = cells.rows(grid.cursor_row)
            self._names_drawn = frozenset(c.name for c in grid.columns[columns.start : columns.stop])

    def forget_styles(self) -> None:
        """The theme or the state of the grid changed."""
        self._styles.clear()

    def style(self, look: Look, tone: Tone) -> Style:
        """The style of a look and a tone together."""
        key = look, tone
        if (known := self._styles.get(key)) is not None:
            return known
        grid = self._grid
        style = grid.rich_style if look is Look.PLAIN else grid.get_component_rich_style(f"grid--{look}")
        if tone is not Tone.PLAIN and look is not Look.CURSOR_CELL:
            style += self._tone(tone, style)
        self._styles[key] = style
        return style

    def _tone(self, tone: Tone, under: Style) -> Style:
        """What a tone adds to the style under it; its colour may let the background through."""
        partial = self._grid.get_component_rich_style(f"grid--{tone}", partial=True)
        color = self._grid.get_component_styles(f"grid--{tone}").color
        if color.ansi is not None or color.a == 1 or under.bgcolor is None or under.bgcolor.is_default:
            return partial
        return partial + Style(color=(Color.from_rich_color(under.bgcolor) + color).rich_color)

    def line(self, y: int) -> Strip:
        """Line `y` of the visible area."""
        grid = self._grid
        width = self._width
        line = Line(width)
        position = y - grid.header_height + self._top
        look = Look.PLAIN
        row: Row | None = None
        if y < grid.header_height:
            look = Look.HEADER
            self._header(line)
        elif position < self._rows:
            row = grid.window.row(position)
            look = self._look(row, position)
            self._row(line, row, position, look)
        elif grid.window.total == 0:
            said = _lines(grid.empty_text, width - len(_EMPTY_INDENT) - 1)
            if 0 <= (at := y - grid.header_height - _EMPTY_LINE) < len(said):
                text = _EMPTY_INDENT + said[at]
                line.add(text, cell_len(text), self.style(Look.PLAIN, Tone.NOTE))
        strip = Strip(line.done(self.style(look, Tone.PLAIN)), width)
        return self._signed(strip, row) if row is not None and row.id in grid.named else strip

    def _signed(self, strip: Strip, row: Row) -> Strip:
        """The line of a row with the name of who just changed it at its end."""
        name = f" {FLASH_MARK} {fit_cells(one_line(self._grid.named[row.id][0]), NAME_CELLS).rstrip()} "
        end = self._gutter_width + self._grid.arrangement.width - self._left + 1
        at = max(0, min(end, self._width - cell_len(name)))
        sign = Segment(name, self.style(Look.FLASH, Tone.MARKER))
        rest = strip.crop(at + cell_len(name), self._width)
        return Strip([*strip.crop(0, at), sign, *rest]).crop(0, self._width)

    def _header(self, line: Line) -> None:
        grid = self._grid
        line.add(self._corner(), self._gutter_width, self.style(Look.HEADER, Tone.MARKER))
        several = len(grid.sort_marks) > 1

        def title(slot: Slot) -> None:
            paint.add_title(line, slot, grid.sort_marks.get(slot.column.name), several, self.style)

        self._slots(line, self.style(Look.HEADER, Tone.HINT), title)

    def _corner(self) -> str:
        """A sign that everything is chosen, also what is out of sight."""
        sign = EVERYTHING_MARK if self._grid.choice.selection.everything else ""
        return fit_cells(sign, self._gutter_width, right=True)

    def _row(self, line: Line, row: Row | None, position: int, look: Look) -> None:
        grid = self._grid
        self._gutter(line, row, position, look)
        labels = grid.window.labels(position)
        here = self._here if position == grid.cursor_row else None
        drawn = self._names_drawn if position in self._rows_drawn else ()

        def cell(slot: Slot) -> None:
            name = slot.column.name
            one = Look.CURSOR_CELL if name == here else Look.RANGE if name in drawn else look
            if row is None:
                paint.add_placeholder(line, slot, position, one, self.style)
                return
            text = paint.cell_text(slot.column, row.values.get(name), labels)
            paint.add_cell(line, slot, text, one, self.style)

        self._slots(line, self.style(look, Tone.HINT), cell)

    def _look(self, row: Row | None, position: int) -> Look:
        grid = self._grid
        if row is not None and row.id in grid.flashing and not self._calm:
            return Look.FLASH
        if position == grid.cursor_row:
            return Look.CURSOR_ROW
        if grid.choice.holds(row, position, grid.cursor_row):
            return Look.SELECTED
        return Look.STRIPE if position % 2 else Look.PLAIN

    def _gutter(self, line: Line, row: Row | None, position: int, look: Look) -> None:
        grid = self._grid
        if grid.numbers:
            digits = self._gutter_width - 2 - grid.badged
            line.add(fit_cells(f"{position + 1} ", digits, right=True), digits, self.style(look, Tone.HINT))
        mark = " "
        if row is not None and row.id in grid.flashing:
            mark = FLASH_MARK
        elif grid.choice.holds(row, position, grid.cursor_row):
            mark = SELECTED_MARK
        bar = CURSOR_MARK if position == grid.cursor_row else " "
        line.add(bar + mark, 2, self.style(look, Tone.MARKER))
        if grid.badged:
            line.add((row_mark(row) if row is not None else "") or " ", 1, self.style(look, Tone.NOTE))

    def _slots(self, line: Line, rule: Style, draw: paint.DrawSlot) -> None:
        """Draw the frozen columns, then those that scroll and can be seen, from the edge between them on."""
        grid = self._grid
        layout, scroll_x = grid.arrangement, self._left
        for slot in layout.slots[: layout.frozen]:
            draw(slot)
        moving = paint.visible_slots(layout, scroll_x, self._width - self._gutter_width - layout.frozen_width)
        if not moving:
            return
        if scroll_x:
            # a thin rule says that columns lie under the frozen ones
            line.add(EDGE_MARK, 1, rule)
            line.skip(layout.frozen_width + scroll_x - moving[0].x + 1)
        for slot in moving:
            draw(slot)


def _lines(text: str, width: int) -> list[str]:
    """What an empty table says, in lines of so many cells; letters that are wider may be cut."""
    return [piece for line in text.splitlines() for piece in wrap(one_line(line), max(8, width)) or [""]]
