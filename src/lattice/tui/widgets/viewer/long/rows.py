"""A document of numbered lines; only those around the screen are in memory."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence

from lattice.tui.widgets.markdown.lines import (
    EMPTY,
    Heading,
    Line,
    Link,
    Match,
    Place,
    Span,
    Tone,
    cells,
    pieces,
    shown,
)
from lattice.tui.widgets.viewer.leaf import FindStep
from lattice.tui.widgets.viewer.long.colours import Colours
from lattice.tui.widgets.viewer.long.index import PAGE_LINES, LineIndex, Row, row_start, rows_of
from lattice.tui.widgets.viewer.long.source import Source

#: Bytes read at once when a document is indexed or looked through.
CHUNK = 1 << 20
#: Bytes that are indexed before anything is shown.
FIRST = 1 << 17
#: Pages kept.
KEPT = 24
#: Bytes that one copy takes.
COPIED = 4 << 20
_PLAIN = Span(0, 0)
_ADDED, _REMOVED = Span(0, 0, Tone.ADDED), Span(0, 0, Tone.REMOVED)
_HUNK, _NOTE = Span(0, 0, Tone.HUNK), Span(0, 0, Tone.MUTED)
_DIFF = {"+": _ADDED, "-": _REMOVED, "@": _HUNK, "\\": _NOTE}


class Rows:
    """Lines of a source, never wrapped; those of a megabyte go on in the next line."""

    def __init__(
        self,
        source: Source,
        *,
        encoding: str = "utf-8",
        numbers: bool = True,
        colours: Colours | None = None,
        diff: bool = False,
    ) -> None:
        self.source = source
        self.encoding = encoding
        self._numbers = numbers
        self._colours = colours
        self._diff = diff
        self.index = LineIndex()
        self.size = 0
        """Bytes of the document, as last asked."""
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._width = 0

    async def open(self) -> None:
        """Index the beginning. Raises what the source raises."""
        self.size = await self.source.size()
        await self._scan(FIRST)

    async def _scan(self, length: int) -> bool:
        """Index some more; whether there was more."""
        from asyncio import to_thread

        length = min(length, self.size - self.index.scanned)
        if length <= 0:
            return False
        chunk = await self.source.read(self.index.scanned, length)
        if len(chunk) > FIRST:
            await to_thread(self.index.feed, chunk)
        else:
            self.index.feed(chunk)
        return bool(chunk)

    @property
    def indexed(self) -> float:
        """Which part of the document is indexed, 0 to 1."""
        return self.index.scanned / self.size if self.size else 1.0

    async def scan(self) -> AsyncIterator[None]:
        """Index the rest, a stretch at a time."""
        while self.index.scanned < self.size:
            last = len(self.index.marks) - 1
            if not await self._scan(CHUNK):
                return
            self._pages.pop(last, None)
            yield

    async def renew(self) -> bool:
        """Look whether the source has grown; True when there is more, or all is other than it was."""
        size = await self.source.size()
        if size == self.size:
            return False
        if size < self.size:
            self.index = LineIndex()
            self._pages.clear()
        else:
            self._pages.pop(len(self.index.marks) - 1, None)
        self.size = size
        await self._scan(CHUNK)
        return True

    # --- as a leaf ---

    @property
    def height(self) -> int:
        """Lines known so far."""
        return self.index.rows

    @property
    def width(self) -> int:
        """Of the widest line that was looked at."""
        return self._width

    @property
    def gutter(self) -> int:
        """Room for the numbers."""
        return max(4, len(f"{max(self.index.lines, 1)}") + 2) if self._numbers else 2

    def fit(self, width: int) -> None:
        """Lines are as long as they are."""

    def settle(self, top: int, rows: int) -> int:
        """Nothing is guessed here."""
        return max(0, min(top, self.height - 1))

    def settle_before(self, top: int, rows: int) -> int:
        """Nothing is guessed here."""
        return top

    def _row(self, y: int) -> Row | None:
        page = self._pages.get(y // PAGE_LINES)
        return page[y % PAGE_LINES] if page is not None and y % PAGE_LINES < len(page) else None

    def line(self, y: int) -> Line | None:
        """A line of a page that is here."""
        row = self._row(y)
        if row is None:
            return None
        text = shown(row.data.decode(self.encoding, "backslashreplace"))
        self._width = max(self._width, cells(text))
        if not text:
            return EMPTY
        if self._diff:
            return tuple(pieces(text, (), 0, len(text), 0, _DIFF.get(text[0], _PLAIN)))
        spans = self._colours.of(row.number) if self._colours is not None and row.number else ()
        return tuple(pieces(text, spans, 0, len(text), 0, _PLAIN))

    def ready(self, first: int, last: int) -> bool:
        """Whether some lines are here, and the lexer has been past them."""
        here = self._row(first) is not None and self._row(last) is not None
        return here and (self._colours is None or self._colours.knows(self._number_near(last)))

    def number(self, y: int) -> str:
        """The number of a line; a mark where a long one goes on."""
        row = self._row(y)
        if row is None or not self._numbers:
            return ""
        return str(row.number) if row.number else "↪"

    def section_at(self, y: int) -> int:
        """The byte where a line begins; -1 while it is on its way."""
        row = self._row(y)
        return row.offset if row is not None else -1

    def place_at(self, y: int) -> Place:
        """Where a line begins."""
        row = self._row(y)
        if row is not None:
            return Place(row.offset, 0)
        marks = self.index.marks
        return Place(marks[max(0, min(y // PAGE_LINES, len(marks) - 1))].offset, 0)

    def line_of(self, place: Place) -> int:
        """The line that a byte is in; the first of its page while that is not here."""
        page = self.index.page_of(place.section)
        rows = self._pages.get(page)
        inside = bisect_right(rows, place.section, key=lambda row: row.offset) - 1 if rows else 0
        return page * PAGE_LINES + max(0, inside)

    async def seek(self, place: Place) -> int:
        """The line that a byte is in."""
        while self.index.scanned <= place.section and await self._scan(CHUNK):
            pass
        page = self.index.page_of(place.section)
        if page not in self._pages:
            await self._read(page)
        return self.line_of(place)

    async def seek_line(self, number: int) -> Place:
        """Where a line of the document begins, counted from 1; the last one when there are fewer."""
        while self.index.lines <= number and await self._scan(CHUNK):
            pass
        page = self.index.page_of_line(number)
        if page not in self._pages:
            await self._read(page)
        rows = [row for row in self._pages[page] if row.number and row.number <= number]
        row = rows[-1] if rows else self._pages[page][0] if self._pages[page] else Row(0, 1, b"")
        return Place(row.offset, 0)

    def links(self, section: int) -> Sequence[Link]:
        """Lines have none."""
        return ()

    def headings(self) -> Sequence[Heading]:
        """Lines have none."""
        return ()

    def load(self, top: int, rows: int) -> AsyncIterator[None] | None:
        """Read the pages in sight and those beside them."""
        first, last = top // PAGE_LINES, (top + rows) // PAGE_LINES
        wanted = [p for p in range(first, last + 1) if p not in self._pages]
        near = [p for p in (last + 1, first - 1) if p not in self._pages]
        missing = [p for p in wanted + near if 0 <= p < len(self.index.marks)]
        plain = self._colours is not None and not self._colours.knows(self._number_near(top + rows))
        return self._load(missing, top + rows) if missing or plain else None

    def _number_near(self, y: int) -> int:
        marks = self.index.marks
        mark = marks[max(0, min(y // PAGE_LINES, len(marks) - 1))]
        row = self._row(min(y, self.height - 1))
        return row.number if row is not None and row.number else mark.number

    async def _load(self, missing: Sequence[int], bottom: int) -> AsyncIterator[None]:
        for page in missing:
            await self._read(page)
            yield
        if self._colours is not None:
            async for _ in self._colours.learn(self._number_near(bottom)):
                yield

    async def _read(self, page: int) -> None:
        start, end = self.index.stretch(page)
        # a line that goes on in the next page may be cut within a character: some bytes more make it whole
        data = await self.source.read(start, end - start + 3) if end > start else b""
        self._pages[page] = rows_of(self.index.marks[page], data[: end - start], data[end - start :])
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    async def find(self, wanted: re.Pattern[str]) -> AsyncIterator[FindStep]:
        """Look through all of it, a megabyte at a time."""
        from asyncio import to_thread

        at, line_start = 0, 0
        while at < self.size:
            chunk = await self.source.read(at, CHUNK)
            if not chunk:
                return
            last = chunk.rfind(b"\n") + 1
            # whole lines, so that no match is cut; a line of a megabyte is taken in pieces that overlap
            used = len(chunk) if at + len(chunk) >= self.size else last or max(1, len(chunk) - 1024)
            matches, line_start = await to_thread(self._matches, wanted, chunk[:used], at, line_start)
            at += used
            yield FindStep(matches, min(1.0, at / self.size))

    def _matches(
        self, wanted: re.Pattern[str], chunk: bytes, base: int, line_start: int
    ) -> tuple[list[Match], int]:
        text = chunk.decode(self.encoding, "surrogateescape")
        plain = len(text) == len(chunk)
        found: list[Match] = []
        done = behind = 0
        for match in wanted.finditer(text):
            if match.end() == match.start():
                continue
            if plain:
                behind = match.start()
            else:
                behind += len(text[done : match.start()].encode(self.encoding, "surrogateescape"))
            done = match.start()
            newline = chunk.rfind(b"\n", 0, behind)
            begin = row_start(base + newline + 1 if newline >= 0 else line_start, base + behind)
            before = chunk[max(0, begin - base) : behind].decode(self.encoding, "backslashreplace")
            found.append(Match(Place(begin, len(shown(before))), len(shown(match.group()))))
        newline = chunk.rfind(b"\n")
        return found, base + newline + 1 if newline >= 0 else line_start

    async def read(self, first: Place, last: Place | None) -> str:
        """The text from one line to another, at most COPIED bytes of it."""
        end = self.size if last is None else last.section
        data = await self.source.read(first.section, min(COPIED, end - first.section))
        return data.decode(self.encoding, "backslashreplace")
