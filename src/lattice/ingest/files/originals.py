"""How the originals of referenced files stand: as they were read, changed, gone, back, or elsewhere."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from lattice.actions import GetRow
from lattice.client import Client
from lattice.ingest.files.hashing import hash_file
from lattice.ingest.files.known import Known, by_content, known_files, status_as_read
from lattice.ingest.files.places import Look, disk_path, is_gone, kept_path, look
from lattice.ingest.files.standing import mark, move, passing_over
from lattice.ingest.files.walking import Ignored, walk
from lattice.model.errors import LatticeError
from lattice.model.files import FILES, File, FileStatus, file_of
from lattice.model.ids import new_id

#: Files looked at in one go of a thread.
_BATCH = 1_000
#: Files that are looked at in search of originals that were moved, in one check.
SEARCHED = 20_000


class _State(StrEnum):
    """How an original looks, beside what is known of it."""

    SAME = "same"
    OTHER = "other"
    """Another size or time: only its bytes tell."""
    GONE = "gone"
    UNKNOWN = "unknown"
    """Nobody can say, as of a disk that does not answer."""


class _Seen(NamedTuple):
    known: Known
    place: Path
    state: _State
    look: Look | None = None


async def check_originals(
    client: Client, *, where: str = "", group_id: str | None = None
) -> tuple[File, ...]:
    """Look after the originals of all referenced files; those of which there is news, as they stand now.

    A changed original makes its file `changed` (its text stays as it was read until it is read again), one
    that is gone `missing`, one that is back what it was. One that is found again under another name in its
    folder, or under its own name nearby, takes its path along. `where` is a filter for some files alone.
    """
    group_id = group_id or new_id()
    only = "kind = referenced" + (f" and ({where})" if where else "")
    seen = await _seen([known async for known in known_files(client, only)])
    news: list[File] = []
    for one in seen:
        if one.state is _State.OTHER:
            news += await _changed(client, one, group_id)
        elif one.state is _State.SAME and one.known.status in (FileStatus.MISSING, FileStatus.CHANGED):
            news += await _as_it_was(client, one, group_id)
    gone = [one for one in seen if one.state is _State.GONE]
    if gone:
        news += await _gone(client, gone, group_id)
    return tuple(news)


async def _seen(files: Sequence[Known]) -> list[_Seen]:
    rest = (seen for known in files if (seen := _look_at(known)) is not None)
    found: list[_Seen] = []
    while batch := await asyncio.to_thread(lambda: list(islice(rest, _BATCH))):
        found += batch
    return found


def _look_at(known: Known) -> _Seen | None:
    place = disk_path(known.path)
    if place is None:
        return None
    try:
        seen = look(place)
    except LatticeError:
        return _Seen(known, place, _State.GONE if is_gone(place) else _State.UNKNOWN)
    same = (seen.size, seen.modified) == (known.size, known.modified)
    return _Seen(known, place, _State.SAME if same else _State.OTHER, seen)


async def _changed(client: Client, one: _Seen, group_id: str) -> list[File]:
    """News of an original with another size or time."""
    assert one.look is not None
    if not one.known.sha256:
        return []  # it was never read: there is nothing that it could differ from
    same = False
    if one.look.size == one.known.size:
        try:
            same = (await hash_file(one.place)).sha256 == one.known.sha256
        except LatticeError:
            return []
    if same:
        return await _as_it_was(client, one, group_id)
    if one.known.status is FileStatus.CHANGED:
        return []
    file = await _current(client, one.known)
    return [] if file is None else [file_of(await mark(client, file, FileStatus.CHANGED, group_id=group_id))]


async def _as_it_was(client: Client, one: _Seen, group_id: str) -> list[File]:
    """Keep that an original has the bytes that were read; it is news when that was not so before."""
    assert one.look is not None
    file = await _current(client, one.known)
    if file is None:
        return []
    row = await mark(client, file, status_as_read(file), modified=one.look.modified, group_id=group_id)
    return [] if one.known.status is status_as_read(file) else [file_of(row)]


async def _gone(client: Client, gone: list[_Seen], group_id: str) -> list[File]:
    """News of originals that are not where they were: elsewhere, or missing."""
    elsewhere = await _Search(client, gone).run()
    news: list[File] = []
    for one in gone:
        file = await _current(client, one.known)
        if file is None:
            continue
        place = elsewhere.get(one.known.id)
        if place is not None:
            with passing_over():
                modified = (await asyncio.to_thread(look, place)).modified
                news.append(file_of(await move(client, file, place, modified, group_id=group_id)))
        elif file.status is not FileStatus.MISSING:
            news.append(file_of(await mark(client, file, FileStatus.MISSING, group_id=group_id)))
    return news


async def _current(client: Client, known: Known) -> File | None:
    """The file as it is now; None when somebody gave it another path or threw it away meanwhile."""
    try:
        file = file_of((await client.run(GetRow(table=FILES, id=known.id))).value)
    except LatticeError as error:
        if error.code != "not_found":
            raise
        return None
    return file if file.deleted_at is None and file.path == known.path else None


class _Search:
    """Where originals that are gone may be now, without reading more than a few files.

    First a copy whose row is in the trash, because both had the same bytes; then every file of the same
    size in its folder; then those of the same name and size below the folder above it. Only equal bytes
    count, and of a file that has its own row nothing is taken.
    """

    def __init__(self, client: Client, gone: Sequence[_Seen]) -> None:
        self._client = client
        self._gone = gone
        self._taken: set[str] = set()
        self._left = SEARCHED

    async def run(self) -> dict[str, Path]:
        """The new place of those that were found, by the id of the file."""
        found: dict[str, Path] = {}
        by_top: dict[Path, list[_Seen]] = defaultdict(list)
        for one in self._gone:
            if not one.known.sha256 or not one.known.size:
                continue
            if (copy := await self._copy(one)) is not None:
                found[one.known.id] = copy
            elif (top := await asyncio.to_thread(_nearest_folder, one.place)) is not None:
                by_top[top].append(one)
        if by_top:
            self._taken = {known.path async for known in known_files(self._client, "path is not empty")}
        for top, ones in by_top.items():
            candidates = await asyncio.to_thread(self._candidates, top, ones)
            for one in ones:
                if (place := await self._same(one, candidates[one.known.id])) is not None:
                    found[one.known.id] = place
        return found

    async def _copy(self, one: _Seen) -> Path | None:
        copies = await by_content(self._client, one.known.sha256, deleted=True)
        places = [p for copy in copies if (p := disk_path(copy.path)) is not None and p != one.place]
        return await self._same(one, places)

    def _candidates(self, top: Path, ones: Sequence[_Seen]) -> dict[str, list[Path]]:
        wanted: dict[int, list[_Seen]] = defaultdict(list)
        for one in ones:
            wanted[one.known.size].append(one)
        found: dict[str, list[Path]] = {one.known.id: [] for one in ones}
        for place, size in self._around(top):
            for one in wanted.get(size, ()):
                if place.parent == one.place.parent or place.name == one.place.name:
                    found[one.known.id].append(place)
        return found

    def _around(self, top: Path) -> Iterator[tuple[Path, int]]:
        try:
            for file in walk(top, Ignored(top)):
                if self._left <= 0:
                    return
                self._left -= 1
                if file.seen is not None and kept_path(file.place) not in self._taken:
                    yield file.place, file.seen.size
        except LatticeError:
            return

    async def _same(self, one: _Seen, places: Sequence[Path]) -> Path | None:
        for place in sorted(places, key=lambda p: p.name != one.place.name)[:8]:
            try:
                if (await hash_file(place)).sha256 == one.known.sha256:
                    self._taken.add(kept_path(place))
                    return place
            except LatticeError:
                continue
        return None


def _nearest_folder(place: Path) -> Path | None:
    """The folder above the one it was in, or above the nearest that is still there; none that is too wide."""
    at = place.parent
    while not at.is_dir():
        if at.parent == at:
            return None
        at = at.parent
    if not _is_wide(at.parent):
        return at.parent
    return None if _is_wide(at) else at


def _is_wide(folder: Path) -> bool:
    """Whether below a folder is all of a person or of the machine: too much to search for one file."""
    return len(folder.parts) <= 2 or os.path.ismount(folder) or folder == Path.home()
