"""Writes the bytes of a file to a place on disk: whole or not at all, and no others than were kept."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from lattice.client import Client
from lattice.ingest.files.contents import original_bytes
from lattice.ingest.files.own import is_own_name
from lattice.ingest.files.places import place_of
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import Content, File, FileKind


async def save_file(
    client: Client,
    file: File,
    path: Path | str,
    *,
    overwrite: bool = False,
    version: int | None = None,
) -> Content:
    """Write the bytes of `file` to `path` (into it, when it is a folder) and say what was written.

    `version` is the number of an earlier version, whose bytes must be kept.
    Raises `exists` when something is there, unless `overwrite` and it is a file; `conflict` when the
    original is not what was read, `corrupt` when kept bytes are not; `unwritable`, `disk_full`, `not_found`.
    """
    place = await asyncio.to_thread(_target, path, file, overwrite)
    part = place.with_name(f".{place.name[:60]}.{os.urandom(4).hex()}.part")
    digest = hashlib.sha256()
    size = 0
    try:
        try:
            with await asyncio.to_thread(part.open, "xb") as out:
                async for piece in _bytes(client, file, version):
                    digest.update(piece)
                    size += len(piece)
                    await asyncio.to_thread(out.write, piece)
                if version is None:
                    _check(file, digest.hexdigest())
                await asyncio.to_thread(_flush, out.fileno(), out.flush)
            await asyncio.to_thread(_put, part, place, overwrite)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)
    except OSError as error:
        raise _unwritable(place, error) from None
    return Content(digest.hexdigest(), size)


def _bytes(client: Client, file: File, version: int | None) -> AsyncIterator[bytes]:
    if version is None:
        return original_bytes(client, file)
    return client.read_bytes(file.id, version=version)


def _target(path: Path | str, file: File, overwrite: bool) -> Path:
    place = place_of(path)
    if place.is_dir():
        place = place / (file.name if file.name.strip(".") else "file")
    if not os.path.lexists(place):
        return place
    if not place.is_file() or _is_workspace(place):
        raise LatticeError(
            "exists", f"{shown(place)} is no file that may be written over.", "Choose another name."
        )
    if not overwrite:
        raise _there(place)
    return place


def _is_workspace(place: Path) -> bool:
    # export's writers are paid for by those who write over something
    from lattice.ingest.writers.opening import is_workspace

    real = Path(os.path.realpath(place))
    # what lies beside a database in use is part of it
    names = (place.name, real.name)
    return any(is_own_name(name, is_folder=False) for name in names) or is_workspace(real)


def _there(place: Path) -> LatticeError:
    return LatticeError(
        "exists", f"{shown(place)} is there already.", "Choose another name, or say that it may be replaced."
    )


def _check(file: File, sha256: str) -> None:
    """Raise when what was written is not what the row says; a file that was never read says nothing."""
    if not file.sha256 or sha256 == file.sha256:
        return
    if file.kind is FileKind.REFERENCED:
        raise LatticeError(
            "conflict",
            f"The original of {shown(file.name)} changed since it was read; nothing was written.",
            "Read it again first, or copy it by yourself.",
        )
    raise LatticeError(
        "corrupt",
        f"The kept bytes of {shown(file.name)} are not those that were put; nothing was written.",
        "`lattice doctor` says more.",
    )


def _flush(handle: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(handle)


def _put(part: Path, place: Path, overwrite: bool) -> None:
    """Give what was written its name; without `overwrite` only if nothing has come there meanwhile."""
    if overwrite:
        part.replace(place)
        return
    try:
        os.link(part, place)
    except FileExistsError:
        raise _there(place) from None
    except OSError:  # a file system without such links
        if os.path.lexists(place):
            raise _there(place) from None
        part.replace(place)


def _unwritable(place: Path, error: OSError) -> LatticeError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LatticeError(
            "disk_full", f"The disk is full: {shown(place)} was not written.", "Make room and try again."
        )
    return LatticeError(
        "unwritable", f"{shown(place)} cannot be written: {error.strerror}.", "Choose another."
    )
