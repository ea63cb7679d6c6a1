"""Connections that are made to an address that was looked at, and to no other."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

import httpcore

from lattice.ingest.web.addresses import parse_address, why_refused
from lattice.model.errors import LatticeError

#: Addresses of one name that are tried, and seconds for each.
_TRIED = 4
_CONNECT_S = 5.0

#: From 1024 on all ports are open but those of other protocols, which browsers keep closed too.
_LOW_PORTS = frozenset({80, 443})
_CLOSED_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to its addresses, best first; raises OSError."""


async def system_addresses(host: str, port: int) -> list[str]:
    """What the system's resolver says, each address once."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved, which addresses are refused, and by which clock visits are spaced.

    Other than the defaults only tests want: `refused` is what keeps the person's own network shut.
    """

    resolve: Resolver = system_addresses
    refused: Callable[[IPv4Address | IPv6Address], str] = why_refused
    tls: Callable[[], ssl.SSLContext] | None = None
    """Makes the context for https; Mozilla's list of authorities when None."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    sandboxed: bool = True
    """Whether a browser that renders pages must be in its sandbox."""
    post_endpoint: str = "https://publish.twitter.com/oembed"


def check_port(url: str) -> None:
    """Raise `forbidden` for the ports of mail, shells and their like, which pages must not reach."""
    parts = urlsplit(url)
    port = parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80
    if port in _LOW_PORTS or (port >= 1024 and port not in _CLOSED_PORTS):
        return
    raise LatticeError(
        "forbidden",
        f"Port {port} is not one that web pages are served from.",
        "Ports 80, 443 and those from 1024 on are asked, but those of other services.",
    )


class CheckedConnections(httpcore.AsyncNetworkBackend):
    """Resolves a name once, looks at each address, and connects to one that passed.

    A name that is resolved again may be another; so the connection goes to the address itself, while the
    name stays in the Host header and in TLS.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that is public and answers."""
        failure: Exception = httpcore.ConnectError("no address")
        each = min(_CONNECT_S, timeout) if timeout is not None else _CONNECT_S
        for address in (await self._public_addresses(host, port))[:_TRIED]:
            try:
                return await self._plain.connect_tcp(
                    str(address),
                    port,
                    timeout=each,
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: a socket of this machine is no page."""
        raise LatticeError("forbidden", "Sockets of this machine are not asked.")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's retries, which are off."""
        await asyncio.sleep(seconds)

    async def _public_addresses(self, host: str, port: int) -> list[IPv4Address | IPv6Address]:
        try:
            found = [parse_address(text) for text in await self._network.resolve(host, port)]
        except (OSError, ValueError, UnicodeError):
            found = []
        if not found:
            raise LatticeError(
                "unreachable", f"The name {host} has no address.", "Check its spelling and your connection."
            )
        refusals = {address: self._network.refused(address) for address in found}
        public = [address for address, reason in refusals.items() if not reason]
        if not public:
            address, reason = next(iter(refusals.items()))
            raise LatticeError(
                "forbidden",
                f"{host} is at {address} ({reason}), which is not on the public network.",
                "Only public pages are fetched; save the page and add it as a file.",
            )
        return public
