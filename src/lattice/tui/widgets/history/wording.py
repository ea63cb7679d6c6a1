"""What differs between two long texts, word by word, with what is the same for long folded away."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

#: Longest text that is looked at, in characters, and the most words that are compared one by one.
TEXT_CHARS, WORDS = 40_000, 3_000
#: Words that are shown around a difference; a stretch that is the same and longer than both is folded.
AROUND = 12

_PIECES = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of one side."""

    text: str
    other: bool
    """Whether the other side does not have it."""


class Sides(NamedTuple):
    """Two texts side by side."""

    before: list[Piece]
    after: list[Piece]


def compare(before: str, after: str) -> Sides:
    """Both texts in pieces; by lines where there are too many words for each to be compared."""
    before, after = before[:TEXT_CHARS], after[:TEXT_CHARS]
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) > 500)
    blocks = matcher.get_opcodes()
    for index, (tag, i, i_end, j, j_end) in enumerate(blocks):
        if tag == "equal":
            same = _folded(old[i:i_end], first=index == 0, last=index == len(blocks) - 1)
            left.append(Piece(same, False))
            right.append(Piece(same, False))
            continue
        left.append(Piece("".join(old[i:i_end]), True))
        right.append(Piece("".join(new[j:j_end]), True))
    return Sides([p for p in left if p.text], [p for p in right if p.text])


def _folded(words: list[str], *, first: bool, last: bool) -> str:
    head = 0 if first else AROUND
    tail = 0 if last else AROUND
    hidden = len(words) - head - tail
    if hidden <= AROUND:
        return "".join(words)
    return "".join(words[:head]) + " … " + ("".join(words[len(words) - tail :]) if tail else "")
