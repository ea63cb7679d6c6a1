"""The wire: one JSON-RPC message a line on standard input and output, and nothing else there.

The threads that read and write are daemons and hold descriptors of their own, so that a signal ends the
server at once even while the client neither writes nor reads.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import anyio
import mcp_types as types
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.shared.message import SessionMessage
from pydantic import ValidationError

#: Bytes of one message that comes in; a longer one is refused without being kept.
MESSAGE_BYTES = 16 * 1024 * 1024
#: After the end of the input: how long answers that are under way may take, in seconds.
DRAIN_S = 10.0
#: At the end: how long the last bytes may take to leave, in seconds.
FLUSH_S = 1.0

_CHUNK = 65_536
#: Chunks that are read ahead of what is understood.
_AHEAD = 16
#: Requests that are worked on at a time; a client that sends more is read on when some are answered.
AT_ONCE = 200
#: Requests that last as long as the connection; nobody waits for their end.
_ENDLESS = "subscriptions/listen"

Incoming = MemoryObjectReceiveStream[SessionMessage | Exception]
Outgoing = MemoryObjectSendStream[SessionMessage]


@asynccontextmanager
async def standard_streams() -> AsyncIterator[tuple[Incoming, Outgoing]]:
    """Messages of the client and to it; whatever else writes to standard output lands on stderr."""
    reading, writing = os.dup(0), os.dup(1)
    _divert()
    try:
        async with streams_over(reading, writing) as pair:
            yield pair
    finally:
        # the reading end stays open: its thread may be waiting there, and the number must not be used again
        with suppress(OSError):
            os.dup2(writing, 1)


def _divert() -> None:
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    os.dup2(2, 1)


@asynccontextmanager
async def streams_over(reading: int, writing: int) -> AsyncIterator[tuple[Incoming, Outgoing]]:
    """Messages over two descriptors; they are not closed."""
    to_server, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    outgoing, from_server = anyio.create_memory_object_stream[SessionMessage](0)
    wire = _Wire(reading, writing)
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(wire.receive, to_server)
            group.start_soon(wire.send, from_server)
            yield incoming, outgoing
            # what was answered leaves before the end
            outgoing.close()
            with anyio.move_on_after(FLUSH_S):
                await wire.sent.wait()
            group.cancel_scope.cancel()
    finally:
        wire.end()


class _Wire:
    """Both directions of one connection, and what is still to be answered."""

    def __init__(self, reading: int, writing: int) -> None:
        self.sent = asyncio.Event()
        """Set when nothing more will be written."""
        self._loop = asyncio.get_running_loop()
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._ahead = threading.Semaphore(_AHEAD)
        self._lines: queue.SimpleQueue[tuple[bytes, asyncio.Future[None]] | None] = queue.SimpleQueue()
        self._open: set[types.RequestId] = set()
        self._answered = asyncio.Event()
        self._answered.set()
        self._room = asyncio.Event()
        self._room.set()
        threading.Thread(target=self._read, args=(reading,), daemon=True, name="mcp-in").start()
        threading.Thread(target=self._write, args=(writing,), daemon=True, name="mcp-out").start()

    def end(self) -> None:
        """Let the writing thread go; the reading one ends with the input or the process."""
        self._lines.put(None)

    def _read(self, descriptor: int) -> None:
        while True:
            self._ahead.acquire()
            try:
                chunk = os.read(descriptor, _CHUNK)
            except OSError:
                chunk = b""
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                self._loop.call_soon_threadsafe(self._chunks.put_nowait, chunk)
            if not chunk:
                return

    def _write(self, descriptor: int) -> None:
        while (item := self._lines.get()) is not None:
            data, done = item
            problem: OSError | None = None
            try:
                while data:
                    data = data[os.write(descriptor, data) :]
            except OSError as error:
                problem = error
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(_settle, done, problem)

    async def receive(self, stream: MemoryObjectSendStream[SessionMessage | Exception]) -> None:
        """Hand over messages until the input ends, and the end once all of them are answered."""
        async with stream:
            with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError, OSError):
                async for line in self._split():
                    message = await self._understand(line)
                    if message is not None:
                        self._note(message)
                        await stream.send(SessionMessage(message))
                        await self._room.wait()
                with anyio.move_on_after(DRAIN_S):
                    await self._answered.wait()

    async def _split(self) -> AsyncIterator[bytes]:
        """The lines of the input, without their ends; a final one needs none."""
        held = bytearray()
        too_long = False
        while chunk := await self._chunks.get():
            self._ahead.release()
            *ended, rest = chunk.split(b"\n")
            for piece in ended:
                if not too_long and len(held) + len(piece) <= MESSAGE_BYTES:
                    yield bytes(held + piece)
                elif not too_long:
                    await self._refuse_length()
                held.clear()
                too_long = False
            if not too_long and len(held) + len(rest) > MESSAGE_BYTES:
                await self._refuse_length()
                held.clear()
                too_long = True
            if not too_long:
                held += rest
        if held and not too_long:
            yield bytes(held)

    async def _understand(self, line: bytes) -> types.JSONRPCMessage | None:
        if not line.strip():
            return None
        try:
            return types.jsonrpc_message_adapter.validate_json(line, by_name=False)
        except (ValidationError, ValueError):
            await self._put(_refusal(*_what_is_wrong(line)))
            return None

    async def _refuse_length(self) -> None:
        words = f"The message is longer than {MESSAGE_BYTES:,} bytes."
        await self._put(_refusal(None, types.INVALID_REQUEST, words))

    def _note(self, message: types.JSONRPCMessage) -> None:
        """Remember what is to be answered; what the client has cancelled is not."""
        if isinstance(message, types.JSONRPCRequest) and message.method != _ENDLESS:
            self._open.add(message.id)
            self._answered.clear()
            if len(self._open) >= AT_ONCE:
                self._room.clear()
        elif isinstance(message, types.JSONRPCNotification) and message.method == "notifications/cancelled":
            self._settled((message.params or {}).get("requestId"))

    def _settled(self, request_id: object) -> None:
        if isinstance(request_id, int | str):
            self._open.discard(request_id)
        if len(self._open) < AT_ONCE:
            self._room.set()
        if not self._open:
            self._answered.set()

    async def send(self, stream: MemoryObjectReceiveStream[SessionMessage]) -> None:
        """Write messages until there are no more, or nobody reads them."""
        try:
            async with stream:
                async for item in stream:
                    await self._put(_encode(item.message))
                    if isinstance(item.message, types.JSONRPCResponse | types.JSONRPCError):
                        self._settled(item.message.id)
        except OSError:
            # the client has gone: nothing is owed to it
            self._open.clear()
            self._settled(None)
        finally:
            self.sent.set()

    async def _put(self, data: bytes) -> None:
        """Write one line; one after the other, however many ask. Raises OSError when nobody reads."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._lines.put((data + b"\n", done))
        await done


def _settle(done: asyncio.Future[None], problem: OSError | None) -> None:
    if done.done():
        return
    if problem is None:
        done.set_result(None)
    else:
        done.set_exception(problem)


def _encode(message: types.JSONRPCMessage) -> bytes:
    try:
        return message.model_dump_json(by_alias=True, exclude_unset=True).encode()
    except ValueError:
        # half of a surrogate pair cannot be written as UTF-8
        request_id = getattr(message, "id", None)
        return _refusal(request_id, types.INTERNAL_ERROR, "The answer cannot be written as JSON.")


def _what_is_wrong(line: bytes) -> tuple[types.RequestId | None, int, str]:
    """Id, code and words for a line that is no message; with the id, where one can be made out."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None, types.PARSE_ERROR, "This is not JSON."
    request_id = found.get("id") if isinstance(found, dict) else None
    if not isinstance(request_id, int | str) or isinstance(request_id, bool):
        request_id = None
    return request_id, types.INVALID_REQUEST, "This is not a message of JSON-RPC 2.0."


def _refusal(request_id: types.RequestId | None, code: int, words: str) -> bytes:
    body = {"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": words}}
    return json.dumps(body).encode()
