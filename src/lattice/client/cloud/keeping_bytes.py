"""Bytes of files that were read once: kept beside the mirror, within bounds, verified by their address."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator

from lattice.client.cloud import blobs as over_http
from lattice.client.cloud.remote import RemoteClient
from lattice.engine.files import blobs
from lattice.engine.mirror.mirror import Mirror
from lattice.model.errors import LatticeError

#: Larger files are read by ranges and not kept, in bytes.
KEPT_FILE = 32 << 20
#: All that is kept, in bytes; what came first goes first. What was not read for a day goes, too.
KEPT_IN_ALL = 512 << 20


async def read(
    mirror: Mirror, remote: RemoteClient, sha256: str, size: int, start: int, length: int | None
) -> AsyncIterator[bytes]:
    """A stretch of a content, from here if it is here, else from the server."""
    async with mirror.database.reading() as tx:
        here = await blobs.size_of(tx, sha256) is not None
    if not here and size <= KEPT_FILE:
        await _keep(mirror, await _fetch(remote, sha256))
        here = True
    if here:
        async for piece in blobs.read(mirror.database, sha256, start, length):
            yield piece
        return
    whole = start == 0 and length is None
    digest = hashlib.sha256()
    async for piece in over_http.download(remote.connection, sha256, start, length, remote.headers):
        digest.update(piece)
        yield piece
    if whole and digest.hexdigest() != sha256:
        raise _damaged()


async def _fetch(remote: RemoteClient, sha256: str) -> bytes:
    data = bytearray()
    async for piece in over_http.download(remote.connection, sha256, 0, None, remote.headers):
        data += piece
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged()
    return bytes(data)


async def _keep(mirror: Mirror, data: bytes) -> None:
    async with mirror.database.writing() as tx:
        kept = await tx.all("SELECT key, size FROM lattice_blobs WHERE sha256 IS NOT NULL ORDER BY key")
        left = sum(int(size or 0) for _, size in kept) + len(data)
        for key, size in kept:
            if left <= KEPT_IN_ALL:
                break
            left -= int(size or 0)
            await tx.script(blobs.removal(int(key or 0)))
        await blobs.put_small(tx, data)


def _damaged() -> LatticeError:
    return LatticeError(
        "corrupt", "What came from the server is not the file that was asked for.", "Read it again."
    )
