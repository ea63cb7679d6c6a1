"""Brings a folder in: two documents at a time, each file with a line of its own; run again, it goes on."""

from __future__ import annotations

import asyncio
import errno
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.actions import AddFile, FileFacts, GetRow
from lattice.client import Client
from lattice.ingest.files.adding import AddRules, Brought, FileProgress, bring_in
from lattice.ingest.files.known import FolderKnowledge, Known, below, by_path
from lattice.ingest.files.places import Look, disk_path, folder_of, is_gone, kept_path, look, name_of
from lattice.ingest.files.standing import mark
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
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind, FileOutcome, FileStatus, file_of
from lattice.model.ids import new_id
from lattice.model.rows import Row
from lattice.model.visible import visible

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

#: Documents that are read at the same time.
AT_ONCE = 2
#: Files looked at in one go of a thread.
_BATCH = 500
#: Refusals that are about one file; every other one is about the workspace, and ends the job.
_OF_ONE_FILE = frozenset(
    {"not_found", "invalid_file", "invalid_value", "invalid_name", "conflict", "too_large"}
)

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
) -> FolderReport:
    """Bring in every file of a folder and of the folders in it; see `walking` for what is left out.

    Files that are known and look as they did cost no reading; those that were moved keep their rows; of
    those that are gone the row says so. A file that cannot be read has a row that says why.

    Setting `stop` finishes the documents that are being read, and the report says what is left. When this
    is cancelled they are given up, and `progress` is told once more, with `stopped`. What is done stays
    either way, and running it again goes on with the rest. Raises LatticeError `not_found`,
    `invalid_file` for what is no folder, and what the workspace refuses (`disk_full`, `forbidden`, …).
    """
    top = await asyncio.to_thread(folder_of, folder)
    rules = AddRules(store, source or f"folder {visible(kept_path(top))}", untrusted, limits)
    job = _Job(client, top, rules, group_id or new_id(), progress)
    try:
        return await job.run(stop or asyncio.Event(), at_once)
    except asyncio.CancelledError:
        job.tell(stopped=True)
        raise


