"""Blocks of Markdown gathered into parts: a new part with each heading and each page."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from types import TracebackType

from lattice.ingest.documents.headings import HeadingPath
from lattice.ingest.documents.output import Output, Stopped
from lattice.model.files import PART_CHARS

#: What would make a paragraph a heading or the beginning of code.
_MARK = re.compile(r"(#{1,6}(?=\s|$)|```|~~~)")


class Flow:
    """Takes the blocks of a document in order and puts them out as parts. Used as a context.

    What was gathered is put out at the end of the context, also when the document turned out to be damaged.
    """

    def __init__(self, output: Output) -> None:
        self.path = HeadingPath()
        self._output = output
        self._blocks: list[str] = []
        self._chars = 0
        self._level = 0
        self._in_list = False
        self._page: int | None = None
        self._place = ""

    def __enter__(self) -> Flow:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.flush()
            return
        with contextlib.suppress(Stopped, MemoryError):  # what was raised first says why
            self.flush()

    def check_time(self) -> None:
        """Raise Stopped when the time is over."""
        self._output.check_time()

    def begin_page(self, number: int, place: str, heading: str = "") -> None:
        """What follows stands on another page, slide or chapter; it ends all headings.

        `heading` is what it is called elsewhere, as in the table of contents; it is no text.
        """
        self._end_list()
        self.flush()
        self.path = HeadingPath()
        if heading:
            self.path.enter(1, heading)
        self._page, self._place = number, place

    def heading(self, level: int, title: str) -> None:
        """A heading; from 1, the outermost."""
        title = " ".join(title.split())
        if not title:
            return
        self._end_list()
        self.flush()
        self.path.enter(level, title)
        self._level = level
        self.block(f"{'#' * min(level, 6)} {title}")

    def paragraph(self, text: str) -> None:
        """Words that must not begin something else than a paragraph."""
        if text.strip():
            self.block(_MARK.sub(r"\\\1", text, count=1) if _MARK.match(text) else text)

    def block(self, text: str, *, tight: bool = False) -> None:
        """Markdown that stands on lines of its own; `tight` when no blank line follows, as in a list."""
        text += "\n" if tight else "\n\n"
        if self._in_list and not tight:
            text = "\n" + text  # the blank line that ends a list
        self._in_list = tight
        self._blocks.append(text)
        self._chars += len(text)
        if self._chars > PART_CHARS // 2:
            self.flush()

    def _end_list(self) -> None:
        if self._in_list and self._blocks:
            self._blocks.append("\n")
        self._in_list = False

    def flush(self) -> None:
        """Put out what was gathered."""
        if not self._blocks:
            return
        self._output.add(
            "".join(self._blocks),
            page=self._page,
            place=self._place,
            heading=str(self.path),
            level=self._level,
        )
        self._blocks, self._chars, self._level = [], 0, 0


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose first row is its head; cells hold text, which cannot leave its cell."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [table_line(row, width) for row in rows]
    return "\n".join([lines[0], table_rule(width), *lines[1:]])


def table_line(cells: Sequence[str], width: int) -> str:
    """One row of a table of `width` columns."""
    return f"| {' | '.join([*map(cell, cells), *[''] * (width - len(cells))])} |"


def table_rule(width: int) -> str:
    """The line under a table's head."""
    return f"|{' --- |' * width}"


def cell(text: str) -> str:
    """`text` on one line, with no bar that would end the cell."""
    if text.isalnum():
        return text
    lines = text.strip().splitlines()
    whole = lines[0] if len(lines) == 1 else "<br>".join(lines)
    return whole.replace("|", "\\|") if "|" in whole else whole
