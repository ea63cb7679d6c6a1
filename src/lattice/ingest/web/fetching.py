"""Asking for one page: hop by hop, each checked like the first, within bounds of bytes and time."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

import httpcore
import msgspec

from lattice.ingest.reader import shown
from lattice.ingest.web.bodies import ENCODINGS, Body, Budget
from lattice.ingest.web.connecting import CheckedConnections, Network, check_port
from lattice.ingest.web.manners import ROBOTS_BYTES, USER_AGENT, Manners
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules
from lattice.model.web_address import WebAddress, check_listed, parse_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE = {"accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5"}
_ANY = {"accept": "*/*"}
#: What servers write into Location although no address may hold it.
_UNQUOTED = re.compile(r"[\s\\\"<>^`{|}]")


class Head(msgspec.Struct, frozen=True):
    """What an answer says before its body."""

    url: str
    """That answered, after all redirects."""
    status: int
    fields: dict[str, str]
    """Names in lower case; several of one name joined by commas."""


class Answer(msgspec.Struct, frozen=True):
    """What a host answered."""

    head: Head
    body: bytes
    whole: bool
    """Whether the body was not cut because of its size."""
    hops: tuple[str, ...]
    """The addresses that sent on, before the one that answered."""


Accepts = Callable[[Head], None]
"""Raises LatticeError for an answer whose body is not wanted."""


class Visit:
    """The calls that one page takes, over connections of its own, until its time is over.

    No cookie, proxy or password of the environment is used, and nothing is remembered.
    """

    def __init__(
        self, pool: httpcore.AsyncConnectionPool, rules: WebRules, network: Network, manners: Manners
    ) -> None:
        self.rules = rules
        self.network = network
        self.deadline = asyncio.get_running_loop().time() + rules.timeout_s
        self._pool = pool
        self._manners = manners

    async def page(self, url: str, accepts: Accepts) -> Answer:
        """A page that a person or an agent named.

        Raises `invalid_value`, `forbidden`, `unreachable`, and what `accepts` raises.
        """
        async with self._in_time(url):
            return await self._follow(
                url, _PAGE, Budget(self.rules.max_bytes), self._robots_and_turn, accepts
            )

    async def endpoint(self, url: str, accepts: Accepts) -> Answer:
        """What a service made for programs answers: as a page, but robots.txt does not speak of it."""
        async with self._in_time(url):
            return await self._follow(url, _ANY, Budget(self.rules.max_bytes), self._turn, accepts)

    async def part(self, url: str, fields: Mapping[str, str], budget: Budget) -> Answer:
        """What a page that is being rendered asks for: one visit with it, so it is not spaced."""
        async with self._in_time(url):
            return await self._follow(url, fields, budget, _at_once, _anything)

    @asynccontextmanager
    async def _in_time(self, url: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout_at(self.deadline):
                yield
        except TimeoutError:
            raise LatticeError(
                "unreachable",
                f"{shown(url)} did not come within {self.rules.timeout_s} s.",
                "Try again, or allow more: `lattice settings set web.timeout_s N`.",
            ) from None

    async def _follow(
        self,
        url: str,
        fields: Mapping[str, str],
        budget: Budget,
        before: Callable[[WebAddress], Awaitable[None]],
        accepts: Accepts,
    ) -> Answer:
        """Ask, and ask where the answer sends on, with the same checks each time."""
        hops: list[str] = []
        address = parse_url(url)
        while True:
            check_listed(address.host, self.rules)
            check_port(address.url)
            await before(address)
            async with self._ask(address, fields) as response:
                head = _head(address.url, response)
                if head.status not in _REDIRECTS:
                    accepts(head)
                    body = Body(head.fields.get("content-encoding", ""), budget)
                    data = await body.take(response.aiter_stream())
                    return Answer(head, data, body.whole, tuple(hops))
            hops.append(address.url)
            address = _sent_on(head, hops, self.rules)

    @asynccontextmanager
    async def _ask(self, address: WebAddress, fields: Mapping[str, str]) -> AsyncIterator[httpcore.Response]:
        headers = {
            "Host": urlsplit(address.url).netloc,
            "User-Agent": USER_AGENT,
            "Accept-Encoding": ENCODINGS,
            **fields,
        }
        try:
            async with self._pool.stream("GET", address.url, headers=list(headers.items())) as response:
                yield response
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
            # OSError: what TLS says of damaged records
            raise _unreachable(address, error) from None

    async def _turn(self, address: WebAddress) -> None:
        await self._manners.turn(address.host)

    async def _robots_and_turn(self, address: WebAddress) -> None:
        parts = urlsplit(address.url)
        site = f"{parts.scheme}://{parts.netloc}"

        async def load() -> str | None:
            """What robots.txt says; all is open when there is none."""
            answer = await self._follow(
                f"{site}/robots.txt", _ANY, Budget(ROBOTS_BYTES), self._turn, _anything
            )
            if 400 <= answer.head.status < 500:
                return ""
            return answer.body.decode("utf-8-sig", "replace") if answer.head.status < 300 else None

        await self._manners.check_robots(address.url, site, load)
        await self._turn(address)


@asynccontextmanager
async def visiting(rules: WebRules, network: Network, manners: Manners) -> AsyncIterator[Visit]:
    """A visit that begins, and whose time begins, when fewer than two others are under way."""
    async with (
        manners.slots,
        httpcore.AsyncConnectionPool(
            ssl_context=(network.tls or _authorities)(),
            max_connections=6,
            keepalive_expiry=5,
            network_backend=CheckedConnections(network),
        ) as pool,
    ):
        yield Visit(pool, rules, network, manners)


@cache
def _authorities() -> ssl.SSLContext:
    """Those that this system trusts, and Mozilla's, for systems that come without."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


