"""Drawing the grid: which line of the screen shows what, in which style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from lattice.model.rows import Row
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.grid import paint
from lattice.tui.widgets.grid.layout import Slot
from lattice.tui.widgets.grid.paint import CURSOR_MARK, FLASH_MARK, SELECTED_MARK, Line, Look, Tone

if TYPE_CHECKING:
    from lattice.tui.widgets.grid.grid import Grid

#: The line under the header where the empty table says so.
_EMPTY_LINE = 2


class Canvas:
    """Draws lines of one grid and keeps their styles at hand."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._styles: dict[tuple[Look, Tone], Style] = {}
        self._marker: Style | None = None

    def forget_styles(self) -> None:
        """The theme or the state of the grid changed."""
        self._styles.clear()
        self._marker = None

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
        width = self._grid.room.width
        line = Line()
        if y < self._grid.header_height:
            self._header(line, width)
        else:
            position = y - self._grid.header_height + self._grid.scroll_offset.y
            if position < self._grid.row_count:
                self._row(line, position, width)
            elif self._grid.row_count == 0 and y == self._grid.header_height + _EMPTY_LINE:
                line.add(f"   {one_line(self._grid.empty_text)}", self.style(Look.PLAIN, Tone.NOTE))
        blank = Look.HEADER if y < self._grid.header_height else Look.PLAIN
        return Strip(line.done()).adjust_cell_length(width, self.style(blank, Tone.PLAIN))

    def _header(self, line: Line, width: int) -> None:
        grid = self._grid
        line.add(self._corner(), self.style(Look.HEADER, Tone.PLAIN))
        several = len(grid.sort_marks) > 1

        def title(slot: Slot) -> None:
            paint.add_title(line, slot, grid.sort_marks.get(slot.column.name), several, self.style)

        self._slots(line, width, self.style(Look.HEADER, Tone.EMPTY), title)

    def _corner(self) -> str:
        grid = self._grid
        sign = "✱" if grid.selection.everything else " "
        return f"{' ' * (grid.gutter_width - 2)}{sign} "

    def _row(self, line: Line, position: int, width: int) -> None:
        grid = self._grid
        row = grid.window.row(position)
        look = self._look(row, position)
        self._gutter(line, row, position, look)
        rest = self.style(look, Tone.EMPTY)
        if row is None:
            self._slots(
                line, width, rest, lambda slot: paint.add_placeholder(line, slot, position, look, self.style)
            )
        else:
            labels = grid.window.labels(position)
            here = grid.cursor_name if position == grid.cursor_row else None

            def cell(slot: Slot) -> None:
                text = paint.cell_text(slot.column, row.values.get(slot.column.name), labels)
                one = Look.CURSOR_CELL if slot.column.name == here else look
                paint.add_cell(line, slot, text, one, self.style)

            self._slots(line, width, rest, cell)
        line.add(" " * width, self.style(look, Tone.PLAIN))

    def _look(self, row: Row | None, position: int) -> Look:
        grid = self._grid
        if row is not None and row.id in grid.flashing and not grid.calm:
            return Look.FLASH
        if position == grid.cursor_row:
            return Look.CURSOR_ROW
        if grid.is_selected(row, position):
            return Look.SELECTED
        return Look.STRIPE if position % 2 else Look.PLAIN

    def _gutter(self, line: Line, row: Row | None, position: int, look: Look) -> None:
        grid = self._grid
        if grid.numbers:
            line.add(
                fit_cells(f"{position + 1}", grid.gutter_width - 3, right=True), self.style(look, Tone.EMPTY)
            )
            line.add(" ", self.style(look, Tone.PLAIN))
        flash = row is not None and row.id in grid.flashing
        mark = FLASH_MARK if flash else SELECTED_MARK if grid.is_selected(row, position) else " "
        line.add(CURSOR_MARK if position == grid.cursor_row else " ", self.style(look, Tone.MARKER))
        line.add(mark, self.style(look, Tone.MARKER))

    def _slots(self, line: Line, width: int, rule: Style, draw: paint.DrawSlot) -> None:
        """Draw the frozen columns, then those that scroll and can be seen, cut at the edge between them."""
        grid = self._grid
        layout, scroll_x = grid.arrangement, grid.scroll_offset.x
        for slot in layout.slots[: layout.frozen]:
            draw(slot)
        room = width - grid.gutter_width - layout.frozen_width
        moving = paint.visible_slots(layout, scroll_x, room)
        if not moving:
            return
        hidden = layout.frozen_width + scroll_x - moving[0].x
        if hidden <= 0:
            for slot in moving:
                draw(slot)
            return
        line.cut_from()
        for slot in moving:
            draw(slot)
        line.cut_to(hidden, rule)
