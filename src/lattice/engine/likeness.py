"""Which texts are the same or alike: normalised, put into blocks, compared within them.

Comparing each with each would take 5,000 million comparisons for 100,000 rows. Texts are compared only when
they share one of their rarer three-letter pieces, and in a large block only with their neighbours in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
#: Characters of a text that are compared when texts need not be the same.
COMPARED_CHARS = 2000
#: Rarer pieces by which a text is found, and texts of one block that each is compared with.
_PIECES = 6
_NEIGHBOURS = 40


class Alike(NamedTuple):
    """Items that belong together, by their place in what was given; the first is the oldest."""

    members: tuple[int, ...]
    similarity: tuple[float, ...]
    """Of each to the first."""


def normal(text: str) -> str:
    """A text as it is compared: compatible forms made one, without case, spaces as one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SPACES.sub(" ", folded).strip()


def same(keys: Iterable[tuple[str, ...]]) -> list[Alike]:
    """Groups of items whose keys are equal; those without any text belong to none."""
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, key in enumerate(keys):
        if any(key):
            groups[key].append(n)
    return [Alike(tuple(g), (1.0,) * len(g)) for g in groups.values() if len(g) > 1]


def alike(keys: Sequence[tuple[str, ...]], threshold: float) -> list[Alike]:
    """Groups of items that are alike to the oldest of them, to at least `threshold`.

    Each belongs to the oldest that it is like, so nobody is in a group by way of a third.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n, key in enumerate(keys):
        if any(key):
            places[" ".join(part for part in key if part)[:COMPARED_CHARS]].append(n)
    texts = list(places)  # in the order of their oldest
    near = _near(texts, threshold)
    taken = [False] * len(texts)
    groups: list[Alike] = []
    for leader, text in enumerate(texts):
        if taken[leader]:
            continue
        members = [(n, 1.0) for n in places[text]]
        for other, score in near.get(leader, ()):
            if not taken[other]:
                taken[other] = True
                members += [(n, score) for n in places[texts[other]]]
        if len(members) > 1:
            members.sort()
            groups.append(Alike(tuple(n for n, _ in members), tuple(s for _, s in members)))
    return groups


def _near(texts: Sequence[str], threshold: float) -> dict[int, list[tuple[int, float]]]:
    """For each text the later ones that are alike, with how much."""
    from rapidfuzz.fuzz import ratio  # 20 ms that only a fuzzy search pays
    from rapidfuzz.process import extract

    found: defaultdict[int, dict[int, float]] = defaultdict(dict)
    ordered = [_in_order(text) for text in texts]
    for block in _blocks(ordered):
        # as they are written, and with their words in order
        for forms in ([texts[n] for n in block], [ordered[n] for n in block]):
            for at, n in enumerate(block):
                window = forms[at + 1 : at + 1 + _NEIGHBOURS]
                for _, score, place in extract(
                    forms[at], window, scorer=ratio, score_cutoff=threshold * 100, limit=None
                ):
                    other = block[at + 1 + place]
                    others = found[min(n, other)]
                    others[max(n, other)] = max(round(score / 100, 4), others.get(max(n, other), 0.0))
    return {n: sorted(others.items()) for n, others in found.items()}


def _in_order(text: str) -> str:
    """The words of a text in the order of the alphabet, without what stands between them."""
    return " ".join(sorted(_WORD.findall(text))) or text


def _blocks(texts: Sequence[str]) -> Iterator[list[int]]:
    """Places of texts that share a piece, in the order of the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_pieces(text))
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        # a piece of one text alone, such as one with a slip of the pen, leads nowhere
        shared = [piece for piece in _pieces(text) if counts[piece] > 1]
        for piece in sorted(shared, key=lambda p: (counts[p], p))[:_PIECES]:
            blocks[piece].append(n)
    for block in blocks.values():
        if len(block) > 1:
            yield sorted(block, key=lambda n: (texts[n], n))


def _pieces(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[n : n + 3] for n in range(len(padded) - 2)}
