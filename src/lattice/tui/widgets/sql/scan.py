"""The parts of a text of SQL: where its strings, comments and statements begin and end, and its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: What hides what stands in it: comments, strings, quoted names; and the ends of statements and lines.
_COVER = re.compile(
    r"--[^\n]*"
    r"|/\*.*?(?:\*/|\Z)"
    r"|'[^']*(?:''[^']*)*(?:'|\Z)"
    r'|"[^"]*(?:""[^"]*)*(?:"|\Z)'
    r"|;",
    re.DOTALL,
)
_WORD = re.compile(rf"{_COVER.pattern}|[^\W\d][\w$]*|\d[\w.]*|[^\s\w]", re.DOTALL)


class Stretch(NamedTuple):
    """A stretch of a text, in characters."""

    start: int
    end: int


class Word(NamedTuple):
    """A name, keyword, number or sign; strings and comments are not among them."""

    text: str
    """As it was typed; of a quoted name what is in the quotes."""
    start: int
    quoted: bool = False

    @property
    def folded(self) -> str:
        """As names are compared; a quoted one is never a keyword."""
        return f'"{self.text.casefold()}' if self.quoted else self.text.casefold()

    @property
    def is_name(self) -> bool:
        """Whether it may be the name of something."""
        return self.quoted or self.text[0].isalpha() or self.text[0] == "_"


def covers(text: str) -> list[Stretch]:
    """The comments, strings and quoted names of a text, in order."""
    return [Stretch(*m.span()) for m in _COVER.finditer(text) if m[0] != ";"]


def hidden(text: str, at: int, found: list[Stretch]) -> str:
    """Which sign begins the comment, string or quoted name that a place is inside of; empty outside."""
    index = bisect_right(found, at, key=lambda cover: cover.start) - 1
    if index < 0:
        return ""
    start, end = found[index]
    sign = text[start : start + 2] if text[start] in "-/" else text[start]
    if at == start or at > end:
        return ""
    if at < end:
        return sign
    # at its end: only what was not closed, or a comment that goes on to the end of its line, goes on
    closed = text[start:end].endswith("*/" if sign == "/*" else sign) and end - start >= 2
    return sign if sign == "--" or not closed else ""


def statements(text: str) -> list[Stretch]:
    """The statements of a text without the semicolons between them; blank ones are left out."""
    ends = [m.start() for m in _COVER.finditer(text) if m[0] == ";"]
    starts = [0, *(end + 1 for end in ends)]
    found = (Stretch(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True))
    return [piece for piece in found if not _blank(text[piece.start : piece.end])]


def _blank(text: str) -> bool:
    """Whether there is nothing but comments."""
    return not _COVER.sub(lambda m: m[0] if m[0][0] in "'\";" else " ", text).strip()


def statement_at(text: str, at: int) -> Stretch:
    """The statement that a place is in, or right behind, or before; empty where there is none."""
    found = statements(text)
    if not found:
        return Stretch(0, 0)
    inside = next((piece for piece in found if piece.start <= at <= piece.end), None)
    before = next((piece for piece in reversed(found) if piece.end <= at), None)
    return inside or before or found[0]


def commented(lines: Sequence[str]) -> list[str]:
    """The lines as comments, below each other; when all of them are comments, what they were before."""
    told = [line for line in lines if line.strip()]
    if told and all(line.lstrip().startswith("--") for line in told):
        return [re.sub(r"^(\s*)-- ?", r"\1", line) for line in lines]
    at = min((len(line) - len(line.lstrip()) for line in told), default=0)
    blank = not told
    return [f"{line[:at]}-- {line[at:]}" if blank or line.strip() else line for line in lines]


def words(text: str) -> Iterator[Word]:
    """The names, keywords, numbers and signs of a text in order."""
    for match in _WORD.finditer(text):
        first = match[0][0]
        if first == "'" or match[0][:2] in ("--", "/*"):
            continue
        if first == '"':
            inside = match[0][1:-1] if len(match[0]) > 1 and match[0].endswith('"') else match[0][1:]
            yield Word(inside.replace('""', '"'), match.start(), quoted=True)
        else:
            yield Word(match[0], match.start())
