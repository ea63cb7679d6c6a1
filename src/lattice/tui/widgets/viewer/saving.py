"""Saving a text where it belongs: in the workspace, or in the original that a file refers to."""

from __future__ import annotations

from asyncio import to_thread
from pathlib import Path
from typing import Any

from lattice.actions import Outcome, ReplaceFile, UpdateArtifact
from lattice.client import Client
from lattice.ingest.files import add_path, disk_path
from lattice.model.errors import LatticeError
from lattice.model.files import File, FileKind
from lattice.places import write_whole


async def save(client: Client, file: File, before: str, text: str) -> Outcome[Any] | None:
    """Give a file another text; `before` is the one that it had. None when nothing had to be changed.

    Raises LatticeError, `conflict` when the file is not as it was any more.
    """
    if text == before:
        return None
    if file.kind is FileKind.ARTIFACT:
        return await client.run(UpdateArtifact(id=file.id, text=text, expect_version=file.version))
    if file.kind is FileKind.REFERENCED:
        await _save_original(client, file, before, text)
        return None
    return await client.run(ReplaceFile(id=file.id, text=text, expect_version=file.version))


async def _save_original(client: Client, file: File, before: str, text: str) -> None:
    """Write into the original and take in what it says now."""
    path = disk_path(file.path)
    if path is None:
        raise LatticeError("invalid_file", f"{file.name} is at no place on this machine.", "Store it first.")
    await to_thread(_write, path, before, text)
    await add_path(client, path)


def _write(path: Path, before: str, text: str) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LatticeError(
            "not_found", f"The original cannot be read: {error.strerror}.", "Its text is kept."
        ) from None
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    now = data.removeprefix(mark).decode("utf-8", "replace")
    if now.replace("\r\n", "\n") != before.replace("\r\n", "\n"):
        raise LatticeError(
            "conflict",
            "The original was changed since it was read, or is not in UTF-8.",
            "Read it again first.",
        )
    if "\r\n" in now and "\r\n" not in text:
        text = text.replace("\n", "\r\n")
    # a link stays one, and whoever could read the file still can
    place = path.resolve()
    rights = place.stat().st_mode
    write_whole(place, mark + text.encode("utf-8"))
    place.chmod(rights)
