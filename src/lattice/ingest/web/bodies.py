"""The bytes of an answer: unpacked as they come, never more than may be."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

from lattice.model.errors import LatticeError

#: What may be asked for: others cannot be unpacked within bounds by what Python brings.
ENCODINGS = "gzip, deflate"


class Budget:
    """Bytes that may still come; several answers may share one."""

    def __init__(self, left: int) -> None:
        self.left = left


class Body:
    """Bytes of an answer, no more than the budget has, before as after they are unpacked."""

    def __init__(self, encoding: str, budget: Budget) -> None:
        """Raises `invalid_file` for an encoding that was not asked for."""
        self.whole = True
        """False once bytes were left out because of the limit."""
        self._budget = budget
        self._packed_left = budget.left
        self._begun = False
        self._bytes = bytearray()
        self._unpack = _unpacking(encoding)

    async def take(self, chunks: AsyncIterable[bytes]) -> bytes:
        """All of it, or what the budget allows. Raises `unreachable` when it is damaged or cut off."""
        async for chunk in chunks:
            self._begun = True
            self._packed_left -= len(chunk)
            if not self._add(chunk) or self._packed_left < 0:
                self.whole = False
                return bytes(self._bytes)
        if self._unpack is not None and self._begun and not self._unpack.ended:
            raise _damaged()
        return bytes(self._bytes)

    def _add(self, chunk: bytes) -> bool:
        """Whether it fitted."""
        room = self._budget.left
        # one byte more than there is room for shows that there is more
        data = chunk if self._unpack is None else self._unpack.feed(chunk, room + 1)
        self._bytes += data[:room]
        self._budget.left -= min(len(data), room)
        return len(data) <= room


class _Unpacking:
    """A stream of gzip or deflate, unpacked no further than asked."""

    def __init__(self, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self._head: bytes | None = b"" if window == zlib.MAX_WBITS else None
        """What came so far, as long as it may still turn out that `deflate` comes without its head."""

    @property
    def ended(self) -> bool:
        return self._stream.eof

    def feed(self, data: bytes, most: int) -> bytes:
        """At most `most` bytes; what a page is packed in after its end is left out."""
        if self._stream.eof:
            return b""
        try:
            if self._head is not None:
                return self._first(data, most)
            return self._stream.decompress(data, most)
        except zlib.error:
            raise _damaged() from None

    def _first(self, data: bytes, most: int) -> bytes:
        """Servers disagree on whether `deflate` has a head of two bytes."""
        seen = (self._head or b"") + data
        self._head = seen if len(seen) < 2 else None
        try:
            return self._stream.decompress(data, most)
        except zlib.error:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._stream.decompress(seen, most)


def _unpacking(encoding: str) -> _Unpacking | None:
    match encoding.strip().lower():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return _Unpacking(zlib.MAX_WBITS | 16)
        case "deflate":
            return _Unpacking(zlib.MAX_WBITS)
    raise LatticeError(
        "invalid_file",
        f"The page comes packed as {encoding[:40]!r}, which was not asked for.",
        "Save it with a browser and add it as a file.",
    )


def _damaged() -> LatticeError:
    return LatticeError("unreachable", "The page came damaged or cut off.", "Try again.")
