"""What a paper shows: a document as lines of some width, as far as anybody looks at them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from lattice.tui.widgets.markdown.lines import Heading, Line, Link, Match, Place


class Leaf(Protocol):
    """A document. Lines are counted from 0; how many there are may be a guess until they were looked at."""

    @property
    def height(self) -> int:
        """Lines, as far as is known."""
        ...

    @property
    def width(self) -> int:
        """Cells of the widest line that was looked at."""
        ...

    def fit(self, width: int) -> None:
        """Lay out for a screen of that width."""
        ...

    def settle(self, top: int, rows: int) -> int:
        """Make sure of the `rows` lines from `top` on; where line `top` is now that more is known."""
        ...

    def settle_before(self, top: int, rows: int) -> int:
        """Make sure of the `rows` lines before `top`; where line `top` is now."""
        ...

    def line(self, y: int) -> Line | None:
        """A line that was made sure of; None while it is on its way."""
        ...

    @property
    def gutter(self) -> int:
        """Cells at the left for the numbers of lines."""
        ...

    def ready(self, first: int, last: int) -> bool:
        """Whether the lines from one to another are here, in their colours."""
        ...

    def number(self, y: int) -> str:
        """What stands beside a line: its number; empty for none."""
        ...

    def place_at(self, y: int) -> Place:
        """Where line `y` begins, or the nearest one before that has a place."""
        ...

    def section_at(self, y: int) -> int:
        """The section that line `y` belongs to."""
        ...

    def line_of(self, place: Place) -> int:
        """The line that shows a place, as far as its text is here."""
        ...

    async def seek(self, place: Place) -> int:
        """The line that shows a place; what it takes to know is read first."""
        ...

    def links(self, section: int) -> Sequence[Link]:
        """The links of one section."""
        ...

    def headings(self) -> Sequence[Heading]:
        """The outline."""
        ...

    def load(self, top: int, rows: int) -> AsyncIterator[None] | None:
        """Work before those lines can be shown, each step worth a look; None when they are there."""
        ...

    def find(self, wanted: re.Pattern[str]) -> AsyncIterator[FindStep]:
        """All that matches, in order, a stretch at a time."""
        ...

    async def read(self, first: Place, last: Place | None) -> str:
        """The text from one place to another, or to the end."""
        ...


class FindStep(tuple[tuple[Match, ...], float]):
    """Matches that were found together, and which part of the document has been looked through, 0 to 1."""

    __slots__ = ()

    def __new__(cls, matches: Sequence[Match], part: float) -> FindStep:
        """Both in one."""
        return super().__new__(cls, (tuple(matches), part))