class _Job:
    """One folder on its way in."""

    def __init__(
        self, client: Client, folder: Path, rules: AddRules, group_id: str, progress: Told | None
    ) -> None:
        self._client = client
        self._folder = folder
        self._rules = rules
        self._group_id = group_id
        self._progress = progress
        self._fates: Counter[str] = Counter()
        self._lines: list[FileLine] = []
        self._skipped: list[Skipped] = []
        self._skipped_total = 0
        self._total: int | None = None
        self._done = 0
        self._current: dict[Path, FileProgress] = {}

    async def run(self, stop: asyncio.Event, at_once: int) -> FolderReport:
        """Bring it in."""
        began = time.monotonic()
        self.tell()
        knowledge = await below(self._client, self._folder)
        unseen = {path for path, known in knowledge.living.items() if _may_go(known)}
        waiting: list[tuple[Path, Look]] = []
        count = 0
        async for place, seen in self._files():
            count += 1
            unseen.discard(kept_path(place))
            if self._is_settled(knowledge, place, seen):
                self._fates[Fate.UNCHANGED] += 1
                self._done += 1
            else:
                waiting.append((place, seen))
        self._total = count
        self.tell()
        queue = iter(waiting)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(at_once):
                    group.create_task(self._work(queue, stop))
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        left = sum(1 for _ in queue)
        if not left:
            await self._mark_missing([knowledge.living[path] for path in sorted(unseen)])
        return FolderReport(
            self._folder,
            self._group_id,
            count,
            FolderCounts(**self._fates),
            tuple(self._lines),
            left,
            tuple(self._skipped),
            self._skipped_total,
            time.monotonic() - began,
        )

    async def _files(self) -> AsyncIterator[tuple[Path, Look]]:
        ignored = await asyncio.to_thread(Ignored, self._folder)
        found = walk(self._folder, ignored)
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
            self._skipped.append(Skipped(self._name(file.place), file.why_not))

    def _is_settled(self, knowledge: FolderKnowledge, place: Path, seen: Look) -> bool:
        known = knowledge.settled(kept_path(place), seen)
        return known is not None and not (self._rules.store and known.kind is FileKind.REFERENCED)

    async def _work(self, queue: Iterator[tuple[Path, Look]], stop: asyncio.Event) -> None:
        while not stop.is_set():
            place, seen = next(queue, (None, None))
            if place is None or seen is None:
                return
            line = await self._bring(place, seen)
            self._current.pop(place, None)
            self._done += 1
            self._finish(line)

    async def _bring(self, place: Path, seen: Look) -> FileLine:
        try:
            brought = await bring_in(
                self._client, place, self._rules, group_id=self._group_id, told=self._working
            )
        except LatticeError as error:
            if error.code not in _OF_ONE_FILE:
                raise
            return await self._failed(place, seen, error.message)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise LatticeError("disk_full", "The disk is full.", "Make room, and run it again.") from None
            return await self._failed(place, seen, f"It cannot be read: {error.strerror}.")
        return self._line(place, brought)

    def _line(self, place: Path, brought: Brought) -> FileLine:
        file = file_of(brought.row)
        fate, note = Fate(brought.outcome.value), file.error
        if brought.moved_from:
            fate, note = Fate.MOVED, f"was at {visible(brought.moved_from)}"
        elif brought.outcome is FileOutcome.MERGED:
            note = f"has the same bytes as {file.name}"
        if file.status is FileStatus.FAILED:
            fate, note = Fate.FAILED, file.error
        return FileLine(place, self._name(place), fate, file.id, file.status, note)

    async def _failed(self, place: Path, seen: Look, reason: str) -> FileLine:
        """The line of a file that could not be taken, after its row says so."""
        if await asyncio.to_thread(is_gone, place):
            known = await by_path(self._client, kept_path(place))
            if known is not None:
                await mark(self._client, file_of(known), FileStatus.MISSING, group_id=self._group_id)
            return self._about(place, Fate.MISSING, known, "It went away while the folder was read.")
        row = await note_failure(self._client, place, seen, reason, self._rules, self._group_id)
        return self._about(place, Fate.FAILED, row, reason)

    def _about(self, place: Path, fate: Fate, row: Row | None, note: str) -> FileLine:
        status = file_of(row).status if row is not None else None
        return FileLine(place, self._name(place), fate, row.id if row is not None else "", status, note)

    async def _mark_missing(self, unseen: list[Known]) -> None:
        """Say of the files that are gone that they are; who was moved has a new path by now."""
        for known in unseen:
            place = disk_path(known.path)
            if place is None or not await asyncio.to_thread(is_gone, place):
                continue
            row = (await self._client.run(GetRow(table=FILES, id=known.id))).value
            file = file_of(row)
            if file.path == known.path and file.deleted_at is None:
                row = await mark(self._client, file, FileStatus.MISSING, group_id=self._group_id)
                self._finish(self._about(place, Fate.MISSING, row, ""))

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

    def _name(self, place: Path) -> str:
        with suppress(ValueError):
            place = place.relative_to(self._folder)
        return visible(str(place))


async def note_failure(
    client: Client, place: Path, seen: Look | None, reason: str, rules: AddRules, group_id: str | None
) -> Row:
    """Give a file that cannot be read a row that says why; what was read of it before stays."""
    known = await by_path(client, kept_path(place))
    if known is not None and file_of(known).sha256:
        return await mark(client, file_of(known), FileStatus.CHANGED, group_id=group_id)
    with suppress(LatticeError):
        seen = await asyncio.to_thread(look, place)
    added = AddFile(
        name=name_of(place),
        kind=FileKind.REFERENCED,
        path=kept_path(place),
        facts=FileFacts(
            size=seen.size if seen else 0,
            status=FileStatus.FAILED,
            error=reason,
            modified=seen.modified if seen else None,
        ),
        untrusted=rules.untrusted or False,
        source=rules.source,
    )
    return (await client.run(added, group_id=group_id)).value.row


def _may_go(known: Known) -> bool:
    """Whether it is news when the original of a file is gone."""
    return known.kind is FileKind.REFERENCED and known.status is not FileStatus.MISSING
