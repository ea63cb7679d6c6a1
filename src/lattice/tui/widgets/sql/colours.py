"""The colours of SQL, line by line: what Pygments calls a token, as far as SQLite agrees."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lattice.tui.widgets.sql.scan import covers
from lattice.tui.widgets.sql.words import FUNCTIONS, RESERVED

if TYPE_CHECKING:
    from pygments.lexer import Lexer

#: Longer texts stand without colours, in characters: reading all of it again would cost more than a key.
COLOURED = 100_000
#: Longer lines, too.
LINE = 2_000


class Tone(StrEnum):
    """What a word is; each has a component class of the editor."""

    KEYWORD = "keyword"
    FUNCTION = "function"
    NAME = "name"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


class Span(NamedTuple):
    """A stretch of one line."""

    start: int
    end: int
    tone: Tone


@lru_cache(maxsize=1)
def lexer() -> Lexer:
    """The lexer; 50 ms the first time."""
    from pygments.lexers.sql import SqlLexer

    return SqlLexer(stripnl=False, ensurenl=False)


class Carried(NamedTuple):
    """What a line begins inside of: a comment, string or quoted name of a line before, and its sign."""

    sign: str
    ends: int
    """Where in the line it ends."""


def carried(text: str) -> dict[int, Carried]:
    """The lines, by number, that begin inside of something."""
    found: dict[int, Carried] = {}
    line, at = 0, 0
    for start, end in covers(text):
        inside = text.count("\n", start, end)
        line += text.count("\n", at, start)
        if inside:
            begins = start
            for _ in range(inside):
                begins = text.index("\n", begins) + 1
                line += 1
                found[line] = Carried(text[start], end - begins)
        at = end
    return found


_CALLED = re.compile(r"\s*\(")


@lru_cache(maxsize=2_000)
def spans(line: str, inside: Carried | None, names: frozenset[str]) -> tuple[Span, ...]:
    """The colours of one line; `names` are those of tables and columns, folded."""
    if len(line) > LINE:
        return ()
    found: list[Span] = []
    skipped = 0
    if inside is not None:
        skipped = min(inside.ends, len(line))
        tone = {"/": Tone.COMMENT, "'": Tone.STRING}.get(inside.sign, Tone.NAME)
        found.append(Span(0, skipped, tone))
    for at, kind, text in lexer().get_tokens_unprocessed(line[skipped:]):
        tone_of = _tone(str(kind), text, line, skipped + at + len(text), names)
        if tone_of is not None:
            found.append(Span(skipped + at, skipped + at + len(text), tone_of))
    return tuple(found)


def _tone(kind: str, text: str, line: str, end: int, names: frozenset[str]) -> Tone | None:
    """The tone of one token; None for what stands as it is."""
    if kind.startswith("Token.Comment"):
        return Tone.COMMENT
    if kind.startswith("Token.Literal.String"):
        return Tone.NAME if text.startswith('"') else Tone.STRING
    if kind.startswith("Token.Literal.Number"):
        return Tone.NUMBER
    folded = text.casefold()
    if kind == "Token.Name" or kind.startswith(
        ("Token.Keyword", "Token.Name.Builtin", "Token.Operator.Word")
    ):
        if folded in FUNCTIONS and _CALLED.match(line, end):
            return Tone.FUNCTION
        # it knows the words of every SQL there is, such as C and NAME
        if folded in RESERVED:
            return Tone.KEYWORD
        return Tone.NAME if folded in names else None
    return None
