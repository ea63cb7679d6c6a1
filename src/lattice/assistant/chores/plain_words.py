"""The words of a model as they may be kept: bounded, without anything that acts or hides."""

from __future__ import annotations

import unicodedata

#: Kept beside what can be seen: they join letters and emoji.
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


def one_line(text: str, most: int) -> str:
    """One line of at most so many characters, cut between words."""
    line = " ".join(_seen(text).split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def lines(text: str, most: int) -> str:
    """Text with its line ends, of at most so many characters."""
    kept = "\n".join(" ".join(_seen(line).split()) for line in text.splitlines()).strip()
    return kept if len(kept) <= most else kept[: most - 1].rstrip() + "…"


def _seen(text: str) -> str:
    """Without what cannot be seen; controls become spaces."""
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    return " " if unicodedata.category(char) in ("Cc", "Zs", "Zl", "Zp") else ""
