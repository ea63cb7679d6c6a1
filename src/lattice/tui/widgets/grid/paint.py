"""Cells to segments: what each value looks like, and a row as one line of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from rich.style import Style

from lattice.model.sharing import MASKED
from lattice.model.values import ColumnType, Misfit, Value, canonical_json
from lattice.tui.formats import show
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.grid.layout import GridColumn, Layout, Slot


class Tone(StrEnum):
    """What a cell is, to the eye; each but PLAIN has a component class of the grid."""

    PLAIN = "plain"
    NUMBER = "number"
    TIME = "time"
    TRUE = "true"
    FALSE = "false"
    REFERENCE = "reference"
    JSON = "json"
    EMPTY = "empty"
    MARKER = "marker"
    NOTE = "note"
    HINT = "hint"
    PLACEHOLDER = "placeholder"


class Look(StrEnum):
    """What state a row or cell is in; each but PLAIN has a component class of the grid."""

    PLAIN = "plain"
    STRIPE = "stripe"
    SELECTED = "selected"
    CURSOR_ROW = "cursor-row"
    CURSOR_CELL = "cursor-cell"
    RANGE = "range"
    FLASH = "flash"
    HEADER = "header"
    HEADER_SORTED = "header-sorted"


#: Gives the style of a look and a tone together.
Palette = Callable[[Look, Tone], Style]
#: Draws what stands in one column's place on the line at hand.
DrawSlot = Callable[[Slot], None]

EMPTY_MARK = "·"
CURSOR_MARK = "▌"
SELECTED_MARK = "●"
FLASH_MARK = "◆"
EVERYTHING_MARK = "●"
EDGE_MARK = "▏"
PLACEHOLDER = "─"
_TONES = {
    ColumnType.INTEGER: Tone.NUMBER,
    ColumnType.NUMBER: Tone.NUMBER,
    ColumnType.DATE: Tone.TIME,
    ColumnType.DATETIME: Tone.TIME,
}
#: What a row holds for a type, as Python has it.
_PYTHON: dict[ColumnType, tuple[type, ...]] = {
    ColumnType.TEXT: (str,),
    ColumnType.MARKDOWN: (str,),
    ColumnType.INTEGER: (int,),
    ColumnType.NUMBER: (float, int),
    ColumnType.BOOLEAN: (bool,),
    ColumnType.DATE: (str,),
    ColumnType.DATETIME: (str,),
}


class CellText(NamedTuple):
    """A value as it is read: one line, nothing in it acts."""

    text: str
    tone: Tone


_EMPTY = CellText(EMPTY_MARK, Tone.EMPTY)
_MASKED = CellText(MASKED, Tone.HINT)
YES, NO = CellText("✓ yes", Tone.TRUE), CellText("✗ no", Tone.FALSE)


class SortMark(NamedTuple):
    """How a column takes part in the sort."""

    place: int
    """From 0; what it counts for."""
    descending: bool


def cell_text(column: GridColumn, value: Value, labels: dict[str, str]) -> CellText:
    """What a cell says; a value that does not fit its column's type is shown as it is."""
    if column.masked:
        return _MASKED
    if value is None:
        return _EMPTY
    type_ = column.type
    if type_ is ColumnType.REFERENCE:
        return CellText(f"→ {one_line(labels.get(str(value)) or str(value))}", Tone.REFERENCE)
    if type_ is ColumnType.JSON:
        return CellText(one_line(_json(value)), Tone.JSON)
    if type(value) not in _PYTHON[type_]:
        return CellText(one_line(str(value)), Tone.PLAIN)
    if type_ is ColumnType.BOOLEAN:
        return YES if value else NO
    # a value of a row has been fitted when it was stored: nothing is checked here again
    return CellText(one_line(show(type_, value)), _TONES.get(type_, Tone.PLAIN))


def _json(value: Value) -> str:
    try:
        return canonical_json(value)
    except Misfit:
        return str(value)


