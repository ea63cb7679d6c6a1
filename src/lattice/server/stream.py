"""`GET /v1/{workspace}/stream`: server-sent events, from where the client was, then live."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Sequence

import msgspec
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from lattice.engine.streaming import Stream
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.stream import HEAD_EVERY_S, Bye, Entry, Frame, HeadFrame, Here, Hide, Reset, Reveal
from lattice.server.answers import asked_wrongly
from lattice.server.auth import Admitted, secret_of
from lattice.server.door import Note
from lattice.server.service import Service
from lattice.server.streams import OpenStream

#: After something was told, what follows is gathered for so long: one message instead of many.
GATHER_S = 0.02
#: A reader who takes longer than this for one message cannot keep up, in seconds.
SLOW_S = 15.0
#: And after so long is not there any more.
GONE_S = 60.0

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
]
_encode = msgspec.json.Encoder().encode
_TAGS = {kind: kind.__struct_config__.tag for kind in (Entry, Hide, Reveal, HeadFrame, Reset, Here, Bye)} | {
    Event: "entry"
}


class StreamEndpoint:
    """Answers with frames until the client leaves, its token ends or the server stops."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one stream."""
        request = Request(scope, receive)
        service = self._service
        admitted = await service.admissions.admit(request)
        after, names = _after(request), request.query_params.get("names", "0") in ("1", "true")
        stream = Stream(
            service.tail(admitted.workspace, admitted.engine), admitted.caller, after, names=names
        )
        held = OpenStream(admitted.workspace, admitted.key, stream.woken)
        service.streams.add(held, service.settings.streams_a_token)
        try:
            await self._serve(
                scope, receive, send, _Told(service, admitted, stream, held, secret_of(request))
            )
        finally:
            service.streams.remove(held)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, told: _Told) -> None:
        gone = asyncio.create_task(_left(receive))
        gone.add_done_callback(lambda _: told.leave())
        note: Note = scope["lattice"]
        try:
            async with contextlib.aclosing(told.frames()) as messages:
                async for message in messages:
                    if not note.started:
                        tail = told.stream.tail
                        head = (b"lattice-head", f"{tail.epoch}:{tail.seq}".encode())
                        headers = [*_HEADERS, head]
                        await send({"type": "http.response.start", "status": 200, "headers": headers})
                    if not await _sent(send, message, told):
                        return
            if told.left:
                return
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _sent(send: Send, message: bytes, told: _Told) -> bool:
    """Whether the client took a message; one that took long is told to begin anew."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(GONE_S):
            await send({"type": "http.response.body", "body": message, "more_body": True})
    except TimeoutError:
        return False
    told.is_slow = time.monotonic() - began > SLOW_S
    return True


class _Told:
    """What one stream is told, message by message."""

    def __init__(
        self, service: Service, admitted: Admitted, stream: Stream, held: OpenStream, secret: str
    ) -> None:
        self.stream = stream
        self.is_slow = False
        """Whether the last message took long to go out."""
        self.left = False
        """Whether the client is gone."""
        self._service = service
        self._admitted = admitted
        self._held = held
        self._secret = secret
        self._people: Sequence[object] = ()
        self._rights_seq = 0

    def leave(self) -> None:
        """The client is gone."""
        self.left = True
        self.stream.woken.set()

    async def frames(self) -> AsyncGenerator[bytes]:
        """Messages until the stream ends."""
        workspace, actor = self._admitted.workspace, self._admitted.caller.actor
        presences = self._service.presences
        async with self.stream as stream:
            await presences.opened(workspace, actor, stream.woken)
            try:
                self._rights_seq = stream.tail.rights_seq
                yield self._message(await stream.begin())
                head_at = time.monotonic() + HEAD_EVERY_S
                while not self.left:
                    stream.woken.clear()
                    frames, ends = await self._next()
                    if time.monotonic() >= head_at:
                        head_at = time.monotonic() + HEAD_EVERY_S
                        frames.append(stream.head())
                    if frames:
                        yield self._message(frames)
                    if ends:
                        return
                    if not stream.behind:
                        if frames:
                            await asyncio.sleep(GATHER_S)
                        await self._wait(head_at)
            finally:
                presences.closed(workspace, actor, stream.woken)

    async def _wait(self, until: float) -> None:
        """Wait for a word of a change, or for the time of the next head."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, until - time.monotonic())):
                await self.stream.woken.wait()

    async def _next(self) -> tuple[list[Frame | Event], bool]:
        """What there is to tell now, and whether it is the last."""
        stream, held = self.stream, self._held
        if held.stopped:
            return [Bye("failed", "The server stops. Come back in a moment.")], True
        frames: list[Frame | Event] = []
        if stream.tail.removed:
            return [Bye("signed_out", "The workspace is not on this server any more.")], True
        if held.recheck or stream.tail.rights_seq > self._rights_seq:
            ended = await self._readmit(frames)
            if ended is not None:
                return [ended], True
        if self.is_slow:
            self.is_slow = False
            frames += stream.slow()
        frames += await stream.more()
        people = self._service.presences.who(self._admitted.workspace)
        if people != self._people:
            self._people = people
            frames.append(Here(people))
        return frames, False

    async def _readmit(self, frames: list[Frame | Event]) -> Bye | None:
        """Look at the member's rights again; the goodbye when there are none any more."""
        self._held.recheck = False
        self._rights_seq = self.stream.tail.rights_seq
        admissions, old = self._service.admissions, self._admitted.caller
        admissions.forget()
        admitted = self._admitted
        try:
            found = await admissions.look_up("", self._secret, admitted.workspace, admitted.acting)
        except LatticeError as error:
            if error.code not in ("signed_out", "not_found", "forbidden"):
                raise
            return Bye("signed_out", "This token does not open the workspace any more.")
        caller = msgspec.structs.replace(found, origin=old.origin, session=old.session)
        frames += self.stream.readmitted(caller)
        return None

    def _message(self, frames: Sequence[Frame | Event]) -> bytes:
        epoch = self.stream.epoch.encode()
        return b"".join(_sse(frame, epoch) for frame in frames)


def _sse(frame: Frame | Event, epoch: bytes) -> bytes:
    """A frame as it goes over the wire.

    The id of a row that comes into or goes out of sight is that of the event before, whose own entry follows:
    who was cut off between the two is told both again.
    """
    tag = str(_TAGS[type(frame)]).encode()
    if isinstance(frame, Here | Bye):
        return b"event: %b\ndata: %b\n\n" % (tag, _encode(frame))
    seq = frame.seq - 1 if isinstance(frame, Hide | Reveal) else frame.seq
    return b"event: %b\nid: %b:%d\ndata: %b\n\n" % (tag, epoch, seq, _encode(frame))


def _after(request: Request) -> tuple[str, int] | None:
    """Where the client was: `Last-Event-ID`, else `after`; raises `usage`."""
    text = request.headers.get("last-event-id") or request.query_params.get("after", "")
    if not text:
        return None
    epoch, colon, seq = text.rpartition(":")
    if not colon or not epoch or not seq.isascii() or not seq.isdigit() or len(seq) > 18:
        raise asked_wrongly("`after` is not EPOCH:SEQ.", "Take the id of the last frame.")
    return epoch, int(seq)
