"""Brings a folder in: two documents at a time, each file with a line of its own; run again, it goes on."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.client import Client
from lattice.ingest.files.adding import AddRules, FileProgress
from lattice.ingest.files.bringing import AT_ONCE, Bringing, each, may_go
from lattice.ingest.files.known import FolderKnowledge, Known, below, thrown_away
from lattice.ingest.files.own import own_tree_of
from lattice.ingest.files.places import Look, folder_of, kept_path
from lattice.ingest.files.steps import (
    KEPT_SKIPPED,
    Fate,
    FileLine,
    FolderCounts,
    FolderProgress,
    FolderReport,
    Skipped,
)
from lattice.ingest.files.walking import Found, Ignored, walk
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import FileKind
from lattice.model.ids import new_id
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

#: Files looked at in one go of a thread.
_BATCH = 500

#: Told how far a folder is.
Told = Callable[[FolderProgress], None]


async def add_folder(
    client: Client,
    folder: Path | str,
    *,
    store: bool = False,
    source: str = "",
    group_id: str | None = None,
    limits: ReadLimits | None = None,
    untrusted: bool | None = None,
    progress: Told | None = None,
    stop: asyncio.Event | None = None,
    at_once: int = AT_ONCE,
    thrown_away_too: bool = True,
) -> FolderReport:
    """Bring in every file of a folder and of the folders in it; see `walking` for what is left out.

    Files that are known and look as they did cost no reading; those that were moved keep their rows; of
    those that are gone the row says so. A file that cannot be read has a row that says why.

    Files whose rows were deleted come in again, unless `thrown_away_too` is off and they look as they did.

    Setting `stop` finishes the documents that are being read, and the report says what is left. When this
    is cancelled they are given up, and `progress` is told once more, with `stopped`. What is done stays
    either way, and running it again goes on with the rest. Raises LatticeError `not_found`,
    `invalid_file` for what is no folder, `usage` for a tree that Lattice renders, and what the workspace
    refuses (`disk_full`, `forbidden`, …).
    """
    top = await asyncio.to_thread(folder_of, folder)
    await asyncio.to_thread(_refuse_own, top)
    rules = AddRules(store, source or f"folder {visible(kept_path(top))}", untrusted, limits)
    job = _Job(Bringing(client, top, rules, group_id or new_id()), progress, stop or asyncio.Event())
    try:
        return await job.run(at_once, thrown_away_too=thrown_away_too)
    except asyncio.CancelledError:
        job.tell(stopped=True)
        raise


def _refuse_own(folder: Path) -> None:
    tree = own_tree_of(folder)
    if tree is not None:
        raise LatticeError(
            "usage",
            f"{shown(tree)} is what Lattice writes of a workspace; it cannot be brought in.",
            "Edits of it come back by themselves; notes are dropped into its inbox.",
        )


class _Job:
    """One folder on its way in."""

    def __init__(self, bringing: Bringing, progress: Told | None, stop: asyncio.Event) -> None:
        self._bringing = bringing
        self._progress = progress
        self._stop = stop
        self._fates: Counter[str] = Counter()
        self._lines: list[FileLine] = []
        self._skipped: list[Skipped] = []
        self._skipped_total = 0
        self._total: int | None = None
        self._done = 0
        self._current: dict[Path, FileProgress] = {}

    async def run(self, at_once: int, *, thrown_away_too: bool) -> FolderReport:
        """Bring it in."""
        began = time.monotonic()
        self.tell()
        knowledge = await below(self._bringing.client, self._bringing.folder)
        unseen = {path for path, known in knowledge.living.items() if may_go(known)}
        waiting: list[Path] = []
        count = 0
        async for place, seen in self._files():
            path = kept_path(place)
            may_stay_out = not thrown_away_too and path in knowledge.trashed
            if may_stay_out and await thrown_away(self._bringing.client, path, seen):
                self._skip(Found(place, None, "its row was deleted in the workspace"))
                continue
            count += 1
            unseen.discard(path)
            if self._is_settled(knowledge, place, seen):
                self._fates[Fate.UNCHANGED] += 1
                self._done += 1
            else:
                waiting.append(place)
        self._total = count
        self.tell()
        queue = iter(waiting)
        await each(queue, self._bring, at_once, self._stop)
        left = sum(1 for _ in queue)
        if not left:
            # who was moved has a new path by now
            await self._say_missing([knowledge.living[path] for path in sorted(unseen)])
        return FolderReport(
            self._bringing.folder,
            self._bringing.group_id,
            count,
            FolderCounts(**self._fates),
            tuple(self._lines),
            left,
            tuple(self._skipped),
            self._skipped_total,
            time.monotonic() - began,
        )

    async def _files(self) -> AsyncIterator[tuple[Path, Look]]:
        ignored = await asyncio.to_thread(Ignored, self._bringing.folder)
        found = walk(self._bringing.folder, ignored)
        while batch := await asyncio.to_thread(lambda: list(islice(found, _BATCH))):
            for file in batch:
                if file.seen is None:
                    self._skip(file)
                else:
                    yield file.place, file.seen
            self.tell()

    def _skip(self, file: Found) -> None:
        self._skipped_total += 1
        if len(self._skipped) < KEPT_SKIPPED:
            self._skipped.append(Skipped(self._bringing.name(file.place), file.why_not))

    def _is_settled(self, knowledge: FolderKnowledge, place: Path, seen: Look) -> bool:
        known = knowledge.settled(kept_path(place), seen)
        return known is not None and not (self._bringing.rules.store and known.kind is FileKind.REFERENCED)

    async def _bring(self, place: Path) -> None:
        line = await self._bringing.bring(place, self._working)
        self._current.pop(place, None)
        self._done += 1
        self._finish(line)

    async def _say_missing(self, unseen: list[Known]) -> None:
        for known in unseen:
            if (line := await self._bringing.gone(known)) is not None:
                self._finish(line)

    def _working(self, file: FileProgress) -> None:
        self._current[file.path] = file
        self.tell()

    def _finish(self, line: FileLine) -> None:
        self._fates[line.fate] += 1
        if line.fate is not Fate.UNCHANGED:
            self._lines.append(line)
        self.tell(line)

    def tell(self, line: FileLine | None = None, *, stopped: bool = False) -> None:
        """Say how far it is."""
        if self._progress is None:
            return
        current = () if stopped else tuple(self._current.values())
        counts = FolderCounts(**self._fates)
        self._progress(FolderProgress(self._total, self._done, current, counts, line, stopped))
