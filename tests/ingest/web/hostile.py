"""A server on loopback that answers as badly as wanted, and the network in which it is a public one."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

from lattice.ingest.web.addresses import why_refused
from lattice.ingest.web.connecting import Network
from lattice.ingest.web.fetching import Visit, visiting
from lattice.ingest.web.manners import Manners
from lattice.model.web import WebRules

HOST = "page.test"
LOOPBACK = ip_address("127.0.0.1")
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Asked(NamedTuple):
    """A request as it came."""

    path: str
    fields: dict[str, str]


Answering = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Site:
    """What the server answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | Answering] = {"/robots.txt": NO_ROBOTS}
        self.asked: list[Asked] = []
        self.names: list[str | None] = []
        """Names that TLS was begun with."""
        self.port = 0
        self.scheme = "http"

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                fields = dict(line.split(": ", 1) for line in head[1:] if line)
                self.asked.append(Asked(head[0].split(" ")[1], {k.lower(): v for k, v in fields.items()}))
                answer = self.answers.get(self.asked[-1].path.partition("?")[0], page(b"", status=404))
                if isinstance(answer, bytes):
                    writer.write(answer)
                    await writer.drain()
                else:
                    await answer(writer)
                    break
        writer.close()


def page(body: bytes | str, content_type: str = "text/html", status: int = 200, **fields: str) -> bytes:
    """A whole answer."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def sent_on(location: str, status: int = 302) -> bytes:
    """An answer that sends on."""
    return page(b"", "", status, Location=location)


def article(title: str = "A page", words: str = "Words that are read by people. ") -> str:
    """A page of which the main text is plain to see."""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Menu</a></nav>"
        f"<article><h1>{title}</h1><p>{words * 40}</p></article><footer>Imprint</footer></body></html>"
    )


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A server until the end of the block."""
    site = Site()
    if tls is not None:
        site.scheme = "https"
        tls.sni_callback = lambda _socket, name, _context: site.names.append(name)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=tls, limit=1 << 20)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()


class Names:
    """A resolver: for each name what it answers, one after the other; the last one stays."""

    def __init__(self, answers: dict[str, list[list[str]]] | None = None) -> None:
        self.asked: list[str] = []
        self._answers = answers or {HOST: [["127.0.0.1"]]}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if answers is None:
            with suppress(ValueError):
                return [str(ip_address(host))]
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Clock:
    """Time that passes only while somebody waits for it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def all_but_this_server(address: IPv4Address | IPv6Address) -> str:
    """The real policy, for which the server of the test is a public one."""
    return "" if address == LOOPBACK else why_refused(address)


def network(names: Names | None = None, clock: Clock | None = None, **others: object) -> Network:
    """Where the server is public and waiting takes no time."""
    clock = clock or Clock()
    return Network(
        resolve=names or Names(),
        clock=clock,
        sleep=clock.sleep,
        **{"refused": all_but_this_server, **others},  # type: ignore[arg-type]
    )


@asynccontextmanager
async def visit(
    net: Network | None = None, rules: WebRules | None = None, manners: Manners | None = None
) -> AsyncIterator[Visit]:
    """A visit in such a network."""
    net = net or network()
    async with visiting(rules or WebRules(), net, manners or Manners(net)) as begun:
        yield begun
