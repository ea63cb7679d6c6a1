"""Bodies of requests: counted while they are read, and not waited for without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request

from lattice.model.errors import LatticeError, Stage
from lattice.server.answers import JSON, asked_wrongly
from lattice.server.settings import ServerSettings

T = TypeVar("T")


def need_type(request: Request, wanted: str) -> None:
    """Refuse a body that does not say what it is; raises `usage`."""
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said != wanted:
        raise asked_wrongly(f"The body has to be {wanted}.", f"Send it with Content-Type: {wanted}.")


def too_large(limit: int) -> LatticeError:
    """The refusal of a body that has no end, or one too far away."""
    return LatticeError(
        "too_large",
        f"The body has more than {limit:,} bytes.",
        "The server's keeper sets how large one may be.",
        stage=Stage.CONSTRAINTS,
    )


def _too_slow() -> LatticeError:
    return LatticeError(
        "too_slow", "The body did not come in time.", "Send it again.", stage=Stage.CONSTRAINTS
    )


def said_length(request: Request) -> int | None:
    """The length that the request says its body has; None when it does not. Raises `usage`."""
    text = request.headers.get("content-length")
    if text is None:
        return None
    if not text.isascii() or not text.isdigit():
        raise asked_wrongly("Content-Length is not a number.")
    return int(text)


async def pieces(request: Request, limit: int, settings: ServerSettings) -> AsyncIterator[bytes]:
    """The body piece by piece; raises `too_large`, `too_slow`, ClientDisconnect."""
    said = said_length(request)
    if said is not None and said > limit:
        raise too_large(limit)
    read = 0
    receive = request.receive
    while True:
        try:
            async with asyncio.timeout(settings.body_timeout_s):
                message = await receive()
        except TimeoutError:
            raise _too_slow() from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece: bytes = message.get("body", b"")
        read += len(piece)
        if read > limit:
            raise too_large(limit)
        if piece:
            yield piece
        if not message.get("more_body", False):
            return


async def whole(request: Request, settings: ServerSettings, limit: int | None = None) -> bytes:
    """The whole body of an action; raises `too_large`, `too_slow`."""
    found: list[bytes] = []
    try:
        async with asyncio.timeout(settings.body_total_s):
            async for piece in pieces(request, limit or settings.body_bytes, settings):
                found.append(piece)  # noqa: PERF401  # an async comprehension reads worse
    except TimeoutError:
        raise _too_slow() from None
    return found[0] if len(found) == 1 else b"".join(found)


async def struct(request: Request, settings: ServerSettings, type_: type[T]) -> T:
    """The body as a struct; raises `usage` and what reading raises."""
    need_type(request, JSON)
    body = await whole(request, settings, 1_000_000)
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise asked_wrongly(f"The body does not fit: {error}.") from None


async def lines(
    request: Request, limit: int, line_limit: int, settings: ServerSettings
) -> AsyncIterator[bytes]:
    """The lines of a body, without the empty ones; raises `too_large`, `too_slow`."""
    held = bytearray()
    async for piece in pieces(request, limit, settings):
        held += piece
        if b"\n" in piece:
            *full, rest = bytes(held).split(b"\n")
            held = bytearray(rest)
            for line in full:
                if line.strip():
                    yield line
        if len(held) > line_limit:
            raise too_large(line_limit)
    if held.strip():
        yield bytes(held)
