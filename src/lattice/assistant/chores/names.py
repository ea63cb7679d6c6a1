"""Names that a text may hold, and whether it holds the words that a row is called by."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

#: Words of the longest name that is looked for as a whole.
_MOST_WORDS = 6
#: A word, also with signs inside: `O'Brien`, `AT&T`, `RF-7`, `ada@example.org`.
_WORD = re.compile(r"[^\W_]+(?:['’&.@/_+-][^\W_]+)*")
#: What ends a name: signs between words.
_BREAK = re.compile(r"[.!?;:,()\[\]{}<>\"“”„«»|\t•·–—]|\n\s*\n")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{3,80})[\"”“»]")
#: Small words inside of names.
_SMALL = frozenset(
    {*("of", "the", "and", "for", "de", "da", "del", "della", "di", "du", "des", "la", "le", "les", "y", "e")}
    | {*("et", "van", "von", "der", "den", "ten", "zu", "und", "en", "och", "og", "&")}
)


def folded(text: str) -> str:
    """Text as it is compared: one space between words, without case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def candidates(text: str, most: int) -> list[str]:
    """What may be names in a text, at most so many: whole names first, then words and parts of names."""
    whole: Counter[str] = Counter()
    words: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for quoted in _QUOTED.findall(text):
        whole[" ".join(quoted.split())] += 1
    for name in _names(text):
        if len(name) <= _MOST_WORDS:
            whole[" ".join(name)] += 1
        for word in name:
            if word not in _SMALL:
                words[word] += 1
        for size in range(2, min(len(name), _MOST_WORDS + 1)):
            for start in range(len(name) - size + 1):
                parts[" ".join(name[start : start + size])] += 1
    found: dict[str, str] = {}
    for counted in (whole, words, parts):
        for name_, _ in counted.most_common():
            if len(name_) >= 2:
                found.setdefault(folded(name_), name_)
            if len(found) >= most:
                return list(found.values())
    return list(found.values())


def _names(text: str) -> Iterable[list[str]]:
    """Runs of words that begin large or hold a digit, small words between them included."""
    for stretch in _BREAK.split(text):
        run: list[str] = []
        for word in _WORD.findall(stretch):
            if _is_large(word) or (run and word.casefold() in _SMALL):
                run.append(word)
            elif run:
                yield _trimmed(run)
                run = []
        if run:
            yield _trimmed(run)


def _is_large(word: str) -> bool:
    # letters of scripts without case are neither
    return not word[0].islower() or any(char.isdigit() or char in "@" for char in word)


def _trimmed(run: list[str]) -> list[str]:
    while run and run[-1].casefold() in _SMALL:
        run = run[:-1]
    return run


class Text:
    """A document in which words are looked for."""

    def __init__(self, text: str) -> None:
        self.plain = " ".join(unicodedata.normalize("NFC", text).split())
        self._folded = self.plain.casefold()
        if len(self._folded) != len(self.plain):
            # a few letters are longer without case: places would not fit
            self._folded = self.plain.lower() if len(self.plain.lower()) == len(self.plain) else self.plain

    def holds(self, label: str) -> bool:
        """Whether it holds exactly these words, without regard to case."""
        return self._at(folded(label), self._folded) >= 0

    def holds_as_written(self, label: str) -> bool:
        """Whether it holds these words with the same large and small letters."""
        return self._at(" ".join(unicodedata.normalize("NFC", label).split()), self.plain) >= 0

    def around(self, label: str, chars: int) -> str:
        """The first place where it holds these words, with what stands around them."""
        wanted = folded(label)
        at = max(0, self._at(wanted, self._folded))
        return self.plain[max(0, at - chars) : at + len(wanted) + chars]

    @staticmethod
    def _at(wanted: str, text: str) -> int:
        """Where whole words begin; -1 when they are not there."""
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            before = at > 0 and text[at - 1].isalnum() and _has_edge(wanted[0])
            after = end < len(text) and text[end].isalnum() and _has_edge(wanted[-1])
            if not before and not after:
                return at
            at = text.find(wanted, at + 1)
        return -1


def _has_edge(char: str) -> bool:
    """Whether words of its script stand apart: those without large letters often do not."""
    return char.isdigit() or char.lower() != char.upper()


def is_telling(label: str) -> bool:
    """Whether words are hardly ever written by chance: several with a large letter, or with digits."""
    words = label.split()
    has_digit = any(char.isdigit() for char in label) and any(char.isalpha() for char in label)
    if has_digit and len(label) >= 4:
        return True
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 2
