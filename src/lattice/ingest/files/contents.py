"""The bytes of a file wherever they are: kept in the workspace, else its original on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from lattice.client import Client
from lattice.ingest.files.hashing import pieces
from lattice.ingest.files.places import disk_path
from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError
from lattice.model.files import File


async def original_bytes(
    client: Client, file: File, *, start: int = 0, length: int | None = None
) -> AsyncIterator[bytes]:
    """The bytes of a file, or a range of them, in pieces.

    An original on disk is read as it is now; `check_originals` says whether it is still what was read.
    Raises `not_found` when the bytes are not kept and the original is gone, `invalid_file` when it may
    not be read.
    """
    try:
        async for piece in client.read_bytes(file.id, start=start, length=length):
            yield piece
        return
    except LatticeError as error:
        place = disk_path(file.path)
        if error.code != "not_found" or place is None:
            raise
    source = pieces(place, start=start, length=length)
    try:
        while piece := await asyncio.to_thread(next, source, b""):
            yield piece
    except LatticeError as error:
        if error.code != "not_found":
            raise
        raise LatticeError(
            "not_found",
            f"The original of {shown(file.name)} is no longer at {shown(place)}.",
            "Its text is kept. Bring the original back, or add it from where it is now.",
        ) from None
