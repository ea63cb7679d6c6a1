"""Brings files of a folder in one by one, each with the line that says what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from lattice.actions import AddFile, FileFacts, GetRow
from lattice.client import Client
from lattice.ingest.files.adding import AddRules, Brought, FileProgress, bring_in, copy_on_disk
from lattice.ingest.files.known import Known, by_path
from lattice.ingest.files.places import disk_path, is_gone, kept_path, look, name_of
from lattice.ingest.files.standing import OF_ONE_FILE, mark
from lattice.ingest.files.steps import Fate, FileLine
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, FileKind, FileOutcome, FileStatus, file_of
from lattice.model.rows import Row
from lattice.model.visible import visible

#: Documents that are read at the same time.
AT_ONCE = 2

T = TypeVar("T")


class Bringing:
    """Files of one folder on their way in, as one undoable group."""

    def __init__(self, client: Client, folder: Path, rules: AddRules, group_id: str) -> None:
        self.client = client
        self.folder = folder
        self.rules = rules
        self.group_id = group_id

    async def bring(self, place: Path, told: Callable[[FileProgress], None]) -> FileLine:
        """Bring one file in; one that cannot be read has a row that says why.

        Raises LatticeError for what the workspace refuses, not for what is wrong with the file.
        """
        try:
            brought = await bring_in(self.client, place, self.rules, group_id=self.group_id, told=told)
        except LatticeError as error:
            if error.code not in OF_ONE_FILE:
                raise
            return await self._failed(place, error.message)
        return self._line(place, brought)

    async def gone(self, known: Known) -> FileLine | None:
        """Keep that an original is gone; None when it is not, or when its row has another path by now.

        When there is a copy that the file stands for too, that is where it is now.
        """
        place = disk_path(known.path)
        if place is None or not may_go(known) or not await asyncio.to_thread(is_gone, place):
            return None
        copy = await copy_on_disk(self.client, known.sha256, but=known.path) if known.sha256 else None
        if copy is not None:
            return await self.bring(copy, lambda _: None)
        row = (await self.client.run(GetRow(table=FILES, id=known.id))).value
        file = file_of(row)
        if file.path != known.path or file.deleted_at is not None or file.status is FileStatus.MISSING:
            return None
        row = await mark(self.client, file, FileStatus.MISSING, group_id=self.group_id)
        return self._about(place, Fate.MISSING, row, "")

    def name(self, place: Path) -> str:
        """The path from the folder on, harmless to show."""
        with suppress(ValueError):
            place = place.relative_to(self.folder)
        return visible(str(place))

    def _line(self, place: Path, brought: Brought) -> FileLine:
        file = file_of(brought.row)
        fate, note = Fate(brought.outcome.value), file.error
        if brought.moved_from:
            fate, note = Fate.MOVED, f"was at {visible(brought.moved_from)}"
        elif brought.outcome is FileOutcome.MERGED:
            note = f"has the same bytes as {file.name}"
        if file.status is FileStatus.FAILED:
            fate, note = Fate.FAILED, file.error
        return FileLine(place, self.name(place), fate, file.id, file.status, note)

    async def _failed(self, place: Path, reason: str) -> FileLine:
        """The line of a file that could not be taken, after its row says so."""
        known = await by_path(self.client, kept_path(place))
        if await asyncio.to_thread(is_gone, place):
            if known is not None:
                known = await mark(self.client, file_of(known), FileStatus.MISSING, group_id=self.group_id)
            return self._about(place, Fate.MISSING, known, "It went away before it was read.")
        return self._about(place, Fate.FAILED, await self._note_failure(place, known, reason), reason)

    async def _note_failure(self, place: Path, known: Row | None, reason: str) -> Row:
        """The row of a file that cannot be read, which says why; what was read of it before stays."""
        if known is not None and file_of(known).sha256:
            return await mark(self.client, file_of(known), FileStatus.CHANGED, group_id=self.group_id)
        seen = None
        with suppress(LatticeError):
            seen = await asyncio.to_thread(look, place)
        facts = FileFacts(
            size=seen.size if seen else 0,
            status=FileStatus.FAILED,
            error=reason,
            modified=seen.modified if seen else None,
        )
        added = AddFile(
            name=name_of(place),
            kind=FileKind.REFERENCED,
            path=kept_path(place),
            facts=facts,
            untrusted=self.rules.untrusted or False,
            source=self.rules.source,
        )
        return (await self.client.run(added, group_id=self.group_id)).value.row

    def _about(self, place: Path, fate: Fate, row: Row | None, note: str) -> FileLine:
        status = file_of(row).status if row is not None else None
        return FileLine(place, self.name(place), fate, row.id if row is not None else "", status, note)


def may_go(known: Known) -> bool:
    """Whether it is news when the original of a file is gone."""
    return known.kind is FileKind.REFERENCED and known.status is not FileStatus.MISSING


async def each(
    queue: Iterator[T], work: Callable[[T], Awaitable[None]], at_once: int, stop: asyncio.Event
) -> None:
    """Do `work` for everything in a queue, some at a time, until `stop`; raises the first LatticeError."""

    async def worker() -> None:
        if stop.is_set():
            return
        for item in queue:
            await work(item)
            if stop.is_set():
                return

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(worker())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
