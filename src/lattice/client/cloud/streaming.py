"""Server-sent events: bytes as they come, in whatever pieces, to frames."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.client.cloud.http import Connection
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.stream import Bye, Entry, Frame, HeadFrame, Here, Hide, Reset, Reveal

if TYPE_CHECKING:
    import httpx

#: Without a frame for so long the stream is taken for dead, in seconds: a head comes every 15.
SILENCE_S = 40.0
#: Bytes of one frame, at most.
_FRAME_BYTES = 128_000_000

_KINDS: dict[str, type[Frame]] = {
    str(kind.__struct_config__.tag): kind for kind in (Entry, Hide, Reveal, HeadFrame, Reset, Here, Bye)
}


class Sent(NamedTuple):
    """One event of the stream as it stands on the wire."""

    event: str
    data: bytes


class Reader:
    """Cuts a stream of bytes into its events; half ones wait for the rest."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._event = ""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> list[Sent]:
        """The events that are whole with this piece."""
        self._held += chunk
        if len(self._held) > _FRAME_BYTES:
            raise _broken("a frame has no end")
        if b"\n" not in chunk:
            return []
        *lines, rest = bytes(self._held).split(b"\n")
        self._held = bytearray(rest)
        found: list[Sent] = []
        for line in lines:
            self._line(line.removesuffix(b"\r"), found)
        return found

    def _line(self, line: bytes, found: list[Sent]) -> None:
        if not line:
            if self._data:
                found.append(Sent(self._event, b"\n".join(self._data)))
            self._event, self._data = "", []
            return
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"event":
            self._event = value.decode("utf-8", "replace")
        elif field == b"data":
            self._data.append(value)


class Opened(NamedTuple):
    """A stream that is open."""

    epoch: str
    """Epoch of the log when it was opened; empty when the server did not say."""
    head: int
    """Where the log stood then: when all up to there has come, one is up to date."""
    frames: AsyncIterator[list[Frame | Event]]
    """What comes, in the bunches in which it comes."""


async def frames_of(response: httpx.Response, *, names: bool) -> AsyncIterator[list[Frame | Event]]:
    """The frames of an answer; those of a kind that is not known here are left out."""
    import httpx

    reader = Reader()
    chunks = response.aiter_bytes()
    while True:
        try:
            chunk = await anext(chunks)
        except StopAsyncIteration:
            raise _broken("the stream ended") from None
        except httpx.HTTPError as error:
            raise _broken(type(error).__name__) from None
        found = [frame for sent in reader.feed(chunk) if (frame := _frame(sent, names=names)) is not None]
        if found:
            yield found


def _frame(sent: Sent, *, names: bool) -> Frame | Event | None:
    kind: type[Frame] | type[Event] | None = _KINDS.get(sent.event)
    if names and kind is Entry:
        kind = Event
    if kind is None:
        return None
    try:
        return msgspec.json.decode(sent.data, type=kind)
    except msgspec.DecodeError as error:
        raise _broken("a frame cannot be read") from error


def _broken(why: str) -> LatticeError:
    return LatticeError("unreachable", f"The connection to the server broke off ({why}).", "It is made anew.")


def opened(response: httpx.Response, *, names: bool) -> Opened:
    """The stream of an answer."""
    epoch, _, seq = response.headers.get("lattice-head", "").rpartition(":")
    head = int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 19 else 0
    return Opened(epoch, head, frames_of(response, names=names))


@contextlib.asynccontextmanager
async def open_stream(
    connection: Connection,
    after: tuple[str, int] | None,
    *,
    names: bool = False,
    headers: Mapping[str, str] | None = None,
) -> AsyncIterator[Opened]:
    """The stream of a workspace from behind a place in its log, or from now on.

    Raises `unreachable` also when nothing is heard for SILENCE_S, and whatever the server refuses.
    """
    params = {"after": f"{after[0]}:{after[1]}"} if after is not None else {}
    if names:
        params["names"] = "1"
    path = connection.path("stream")
    async with connection.stream(path, params=params, headers=headers, read_s=SILENCE_S) as response:
        yield opened(response, names=names)
