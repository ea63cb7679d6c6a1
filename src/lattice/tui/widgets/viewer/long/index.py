"""Where the lines of a long document begin: one mark for every page of lines, made in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

#: Lines of a page: what is read and kept together.
PAGE_LINES = 256
#: Bytes after which a line goes on in the next one of the screen.
ROW_BYTES = 4096
_END = re.compile(rb"\n")


class Mark(NamedTuple):
    """Where a page begins."""

    offset: int
    """Byte of the document."""
    number: int
    """From 1: which line of the document this is."""
    inside: bool
    """Whether it begins within a line."""


class LineIndex:
    """Marks of the pages so far; lines longer than ROW_BYTES count as several."""

    def __init__(self) -> None:
        self.marks: list[Mark] = [Mark(0, 1, False)]
        self.scanned = 0
        """Bytes that were looked at."""
        self._rows = 1
        """Lines that begin within them."""
        self._number = 1
        self._row_start = 0

    @property
    def rows(self) -> int:
        """Lines known; one that is empty at the very end is none."""
        return self._rows - (self._row_start == self.scanned)

    @property
    def lines(self) -> int:
        """Lines of the document known, however long."""
        return self._number - (self._row_start == self.scanned)

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        base = self.scanned
        ends = [match.end() + base for match in _END.finditer(chunk)]
        if self._short(ends, base + len(chunk)):
            self._take_short(ends)
        else:
            self._take_long(ends, base + len(chunk))
        self.scanned = base + len(chunk)

    def _short(self, ends: list[int], stop: int) -> bool:
        """Whether no line goes on in another."""
        before = self._row_start
        for end in ends:
            if end - before > ROW_BYTES:
                return False
            before = end
        return stop - before <= ROW_BYTES

    def _take_short(self, ends: list[int]) -> None:
        # row number `_rows` is the next to begin: only each first one of a page is noted
        for index in range(-self._rows % PAGE_LINES, len(ends), PAGE_LINES):
            self.marks.append(Mark(ends[index], self._number + index + 1, False))
        self._rows += len(ends)
        self._number += len(ends)
        if ends:
            self._row_start = ends[-1]

    def _take_long(self, ends: list[int], stop: int) -> None:
        for end in ends:
            self._break_until(end)
            self._begin(end, inside=False)
        self._break_until(stop)

    def _break_until(self, end: int) -> None:
        while end - self._row_start > ROW_BYTES:
            self._begin(self._row_start + ROW_BYTES, inside=True)

    def _begin(self, offset: int, *, inside: bool) -> None:
        self._number += not inside
        if self._rows % PAGE_LINES == 0:
            self.marks.append(Mark(offset, self._number, inside))
        self._rows += 1
        self._row_start = offset

    def page_of(self, offset: int) -> int:
        """The page that a byte is on, as far as is known."""
        return max(0, bisect_right(self.marks, offset, key=lambda mark: mark.offset) - 1)

    def page_of_line(self, number: int) -> int:
        """The page that a line of the document begins on, as far as is known."""
        return max(0, bisect_right(self.marks, number, key=lambda mark: mark.number + mark.inside) - 1)

    def stretch(self, page: int) -> tuple[int, int]:
        """The bytes of a page."""
        end = self.marks[page + 1].offset if page + 1 < len(self.marks) else self.scanned
        return self.marks[page].offset, end


class Row(NamedTuple):
    """A line of the screen."""

    offset: int
    """Byte where it begins."""
    number: int
    """Which line of the document; 0 when it goes on from the one before."""
    data: bytes
    """Without its line end."""


def rows_of(mark: Mark, data: bytes, more: bytes = b"") -> list[Row]:
    """The lines of a page; whole characters only, also where a long line was cut.

    `more` are the bytes after it.
    """
    found: list[Row] = []
    offset, number, inside = mark
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        stop = len(data) if end < 0 else end
        row_end = min(stop, at + ROW_BYTES) if stop + (end >= 0) - at > ROW_BYTES else stop
        left, right = (_whole(data, at) if inside else at), row_end
        if row_end < stop:
            right = _whole(data, row_end)
        found.append(Row(offset + at, 0 if inside else number, data[left:right].removesuffix(b"\r")))
        if row_end < stop or (row_end == stop and end >= 0 and end + 1 - at > ROW_BYTES):
            at, inside = row_end, True
        else:
            at, inside, number = stop + 1, False, number + 1
    if found and more and not data.endswith(b"\n"):
        found[-1] = found[-1]._replace(data=found[-1].data + more[: _whole(more, 0)])
    return found


def _whole(data: bytes, at: int) -> int:
    """The first byte from `at` on that begins a character of UTF-8."""
    for step in range(4):
        if at + step >= len(data) or data[at + step] & 0xC0 != 0x80:
            return at + step
    return at


def row_start(line_start: int, offset: int) -> int:
    """Where the line of the screen begins that shows a byte of a line."""
    return line_start + (offset - line_start) // ROW_BYTES * ROW_BYTES
