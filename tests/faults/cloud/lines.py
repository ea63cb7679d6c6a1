"""A line between clients and a server on loopback that can be bad in the ways that lines are."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_PIECE = 65_536


class Line:
    """Passes bytes on between a port of its own and a server's; what is wrong with it can change any time."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.delay_s = 0.0
        """How long each piece of an answer takes."""
        self.cut_after: int | None = None
        """The next answers end after so many bytes, in the middle of whatever is there."""
        self.loses_answers = False
        """Requests arrive, and their answers do not."""
        self.repeats = False
        """Every request with a body arrives twice."""
        self._sound = asyncio.Event()
        self._sound.set()
        self.passed = 0
        """Bytes of answers that passed."""
        self.cuts = 0
        self.repeated = 0
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """Where clients find it."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def silence(self) -> None:
        """Let nothing pass, and tell nobody: a line that is half open."""
        self._sound.clear()

    def speak(self) -> None:
        """Let pass what was held, and what comes."""
        self._sound.set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Break every connection that is open."""
        self.cuts += 1
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, upstream[1]}
        up = asyncio.create_task(self._up(reader, upstream[1]))
        down = asyncio.create_task(self._down(upstream[0], writer))
        self._tasks |= {up, down}
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (up, down):
                task.cancel()
            await asyncio.gather(up, down, return_exceptions=True)
            self._tasks -= {up, down}
            for end in (writer, upstream[1]):
                self._writers.discard(end)
                end.transport.abort()

    async def _up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for data in _pieces(reader):
            await self._heard()
            if self.repeats and _is_whole(data):
                again = asyncio.create_task(self._repeat(data))
                self._tasks.add(again)
                again.add_done_callback(self._tasks.discard)
            writer.write(data)
            await writer.drain()

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for data in _pieces(reader):
            await self._heard()
            if self.loses_answers:
                return
            if self.delay_s:
                await asyncio.sleep(self.delay_s)
            if self.cut_after is not None and len(data) > self.cut_after:
                writer.write(data[: self.cut_after])
                await writer.drain()
                self.cut_after, self.cuts = None, self.cuts + 1
                writer.close()
                return
            self.passed += len(data)
            writer.write(data)
            await writer.drain()

    async def _heard(self) -> None:
        await self._sound.wait()

    async def _repeat(self, request: bytes) -> None:
        """Send a request once more, beside the first; nobody hears the answer."""
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
            try:
                writer.write(request)
                await reader.readuntil(b"\r\n\r\n")
                self.repeated += 1
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                return
            finally:
                writer.transport.abort()


async def _pieces(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    with contextlib.suppress(OSError):
        while data := await reader.read(_PIECE):
            yield data


def _is_whole(data: bytes) -> bool:
    """Whether a piece is one request with its whole body."""
    head, end, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head + b"\r\n")
    return bool(end and data.startswith(b"POST ") and length and int(length[1]) == len(body))
