"""Bytes of files over the way to a server: sent so that a break costs a piece, read by ranges."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from typing import IO, NamedTuple

import msgspec

from lattice.client.cloud.http import AGAIN_S, Connection
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import Content, Part

#: Bytes of one request of an upload.
CHUNK = 4 << 20
#: A file of at most so many bytes waits in memory for its upload, a larger one in a file without a name.
_IN_MEMORY = 8 << 20
#: Seconds for the server to look through a whole file at its end.
_FINISH_S = 120.0


class Spooled(NamedTuple):
    """What is to be sent, with its address."""

    content: Content
    file: IO[bytes]


def spool(chunks: Iterable[bytes], most: int) -> Spooled:
    """Read all of it; blocks. Raises `too_large`."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by who sends it
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            if size > most:
                raise LatticeError(
                    "too_large",
                    f"The file has more than {most:,} bytes.",
                    "The limit is a setting: `lattice settings set limits.file_bytes N`.",
                    stage=Stage.CONSTRAINTS,
                )
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    return Spooled(Content(digest.hexdigest(), size), file)


async def upload(connection: Connection, spooled: Spooled, headers: Mapping[str, str]) -> Content:
    """Send a file from where an earlier try stopped; the server verifies it at the end."""
    content, file = spooled
    path = connection.path("blobs", content.sha256)
    said = {**headers, "Upload-Length": str(content.size)}
    waits = iter(AGAIN_S)
    while True:
        try:
            answer = await connection.ask("HEAD", path, headers=said)
            await _send(connection, path, file, int(answer.headers["Upload-Offset"]), content.size, said)
        except LatticeError as error:
            # a piece whose answer was lost, or another try of the same that is still under way
            wait_s = next(waits, None)
            if error.code not in ("outcome_unknown", "unreachable", "conflict") or wait_s is None:
                raise
            await asyncio.sleep(wait_s)
            continue
        return content


async def _send(
    connection: Connection, path: str, file: IO[bytes], offset: int, size: int, headers: Mapping[str, str]
) -> None:
    first = True
    while offset < size or first:
        first = False
        file.seek(offset)
        piece = await asyncio.to_thread(file.read, CHUNK)
        said = {**headers, "Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        answer = await connection.ask(
            "PUT", path, body=piece, headers=said, writes=True, again=False, read_s=_FINISH_S
        )
        offset = int(answer.headers.get("Upload-Offset", offset + len(piece)))


async def download(
    connection: Connection, sha256: str, start: int, length: int | None, headers: Mapping[str, str]
) -> AsyncIterator[bytes]:
    """The bytes of a content from `start` on; a break is gone on from where it was."""
    at, end = start, None if length is None else start + length
    waits = iter(AGAIN_S)
    while end is None or at < end:
        said = {**headers, "Range": f"bytes={at}-{'' if end is None else end - 1}"}
        try:
            async with connection.stream(connection.path("blobs", sha256), headers=said) as response:
                async for piece in response.aiter_bytes():
                    at += len(piece)
                    yield piece
            return
        except LatticeError as error:
            wait_s = next(waits, None)
            if error.code != "unreachable" or at == start or wait_s is None:
                if _is_past_end(error):
                    return
                raise
            await asyncio.sleep(wait_s)


def _is_past_end(error: LatticeError) -> bool:
    """Whether the range begins behind the last byte (status 416)."""
    return "status 416" in error.message


async def put(
    connection: Connection, chunks: Iterable[bytes], most: int, headers: Mapping[str, str]
) -> Content:
    """Send bytes; see Client.put_bytes."""
    spooled = await asyncio.to_thread(spool, chunks, most)
    try:
        return await upload(connection, spooled, headers)
    finally:
        spooled.file.close()


def lines_of(items: Iterable[object]) -> Callable[[], AsyncIterator[bytes]]:
    """A body of one JSON value a line; `items` is read in a thread, some at a time."""

    async def body() -> AsyncIterator[bytes]:
        iterator = iter(items)
        while lines := await asyncio.to_thread(_some, iterator):
            yield lines

    return body


def _plain(value: object) -> object:
    """What stands for a value that JSON does not know: line numbers may be a range."""
    if isinstance(value, range):
        return list(value)
    raise NotImplementedError(f"{type(value).__name__} does not travel")


def _some(iterator: Iterator[object]) -> bytes:
    encode = msgspec.json.Encoder(enc_hook=_plain).encode
    out = bytearray()
    for item in iterator:
        try:
            out += encode(item) + b"\n"
        except UnicodeEncodeError:
            what = "text of the file" if isinstance(item, Part) else "import"
            reason = "holds half of a surrogate pair, which is not a character"
            raise LatticeError("invalid_value", f"The {what} {reason}.", stage=Stage.CONSTRAINTS) from None
        if len(out) >= 256_000:
            break
    return bytes(out)
