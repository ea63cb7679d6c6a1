"""Bytes of files, kept once per content in pieces, so that a range is read without the whole."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator

from lattice.databases.base import Database, Statement, Transaction
from lattice.engine.files.pulling import pull
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import Content
from lattice.model.limits import Limits
from lattice.model.values import now

#: Bytes of a piece.
PIECE = 1 << 20
#: Pieces that are written in one transaction: 8 MiB hold the write lock for some 50 ms.
AT_ONCE = 8


async def put(database: Database, chunks: Iterable[bytes], limits: Limits) -> Content:
    """Keep bytes; a content that is there already is kept once. Raises `too_large`."""
    digest = hashlib.sha256()
    size = 0
    key: int | None = None
    try:
        async for number, pieces in pull(_pieces(chunks), AT_ONCE):
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
            if size > limits.file_bytes:
                raise too_large(f"The file has more than {limits.file_bytes:,} bytes", "file_bytes")
            async with database.writing() as tx:
                key = await _begun(tx) if key is None else key
                rows = [(key, number * AT_ONCE + n, piece) for n, piece in enumerate(pieces)]
                await tx.many("INSERT INTO lattice_pieces (blob_key, n, bytes) VALUES (?, ?, ?)", rows)
        content = Content(digest.hexdigest(), size)
        async with database.writing() as tx:
            key = await _begun(tx) if key is None else key
            await _finish(tx, key, content)
    except BaseException:
        if key is not None:
            await asyncio.shield(_forget(database, key))
        raise
    return content


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


async def put_small(tx: Transaction, data: bytes) -> Content:
    """Keep bytes that are in memory, in the caller's transaction."""
    content = Content(hashlib.sha256(data).hexdigest(), len(data))
    key = await _begun(tx)
    rows = [(key, n, piece) for n, piece in enumerate(_pieces([data]))]
    await tx.many("INSERT INTO lattice_pieces (blob_key, n, bytes) VALUES (?, ?, ?)", rows)
    await _finish(tx, key, content)
    return content


async def _begun(tx: Transaction) -> int:
    row = await tx.one(
        "INSERT INTO lattice_blobs (sha256, size, kept_at) VALUES (NULL, 0, ?) RETURNING key", (now(),)
    )
    assert row is not None
    return int(row[0] or 0)


async def _finish(tx: Transaction, key: int, content: Content) -> None:
    known = await tx.one("SELECT key FROM lattice_blobs WHERE sha256 = ?", (content.sha256,))
    if known is not None:
        await tx.script([*removal(key), _touched(known[0])])
        return
    await tx.run(
        "UPDATE lattice_blobs SET sha256 = ?, size = ? WHERE key = ?", (content.sha256, content.size, key)
    )


def _touched(key: object) -> Statement:
    # what was put again a moment ago is not swept before its file is there
    return "UPDATE lattice_blobs SET kept_at = ? WHERE key = ?", (now(), key)  # type: ignore[return-value]


async def _forget(database: Database, key: int) -> None:
    async with database.writing() as tx:
        row = await tx.one("SELECT sha256 FROM lattice_blobs WHERE key = ?", (key,))
        if row is not None and row[0] is None:
            await tx.script(removal(key))


def removal(key: int) -> list[Statement]:
    """The statements that remove bytes for good."""
    return [
        ("DELETE FROM lattice_pieces WHERE blob_key = ?", (key,)),
        ("DELETE FROM lattice_blobs WHERE key = ?", (key,)),
    ]


async def size_of(tx: Transaction, sha256: str) -> int | None:
    """How many bytes are kept under a digest; None when they are not here."""
    row = await tx.one("SELECT size FROM lattice_blobs WHERE sha256 = ?", (sha256,))
    return None if row is None else int(row[0] or 0)


async def read(
    database: Database, sha256: str, start: int = 0, length: int | None = None
) -> AsyncIterator[bytes]:
    """The kept bytes from `start` on, piece by piece; each piece is read by itself, so that nobody waits."""
    end = None if length is None else start + length
    at = start
    while end is None or at < end:
        async with database.reading() as tx:
            row = await tx.one(
                "SELECT p.bytes FROM lattice_blobs b JOIN lattice_pieces p ON p.blob_key = b.key"
                " WHERE b.sha256 = ? AND p.n = ?",
                (sha256, at // PIECE),
            )
        if row is None:
            return
        piece: object = row[0]
        assert isinstance(piece, bytes)
        wanted = piece[at % PIECE : None if end is None else at % PIECE + end - at]
        if not wanted:
            return
        yield wanted
        at += len(wanted)


def too_large(what: str, setting: str) -> LatticeError:
    """The refusal of a file that goes beyond a limit."""
    return LatticeError(
        "too_large",
        f"{what}.",
        f"The limit is a setting: `lattice settings set limits.{setting} N`.",
        stage=Stage.CONSTRAINTS,
    )
