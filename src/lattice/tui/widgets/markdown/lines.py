"""What a paper is made of: pieces of text with a tone, in lines, and where in the document they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntFlag, StrEnum
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from lattice.tui.literal import one_line


class Tone(StrEnum):
    """What a piece is, to the eye; each but PLAIN has a component class of the paper."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    MUTED = "muted"
    RULE = "rule"
    BULLET = "bullet"
    DONE = "done"
    QUOTE = "quote"
    LINK = "link"
    CODE = "code"
    NUMBER = "number"
    STRING = "string"
    KEYWORD = "keyword"
    NAME = "name"
    COMMENT = "comment"
    ADDED = "added"
    REMOVED = "removed"
    HUNK = "hunk"
    PAGE = "page"
    HEAD = "head"


class Look(IntFlag):
    """How a piece is written, whatever its tone."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    BLOCK = 8
    """On the ground of a code block."""
    MARK = 16
    """A match of what is looked for."""
    HERE = 32
    """The match, link or line that keys act on."""


class Piece(NamedTuple):
    """A stretch of one line."""

    text: str
    """Nothing in it acts; it has been through `shown`."""
    tone: Tone = Tone.PLAIN
    look: Look = Look.PLAIN
    at: int = -1
    """Where it begins in the text of its section; -1 for what only adorns."""
    link: int = -1
    """Which link of its section it belongs to."""


Line = tuple[Piece, ...]
EMPTY: Line = ()


class Span(NamedTuple):
    """How a stretch of a text is written."""

    start: int
    end: int
    tone: Tone = Tone.PLAIN
    look: Look = Look.PLAIN
    link: int = -1


class Place(NamedTuple):
    """Where something stands in a document, whatever its width."""

    section: int
    at: int
    """In characters of the section's text."""


class Match(NamedTuple):
    """A find."""

    place: Place
    length: int


class Heading(NamedTuple):
    """A line of the outline."""

    text: str
    level: int
    """From 1."""
    place: Place


class Link(NamedTuple):
    """Where a link leads."""

    target: str
    text: str
    at: int
    """Where it begins in the text of its section."""


_WORDS = re.compile(r"[^ ]*[ ]*")


def shown(text: str) -> str:
    """Foreign text of one line as a paper shows it; tabs become blanks."""
    return one_line(text.expandtabs(4) if "\t" in text else text, len(text) * 4)


def cells(text: str) -> int:
    """Width of a text in terminal cells."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, width: int, *, words: bool = True) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end when no line may be wider than `width` cells.

    Blanks at which a line breaks belong to no line. A word that fits nowhere is cut.
    """
    width = max(1, width)
    if text.isascii() and len(text) <= width:
        return [(0, len(text))]
    if not words:
        return _cut(text, 0, len(text), width)
    found: list[tuple[int, int]] = []
    start = end = used = 0
    for word in _WORDS.finditer(text):
        if word.start() == word.end():
            break
        bare = word.group().rstrip(" ")
        room = cells(bare)
        if used + room > width and word.start() > start:
            if end > start:
                found.append((start, end))
            start, used = word.start(), 0
        if room > width:
            *full, last = _cut(text, word.start(), word.start() + len(bare), width)
            found += full
            start, used = last[0], cells(text[last[0] : last[1]])
        else:
            used += room
        end = word.start() + len(bare)
        used += len(word.group()) - len(bare)
    found.append((start, end))
    return found


def _cut(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """A stretch in pieces of at most `width` cells, whole characters with their marks."""
    if text.isascii():
        return [(at, min(end, at + width)) for at in range(start, end, width)] or [(start, end)]
    found: list[tuple[int, int]] = []
    spans, _ = split_graphemes(text[start:end])
    begin, used = 0, 0
    for left, _, wide in spans:
        if used + wide > width and left > begin:
            found.append((start + begin, start + left))
            begin, used = left, 0
        used += wide
    found.append((start + begin, end))
    return found


def pieces(text: str, spans: Sequence[Span], start: int, end: int, base: int, under: Span) -> list[Piece]:
    """The stretch of a text from `start` to `end` in pieces; `under` says how what has no span is written.

    `base` is where the text begins in its section. `spans` are in order and do not overlap.
    """
    found: list[Piece] = []
    at = start
    for span in spans:
        if span.end <= at:
            continue
        if span.start >= end:
            break
        if span.start > at:
            found.append(Piece(text[at : span.start], under.tone, under.look, base + at))
            at = span.start
        stop = min(span.end, end)
        tone = span.tone if span.tone is not Tone.PLAIN else under.tone
        found.append(Piece(text[at:stop], tone, span.look | under.look, base + at, span.link))
        at = stop
    if at < end:
        found.append(Piece(text[at:end], under.tone, under.look, base + at))
    return found


def width_of(line: Iterable[Piece]) -> int:
    """Width of a line in terminal cells."""
    return sum(cells(piece.text) for piece in line)


def text_of(line: Iterable[Piece]) -> str:
    """What a line says."""
    return "".join(piece.text for piece in line)
