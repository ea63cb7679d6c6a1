"""Items as parts that are laid out one by one: a line, a few lines, or stretch after stretch of an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.strip import Strip

from lattice.tui.widgets.markdown.layout import Colours
from lattice.tui.widgets.markdown.lines import EMPTY, Line, Link
from lattice.tui.widgets.markdown.parse import Parsed
from lattice.tui.widgets.markdown.piecewise import StretchText
from lattice.tui.widgets.markdown.stream import Cutter, Stretch

#: Lines of a part and where its links lead.
Laid = tuple[list[Line], Sequence[Link]]


class Part:
    """Some lines of an item. Their number is a guess until somebody looked at them."""

    __slots__ = ("_guess", "_make", "gap", "height", "item", "lines", "links", "strips", "width")

    def __init__(
        self,
        make: Callable[[int], Laid],
        guess: Callable[[int], int],
        *,
        gap: int = 0,
    ) -> None:
        """`gap` is how many blank lines stand below it."""
        self._make = make
        self._guess = guess
        self.gap = gap
        self.item = -1
        """Index of the item that it belongs to."""
        self.height = 0
        self.width = 0
        """That it was laid out or guessed for; 0 for none yet."""
        self.lines: list[Line] | None = None
        self.links: Sequence[Link] = ()
        self.strips: dict[int, Strip] = {}

    def forget(self, width: int) -> None:
        """It is to be laid out for another width."""
        self.drop()
        self.height, self.width = self._guess(width) + self.gap, width

    def set_gap(self, gap: int) -> None:
        """Have that many blank lines stand below it."""
        if gap == self.gap:
            return
        if self.lines is not None:
            del self.lines[len(self.lines) - self.gap :]
            self.lines += [EMPTY] * gap
        self.height += gap - self.gap
        self.gap = gap

    def drop(self) -> None:
        """Its lines are not needed now; how many there are stays known."""
        self.lines = None
        self.strips.clear()

    def lay_out(self, width: int) -> list[Line]:
        """Its lines, the blank ones below it included."""
        if self.lines is None:
            lines, self.links = self._make(width)
            self.lines = [*lines, *[EMPTY] * self.gap]
            self.height = len(self.lines)
        return self.lines


class Manner(NamedTuple):
    """How text of the assistant is shown."""

    linked: Callable[[Parsed], Parsed]
    """What of it may be followed."""
    colours: Colours
    """Of code."""


def stretch_part(stretch: Stretch, manner: Manner, *, last: bool) -> Part:
    """A part of an answer; the last one has no blank line of its own below it."""
    text = StretchText(stretch, manner.linked, manner.colours)
    gap = 0 if last or stretch.close else 1
    return Part(text.lay_out, text.guess, gap=gap)


class Answer:
    """Text of the assistant as parts; more may be added while it streams in."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._cutter = Cutter()
        self._said: list[str] = []
        self._done: list[Stretch] = []
        self.parts: list[Part] = []
        """Those that no longer change, and the tail."""
        self._settled = 0

    @property
    def text(self) -> str:
        """All that was said."""
        return "".join(self._said)

    def feed(self, text: str) -> None:
        """Say more."""
        self._said.append(text)
        self._add(self._cutter.feed(text))
        tail = self._cutter.tail
        if tail.source.strip() or tail.head:
            self.parts.append(stretch_part(tail, self._manner, last=True))

    def finish(self) -> None:
        """All is said."""
        self._add(self._cutter.finish())
        if self.parts:
            last = stretch_part(self._done[-1], self._manner, last=True)
            self.parts[-1] = last

    def _add(self, stretches: list[Stretch]) -> None:
        del self.parts[self._settled :]
        self._done += stretches
        self.parts += [stretch_part(stretch, self._manner, last=False) for stretch in stretches]
        self._settled = len(self.parts)
