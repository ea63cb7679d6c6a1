"""A part of a document's text: a page, a slide, a sheet, a chapter, with the mark where it begins."""

from __future__ import annotations

from collections.abc import Sequence

from lattice.model.files import PartHead
from lattice.tui.widgets.markdown.lines import (
    EMPTY,
    Line,
    Link,
    Look,
    Piece,
    Span,
    Tone,
    cells,
    pieces,
    shown,
    wrap,
)

#: Widest that running text gets.
PROSE = 110
_PLAIN = Span(0, 0)
_HEADING = Span(0, 0, Tone.HEADING, Look.BOLD)


class PartSection:
    """One part, whose text comes later."""

    def __init__(self, head: PartHead, before: PartHead | None) -> None:
        self._head = head
        self._new_page = head.place != (before.place if before else "")
        self._new_heading = bool(head.level)
        self._text: str | None = None

    def take(self, text: str) -> None:
        """Its text is here."""
        self._text = "\n".join(shown(line) for line in text.replace("\r\n", "\n").split("\n"))

    @property
    def key(self) -> str:
        """Its page and its heading."""
        return f"{self._head.place}\n{self._head.heading}"

    @property
    def ready(self) -> bool:
        """Whether its text is here."""
        return self._text is not None

    @property
    def heading(self) -> tuple[str, int]:
        """Its page, or the heading that it begins with."""
        last = shown(self._head.heading.rpartition(" › ")[2])
        if self._new_page and self._head.place:
            return f"{shown(self._head.place)}{f'  {last}' if last else ''}", 1
        return (last, self._head.level) if self._new_heading and last else ("", 0)

    @property
    def place(self) -> str:
        """Where it stands, as people say it."""
        return shown(self._head.place)

    @property
    def start(self) -> int:
        """Where it begins in the document's text, in characters."""
        return self._head.at

    @property
    def page(self) -> int | None:
        """The number of its page."""
        return self._head.page

    @property
    def text(self) -> str:
        """What it says."""
        return self._text or ""

    @property
    def links(self) -> Sequence[Link]:
        """Text has none."""
        return ()

    def guess(self, width: int) -> int:
        """From its length: lines of documents are about 60 characters long."""
        return max(1, self._head.chars // min(60, width) + (2 if self._new_page else 0))

    def lay_out(self, width: int) -> list[Line]:
        """Its lines under the mark of its page."""
        found: list[Line] = []
        if self._new_page and self._head.place:
            found += [_page_mark(self.place, min(width, PROSE)), EMPTY]
        text = self.text.rstrip("\n")
        start = 0
        for number, stretch in enumerate(text.split("\n")):
            under = _HEADING if number == 0 and self._new_heading else _PLAIN
            for left, right in wrap(stretch, min(width, PROSE)):
                found.append(tuple(pieces(text, (), start + left, start + right, 0, under)))
            start += len(stretch) + 1
        if self.text.endswith("\n\n") or self._new_page:
            found.append(EMPTY)
        return found


def _page_mark(place: str, width: int) -> Line:
    rest = max(2, width - cells(place) - 4)
    return (Piece("── ", Tone.RULE), Piece(place, Tone.PAGE, Look.BOLD), Piece(f" {'─' * rest}", Tone.RULE))
