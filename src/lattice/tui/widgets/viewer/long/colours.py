"""The colours of a source text, worked out from its beginning as far as somebody looks."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from lattice.tui.widgets.markdown.lines import Span
from lattice.tui.widgets.markdown.syntax import lexed

if TYPE_CHECKING:
    from pygments.lexer import Lexer

#: Longest source that is coloured, in characters: a lexer reads about a million in a second or two.
COLOURED = 1_000_000
#: How long the lexer runs before the screen may do something else.
SLICE_S = 0.01


class Colours:
    """Spans of the lines that a lexer has been through."""

    def __init__(self, lexer: Lexer, text: str) -> None:
        self._text = text
        self._spans: list[list[Span]] = [[]]
        self._done = False
        self._at = 0
        self._line_start = 0
        self._stretches: Iterator[Span] = lexed(lexer, text)

    def of(self, number: int) -> Sequence[Span]:
        """The spans of a line, counted from 1; none when it was not reached yet."""
        return self._spans[number - 1] if number <= len(self._spans) else ()

    def knows(self, number: int) -> bool:
        """Whether the lexer has been past a line."""
        return self._done or len(self._spans) > number

    async def learn(self, number: int) -> AsyncIterator[None]:
        """Go on until a line is known; yields when the screen may be drawn."""
        while not self.knows(number):
            end = monotonic() + SLICE_S
            while monotonic() < end and not self._step():
                pass
            await sleep(0)
        yield

    def _step(self) -> bool:
        """Take the next stretch; whether that was the last."""
        span = next(self._stretches, None)
        if span is None:
            self._done = True
            return True
        self._advance(span.start)
        start = span.start
        # a stretch of several lines is cut at their ends
        while (newline := self._text.find("\n", start, span.end)) >= 0:
            self._put(start, newline, span)
            self._advance(newline + 1)
            start = newline + 1
        self._put(start, span.end, span)
        return False

    def _advance(self, at: int) -> None:
        """Begin the lines that begin up to a character."""
        while (newline := self._text.find("\n", self._at, at)) >= 0:
            self._at = self._line_start = newline + 1
            self._spans.append([])
        self._at = max(self._at, at)

    def _put(self, start: int, end: int, span: Span) -> None:
        if end > start:
            left = start - self._line_start
            self._spans[-1].append(Span(left, left + end - start, span.tone))
