"""Where the bytes of a document are, to be read in stretches."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from lattice.client import Client
from lattice.ingest.files.hashing import pieces
from lattice.ingest.files.places import disk_path, look
from lattice.model.errors import LatticeError
from lattice.model.files import File


class Source(Protocol):
    """Bytes by their place. Raises LatticeError when they are gone."""

    async def size(self) -> int:
        """How many there are now."""
        ...

    async def read(self, start: int, length: int) -> bytes:
        """Those from `start` on, fewer only at the end."""
        ...


class MemorySource:
    """Bytes that are here."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    async def size(self) -> int:
        """How many there are."""
        return len(self.data)

    async def read(self, start: int, length: int) -> bytes:
        """A stretch of them."""
        return self.data[start : start + length]


class PathSource:
    """A file on this machine, which may grow."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def size(self) -> int:
        """How long the file is now."""
        return (await asyncio.to_thread(look, self.path)).size

    async def read(self, start: int, length: int) -> bytes:
        """A stretch of it."""
        return await asyncio.to_thread(lambda: b"".join(pieces(self.path, start=start, length=length)))


class KeptSource:
    """Bytes that a workspace keeps."""

    def __init__(self, client: Client, file: File) -> None:
        self._client = client
        self._file = file

    async def size(self) -> int:
        """How many the file has."""
        return self._file.size

    async def read(self, start: int, length: int) -> bytes:
        """A stretch of them."""
        chunks = self._client.read_bytes(self._file.id, start=start, length=length)
        return b"".join([chunk async for chunk in chunks])


async def source_of(client: Client, file: File) -> Source:
    """The bytes of a file: those that are kept, else the original on this machine.

    Raises LatticeError `not_found` when neither is there.
    """
    kept = KeptSource(client, file)
    try:
        await kept.read(0, 1)
    except LatticeError as error:
        path = disk_path(file.path) if file.path else None
        if error.code != "not_found" or path is None:
            raise
    else:
        return kept
    original = PathSource(path)
    await original.size()
    return original
