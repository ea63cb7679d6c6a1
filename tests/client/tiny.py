"""A small server over a workspace file: the frames and answers of the real one, without a database server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from lattice.actions.base import decode_action
from lattice.client import LocalClient, create_local
from lattice.engine import snapshot
from lattice.engine.load.run import load, outcome_of
from lattice.engine.streaming import Stream
from lattice.engine.tail import Tail
from lattice.model.errors import CODES, LatticeError
from lattice.model.events import Event
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Me
from lattice.model.people import Caller, Role
from lattice.model.stream import HEAD_EVERY_S, Entry, Frame, HeadFrame, Here, Hide, Reset, Reveal

ADA = Caller(actor="human:ada")
_TAGS = {kind: str(kind.__struct_config__.tag) for kind in (Entry, Hide, Reveal, HeadFrame, Reset, Here)}


class TinyServer:
    """Answers for one workspace; `tokens` says who holds which."""

    def __init__(self, client: LocalClient, workspace: str) -> None:
        self.client = client
        self.engine = client._engine
        self.workspace = workspace
        self.tokens = {"lat_ada": ADA, "lat_grace": Caller(actor="human:grace", role=Role.EDITOR)}
        self.asked: list[str] = []
        """Method and path of every request, in order."""
        self.deaf: set[str] = set()
        """Names of actions that are carried out, and whose answer is lost."""
        self.epoch = ""
        self.tail = Tail(self.engine)
        self.port = 0
        self.scheme = "http"
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    async def start(self, certificate: tuple[Path, Path] | None = None) -> None:
        ws = "/v1/{workspace}"
        app = Starlette(
            routes=[
                Route("/v1/me", self._me),
                Route(f"{ws}/stream", self._stream),
                Route(f"{ws}/catalog", self._catalog),
                Route(f"{ws}/rows/{{table}}", self._rows),
                Route(f"{ws}/links", self._links),
                Route(f"{ws}/here", self._here, methods=["POST"]),
                Route(f"{ws}/load", self._load, methods=["POST"]),
                Route(f"{ws}/load/outcome", self._load_outcome, methods=["POST"]),
                Route(f"{ws}/{{action}}", self._action, methods=["POST"]),
            ],
            exception_handlers={LatticeError: _refused},
        )
        cert, key = certificate or (None, None)
        self.scheme = "https" if certificate else "http"
        config = uvicorn.Config(
            app,
            port=self.port,
            log_level="critical",
            lifespan="off",
            timeout_graceful_shutdown=0,
            ssl_certfile=cert,
            ssl_keyfile=key,
        )
        self._server = uvicorn.Server(config)
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        self._task = asyncio.create_task(self._server.serve())
        async with asyncio.timeout(20):
            while not self._server.started:  # noqa: ASYNC110 - uvicorn has no word for it
                await asyncio.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        assert self._task is not None
        self._server.should_exit = self._server.force_exit = True
        await self._task

    async def close(self) -> None:
        await self.stop()
        await self.tail.close()
        await self.client.close()

    def _caller(self, request: Request) -> Caller:
        self.asked.append(f"{request.method} {request.url.path.removeprefix(f'/v1/{self.workspace}')}")
        caller = self.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if caller is None:
            raise LatticeError("signed_out", "This token has ended.")
        acting = request.headers.get("lattice-acting")
        if acting:
            return Caller(acting, caller.actor, "api", request.headers.get("lattice-session", ""))
        return caller

    async def _me(self, request: Request) -> Response:
        return _json(Me(self._caller(request).actor, False, "", None, (), "tiny"))

    async def _action(self, request: Request) -> Response:
        caller = self._caller(request)
        name = request.path_params["action"]
        action = decode_action(name, await request.body())
        outcome = await self.engine.run(
            action,
            caller,
            op_id=request.headers.get("lattice-op-id"),
            group_id=request.headers.get("lattice-group-id"),
        )
        if name in self.deaf:
            self.deaf.discard(name)
            return StreamingResponse(_broken())
        return _json(outcome)

    async def _load(self, request: Request) -> Response:
        first, *lines = (await request.body()).splitlines()
        batches = [msgspec.json.decode(line, type=LoadBatch) for line in lines]
        plan = msgspec.json.decode(first, type=LoadPlan)
        op_id = request.headers["lattice-op-id"]
        if "unheard" in self.deaf:
            return StreamingResponse(_broken())
        outcome = await load(self.engine, self._caller(request), plan, batches, op_id=op_id)
        return StreamingResponse(_broken()) if "load" in self.deaf else _json(outcome)

    async def _load_outcome(self, request: Request) -> Response:
        plan = msgspec.json.decode(await request.body(), type=LoadPlan)
        op_id = request.headers["lattice-op-id"]
        found = await outcome_of(self.engine, self._caller(request), plan, op_id)
        if found is None:
            raise LatticeError("not_found", "No such import.")
        return _json(found)

    async def _here(self, request: Request) -> Response:
        self._caller(request)
        return Response(status_code=204)

    async def _catalog(self, request: Request) -> Response:
        catalog = await snapshot.raw_catalog(self.engine, self._caller(request))
        return _json(msgspec.structs.replace(catalog, epoch=self.epoch or catalog.epoch))

    async def _rows(self, request: Request) -> Response:
        caller, table, asked = self._caller(request), request.path_params["table"], request.query_params
        if "ids" in asked:
            return _lines(await snapshot.raw_rows_of(self.engine, caller, table, asked["ids"].split(",")))
        limit = int(asked["limit"])
        return _lines(await snapshot.raw_rows(self.engine, caller, table, asked["after"], limit))

    async def _links(self, request: Request) -> Response:
        asked = request.query_params
        limit = int(asked["limit"])
        return _lines(await snapshot.raw_links(self.engine, self._caller(request), asked["after"], limit))

    async def _stream(self, request: Request) -> Response:
        caller = self._caller(request)
        epoch, _, seq = request.query_params.get("after", "").rpartition(":")
        after = (epoch, int(seq)) if epoch else None
        if self.epoch and after is not None and after[0] == self.epoch:
            after = ((await snapshot.raw_catalog(self.engine, ADA)).epoch, after[1])
        stream = Stream(self.tail, caller, after, names="names" in request.query_params)
        await stream.__aenter__()
        head = {"lattice-head": f"{self.epoch or self.tail.epoch}:{self.tail.seq}"}
        return StreamingResponse(self._frames(stream), headers=head, media_type="text/event-stream")

    async def _frames(self, stream: Stream) -> AsyncIterator[bytes]:
        try:
            yield self._told(await stream.begin())
            while True:
                stream.woken.clear()
                while frames := await stream.more():
                    yield self._told(frames)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(HEAD_EVERY_S):
                        await stream.woken.wait()
                        continue
                yield self._told([stream.head()])
        finally:
            await stream.__aexit__(None, None, None)

    def _told(self, frames: list[Frame] | list[Frame | Event]) -> bytes:
        out = b""
        for frame in frames:
            if self.epoch and isinstance(frame, HeadFrame | Reset):
                frame = msgspec.structs.replace(frame, epoch=self.epoch)
            tag = _TAGS.get(type(frame), "entry")  # type: ignore[arg-type]
            out += f"event: {tag}\ndata: ".encode() + msgspec.json.encode(frame) + b"\n\n"
        return out


async def _broken() -> AsyncIterator[bytes]:
    yield b"{"
    raise ConnectionError


def _json(data: object) -> Response:
    return Response(msgspec.json.encode(data), media_type="application/json")


def _lines(items: object) -> Response:
    return Response(msgspec.json.Encoder().encode_lines(items), media_type="application/x-ndjson")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, LatticeError)
    body = msgspec.to_builtins(error.body) | {"details": error.details}
    return Response(msgspec.json.encode({"error": body}), CODES[error.code].http_status)


async def make_server(folder: Path, certificate: tuple[Path, Path] | None = None) -> TinyServer:
    """A server with a new workspace."""
    client = await create_local(folder / "served.lattice", name="Shared", caller=ADA)
    server = TinyServer(client, (await client.describe()).id)
    await server.start(certificate)
    return server


class Wire:
    """A network between a client and a server that can be cut, slowed and broken into pieces."""

    def __init__(self, server: TinyServer) -> None:
        self._server = server
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.piece = 65536
        """Most bytes that pass at once."""
        self.budget: int | None = None
        """After so many bytes of answers every connection breaks; None: never."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def up(self) -> None:
        self._listening = await asyncio.start_server(self._join, "127.0.0.1", self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Nobody gets through, and who was through is cut off."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        self.cut()

    def cut(self) -> None:
        """Break every connection that is open."""
        for writer in list(self._open):
            writer.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._server.port)
        except OSError:
            writer.transport.abort()
            return
        ends = {writer, back}
        self._open |= ends
        try:
            await asyncio.gather(self._pump(reader, back, count=False), self._pump(there, writer, count=True))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            for end in ends:
                end.transport.abort()
            self._open -= ends

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, count: bool) -> None:
        while data := await source.read(self.piece):
            if count and self.budget is not None:
                self.budget -= len(data)
                if self.budget < 0:
                    self.budget = None
                    target.write(data[: len(data) // 2])
                    self.cut()
                    raise ConnectionError
            target.write(data)
            await target.drain()
        raise ConnectionError
