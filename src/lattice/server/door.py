"""The outermost layer: who may knock, the id of the request, its line in the log, and what went wrong."""

from __future__ import annotations

import ipaddress
import logging
import os
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lattice import __version__
from lattice.model.errors import CODES, LatticeError, Stage
from lattice.server.answers import asked_wrongly, error_answer, failed, not_here
from lattice.server.logs import say
from lattice.server.metrics import Metrics

#: Refusals that leave a body unread, so that the connection cannot be used again.
_UNREAD = frozenset({"too_large", "too_slow"})
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_NO_STORE = (b"cache-control", b"no-store")


class Note:
    """What is known of a request, for its line in the log; endpoints fill it in."""

    __slots__ = (
        *("actor", "address", "bytes_out", "code", "id", "route", "started", "status", "unread"),
        "workspace",
    )

    def __init__(self, address: str) -> None:
        self.id = os.urandom(8).hex()
        self.route = "none"
        """The path with its holes: never what was put into them."""
        self.workspace = ""
        self.actor = ""
        self.code = ""
        self.address = address
        self.status = 0
        self.bytes_out = 0
        self.started = False
        self.unread = False
        """Whether the connection cannot be used again."""


class Door:
    """Wraps the routes of the server; nothing raised inside leaves it."""

    def __init__(self, inside: ASGIApp, metrics: Metrics, hosts: Iterable[str], min_client: str) -> None:
        self._inside = inside
        self._metrics = metrics
        self._hosts = frozenset(host.lower() for host in hosts)
        self._min_client = min_client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._inside(scope, receive, send)
            return
        client = scope.get("client")
        note = Note(client[0] if client else "")
        scope["lattice"] = note
        # so that the router raises what it refuses, instead of answering in words of its own
        scope["app"] = self
        began = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                note.started = True
                note.status = message["status"]
                headers = message["headers"]
                headers.append((b"lattice-request-id", note.id.encode()))
                headers.extend(_ALWAYS)
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append(_NO_STORE)
            else:
                note.bytes_out += len(message.get("body", b""))
            await send(message)

        try:
            self._check(scope)
            await self._inside(scope, receive, sending)
        except ClientDisconnect:
            note.code = "disconnected"
        except Exception as error:  # noqa: BLE001  # the edge: what nobody foresaw goes to the log
            await self._answer(error, note, scope, receive, sending)
        finally:
            self._tell(scope, note, time.perf_counter() - began)

    async def _answer(self, error: Exception, note: Note, scope: Scope, receive: Receive, send: Send) -> None:
        status: int | None = None
        refusal: LatticeError
        if isinstance(error, LatticeError):
            refusal = error
            if error.__cause__ is not None and CODES[error.code].http_status >= 500:
                say_cause(error.__cause__, note)
        elif isinstance(error, HTTPException) and error.status_code == 405:
            status = 405
            refusal = asked_wrongly("That is not how it is asked.", "`/openapi.json` says with which method.")
        elif isinstance(error, HTTPException):
            refusal = not_here()
        else:
            say("unexpected", logging.ERROR, exc_info=error, request=note.id, route=note.route)
            refusal = failed(note.id)
        note.code = refusal.code
        self._metrics.refused(refusal.code)
        if note.started:
            # a stream that broke: uvicorn closes the connection, so that nobody takes it for whole
            return
        answer = error_answer(refusal, status=status, close=note.unread or refusal.code in _UNREAD)
        if status == 405 and isinstance(error, HTTPException) and error.headers:
            answer.headers.update(error.headers)
        await answer(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        """Refuse a wrong Host, browsers of other places, and clients that are too old."""
        host = origin = client = site = length = coding = None
        for name, value in scope["headers"]:
            if name == b"host":
                host = value
            elif name == b"origin":
                origin = value
            elif name == b"lattice-client":
                client = value
            elif name == b"sec-fetch-site":
                site = value
            elif name == b"content-length":
                length = value
            elif name == b"transfer-encoding":
                coding = value
        if length is not None and coding is not None:
            # a proxy in front may read it otherwise than we do
            scope["lattice"].unread = True
            raise asked_wrongly("The body has two lengths.")
        if host is None or not self._is_ours(host.decode("latin-1")):
            raise asked_wrongly(
                "This server is not called that.",
                "Its keeper names it: `lattice serve --url` or --allow-host.",
            )
        foreign = origin is not None and urlsplit(origin.decode("latin-1")).netloc.encode() != host
        if foreign or site in (b"cross-site", b"same-site"):
            raise LatticeError(
                "forbidden", "Pages of other places may not ask this server.", stage=Stage.AUTHORIZATION
            )
        if self._min_client and client is not None and _older(client.decode("latin-1"), self._min_client):
            raise LatticeError(
                "upgrade_required",
                f"This server needs Lattice {self._min_client} or newer.",
                "Upgrade with: pip install -U lattice-workbench",
                stage=Stage.CONSTRAINTS,
                details={"min_client": self._min_client, "server": __version__},
            )

    def _is_ours(self, host: str) -> bool:
        """Whether a Host names this server; addresses always do, for no foreign name leads there."""
        name = host.lower()
        if name.startswith("["):
            name = name[1:].partition("]")[0]
        elif name.count(":") == 1:
            name = name.partition(":")[0]
        if name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _tell(self, scope: Scope, note: Note, seconds: float) -> None:
        self._metrics.answered(note.route, note.status, seconds)
        self._metrics.add("sent_bytes", note.bytes_out)
        say(
            "request",
            logging.DEBUG if note.route in ("/healthz", "/readyz", "/metrics") else logging.INFO,
            request=note.id,
            method=scope["method"] if scope["method"].isalpha() else "?",
            route=note.route,
            workspace=note.workspace,
            actor=note.actor,
            status=note.status,
            code=note.code,
            ms=round(seconds * 1000, 1),
            sent=note.bytes_out,
            address=note.address,
        )


def say_cause(cause: BaseException, note: Note) -> None:
    """Write down what a database or the system said, without the words that may quote a row."""
    state = getattr(cause, "sqlstate", None)
    fields = {"request": note.id, "route": note.route, "sqlstate": state}
    if isinstance(state, str) and state.startswith("42"):
        # about names and syntax: of the statement, not of what it was given
        fields["said"] = str(cause).partition("\n")[0]
    say("cause", logging.ERROR, exc_info=cause, **fields)


def _older(version: str, than: str) -> bool:
    """Whether a version is older than another; one that is no version is."""
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = []
    for part in version.strip().split("."):
        digits = "".join(c for c in part if c.isascii() and c.isdigit())
        if not digits or not part[0].isdigit():
            break
        numbers.append(int(digits[:9]))
    return tuple(numbers)
