"""Rows of a CSV of any size: one mark for every page of records, made in one pass."""

from __future__ import annotations

import csv
import io
from asyncio import to_thread
from collections.abc import Iterator, Sequence

from lattice.model.rows import Page, Row
from lattice.tui.widgets.grid.window import PAGE_ROWS
from lattice.tui.widgets.viewer.long.source import Source

#: Bytes read at once.
CHUNK = 1 << 20
#: Longest record: a quote that nobody closes must not swallow the rest.
RECORD_BYTES = 1 << 20
#: Columns that are shown.
COLUMNS = 500
_DELIMITERS = ",;\t|"


class Records:
    """The records of a source after its first one, which names the columns. A row source for the grid."""

    def __init__(self, source: Source, encoding: str, delimiter: str = "") -> None:
        self._source = source
        self._encoding = encoding
        self.delimiter = delimiter
        self.names: tuple[str, ...] = ()
        """Of the columns: each once, none empty."""
        self._marks: list[int] = []
        """Where each page of records begins, in bytes."""
        self._count = -1
        """Records so far without the first; it is not one of them."""
        self._scanned = self._start = self._size = 0
        self._open = False
        """Whether a quote is open at the end of what was scanned."""

    async def open(self) -> None:
        """Read the names of the columns. Raises what the source raises."""
        self._size = await self._source.size()
        head = (await self._source.read(0, CHUNK)).decode(self._encoding, "replace").removeprefix("\ufeff")
        self.delimiter = self.delimiter or _likely(head)
        await self._scan()
        first = next(self._parse(head), ["value"])
        seen: dict[str, int] = {}
        names = []
        for number, name in enumerate(first[:COLUMNS], 1):
            name = " ".join(name.split()) or f"column {number}"
            seen[name] = seen.get(name, 0) + 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        self.names = tuple(names)

    async def _scan(self) -> None:
        chunk = await self._source.read(self._scanned, CHUNK)
        if not chunk:
            self._scanned = self._size
        else:
            await to_thread(self._take, chunk)
        if self._scanned >= self._size and self._start < self._size:
            self._end_record(self._size)

    def _take(self, chunk: bytes) -> None:
        at = self._scanned
        for line in chunk.splitlines(keepends=True):
            at += len(line)
            if line.count(b'"') % 2:
                self._open = not self._open
            ended = line.endswith(b"\n")
            if ended and (not self._open or at - self._start > RECORD_BYTES):
                self._open = False
                self._end_record(at)
        self._scanned += len(chunk)

    def _end_record(self, at: int) -> None:
        self._start = at
        self._count += 1
        if self._count % PAGE_ROWS == 0 and at < self._size:
            self._marks.append(at)

    def _parse(self, text: str) -> Iterator[list[str]]:
        csv.field_size_limit(max(csv.field_size_limit(), 2 * RECORD_BYTES))
        return csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)

    @property
    def whole(self) -> bool:
        """Whether all records are known."""
        return self._scanned >= self._size

    async def fetch(self, offset: int, limit: int) -> Page:
        """The rows from a position on."""
        while not self.whole and self._count < offset + limit:
            await self._scan()
        page = offset // PAGE_ROWS
        if page >= len(self._marks):
            return Page((), total=max(0, self._count) if self.whole else None)
        start = self._marks[page]
        end = self._marks[page + 1] if page + 1 < len(self._marks) else min(self._scanned, self._size)
        text = (await self._source.read(start, end - start)).decode(self._encoding, "backslashreplace")
        rows = tuple(self._row(start, number, cells) for number, cells in enumerate(self._records(text)))
        return Page(rows[:limit], total=max(0, self._count) if self.whole else None)

    def _records(self, text: str) -> list[list[str]]:
        try:
            # a line of nothing is a record of nothing, so that positions agree with the marks
            return list(self._parse(text))
        except csv.Error:
            return [[line] for line in text.splitlines()]

    def _row(self, start: int, number: int, cells: Sequence[str]) -> Row:
        values = {name: cells[i] if i < len(cells) else None for i, name in enumerate(self.names)}
        return Row(id=f"{start}-{number}", version=1, values=dict(values))

    async def count(self) -> int:
        """How many rows there are."""
        while not self.whole:
            await self._scan()
        return max(0, self._count)

    async def locate(self, row_id: str) -> int | None:
        """Rows of a file do not move."""
        start, _, number = row_id.partition("-")
        return self._marks.index(int(start)) * PAGE_ROWS + int(number) if int(start) in self._marks else None


def _likely(head: str) -> str:
    line = head.split("\n", 1)[0]
    return max(_DELIMITERS, key=line.count) if any(sign in line for sign in _DELIMITERS) else ","
