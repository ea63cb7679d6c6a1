"""Boxes and lines in characters: a sheet of cells that a widget shows line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

#: A cell of the sheet: column, line.
Point = tuple[int, int]

_UP, _RIGHT, _DOWN, _LEFT = 1, 2, 4, 8
_LIGHT = " ╵╶╰╷│╭├╴╯─┴╮┤┬┼"
_HEAVY = " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋"
#: A level heavy line; the same over a light one that goes up and down, and what such a one looks like.
_FLAT, _OVER, _UPRIGHTS = "━", "┿", "│├┤┼"
#: The edges of a box: left top, right top, left bottom, right bottom, level, upright.
_THIN, _THICK = tuple("╭╮╰╯─│"), tuple("┏┓┗┛━┃")


class Side(StrEnum):
    """An edge of a box."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


#: What a line begins with on the edge of a box: both light, the line heavy, the box heavy, both heavy.
_PORTS = {Side.TOP: "┴┸┷┻", Side.BOTTOM: "┬┰┯┳", Side.LEFT: "┤┥┨┫", Side.RIGHT: "├┝┠┣"}


class Ink(StrEnum):
    """What a piece of the sheet is, for its colours; the class of style is `drawing--` and this."""

    EDGE = "edge"
    HERE = "here"
    WIRE = "wire"
    LIT = "lit"
    NAME = "name"
    TEXT = "text"
    NOTE = "note"
    MARK = "mark"
    CHOSEN = "chosen"


#: The classes of style that whoever shows a sheet has.
INKS = frozenset(f"drawing--{ink}" for ink in Ink)


class Piece(NamedTuple):
    """Some characters side by side."""

    text: str
    cells: int
    ink: Ink


class _Crossing(NamedTuple):
    """What of one net goes through a cell."""

    light: int
    heavy: int


def _upright(ways: Sequence[int]) -> int:
    """The first that goes up and down; 0 when none does."""
    return next((way for way in ways if way & (_UP | _DOWN) == _UP | _DOWN), 0)


def _seen(ways: Sequence[int]) -> int:
    """Of lines that cross the one that goes up and down: an arrow at its end would hang in the air else."""
    return _upright(ways) or ways[0]


class Drawing:
    """A sheet on which boxes, texts and wires are drawn; what is drawn later lies over what was there."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Piece]] = {}
        self._wires: dict[Point, dict[str, _Crossing]] = {}
        self._soft: set[Point] = set()
        """Cells that show a line, over which another may be drawn."""

    def copy(self) -> Drawing:
        """The same sheet, to draw more on it; what is drawn there is not on this one."""
        self._settle()
        other = Drawing()
        other._rows = {y: dict(row) for y, row in self._rows.items()}
        other._soft = set(self._soft)
        return other

    def text(self, x: int, y: int, text: str, ink: Ink) -> None:
        """A text of `one_line`, from a cell on."""
        if text:
            self._put(x, y, Piece(text, cell_len(text), ink))

    def _put(self, x: int, y: int, piece: Piece) -> None:
        self._rows.setdefault(y, {})[x] = piece
        self._soft.discard((x, y))

    def has(self, x: int, y: int) -> bool:
        """Whether a text or an edge begins in a cell."""
        return x in self._rows.get(y, ())

    def box(self, region: Region, ink: Ink, *, heavy: bool = False) -> None:
        """The edge of a box."""
        x, y, width, height = region
        left_top, right_top, left_bottom, right_bottom, level, upright = _THICK if heavy else _THIN
        right, bottom = x + width - 1, y + height - 1
        flat, tall = Piece(level, 1, ink), Piece(upright, 1, ink)
        for at in range(x + 1, right):
            self._put(at, y, flat)
            self._put(at, bottom, flat)
        for at in range(y + 1, bottom):
            self._put(x, at, tall)
            self._put(right, at, tall)
        self._put(x, y, Piece(left_top, 1, ink))
        self._put(right, y, Piece(right_top, 1, ink))
        self._put(x, bottom, Piece(left_bottom, 1, ink))
        self._put(right, bottom, Piece(right_bottom, 1, ink))

    def port(self, x: int, y: int, ink: Ink, side: Side, *, heavy: bool, lit: bool) -> None:
        """Where a line leaves a box, on its edge; `heavy` is the box, `lit` the line."""
        self.text(x, y, _PORTS[side][2 * heavy + lit], ink)

    def wire(self, net: str, points: Sequence[Point], *, lit: bool = False) -> None:
        """A line through corners; lines of one net join where they meet, those of others cross."""
        for (x, y), (to_x, to_y) in pairwise(points):
            step_x, step_y = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
            ahead = {(0, -1): _UP, (1, 0): _RIGHT, (0, 1): _DOWN, (-1, 0): _LEFT}.get((step_x, step_y), 0)
            behind = {_UP: _DOWN, _DOWN: _UP, _LEFT: _RIGHT, _RIGHT: _LEFT}.get(ahead, 0)
            while (x, y) != (to_x, to_y):
                self._mark(net, (x, y), ahead, lit)
                x, y = x + step_x, y + step_y
                self._mark(net, (x, y), behind, lit)

    def _mark(self, net: str, at: Point, way: int, lit: bool) -> None:
        here = self._wires.setdefault(at, {})
        light, heavy = here.get(net, _Crossing(0, 0))
        here[net] = _Crossing(light | way, heavy | way if lit else heavy)

    def _sign(self, at: Point) -> Piece:
        """What of the nets in a cell is seen: the chosen ones, and of these what goes up and down."""
        nets = self._wires[at].values()
        if heavy := [net.heavy for net in nets if net.heavy]:
            sign = _HEAVY[_seen(heavy)]
            under = self._rows.get(at[1], {}).get(at[0]) if at in self._soft else None
            crossed = _upright([net.light for net in nets]) or (under and under.text in _UPRIGHTS)
            return Piece(_OVER if sign == _FLAT and crossed else sign, 1, Ink.LIT)
        return Piece(_LIGHT[_seen([net.light for net in nets])], 1, Ink.WIRE)

    def _settle(self) -> None:
        """Put the lines into their cells, under texts and boxes."""
        for at in self._wires:
            x, y = at
            row = self._rows.setdefault(y, {})
            if x not in row or at in self._soft:
                row[x] = self._sign(at)
                self._soft.add(at)
        self._wires = {}

    def finish(self) -> list[list[tuple[int, Piece]]]:
        """All lines from the top, each with its pieces from the left; texts and boxes lie over wires."""
        self._settle()
        return [sorted(self._rows.get(y, {}).items()) for y in range(max(self._rows, default=-1) + 1)]


def strip_of(
    pieces: Sequence[tuple[int, Piece]], width: int, style: Callable[[Ink], Style], blank: Style
) -> Strip:
    """One line of a finished sheet; a piece under another is left out."""
    runs: list[tuple[Style, list[str]]] = []
    x = 0
    for at, piece in pieces:
        if at < x:
            continue
        inked = style(piece.ink)
        if at > x:
            runs.append((blank, [" " * (at - x)]))
        if runs and runs[-1][0] is inked:
            runs[-1][1].append(piece.text)
        else:
            runs.append((inked, [piece.text]))
        x = at + piece.cells
    segments = [Segment("".join(texts), inked) for inked, texts in runs]
    strip = Strip(segments, x)
    return strip.adjust_cell_length(width, blank)
