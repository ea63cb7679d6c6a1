"""The words, signs and quoted pieces of a filter's text."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from lattice.model.errors import LatticeError, Stage


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    SINGLE = "single"
    DOUBLE = "double"
    TICK = "tick"
    OP = "op"
    MARK = "mark"
    END = "end"


class Token(NamedTuple):
    """One word, sign or quoted piece of the text."""

    kind: Kind
    text: str
    """Without quotes."""
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in lower case, empty for anything else."""
        return self.text.lower() if self.kind is Kind.WORD else ""


TOKEN = re.compile(
    r"""(?P<op><=|>=|!=|!~|[=<>~])
    |(?P<mark>[(),])
    |'(?P<single>[^']*(?:''[^']*)*)'
    |"(?P<double>[^"]*(?:""[^"]*)*)"
    |`(?P<tick>[^`]*(?:``[^`]*)*)`
    |(?P<word>(?:[^\s()<>=~!,"`']|!(?![=~]))(?:[^\s()<>=~!,"`]|!(?![=~]))*)""",
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_QUOTES = {Kind.SINGLE: "'", Kind.DOUBLE: '"', Kind.TICK: "`"}


def refuse(message: str, hint: str, position: int, length: int) -> LatticeError:
    """The refusal of a filter; `position` and `length` are in characters of its text."""
    return LatticeError(
        "invalid_filter",
        f"{message} (at character {position + 1})",
        hint,
        stage=Stage.CONSTRAINTS,
        details={"position": position, "length": length},
    )


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, the last one of kind END; raises `invalid_filter` for an open quote."""
    found: list[Token] = []
    at = _SPACE.match(text).end()  # type: ignore[union-attr]  # matches any text
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise refuse(
                f"The quote {text[at]} is not closed.",
                f"Add {text[at]} at its end; within quotes, write {text[at] * 2} for one.",
                at,
                len(text) - at,
            )
        kind = Kind(match.lastgroup or "")
        content = match[kind.value]
        if kind in _QUOTES:
            content = content.replace(_QUOTES[kind] * 2, _QUOTES[kind])
        found.append(Token(kind, content, at, match.end()))
        at = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]  # matches any text
    found.append(Token(Kind.END, "", len(text), len(text)))
    return found
