"""Documents with known words, written by the tests with real libraries, and what reading each must bring."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.documents.case import Case
from tests.ingest.documents.hostile import HOSTILE
from tests.ingest.documents.odd import ODD
from tests.ingest.documents.ordinary import ORDINARY


def make_corpus(folder: Path, count: int = 60) -> list[Case]:
    """Write `count` documents of all formats into `folder`: 60 are enough for each to be there.

    Ordinary ones come first, then odd and hostile ones, then more ordinary ones; names are unique.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cases = [make(folder, n) for n, make in enumerate(ORDINARY[:count])]
    for strange in (*ODD, *HOSTILE):
        if len(cases) >= count:
            return cases
        cases.append(strange(folder))
    while len(cases) < count:
        n = len(cases)
        cases.append(ORDINARY[n % len(ORDINARY)](folder, n))
    return cases
