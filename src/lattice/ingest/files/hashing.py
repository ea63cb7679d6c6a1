"""Bytes of a file as they are read: in pieces, hashed on the way, with word of how far it is."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lattice.ingest.files.places import open_regular
from lattice.ingest.reader import shown, unreadable
from lattice.model.errors import LatticeError
from lattice.model.files import Content

#: Read at once.
PIECE = 1 << 20
#: Read in one go of a thread: what a stop waits for.
STRETCH = 16 * PIECE

#: Told how many bytes are behind.
Told = Callable[[int], None]


def pieces(place: Path, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """A file's bytes, or a range of them; raises `not_found`, `invalid_file`."""
    with open_regular(place) as file:
        try:
            if start:
                file.seek(start)
            left = length
            while left is None or left > 0:
                piece = file.read(PIECE if left is None else min(PIECE, left))
                if not piece:
                    return
                left = None if left is None else left - len(piece)
                yield piece
        except OSError as error:
            raise unreadable(place, error) from None


async def hash_file(place: Path, told: Told | None = None) -> Content:
    """What the bytes of a file are; raises `not_found`, `invalid_file`."""
    digest = hashlib.sha256()
    size = 0
    source = pieces(place)

    def stretch() -> int:
        done = 0
        for piece in source:
            digest.update(piece)
            done += len(piece)
            if done >= STRETCH:
                break
        return done

    while done := await asyncio.to_thread(stretch):
        size += done
        if told is not None:
            told(size)
    return Content(digest.hexdigest(), size)


def counted(chunks: Iterable[bytes], told: Told | None) -> Iterator[bytes]:
    """The same bytes; `told` is called in the loop that runs now, in whichever thread they are read."""
    if told is None:
        return iter(chunks)
    return _counted(chunks, told, asyncio.get_running_loop())


def _counted(chunks: Iterable[bytes], told: Told, loop: asyncio.AbstractEventLoop) -> Iterator[bytes]:
    size = reported = 0
    for chunk in chunks:
        yield chunk
        size += len(chunk)
        if size - reported >= STRETCH:
            reported = size
            loop.call_soon_threadsafe(told, size)


def copied(chunks: Iterable[bytes], place: Path) -> Iterator[bytes]:
    """The same bytes, written to `place` as they pass."""
    with place.open("wb") as out:
        for chunk in chunks:
            out.write(chunk)
            yield chunk


def snapshot(place: Path, copy: Path) -> None:
    """Write a file's bytes, as they are now, to `copy`; raises `not_found`, `invalid_file`."""
    for _ in copied(pieces(place), copy):
        pass


@contextmanager
def disk_errors(what: str | Path) -> Iterator[None]:
    """What the disk refuses while `what` is brought in, said as LatticeError `disk_full`, `invalid_file`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LatticeError(
                "disk_full", f"The disk is full: {shown(what)} was not brought in.", "Make room, try again."
            ) from None
        raise LatticeError(
            "invalid_file", f"{shown(what)} cannot be read: {error.strerror or error}.", "Check the disk."
        ) from None


@contextmanager
def spooled(suffix: str = "") -> Iterator[Path]:
    """An empty file of one's own that goes away."""
    handle, name = tempfile.mkstemp(suffix, "lattice-")
    os.close(handle)
    place = Path(name)
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)
