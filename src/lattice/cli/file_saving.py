"""Bytes and text of files on their way out: to a disk, to a terminal, to a pipe."""

from __future__ import annotations

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
    async for piece in _bytes(client, file, version):
        try:
            sys.stdout.buffer.write(piece)
        except OSError as error:
            error.about_stdout = True  # type: ignore[attr-defined]
            raise
    flush()


async def _bytes(client: Client, file: File, version: int | None) -> AsyncIterator[bytes]:
    from lattice.ingest.files import original_bytes

    pieces = client.read_bytes(file.id, version=version) if version else original_bytes(client, file)
    async for piece in pieces:
        yield piece


async def save_bytes(
    client: Client, file: File, path: str, *, version: int | None, force: bool
) -> tuple[str, int]:
    """Write the bytes to `path`, in a folder under the file's own name; where they are, and how many.

    Raises `exists` unless `force`, `unwritable`, `disk_full`, and what reading them raises.
    """
    from lattice.ingest.files import save_file

    if not path:
        raise LatticeError("usage", "PATH is empty.", "Name a file, or `-` for standard output.")
    place = _place(path, file)
    try:
        content = await save_file(client, file, path, overwrite=force, version=version)
    except LatticeError as error:
        if error.code != "exists" or force:
            raise
        raise LatticeError("exists", error.message, "Choose another name, or add --force.") from None
    return str(place), content.size


def _place(path: str, file: File) -> Path:
    return Path(path, file.name) if os.path.isdir(path) else Path(path)


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