async def _at_once(address: WebAddress) -> None:
    """No wait."""


def _anything(head: Head) -> None:
    """No answer is refused."""


def _head(url: str, response: httpcore.Response) -> Head:
    fields: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("latin-1").lower(), _text(value)
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return Head(url, response.status, fields)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _sent_on(head: Head, hops: list[str], rules: WebRules) -> WebAddress:
    """Where a redirect leads; raises `forbidden` where it may not, `unreachable` when it leads nowhere."""
    location = head.fields.get("location")
    if location is None:
        raise LatticeError("unreachable", f"{shown(head.url)} sends on, but does not say where.")
    if len(hops) > rules.redirects:
        raise LatticeError(
            "unreachable",
            f"{shown(hops[0])} sends on more than {rules.redirects} times.",
            "Name the address where it ends.",
        )
    location = _UNQUOTED.sub(lambda found: quote(found[0]), location.strip())
    try:
        address = parse_url(urljoin(head.url, location))
    except (LatticeError, ValueError):
        raise LatticeError(
            "forbidden", f"{shown(head.url)} sends on to {shown(location)}, which is no page of the web."
        ) from None
    if address.url in hops:
        raise LatticeError("unreachable", f"{shown(hops[0])} sends on in a circle.")
    if head.url.startswith("https:") and address.url.startswith("http:"):
        raise LatticeError(
            "forbidden",
            f"{shown(head.url)} sends on to {shown(address.url)}, which is not encrypted.",
            "Fetch that address itself, if you want to read what anybody on the way may have written.",
        )
    return address


def _unreachable(address: WebAddress, error: Exception) -> LatticeError:
    """What went wrong between here and there, without the words of what was sent."""
    reason = "the connection failed"
    if isinstance(error, httpcore.TimeoutException):
        reason = "it does not answer"
    elif isinstance(error, httpcore.ProtocolError):
        reason = "what it answers is not HTTP, or was cut off"
    elif "CERTIFICATE_VERIFY_FAILED" in str(error):
        reason = "its certificate is not valid for this name"
    elif isinstance(error, httpcore.ConnectError):
        reason = "no connection can be made"
    return LatticeError(
        "unreachable",
        f"{shown(address.url)} cannot be reached: {reason}.",
        "Check the address, or try again.",
    )
