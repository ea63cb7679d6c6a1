"""The parts of a conversation one under the other, laid out as far as anybody looks."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from lattice.tui.widgets.chat.history.parts import Part
from lattice.tui.widgets.markdown.lines import EMPTY, Line

#: Parts whose lines are kept.
KEPT = 80


class Spot(NamedTuple):
    """A place in a conversation that a change of width leaves as it is."""

    part: Part
    at: int
    """In characters of the part's text."""
    line: int
    """Lines below the beginning of the part, for parts whose lines have no place in a text."""


class Column:
    """Parts, their heights, and the lines of those in sight."""

    def __init__(self) -> None:
        self.width = 0
        self.parts: list[Part] = []
        self._starts: list[int] | None = None
        self._kept: OrderedDict[Part, None] = OrderedDict()

    def fit(self, width: int) -> None:
        """Lay out anew for another width."""
        if width == self.width:
            return
        self.width = width
        self._kept.clear()
        for part in self.parts:
            part.forget(width)
        self._starts = None

    def forget_lines(self) -> None:
        """Lay out what is looked at anew; heights are as they were."""
        for part in self.parts:
            part.drop()
        self._kept.clear()

    def put(self, parts: Sequence[Part]) -> None:
        """These are the parts now; what was known of those that stay is kept."""
        self.parts = list(parts)
        for part in self.parts:
            if part.width != self.width:
                part.forget(self.width)
        self._starts = None

    @property
    def height(self) -> int:
        """Lines, those guessed included."""
        return self._tops()[-1]

    def _tops(self) -> list[int]:
        if self._starts is None:
            self._starts = list(accumulate((part.height for part in self.parts), initial=0))
        return self._starts

    def measure(self, index: int) -> list[Line]:
        """The lines of a part, made sure of."""
        part = self.parts[index]
        before = part.height
        lines = part.lay_out(self.width)
        if part.height != before:
            self._starts = None
        self._kept[part] = None
        self._kept.move_to_end(part)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)[0].drop()
        return lines

    def index_at(self, y: int) -> int:
        """The part that a line belongs to; -1 when there are no parts."""
        return max(0, min(len(self.parts), bisect_right(self._tops(), y)) - 1) if self.parts else -1

    def ends(self, index: int) -> bool:
        """Whether an item ends with a part."""
        return index + 1 >= len(self.parts) or self.parts[index + 1].item != self.parts[index].item

    def top_of(self, index: int) -> int:
        """The line at which a part begins; the height for the one after the last."""
        return self._tops()[index]

    def line(self, y: int) -> tuple[int, int, Line]:
        """A line: its part, which of its lines it is, and what stands there."""
        index = self.index_at(y)
        if index < 0 or y >= self.height:
            return -1, 0, EMPTY
        lines = self.measure(index)
        inside = y - self._tops()[index]
        return index, inside, lines[inside] if 0 <= inside < len(lines) else EMPTY

    def settle(self, top: int, rows: int) -> int:
        """Make sure of the `rows` lines from `top` on; where line `top` is now."""
        if not self.parts:
            return 0
        index = self.index_at(top)
        inside = top - self._tops()[index]
        self.measure(index)
        inside = min(inside, max(0, self.parts[index].height - 1))
        covered = self.parts[index].height - inside
        following = index + 1
        while covered < rows and following < len(self.parts):
            self.measure(following)
            covered += self.parts[following].height
            following += 1
        return self._tops()[index] + inside

    def settle_before(self, top: int, rows: int) -> int:
        """Make sure of the `rows` lines before `top`; where line `top` is now."""
        if not self.parts:
            return 0
        at_end = top >= self.height
        index = len(self.parts) if at_end else self.index_at(top)
        inside = 0 if at_end else top - self._tops()[index]
        covered = inside
        before = index - 1
        while covered < rows and before >= 0:
            self.measure(before)
            covered += self.parts[before].height
            before -= 1
        return self._tops()[index] + inside

    # --- places ---

    def spot(self, y: int) -> Spot | None:
        """The place of a line."""
        index, inside, _ = self.line(y)
        if index < 0:
            return None
        for line in reversed(self.measure(index)[: inside + 1]):
            found = [piece.at for piece in line if piece.at >= 0]
            if found:
                return Spot(self.parts[index], min(found), inside)
        return Spot(self.parts[index], -1, inside)

    def line_of(self, spot: Spot) -> int | None:
        """The line that shows a place; None when its part is gone."""
        try:
            index = self.parts.index(spot.part)
        except ValueError:
            return None
        lines = self.measure(index)
        top = self._tops()[index]
        if spot.at < 0:
            return top + min(spot.line, max(0, len(lines) - 1))
        best = 0
        for number, line in enumerate(lines):
            starts = [piece.at for piece in line if piece.at >= 0]
            if starts and min(starts) <= spot.at:
                best = number
        return top + best
