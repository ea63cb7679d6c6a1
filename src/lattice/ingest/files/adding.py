"""Brings one file in: hashed while it rests, read in a process of its own, added to its row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.actions import AddFile, FileFacts, GetRow, UpdateFile
from lattice.client import Client
from lattice.ingest.files.hashing import copied, counted, disk_errors, hash_file, pieces, spooled
from lattice.ingest.files.known import READ, by_content, by_path, known_of, status_as_read
from lattice.ingest.files.places import Look, disk_path, is_gone, kept_path, look, name_of, place_of
from lattice.ingest.files.standing import mark, move
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, Content, File, FileKind, FileOutcome, FileStatus, KeptFile, file_of
from lattice.model.rows import Row

if TYPE_CHECKING:
    from lattice.ingest.documents import ReadLimits

#: A file that is being written all the time is copied as it is at one moment, if it is no larger.
SNAPSHOT_BYTES = 256_000_000


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
    seen = await asyncio.to_thread(look, place)
    known = await by_path(client, kept_path(place))
    if known is not None and _needs_nothing(known, seen, rules):
        brought = Brought(known, FileOutcome.UNCHANGED)
    else:
        with disk_errors(place):
            brought = await _Adding(client, place, rules, group_id, told).run(known)
    if rules.untrusted and not file_of(brought.row).untrusted:
        said = UpdateFile(id=brought.row.id, untrusted=True)
        brought = brought._replace(row=(await client.run(said, group_id=group_id)).value)
    return brought


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
            await asyncio.to_thread(lambda: [None for _ in copied(pieces(self._place), copy)] and None)
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
        if gone and known is None and not self._store:
            twin = min(gone, key=lambda twin: twin.name != self._name)
            row = await move(self._client, twin, self._place, facts.modified, group_id=self._group_id)
            return Brought(row, FileOutcome.UNCHANGED, moved_from=twin.path)
        if known is None and twins and not gone and await self._was_merged(facts.sha256):
            row = (await self._client.run(GetRow(table=FILES, id=twins[0].id))).value
            return Brought(row, FileOutcome.UNCHANGED)
        for twin in gone:
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
        return Brought(kept.row, kept.outcome)

    async def _was_merged(self, sha256: str) -> bool:
        """Whether the row of this path is in the trash already, because another file has the same bytes."""
        copies = await by_content(self._client, sha256, deleted=True)
        kind = FileKind.STORED if self._store else FileKind.REFERENCED
        return any(copy.path == self._path and copy.kind is kind for copy in copies)


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


async def read_facts(
    client: Client, at: Path, name: str, content: Content, limits: ReadLimits | None
) -> FileFacts:
    """What a document says, its text kept; a document that cannot be read has facts that say why."""
    # the readers' part is paid for when something is read
    from lattice.ingest.documents import ReadLimits, media_type_of, read_document

    if not content.size:
        return FileFacts(
            sha256=content.sha256, media_type=media_type_of(name, b""), status=FileStatus.NO_TEXT
        )
    async with read_document(at, name=name, limits=limits or ReadLimits()) as reading:
        has_text = reading.status in (FileStatus.READY, FileStatus.PARTIAL)
        text_id = (await client.put_text(reading.parts())).text_id if has_text else ""
        return FileFacts(
            sha256=content.sha256,
            size=content.size,
            text_id=text_id,
            media_type=reading.media_type,
            status=reading.status,
            error=reading.error,
            title=reading.title,
            details=reading.details,
        )


def is_untrusted(media_type: str, said: bool | None) -> bool:
    """Whether a document holds words of strangers: as it was said, else by what it is."""
    if said is not None:
        return said
    from lattice.ingest.documents import UNTRUSTED_TYPES

    return media_type in UNTRUSTED_TYPES
