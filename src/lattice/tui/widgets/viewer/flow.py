"""A document of sections that flow with the width; each is laid out when it is looked at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from lattice.tui.widgets.markdown.lines import EMPTY, Heading, Line, Link, Match, Place
from lattice.tui.widgets.viewer.leaf import FindStep

#: Sections whose lines are kept.
KEPT = 120
#: Blank cells at the left of the words.
MARGIN = 2


class Section(Protocol):
    """A part of a document that is laid out by itself."""

    @property
    def key(self) -> str:
        """The same for sections that say the same."""
        ...

    @property
    def heading(self) -> tuple[str, int]:
        """What the outline says of it and its level; 0 when it is not in the outline."""
        ...

    @property
    def ready(self) -> bool:
        """Whether its text is here."""
        ...

    @property
    def text(self) -> str:
        """What it says, without any markup."""
        ...

    @property
    def links(self) -> Sequence[Link]:
        """Where its links lead."""
        ...

    def guess(self, width: int) -> int:
        """About how many lines it takes."""
        ...

    def lay_out(self, width: int) -> list[Line]:
        """Its lines, the blank one after it included."""
        ...


class Flow:
    """Sections one under the other. Heights are guessed until a section is looked at."""

    def __init__(
        self,
        sections: Iterable[Section],
        *,
        fetch: Callable[[Sequence[int]], AsyncIterator[None]] | None = None,
    ) -> None:
        """`fetch` brings the text of sections that are not ready."""
        self.sections = list(sections)
        self._fetch = fetch
        self._width = 80
        self._heights: list[int] = []
        self._sure: list[bool] = []
        self._starts: list[int] | None = None
        self._lines: OrderedDict[int, list[Line]] = OrderedDict()
        self.forget()

    @property
    def height(self) -> int:
        """Lines, those guessed included."""
        return self._tops()[-1]

    @property
    def width(self) -> int:
        """Everything is fitted; what is wider is a picture or a word of no blanks, which is cut."""
        return 0

    def fit(self, width: int) -> None:
        """Lay out anew for another width."""
        if width != self._width:
            self._width = width
            self.forget()

    def forget(self) -> None:
        """The sections changed: all lines are made again."""
        self._heights = [section.guess(self._room) for section in self.sections]
        self._sure = [False] * len(self.sections)
        self._starts = None
        self._lines.clear()

    @property
    def _room(self) -> int:
        return max(10, self._width - 2 * MARGIN)

    def _tops(self) -> list[int]:
        """Where each section begins, and the end of the last one."""
        if self._starts is None:
            self._starts = list(accumulate(self._heights, initial=0))
        return self._starts

    def _measure(self, index: int) -> list[Line]:
        """The lines of a section, made sure of."""
        known = self._lines.get(index)
        if known is not None:
            self._lines.move_to_end(index)
            return known
        section = self.sections[index]
        if not section.ready:
            return []
        lines = section.lay_out(self._room)
        self._lines[index] = lines
        if len(self._lines) > KEPT:
            self._lines.popitem(last=False)
        if len(lines) != self._heights[index]:
            self._heights[index] = len(lines)
            self._starts = None
        self._sure[index] = True
        return lines

    def _section(self, y: int) -> int:
        return max(0, min(len(self.sections) - 1, bisect_right(self._tops(), y) - 1))

    def settle(self, top: int, rows: int) -> int:
        """Lay out what shows from `top` on."""
        if not self.sections:
            return 0
        index = self._section(top)
        inside = top - self._tops()[index]
        if not self._sure[index]:
            guessed = self._heights[index]
            self._measure(index)
            inside = inside * self._heights[index] // guessed if guessed else 0
        covered = self._heights[index] - inside
        following = index + 1
        while covered < rows and following < len(self.sections):
            if not self._sure[following]:
                self._measure(following)
            covered += self._heights[following]
            following += 1
        return self._tops()[index] + inside

    def settle_before(self, top: int, rows: int) -> int:
        """Lay out what stands above `top`."""
        if not self.sections:
            return 0
        index = self._section(top)
        inside = top - self._tops()[index]
        if inside and not self._sure[index]:
            guessed = self._heights[index]
            self._measure(index)
            inside = inside * self._heights[index] // guessed if guessed else 0
        covered = inside
        before = index - 1
        while covered < rows and before >= 0:
            if not self._sure[before]:
                self._measure(before)
            covered += self._heights[before]
            before -= 1
        return self._tops()[index] + inside

    def line(self, y: int) -> Line | None:
        """A line of a section that was laid out."""
        if not self.sections or y >= self.height or y < 0:
            return EMPTY
        index = self._section(y)
        if not self.sections[index].ready:
            return None
        lines = self._measure(index)
        inside = y - self._tops()[index]
        return lines[inside] if inside < len(lines) else EMPTY

    @property
    def gutter(self) -> int:
        """Prose has a margin."""
        return MARGIN

    def ready(self, first: int, last: int) -> bool:
        """Whether the sections of some lines are here."""
        span = range(self._section(first), self._section(last) + 1) if self.sections else ()
        return all(self.sections[index].ready for index in span)

    def number(self, y: int) -> str:
        """Prose has no numbers."""
        return ""

    def section_at(self, y: int) -> int:
        """The section that a line belongs to."""
        return self._section(y)

    def place_at(self, y: int) -> Place:
        """Where a line begins."""
        if not self.sections:
            return Place(0, 0)
        index = self._section(y)
        lines = self._measure(index)
        for line in reversed(lines[: max(0, y - self._tops()[index]) + 1]):
            found = [piece.at for piece in line if piece.at >= 0]
            if found:
                return Place(index, min(found))
        return Place(index, 0)

    def line_of(self, place: Place) -> int:
        """The line that shows a place."""
        if not self.sections:
            return 0
        index = min(place.section, len(self.sections) - 1)
        best = 0
        if place.at <= 0:
            return self._tops()[index]  # with the mark that stands over its words
        for number, line in enumerate(self._measure(index)):
            for piece in line:
                if 0 <= piece.at <= place.at:
                    best = number
                    if place.at < piece.at + len(piece.text):
                        return self._tops()[index] + number
        return self._tops()[index] + best

    async def seek(self, place: Place) -> int:
        """The line that shows a place; its section is fetched first."""
        index = min(place.section, len(self.sections) - 1)
        if index >= 0 and not self.sections[index].ready and self._fetch is not None:
            async for _ in self._fetch([index]):
                pass
        return self.line_of(place)

    def links(self, section: int) -> Sequence[Link]:
        """The links of a section."""
        return self.sections[section].links if self.sections[section].ready else ()

    def headings(self) -> Sequence[Heading]:
        """The sections that begin with a heading, or are a page."""
        found = []
        for index, section in enumerate(self.sections):
            text, level = section.heading
            if level:
                found.append(Heading(text, level, Place(index, 0)))
        return found

    def load(self, top: int, rows: int) -> AsyncIterator[None] | None:
        """Fetch the sections in sight that are not here."""
        if self._fetch is None or not self.sections:
            return None
        span = range(self._section(top), self._section(top + rows) + 1)
        missing = [index for index in span if not self.sections[index].ready]
        return self._fetch(missing) if missing else None

    def arrived(self, index: int) -> None:
        """The text of a section came."""
        self._lines.pop(index, None)
        self._sure[index] = False

    async def find(self, wanted: re.Pattern[str]) -> AsyncIterator[FindStep]:
        """Look through one section after the other."""
        from asyncio import sleep

        for index, section in enumerate(self.sections):
            if not section.ready and self._fetch is not None:
                async for _ in self._fetch(range(index, min(index + 20, len(self.sections)))):
                    pass
            matches = [
                Match(Place(index, m.start()), m.end() - m.start()) for m in wanted.finditer(section.text)
            ]
            yield FindStep([match for match in matches if match.length], (index + 1) / len(self.sections))
            await sleep(0)

    async def read(self, first: Place, last: Place | None) -> str:
        """The text from one place up to another."""
        found = []
        final = last.section if last is not None else len(self.sections) - 1
        for index in range(first.section, final + 1):
            section = self.sections[index]
            if not section.ready and self._fetch is not None:
                async for _ in self._fetch([index]):
                    pass
            start = first.at if index == first.section else 0
            end = last.at if last is not None and index == final else len(section.text)
            found.append(section.text[start:end])
        return "".join(found)
