"""Brings one file in: hashed while it rests, read in a process of its own, added to its row."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.actions import AddFile, FileFacts, GetRow, UpdateFile
from lattice.client import Client
from lattice.ingest.files.facts import is_untrusted, read_facts
from lattice.ingest.files.hashing import counted, disk_errors, hash_file, pieces, snapshot, spooled
from lattice.ingest.files.known import READ, by_content, by_path, known_of, status_as_read
from lattice.ingest.files.places import Look, disk_path, exists, is_gone, kept_path, look, name_of, place_of
from lattice.ingest.files.standing import mark, move, passing_over
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, Content, File, FileKind, FileOutcome, FileStatus, KeptFile, file_of
from lattice.model.rows import Row

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

#: A file that is being written all the time is copied as it is at one moment, if it is no larger.
SNAPSHOT_BYTES = 256_000_000
#: A change as soon as this after another may bear the same time, in nanoseconds.
TICK_NS = 20_000_000


class Step(StrEnum):
    """What is being done with a file."""

    HASHING = "hashing"
    READING = "reading"


class FileProgress(msgspec.Struct, frozen=True):
    """How far one file is."""

    path: Path
    step: Step
    done: int = 0
    """Bytes, while it is hashed."""
    total: int = 0
    """Bytes of the file."""


class AddRules(msgspec.Struct, frozen=True):
    """How files are to be brought in."""

    store: bool = False
    """Whether their bytes are kept in the workspace; else they stay where they are."""
    source: str = ""
    """What brought them in, in words."""
    untrusted: bool | None = None
    """Whether they hold words of strangers; None to go by their type, as with mails."""
    limits: ReadLimits | None = None
    """How much reading one may take."""


class Brought(NamedTuple):
    """The row of a file that was brought in, and what became of it."""

    row: Row
    outcome: FileOutcome
    moved_from: str = ""
    """Where its original was before, as it was kept; empty when it did not move."""


#: Told how far one file is.
Told = Callable[[FileProgress], None]


def _nobody(_: FileProgress) -> None:
    pass


async def add_path(
    client: Client,
    path: Path | str,
    *,
    store: bool = False,
    source: str = "",
    group_id: str | None = None,
    limits: ReadLimits | None = None,
    untrusted: bool | None = None,
    progress: Told | None = None,
) -> KeptFile:
    """Bring the file at `path` in: referenced where it is unless `store`, its text kept.

    A file that is known under this path and looks as it did is `unchanged` without being read; one that
    was moved keeps its row. A document that cannot be read has a row that says so. Raises LatticeError
    `not_found`, `invalid_file` when there is no file at the path, or one that may not be read.
    """
    rules = AddRules(store, source, untrusted, limits)
    brought = await bring_in(client, path, rules, group_id=group_id, told=progress or _nobody)
    return KeptFile(brought.row, brought.outcome)


async def bring_in(
    client: Client, path: Path | str, rules: AddRules, *, group_id: str | None = None, told: Told = _nobody
) -> Brought:
    """The same as `add_path`, which also says whether the file was moved."""
    place = await asyncio.to_thread(place_of, path)
    try:
        return await _bring_in(client, place, rules, group_id, told)
    except LatticeError as error:
        if error.code not in ("conflict", "not_found") or not await asyncio.to_thread(exists, place):
            raise
        # somebody else brought in the same at the same time: what is known is other now
        return await _bring_in(client, place, rules, group_id, told)


async def _bring_in(
    client: Client, place: Path, rules: AddRules, group_id: str | None, told: Told
) -> Brought:
    seen = await asyncio.to_thread(look, place)
    known = await by_path(client, kept_path(place))
    if known is not None and _needs_nothing(known, seen, rules):
        brought = Brought(known, FileOutcome.UNCHANGED)
    else:
        with disk_errors(place):
            brought = await _Adding(client, place, rules, group_id, told).run(known)
        if known is not None:
            await _bring_copy(client, file_of(known).sha256, rules, group_id)
    if rules.untrusted and not file_of(brought.row).untrusted:
        said = UpdateFile(id=brought.row.id, untrusted=True)
        brought = brought._replace(row=(await client.run(said, group_id=group_id)).value)
    return brought


async def _bring_copy(client: Client, sha256: str, rules: AddRules, group_id: str | None) -> None:
    """Bring in a copy of bytes that no living file has any more, if there is one on disk."""
    if not sha256 or await by_content(client, sha256):
        return
    place = await copy_on_disk(client, sha256)
    if place is not None:
        with passing_over():
            await bring_in(client, place, rules, group_id=group_id)


async def copy_on_disk(client: Client, sha256: str, *, but: str = "") -> Path | None:
    """Where a copy of a file is whose row went to the trash because the file stood for both.

    `but` is a path that is not meant.
    """
    for copy in await by_content(client, sha256, deleted=True):
        place = disk_path(copy.path)
        if place is not None and copy.path != but and await asyncio.to_thread(exists, place):
            return place
    return None


def _needs_nothing(known: Row, seen: Look, rules: AddRules) -> bool:
    file = known_of(known)
    return file.is_as(seen) and not (rules.store and file.kind is FileKind.REFERENCED)


class _Adding:
    """One file on its way in."""

    def __init__(
        self, client: Client, place: Path, rules: AddRules, group_id: str | None, told: Told
    ) -> None:
        self._client = client
        self._place = place
        self._path = kept_path(place)
        self._name = name_of(place)
        self._rules = rules
        self._store = rules.store
        self._group_id = group_id
        self._told = told

    async def run(self, known: Row | None) -> Brought:
        """Bring it in; `known` is the living row of its path."""
        if known is not None and file_of(known).kind is FileKind.STORED:
            self._store = True  # what was stored once stays so, whoever brings it in again
        for _ in range(2):
            seen = await asyncio.to_thread(look, self._place)
            await asyncio.sleep(_until_ticked(seen))
            brought = await self._from(self._place, seen, known)
            if brought is not None:
                return brought
        with spooled(self._place.suffix) as copy:
            seen = await asyncio.to_thread(look, self._place)
            if seen.size > SNAPSHOT_BYTES:
                raise LatticeError(
                    "conflict",
                    f"{shown(self._place)} is being written: it changed each time it was read.",
                    "Try again when it is complete.",
                )
            await asyncio.to_thread(snapshot, self._place, copy)
            brought = await self._from(copy, seen, known, is_copy=True)
        assert brought is not None
        return brought

    async def _from(
        self, at: Path, seen: Look, known: Row | None, *, is_copy: bool = False
    ) -> Brought | None:
        """Bring in the bytes at `at`; None when the original changed while they were read."""
        content = await self._keep(at, seen)
        if known is not None and self._is_read(file_of(known), content):
            file = file_of(known)
            row = await mark(
                self._client, file, status_as_read(file), modified=seen.modified, group_id=self._group_id
            )
            return Brought(row, FileOutcome.UNCHANGED)
        twins = await by_content(self._client, content.sha256) if content.size else ()
        facts = _as_a_twin(content, seen, twins) if known is None else None
        facts = facts or await self._read(at, content, seen)
        if not is_copy and await asyncio.to_thread(look, self._place) != seen:
            return None
        return await self._add(facts, known, twins)

    def _is_read(self, file: File, content: Content) -> bool:
        """Whether these bytes were read under this path before."""
        kept = not self._store or file.kind is FileKind.STORED
        return kept and file.sha256 == content.sha256 and status_as_read(file) in READ

    async def _keep(self, at: Path, seen: Look) -> Content:
        """What the bytes are; they are kept when they shall be stored."""

        def told(done: int) -> None:
            self._told(FileProgress(self._place, Step.HASHING, done, seen.size))

        told(0)
        if self._store:
            return await self._client.put_bytes(counted(pieces(at), told))
        return await hash_file(at, told)

    async def _read(self, at: Path, content: Content, seen: Look) -> FileFacts:
        self._told(FileProgress(self._place, Step.READING, 0, seen.size))
        facts = await read_facts(self._client, at, self._name, content, self._rules.limits)
        return msgspec.structs.replace(facts, modified=seen.modified)

    async def _add(self, facts: FileFacts, known: Row | None, twins: tuple[File, ...]) -> Brought:
        gone = [twin for twin in twins if twin.path not in ("", self._path) and await _is_gone(twin)]
        moved_from = ""
        if gone and known is None:
            twin = min(gone, key=lambda twin: twin.name != self._name)
            known = await move(self._client, twin, self._place, facts.modified, group_id=self._group_id)
            moved_from = twin.path
            if not self._store or twin.kind is FileKind.STORED:
                return Brought(known, FileOutcome.UNCHANGED, moved_from)
        elif known is None and twins and await self._was_merged(facts.sha256):
            row = (await self._client.run(GetRow(table=FILES, id=twins[0].id))).value
            return Brought(row, FileOutcome.UNCHANGED)
        elif known is not None:
            for twin in gone:
                if twin.kind is FileKind.REFERENCED:
                    await mark(self._client, twin, FileStatus.MISSING, group_id=self._group_id)
        added = AddFile(
            name=self._name if known is None else file_of(known).name,
            kind=FileKind.STORED if self._store else FileKind.REFERENCED,
            path=self._path,
            facts=facts,
            # what someone called it stays, unless the document itself has a title
            title="" if known is None or facts.title else file_of(known).title,
            untrusted=await asyncio.to_thread(is_untrusted, facts.media_type, self._rules.untrusted),
            source=self._rules.source,
        )
        kept = (await self._client.run(added, group_id=self._group_id)).value
        return Brought(kept.row, kept.outcome, moved_from)

    async def _was_merged(self, sha256: str) -> bool:
        """Whether the row of this path is in the trash already, because another file has the same bytes."""
        copies = await by_content(self._client, sha256, deleted=True)
        kind = FileKind.STORED if self._store else FileKind.REFERENCED
        return any(copy.path == self._path and copy.kind is kind for copy in copies)


def _until_ticked(seen: Look) -> float:
    """Seconds until another change would have another time: file systems tell time in ticks."""
    age = time.time_ns() - seen.modified_ns
    return (TICK_NS - age) / 1e9 if 0 <= age < TICK_NS else 0


async def _is_gone(file: File) -> bool:
    place = disk_path(file.path)
    return place is not None and await asyncio.to_thread(is_gone, place)


def _as_a_twin(content: Content, seen: Look, twins: tuple[File, ...]) -> FileFacts | None:
    """The facts of bytes that were read under another path; None when they were not."""
    file = next((twin for twin in twins if twin.status in (FileStatus.READY, FileStatus.NO_TEXT)), None)
    if file is None:
        return None
    return FileFacts(
        sha256=content.sha256,
        size=content.size,
        text_id=file.text_id,
        media_type=file.media_type,
        status=file.status,
        title=file.title,
        details=file.details,
        modified=seen.modified,
    )
