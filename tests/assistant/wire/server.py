"""The server: reads requests, plays the script, writes bytes, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import msgspec

from tests.assistant.wire.actions import Cut, Drop, Fail, Hold, Pause, Think, Turn
from tests.assistant.wire.asked import Asked
from tests.assistant.wire.rules import bound_to, unbound, wrong
from tests.assistant.wire.stream import Frame, Piece, cuts, error_body, pieces, request_id, whole

#: A turn, or what makes one of the request that arrived.
Scripted = Turn | Callable[[Asked], Turn]

MODELS = (
    {
        "id": "claude-sonnet-5-5",
        "display_name": "Claude Sonnet 5.5",
        "line": "sonnet",
        "max_input_tokens": 1_000_000,
    },
    {
        "id": "claude-opus-5-5",
        "display_name": "Claude Opus 5.5",
        "line": "opus",
        "max_input_tokens": 1_000_000,
    },
    {
        "id": "claude-haiku-5-5",
        "display_name": "Claude Haiku 5.5",
        "line": "haiku",
        "max_input_tokens": 1_000_000,
    },
    {
        "id": "claude-haiku-4-5",
        "display_name": "Claude Haiku 4.5",
        "line": "haiku",
        "max_input_tokens": 200_000,
    },
)
#: What is said when the script has no turn left; a client does not try again after it.
OVER = Fail(400, "invalid_request_error", "the script has no turn left")


class Wire:
    """A service that speaks the Messages API on a real socket and answers from a script."""

    def __init__(
        self,
        script: Sequence[Scripted] = (),
        *,
        aside: Callable[[Asked], Turn | None] | None = None,
        otherwise: Scripted | None = None,
        cut: Cut | None = None,
        models: Sequence[dict[str, Any]] = MODELS,
        key: str = "",
        strict: bool = True,
        bound: bool = False,
        redirect: str = "",
        port: int = 0,
    ) -> None:
        self.script = list(script)
        self.aside = aside
        self.otherwise = otherwise
        self.cut = cut or Cut()
        self.models = list(models)
        self.key = key
        self.strict = strict
        self.bound = bound
        """Thinking holds only as long as nothing before it changes, as newer models have it."""
        self.redirect = redirect
        """Where every request is sent on to, instead of an answer."""
        self.port = port
        self.asked: list[Asked] = []
        """Requests for messages, oldest first."""
        self.requests: list[Asked] = []
        """All requests."""
        self.bare_models: str | None = None
        """Instead of the list of models: this text."""
        self.models_fail: list[Fail] = []
        """What requests for the list of models come to, before it is given."""
        self._next = 0
        self._released = asyncio.Event()
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """What `ANTHROPIC_BASE_URL` is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def turns_left(self) -> int:
        """How much of the script was not played."""
        return len(self.script) - self._next

    def release(self) -> None:
        """Let every `hold` that is reached, now and later, go on."""
        self._released.set()

    async def until_asked(self, times: int, within: float = 10) -> Asked:
        """Wait until so many requests for messages came, and give the last of them."""
        async with asyncio.timeout(within):
            while len(self.asked) < times:
                self._changed.clear()
                await self._changed.wait()
        return self.asked[times - 1]

    # one connection

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        asked = None
        try:
            asked = await self._read(reader)
            if asked is not None:
                await self._answer_while_there(asked, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # this is the top of the task: the client is gone, or the server is closed
        finally:
            self._connections.discard(task)
            writer.transport.abort() if asked is None else writer.close()
            if asked is not None:
                asked.gone.set()

    async def _read(self, reader: asyncio.StreamReader) -> Asked | None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers: dict[str, str] = {}
        for line in head[1:]:
            if line:
                name, _, value = line.partition(":")
                known = headers.get(name.lower())
                headers[name.lower()] = f"{known}, {value.strip()}" if known else value.strip()
        size = int(headers.get("content-length", "0"))
        text = await reader.readexactly(size) if size else b"{}"
        among = self.asked if urlsplit(path).path == "/v1/messages" else []
        asked = Asked(
            len(among) + 1, method, path, headers, json.loads(text), asyncio.get_running_loop().time()
        )
        among.append(asked)
        self.requests.append(asked)
        self._changed.set()
        return asked

    async def _answer_while_there(
        self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer, and stop as soon as the client closes the connection."""
        answering = asyncio.ensure_future(self._answer(asked, writer))
        listening = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({answering, listening}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                asked.left_at = asyncio.get_running_loop().time()
        finally:
            for task in (answering, listening):
                task.cancel()
            await asyncio.gather(answering, listening, return_exceptions=True)
        if asked.left_at is None and not answering.cancelled() and (error := answering.exception()):
            raise error

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(asked.path).path
        if self.redirect:
            await _send(writer, 307, "", {"location": self.redirect + asked.path})
        elif self.key and asked.headers.get("authorization") != f"Bearer {self.key}":
            await self._fail(writer, Fail(401, "authentication_error", "invalid x-api-key"), asked)
        elif path == "/v1/models" and asked.method == "GET":
            await self._list(asked, writer)
        elif path == "/v1/messages/count_tokens":
            await _send(writer, 200, {"input_tokens": asked.size})
        elif path != "/v1/messages":
            await self._fail(writer, Fail(404, "not_found_error", f"Not found: {path}"), asked)
        elif problem := self._problem(asked):
            await self._fail(writer, Fail(400, "invalid_request_error", problem), asked)
        else:
            await self._play(self._signed(self._turn(asked), asked), asked, writer)

    async def _list(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        if self.models_fail:
            await self._fail(writer, self.models_fail.pop(0), asked)
        elif self.bare_models is not None:
            await _send(writer, 200, self.bare_models)
        else:
            await _send(writer, 200, self._listed(parse_qs(urlsplit(asked.path).query)))

    def _turn(self, asked: Asked) -> Turn:
        if self.aside is not None and (turn := self.aside(asked)) is not None:
            return turn
        if self._next < len(self.script):
            scripted = self.script[self._next]
            self._next += 1
        elif self.otherwise is not None:
            scripted = self.otherwise
        else:
            return [OVER]
        return scripted(asked) if callable(scripted) else scripted

    def _problem(self, asked: Asked) -> str:
        return (wrong(asked.body) if self.strict else "") or (unbound(asked.body) if self.bound else "")

    def _signed(self, turn: Turn, asked: Asked) -> Turn:
        if not self.bound:
            return turn
        signature = bound_to(asked.body, len(asked.messages))
        return [msgspec.structs.replace(a, signature=signature) if isinstance(a, Think) else a for a in turn]

    async def _play(self, turn: Turn, asked: Asked, writer: asyncio.StreamWriter) -> None:
        waits = [a for a in turn if isinstance(a, Pause | Hold)]
        first = next((a for a in turn if not isinstance(a, Pause | Hold | Cut)), None)
        if isinstance(first, Fail | Drop):
            for wait in waits:
                await self._wait(wait)
            if isinstance(first, Drop):
                writer.transport.abort()
            else:
                await self._fail(writer, first, asked)
            return
        frame = Frame(asked.n, asked.model, asked.size)
        if not asked.body.get("stream"):
            for wait in waits:
                await self._wait(wait)
            await _send(writer, 200, whole(turn, frame), {"request-id": request_id(asked.n)})
            return
        cut = next((a for a in turn if isinstance(a, Cut)), self.cut)
        await self._stream(cuts(pieces(turn, frame), cut), asked, writer)

    async def _stream(self, stream: Iterator[Piece], asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nconnection: close\r\n"
            b"transfer-encoding: chunked\r\nrequest-id: " + request_id(asked.n).encode() + b"\r\n\r\n"
        )
        for piece in stream:
            match piece:
                case Pause() | Hold():
                    await self._wait(piece)
                case Drop(clean=True):
                    break
                case Drop():
                    await writer.drain()
                    writer.transport.abort()
                    return
                case bytes():
                    writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                    await writer.drain()
                    await asyncio.sleep(0)
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _wait(self, wait: Pause | Hold) -> None:
        if isinstance(wait, Hold):
            await self._released.wait()
        else:
            await asyncio.sleep(wait.seconds)

    async def _fail(self, writer: asyncio.StreamWriter, failure: Fail, asked: Asked) -> None:
        named = request_id(asked.n)
        headers = {"request-id": named} | (
            {"retry-after": failure.retry_after} if failure.retry_after else {}
        )
        body = error_body(failure, named) if failure.body is None else failure.body
        await _send(writer, failure.status, body, headers)

    def _listed(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """A page of models."""
        after = query.get("after_id", [""])[0]
        most = int(query.get("limit", ["20"])[0])
        ids = [model["id"] for model in self.models]
        start = ids.index(after) + 1 if after in ids else 0
        page = [_model(model) for model in self.models[start : start + most]]
        return {
            "data": page,
            "first_id": page[0]["id"] if page else None,
            "last_id": page[-1]["id"] if page else None,
            "has_more": start + most < len(ids),
        }


def _model(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "model",
        "display_name": given["id"],
        "created_at": "2026-09-28T00:00:00Z",
        "lifecycle": "active",
        "max_tokens": 128_000,
        **given,
    }


async def _send(
    writer: asyncio.StreamWriter,
    status: int,
    body: dict[str, Any] | str,
    headers: dict[str, str] | None = None,
) -> None:
    data = (body if isinstance(body, str) else json.dumps(body)).encode()
    kind = "text/html" if isinstance(body, str) else "application/json"
    lines = [
        f"HTTP/1.1 {status} X",
        f"content-type: {kind}",
        f"content-length: {len(data)}",
        "connection: close",
    ]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + data)
    await writer.drain()


@contextlib.contextmanager
def serving(wire: Wire) -> Iterator[Wire]:
    """The server in a thread of its own, for tests that are not async or that start processes."""
    ready = threading.Event()
    over: list[Callable[[], None]] = []

    async def run() -> None:
        end = asyncio.Event()
        loop = asyncio.get_running_loop()
        over.append(lambda: loop.call_soon_threadsafe(end.set))
        async with wire:
            ready.set()
            await end.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield wire
    finally:
        over[0]()
        thread.join(10)
