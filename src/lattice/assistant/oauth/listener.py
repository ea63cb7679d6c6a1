"""Where the browser comes back to: one request, on this machine, with the state that was sent along."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import re
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from lattice.model.errors import LatticeError, Stage

HOST = "127.0.0.1"
PATH = "/callback"
#: Longest request that is read, in bytes, and how long one may take, in seconds.
_MOST_BYTES = 8_192
_REQUEST_S = 5.0
_REQUEST_LINE = re.compile(r"(?P<method>[A-Z]{1,10}) (?P<target>/[\x21-\x7e]*) HTTP/1\.[01]")
_ERROR_WORD = re.compile(r"[a-z_]{1,60}", re.ASCII)
_PAGE = (
    "<!doctype html><meta charset=utf-8><title>Lattice</title>"
    "<body style='font:16px sans-serif;margin:4em auto;max-width:30em'><p>{words}</p>"
)
_DONE = "You can close this page and go back to Lattice."


class Listener(NamedTuple):
    """A door that is open for one answer."""

    redirect_uri: str
    """Where the browser is to be sent."""
    code: asyncio.Future[str]
    """The code, once it came; `key_refused` when the service sent a refusal."""


@contextlib.asynccontextmanager
async def listening(state: str, port: int = 0) -> AsyncIterator[Listener]:
    """Listen on this machine alone, until the block ends; raises `busy` when the port is taken."""
    code: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    door = _Door(state, code)
    try:
        server = await asyncio.start_server(door.serve, HOST, port, limit=_MOST_BYTES)
    except OSError as error:
        raise LatticeError(
            "busy",
            f"Port {port} of this machine cannot be listened on: {error.strerror}.",
            "End what uses it, then sign in again.",
        ) from None
    door.host = f"{HOST}:{server.sockets[0].getsockname()[1]}"
    try:
        yield Listener(f"http://{door.host}{PATH}", code)
    finally:
        server.close()
        if code.done() and not code.cancelled():
            code.exception()  # looked at, so that an answer nobody waits for any more is no complaint


class _Door:
    """Answers requests until the right one came; all others are told no and change nothing."""

    def __init__(self, state: str, code: asyncio.Future[str]) -> None:
        self._state = state
        self._code = code
        self.host = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request and answer it."""
        try:
            async with asyncio.timeout(_REQUEST_S):
                head = await reader.readuntil(b"\r\n\r\n")
                status = self._answer(head.decode("latin-1"))
                writer.write(_response(status))
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            # whoever it was did not speak, or too much; the right one may still come
            pass
        finally:
            writer.close()

    def _answer(self, head: str) -> HTTPStatus:
        first, *lines = head.split("\r\n")
        asked = _REQUEST_LINE.fullmatch(first)
        hosts = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
        if asked is None or hosts != [self.host]:
            return HTTPStatus.BAD_REQUEST
        if asked["method"] != "GET":
            return HTTPStatus.METHOD_NOT_ALLOWED
        target = urlsplit(asked["target"])
        if target.path != PATH:
            return HTTPStatus.NOT_FOUND
        return self._take(target.query)

    def _take(self, query: str) -> HTTPStatus:
        try:
            said = parse_qs(query, keep_blank_values=True, strict_parsing=True, max_num_fields=20)
        except ValueError:
            return HTTPStatus.BAD_REQUEST
        states, codes, errors = said.get("state", []), said.get("code", []), said.get("error", [])
        if len(states) != 1 or not hmac.compare_digest(states[0].encode(), self._state.encode()):
            return HTTPStatus.BAD_REQUEST
        if len(codes) + len(errors) != 1 or "" in codes:
            return HTTPStatus.BAD_REQUEST
        if self._code.done():
            return HTTPStatus.GONE
        if codes:
            self._code.set_result(codes[0])
            return HTTPStatus.OK
        word = f" ({errors[0]})" if _ERROR_WORD.fullmatch(errors[0]) else ""
        self._code.set_exception(
            LatticeError(
                "key_refused",
                f"The sign-in was refused{word}.",
                "Nothing was changed; `lattice key login` begins again.",
                stage=Stage.AUTHORIZATION,
            )
        )
        return HTTPStatus.OK


def _response(status: HTTPStatus) -> bytes:
    words = _DONE if status is HTTPStatus.OK else "This is not what Lattice waits for."
    body = _PAGE.format(words=words).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
        "Cache-Control: no-store\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body