class Line:
    """Pieces of one line, `width` cells long, run together where the style is the same: fewer draw faster."""

    def __init__(self, width: int) -> None:
        self._room = width
        self._skip = 0
        self._segments: list[Segment] = []
        self._texts: list[str] = []
        self._style: Style | None = None

    def add(self, text: str, cells: int, style: Style) -> None:
        """One more piece of `cells` cells at the right; what has no room is left out."""
        if self._skip:
            if cells <= self._skip:
                self._skip -= cells
                return
            text, cells = _without_start(text, self._skip), cells - self._skip
            self._skip = 0
        if cells > self._room:
            text, cells = set_cell_size(text, self._room), self._room
        self._room -= cells
        if style is not self._style and self._texts:
            self._segments.append(Segment("".join(self._texts), self._style))
            self._texts = []
        self._style = style
        self._texts.append(text)

    def skip(self, cells: int) -> None:
        """The next `cells` cells lie under what is there already."""
        self._skip = cells

    def done(self, rest: Style) -> list[Segment]:
        """All of it, filled up with blanks."""
        self._skip = 0
        self.add(" " * self._room, self._room, rest)
        self._segments.append(Segment("".join(self._texts), self._style))
        return self._segments


def _without_start(text: str, cells: int) -> str:
    """`text` without its first `cells` cells; half of a wide character becomes a blank."""
    if text.isascii():
        return text[cells:]
    kept = _cut_start(text, cells)
    return " " * (cell_len(text) - cells - cell_len(kept)) + kept


def _cut_start(text: str, cells: int) -> str:
    spans, _ = split_graphemes(text)
    used = 0
    for start, _, width in spans:
        if used >= cells:
            return text[start:]
        used += width
    return ""


def add_cell(line: Line, slot: Slot, cell: CellText, look: Look, palette: Palette) -> None:
    """Draw one cell of a row."""
    text = fit_cells(cell.text, slot.width, right=slot.column.right)
    line.add(f" {text} ", slot.outer, palette(look, cell.tone))


def add_title(line: Line, slot: Slot, mark: SortMark | None, several: bool, palette: Palette) -> None:
    """Draw one column's head: its name, its place in the sort, and a hint of its type if there is room."""
    base = palette(Look.HEADER_SORTED if mark else Look.HEADER, Tone.PLAIN)
    arrow, title, hint = sort_arrow(mark, several), one_line(slot.column.name), slot.column.hint
    shade = palette(Look.HEADER, Tone.HINT)
    room = slot.width - cell_len(title) - len(arrow)
    if room < 0:
        title, room = fit_cells(title, slot.width - len(arrow)), 0
    hint = hint if room > len(hint) else ""
    gap = " " * (room - len(hint))
    # digits stand at the right, and their title over them
    head = ((title + arrow + gap, base), (hint, shade))
    parts = ((hint, shade), (gap + title + arrow, base)) if slot.column.right else head
    line.add(" ", 1, base)
    for text, style in parts:
        line.add(text, cell_len(text), style)
    line.add(" ", 1, base)


def sort_arrow(mark: SortMark | None, several: bool) -> str:
    """` ▲`, or ` ▼2` when several columns sort."""
    if mark is None:
        return ""
    return f" {'▼' if mark.descending else '▲'}{mark.place + 1 if several else ''}"


def add_placeholder(line: Line, slot: Slot, position: int, look: Look, palette: Palette) -> None:
    """Draw a cell whose row is on its way: a bar of no particular length."""
    length = 2 + (position * 7 + slot.x * 3) % max(1, slot.width - 1)
    text = fit_cells(PLACEHOLDER * min(length, slot.width), slot.width, right=slot.column.right)
    line.add(f" {text} ", slot.outer, palette(look, Tone.PLACEHOLDER))


def visible_slots(layout: Layout, scroll_x: int, room: int) -> Sequence[Slot]:
    """The moving columns that show from `scroll_x` on, in `room` cells beside the frozen ones."""
    left = layout.frozen_width + scroll_x
    return [layout.slots[i] for i in layout.between(left, left + room)]
