"""Bytes and text of files on their way out: to a disk, whole or not at all, or to standard output."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from lattice.cli.output import flush
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import File, FileKind
from lattice.model.visible import visible


def shown_on_terminal(text: str) -> str:
    """The text as it is, but what would act on a terminal is shown where it goes to one."""
    return visible(text, lines=True) if sys.stdout.isatty() else text


async def print_bytes(client: Client, file: File, version: int | None) -> None:
    """The bytes to standard output; raises `usage` where a person would get them thrown at."""
    if sys.stdout.isatty():
        raise LatticeError(
            "usage",
            "The bytes of a file are not for a terminal.",
            "`lattice file show` shows its text; a file or a pipe takes the bytes.",
            stage=Stage.CONSTRAINTS,
        )
    flush()
    try:
        async for piece in _bytes(client, file, version):
            sys.stdout.buffer.write(piece)
    except OSError as error:
        error.about_stdout = True  # type: ignore[attr-defined]
        raise
    flush()


async def save_bytes(
    client: Client, file: File, path: str, *, version: int | None, force: bool
) -> tuple[str, int]:
    """Write the bytes to `path`, in a folder under the file's own name; where they are, and how many.

    Raises `exists` unless `force`, also then for a workspace; `unwritable`, `disk_full`.
    """
    place = _place(file, path)
    _check_free(place, force=force)
    part = place.with_name(f".{place.name[:60]}.{os.urandom(4).hex()}.part")
    size = 0
    try:
        with part.open("xb") as out:
            async for piece in _bytes(client, file, version):
                out.write(piece)
                size += len(piece)
            out.flush()
            os.fsync(out.fileno())
        _into_place(part, place, force=force)
    except OSError as error:
        raise _unwritable(place, error) from None
    finally:
        part.unlink(missing_ok=True)
    return str(place), size


def original_place(file: File, path: str) -> str:
    """Where the original of a file is said to be now; raises `usage`, `not_found`."""
    if file.kind is not FileKind.REFERENCED:
        raise LatticeError(
            "usage",
            f"{file.name} is {file.kind.value}: it has no original elsewhere.",
            "--path is for files that are referenced where they are.",
            stage=Stage.CONSTRAINTS,
        )
    from lattice.ingest.files.places import kept_path, look, place_of

    place = place_of(path)
    look(place)
    return kept_path(place)


async def _bytes(client: Client, file: File, version: int | None) -> AsyncIterator[bytes]:
    if version is not None:
        async for piece in client.read_bytes(file.id, version=version):
            yield piece
        return
    from lattice.ingest.files import original_bytes

    async for piece in original_bytes(client, file):
        yield piece


def _place(file: File, path: str) -> Path:
    if not path or "\0" in path:
        raise LatticeError("usage", "PATH names no file.", "Name a file, or `-` for standard output.")
    place = Path(path)
    # a name is never a path: the workspace keeps them without slashes, and this one is no folder either
    return place / file.name if place.is_dir() and file.name not in (".", "..") else place


def _check_free(place: Path, *, force: bool) -> None:
    from lattice.ingest.writers.opening import is_workspace

    if not os.path.lexists(place):
        return
    if place.is_dir():
        raise LatticeError("exists", f"{place} is a folder.", "Name a file.")
    if not force:
        raise LatticeError("exists", f"{place} is there already.", "Choose another name, or add --force.")
    if place.is_file() and is_workspace(Path(os.path.realpath(place))):
        raise LatticeError(
            "exists", f"{place} is a Lattice workspace; nothing is written over one.", "Choose another name."
        )


def _into_place(part: Path, place: Path, *, force: bool) -> None:
    if force:
        part.replace(place)
        return
    try:
        # unlike a rename it never takes the place of what came there meanwhile
        os.link(part, place)
    except FileExistsError:
        raise LatticeError(
            "exists", f"{place} is there already.", "Choose another name, or add --force."
        ) from None
    except OSError:
        # a file system without hard links
        part.rename(place)


def _unwritable(place: Path, error: OSError) -> LatticeError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LatticeError(
            "disk_full", f"The disk is full: {place} was not written.", "Make room and try again."
        )
    return LatticeError(
        "unwritable", f"{place} cannot be written: {error.strerror}.", "Choose another place."
    )
