"""Search text: what was typed as words, the expression for the index, the score of a row and its snippet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

#: What stands around a word that matched; taken out of the data itself.
BEGIN, END = "\x02", "\x03"
SNIPPET_CHARS = 160
#: Characters of a text that scoring looks at.
SCORED_CHARS = 2000
_BEFORE_MATCH = 40

#: Words as the index cuts them: letters, digits and the marks over them; the underscore is none.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_CHUNK = re.compile(r'"([^"]*)"?|(\S+)')


class Term(NamedTuple):
    """Words that stand together in a row."""

    words: tuple[str, ...]
    """Folded."""
    prefix: bool
    """Whether the last one may go on."""

    @property
    def match(self) -> str:
        """The term in the language of FTS5; words hold no character that means something there."""
        return f'"{" ".join(self.words)}"{" *" if self.prefix else ""}'

    @property
    def query(self) -> str:
        """The term in the language of Postgres' tsquery."""
        words = [f"'{word}'" for word in self.words]
        return " <-> ".join(words) + (":*" if self.prefix else "")


class Score(NamedTuple):
    """How well a row answers."""

    value: float
    column: str
    """The column that matched best."""


def fold(text: str) -> str:
    """Text as it is compared: without case and diacritics, as the index folds it."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def terms_of(text: str) -> list[Term]:
    """What was typed as terms, all of which must be in a row; empty when it holds no word.

    `"quoted words"` and words joined by signs (`jean-luc`) stand together. The last word may go on,
    unless it is quoted or followed by a space, and so may a word with `*` behind it.
    """
    terms: list[Term] = []
    for chunk in _CHUNK.finditer(text):
        quoted, plain = chunk.groups()
        words = tuple(fold(w) for w in _WORD.findall(quoted if plain is None else plain))
        if not words:
            continue
        if plain is None:
            prefix = text[chunk.end() : chunk.end() + 1] == "*"
        else:
            prefix = plain.endswith("*") or chunk.end() == len(text)
        terms.append(Term(words, prefix))
    return list(dict.fromkeys(terms))


def expression(terms: Sequence[Term], slots: Sequence[int], *, exact: bool = False) -> str:
    """The MATCH expression: all terms, in these columns of the index; `exact` lets no word go on."""
    columns = " ".join(f"s{slot}" for slot in slots)
    wanted = (term._replace(prefix=False) if exact else term for term in terms)
    return f"{{{columns}}} : ({' AND '.join(term.match for term in wanted)})"


def queries(terms: Sequence[Term], *, exact: bool = False) -> list[str]:
    """Each term for Postgres; `exact` lets no word go on."""
    return [(term._replace(prefix=False) if exact else term).query for term in terms]


def score(terms: Sequence[Term], texts: Mapping[str, str], label: str | None) -> Score:
    """How well the texts of a row, by column, answer: whole words, the label, words together, short texts."""
    folded = {column: fold(text[:SCORED_CHARS]) for column, text in texts.items()}
    by_column = dict.fromkeys(folded, 0.0)
    total = 0.0
    for term in terms:
        best = 0.0
        for column, text in folded.items():
            points = _points(term, text)
            if points and column == label:
                points += 8 + (4 if text.startswith(term.words[0]) else 0)
            by_column[column] += points
            best = max(best, points)
        total += best
    column = max(by_column, key=lambda name: by_column[name], default="")
    if not column or not total:
        return Score(0.0, column)
    text = folded[column]
    if len(terms) > 1 and all(_points(term, text) for term in terms):
        total += 4
        if " ".join(word for term in terms for word in term.words) in text:
            total += 4
    if column == label and text == " ".join(word for term in terms for word in term.words):
        total += 10
    return Score(round(total + 2 / (1 + len(texts[column]) / 80), 4), column)


def _points(term: Term, text: str) -> float:
    """10 for whole words, 6 for the beginning of one, 0 when the term is not there."""
    first, best, at = term.words[0], 0.0, -1
    while best < 10 and (at := text.find(first, at + 1)) >= 0:
        if at and _is_word(text[at - 1]):
            continue
        best = max(best, _points_at(term, text, at))
    return best


def _points_at(term: Term, text: str, at: int) -> float:
    for n, word in enumerate(term.words):
        if n:
            while at < len(text) and not _is_word(text[at]):
                at += 1
        if not text.startswith(word, at):
            return 0.0
        at += len(word)
        goes_on = at < len(text) and _is_word(text[at])
        if goes_on:
            return 6.0 if term.prefix and n == len(term.words) - 1 else 0.0
    return 10.0


def _is_word(char: str) -> bool:
    return char.isalnum()


def snippet(terms: Sequence[Term], text: str) -> str:
    """A piece of a text around the first place where most terms are, matching words marked."""
    found = _marks(terms, text)
    if not found:
        return _clean(text[:SNIPPET_CHARS]) + ("…" if len(text) > SNIPPET_CHARS else "")
    begin, end = _window(found, text)
    parts: list[str] = ["…"] if begin else []
    at = begin
    for start, stop, _ in found:
        if start < begin or start >= end:
            continue
        # a very long word is cut with its mark kept whole
        stop = min(stop, end)
        parts += [_clean(text[at:start]), BEGIN, _clean(text[start:stop]), END]
        at = stop
    parts.append(_clean(text[at:end]))
    if end < len(text):
        parts.append("…")
    return "".join(parts).strip()


def _marks(terms: Sequence[Term], text: str) -> list[tuple[int, int, int]]:
    """Begin, end and term of each word that belongs to a term, in order."""
    words = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text)]
    found: dict[int, tuple[int, int, int]] = {}
    for number, term in enumerate(terms):
        length = len(term.words)
        for n in range(len(words) - length + 1):
            if words[n][2] == term.words[0] or (length == 1 and term.prefix):
                stretch = [w for _, _, w in words[n : n + length]]
                if _is_stretch(term, stretch):
                    for start, stop, _ in words[n : n + length]:
                        found.setdefault(start, (start, stop, number))
    return [found[start] for start in sorted(found)]


def _is_stretch(term: Term, stretch: Sequence[str]) -> bool:
    if tuple(stretch[:-1]) != term.words[:-1]:
        return False
    last = term.words[-1]
    return stretch[-1] == last or (term.prefix and stretch[-1].startswith(last))


def _window(found: Sequence[tuple[int, int, int]], text: str) -> tuple[int, int]:
    """The stretch of the text to show: where the most terms are near each other, the first of those."""
    best, at = 0, found[0][0]
    for n, (start, _, _) in enumerate(found[:500]):
        near = {number for s, _, number in found[n : n + 50] if s < start + SNIPPET_CHARS - _BEFORE_MATCH}
        if len(near) > best:
            best, at = len(near), start
    begin = max(0, min(at - _BEFORE_MATCH, len(text) - SNIPPET_CHARS))
    if begin:
        # from the beginning of a word, when there is one before the match
        space = text.find(" ", begin, at)
        begin = space + 1 if space >= 0 else begin
    return begin, min(len(text), begin + SNIPPET_CHARS)


def _clean(text: str) -> str:
    """Text in one line without the marks."""
    return re.sub(r"\s+", " ", text.replace(BEGIN, "").replace(END, ""))
