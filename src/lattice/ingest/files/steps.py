"""What bringing a folder in tells on its way and at its end."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from lattice.ingest.files.adding import FileProgress
from lattice.model.files import FileStatus

#: Files that could not come in and are named; the others are counted.
KEPT_SKIPPED = 1_000


class Fate(StrEnum):
    """What became of one file of a folder."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    MERGED = "merged"
    """Another file has the same bytes and stands for both."""
    MOVED = "moved"
    """It was known from another path, where it is no longer."""
    MISSING = "missing"
    """It was known and is no longer there; its row and text are kept."""
    FAILED = "failed"
    """It could not be read; its row says why."""


class FileLine(msgspec.Struct, frozen=True):
    """What became of one file, in one line."""

    place: Path
    name: str
    """Its path from the folder on, harmless to show."""
    fate: Fate
    row_id: str = ""
    """Empty when it has no row."""
    status: FileStatus | None = None
    """Of its row."""
    note: str = ""
    """Why it is not whole, or where it was before, in words."""


class Skipped(msgspec.Struct, frozen=True):
    """Something in a folder that cannot come in."""

    name: str
    """Its path from the folder on, harmless to show."""
    why: str


class FolderCounts(msgspec.Struct, frozen=True):
    """How many files of a folder had which fate."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    merged: int = 0
    moved: int = 0
    missing: int = 0
    failed: int = 0


class FolderProgress(msgspec.Struct, frozen=True):
    """How far a folder is."""

    total: int | None
    """Files in it; None while they are still being looked for."""
    done: int
    current: tuple[FileProgress, ...] = ()
    """The files that are being worked on."""
    counts: FolderCounts = FolderCounts()
    line: FileLine | None = None
    """The file that was finished just now; unchanged ones are only counted."""
    stopped: bool = False
    """Whether this is the last word of a job that was stopped."""


class FolderReport(msgspec.Struct, frozen=True):
    """What bringing a folder in did."""

    folder: Path
    group_id: str
    """Undoing it takes the whole job back."""
    total: int
    counts: FolderCounts
    lines: tuple[FileLine, ...]
    """All that were not unchanged, in the order in which they were finished."""
    left: int = 0
    """Files that were not come to, because the job was stopped; running it again goes on there."""
    skipped: tuple[Skipped, ...] = ()
    """The first of what cannot come in: links, pipes, folders that may not be read."""
    skipped_total: int = 0
    seconds: float = 0

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before its end."""
        return self.left > 0
