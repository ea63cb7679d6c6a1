"""One document of the corpus, and what reading it must bring."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lattice.ingest.documents import ReadLimits
from lattice.model.files import FileStatus

_LIMITS = ReadLimits()


@dataclass(frozen=True)
class Quote:
    """Words, and where a quotation of them says that they stand."""

    words: str
    page: int | None = None
    place: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Case:
    path: Path
    media_type: str
    words: tuple[str, ...] = ()
    """Stand in the text."""
    status: FileStatus = FileStatus.READY
    error: str = ""
    """Stands in the error; without it there must be none."""
    title: str | None = None
    quotes: tuple[Quote, ...] = ()
    absent: tuple[str, ...] = ()
    """Stand neither in the text nor in the title."""
    details: tuple[tuple[str, object], ...] = ()
    limits: ReadLimits = _LIMITS
    """Lowered where that shortens the run; the outcome is the same with the usual ones."""

    @property
    def name(self) -> str:
        return self.path.name
