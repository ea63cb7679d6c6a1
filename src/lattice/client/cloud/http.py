"""The way to one workspace on a server: requests with deadlines, asked again where that is safe."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from lattice import __version__
from lattice.client.cloud.lean import load_httpx
from lattice.client.cloud.signing_in import Server
from lattice.client.cloud.tokens import Pass
from lattice.client.cloud.trust import failure, is_loopback, refusal, tls_context
from lattice.model.errors import LatticeError, closed_workspace
from lattice.secrets import Secret

if TYPE_CHECKING:
    # 90 ms, paid for by those who talk to a server
    import httpx

#: Seconds: to be connected, between two pieces of an answer, of a request, and for a free connection.
CONNECT_S, READ_S, WRITE_S, POOL_S = 5.0, 30.0, 30.0, 10.0
#: Waits before asking again, in seconds, when an answer was lost.
AGAIN_S = (0.1, 0.3, 1.0, 2.0, 4.0)
#: A server that says to come back within so many seconds is waited for.
PATIENCE_S = 3.0

#: What a request says of a body that is JSON.
JSON = {"Content-Type": "application/json"}
#: The body of a request: bytes, or what makes a stream anew.
Body = bytes | Callable[[], AsyncIterator[bytes]]


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connection:
    """Requests of one member to one workspace. It connects when first asked."""

    def __init__(
        self, server: Server, workspace: str, pass_: Pass, *, origin: str = "api", http2: bool = True
    ) -> None:
        """Who asks only once or twice does better without `http2`, which takes 70 ms to load."""
        self.server = server
        self.workspace = workspace
        self._pass = pass_
        self._origin = origin
        self._http2 = http2
        self._fingerprint = server.fingerprint
        self._client: httpx.AsyncClient | None = None
        self._streams: httpx.AsyncClient | None = None
        self._closed = False

    async def get_ready(self) -> None:
        """Do what a first request waits for, but asking. Raises as `Pass.secret` does."""
        await self._token()
        self._connected()

    async def _token(self) -> Secret:
        """The token; while a keyring looks for it the library is loaded."""
        looking = asyncio.ensure_future(self._pass.secret())
        try:
            await asyncio.sleep(0)
            load_httpx()
            return await looking
        finally:
            looking.cancel()

    def path(self, *parts: str) -> str:
        """The path of something in the workspace."""
        return "/".join(("/v1", self.workspace, *parts))

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Body = b"",
        headers: Mapping[str, str] | None = None,
        writes: bool = False,
        again: bool = True,
        read_s: float = READ_S,
    ) -> Answer:
        """One question and its answer.

        Whatever `writes` has an `op_id` in its headers, so that it can be asked again when an answer was
        lost; `again` says whether its body can be sent again. Raises `unreachable` when it was never sent,
        `outcome_unknown` when it was and no answer came in time, and whatever the server refuses.
        """
        sent = False
        for wait_s in (*(AGAIN_S if writes else AGAIN_S[:2]), None):
            try:
                return await self._once(method, path, body, headers or {}, read_s)
            except LatticeError as error:
                lost = error.code == "outcome_unknown"
                sent = sent or lost
                waited = error.details.get("retry_after_s", 0) if error.code == "rate_limited" else None
                if waited is not None and (waited > PATIENCE_S or wait_s is None):
                    raise
                if waited is None and not (lost or (sent and error.code == "unreachable")):
                    raise
                if wait_s is None or not again:
                    raise self._unknown(writes=writes) from None
            await asyncio.sleep((waited or wait_s) * random.uniform(0.8, 1.2))
        raise AssertionError("the last try answers or raises")

    def _unknown(self, *, writes: bool) -> LatticeError:
        if not writes:
            return failure_of_read(self.server.address)
        return LatticeError(
            "outcome_unknown",
            f"The answer of {self.server.address} was lost; it may have done it or not.",
            "Ask again with the same op_id: what was done is not done twice.",
        )

    async def _once(
        self,
        method: str,
        path: str,
        body: Body,
        headers: Mapping[str, str],
        read_s: float,
    ) -> Answer:
        """One try; a token that was renewed by another process meanwhile is taken up."""
        secret = await self._token()
        import httpx

        timeout = httpx.Timeout(read_s, connect=CONNECT_S, write=WRITE_S, pool=POOL_S)
        for _ in range(2):
            content = body if isinstance(body, bytes) else body()
            try:
                response = await self._connected().request(
                    method,
                    self.server.address + path,
                    content=content,
                    headers={**headers, "Authorization": f"Bearer {secret.reveal()}"},
                    timeout=timeout,
                )
            except httpx.HTTPError as error:
                if await self._fall_back(refused := self._failed(error)):
                    continue
                # the exception of httpx holds the request, and that the token
                raise refused from None
            if response.status_code == 401 and (fresh := await self._pass.again(secret)) is not None:
                secret = fresh
                continue
            return self._answer(response.status_code, response.headers, response.content)
        raise refusal(401, b"", self.server.address)

    def _failed(self, error: httpx.HTTPError) -> LatticeError:
        """In words what went wrong; of reads too it is `outcome_unknown` when they had been sent."""
        return failure(error, self.server.address, writes=True, pinned=bool(self._fingerprint))

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
        if 200 <= status < 300:
            return Answer(status, headers, body)
        refused = refusal(status, body, self.server.address)
        if refused.code == "unreachable":
            # something between here and the server answered for it: the server may have heard
            raise LatticeError("outcome_unknown", refused.message, refused.hint)
        raise refused

    async def _fall_back(self, refused: LatticeError) -> bool:
        """Whether to try once more with the machine's own authorities instead of the one certificate."""
        if refused.code != "untrusted_server" or not self._fingerprint:
            return False
        self._fingerprint = ""
        await self._let_go()
        return True

    @contextlib.asynccontextmanager
    async def stream(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        read_s: float = READ_S,
    ) -> AsyncIterator[httpx.Response]:
        """An answer that is read while it comes, on a connection of its own; raises LatticeErrors alone."""
        secret = await self._token()
        import httpx

        timeout = httpx.Timeout(read_s, connect=CONNECT_S, write=WRITE_S, pool=POOL_S)
        request = {**(headers or {}), "Authorization": f"Bearer {secret.reveal()}"}
        url = self.server.address + path
        try:
            for _ in range(2):
                try:
                    async with self._streaming().stream(
                        "GET", url, params=params, headers=request, timeout=timeout
                    ) as response:
                        if not 200 <= response.status_code < 300:
                            raise refusal(response.status_code, await response.aread(), self.server.address)
                        yield response
                        return
                except httpx.HTTPError as error:
                    if not await self._fall_back(self._failed(error)):
                        raise
                except LatticeError as error:
                    fresh = await self._pass.again(secret) if error.code == "signed_out" else None
                    if fresh is None:
                        raise
                    request["Authorization"] = f"Bearer {fresh.reveal()}"
        except httpx.HTTPError as error:
            pinned = bool(self.server.fingerprint)
            raise failure(error, self.server.address, writes=False, pinned=pinned) from None

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = self._made(http2=self._http2)
        return self._client

    def _streaming(self) -> httpx.AsyncClient:
        """Streams have connections of their own: what breaks one does not break the requests beside it."""
        if self._streams is None:
            self._streams = self._made(http2=False)
        return self._streams

    def _made(self, *, http2: bool) -> httpx.AsyncClient:
        import httpx

        if self._closed:
            raise closed_workspace()
        host = urlsplit(self.server.address)
        return httpx.AsyncClient(
            http2=http2 and host.scheme == "https",
            verify=tls_context(self._fingerprint) if host.scheme == "https" else False,
            follow_redirects=False,
            # a proxy of the environment is for other machines
            trust_env=not is_loopback(host.hostname or ""),
            headers={"Lattice-Client": __version__, "Lattice-Origin": self._origin},
            limits=httpx.Limits(max_connections=20, max_keepalive_connections=8, keepalive_expiry=20),
        )

    async def close(self) -> None:
        """Let go of all connections, for good."""
        self._closed = True
        await self._let_go()

    async def _let_go(self) -> None:
        held, self._client, self._streams = (self._client, self._streams), None, None
        for client in held:
            if client is not None:
                await client.aclose()


def failure_of_read(server: str) -> LatticeError:
    """Nobody answered a question in time."""
    return LatticeError(
        "unreachable",
        f"{server} does not answer.",
        "Check the network, or ask whoever runs it whether it is up.",
    )
