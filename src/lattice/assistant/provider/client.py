"""Asking a model: one request, one stream of typed events, with tries again in between."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from lattice.assistant.credentials import Credential
from lattice.assistant.provider import failures, sdk
from lattice.assistant.provider.address import service_address
from lattice.assistant.provider.body import body_of, seals
from lattice.assistant.provider.credentials import CredentialSource, Opener
from lattice.assistant.provider.decoding import Decoder, Malformed, ServiceError
from lattice.assistant.provider.events import (
    BlockDone,
    ProviderEvent,
    Request,
    ResponseDone,
    ResponseStarted,
    Restarted,
    Retrying,
    TextDone,
    UsageSeen,
)
from lattice.assistant.provider.failures import Failure
from lattice.assistant.provider.limits import LIMITS, Limits
from lattice.assistant.provider.thinking import accepted_by
from lattice.model.chat import Usage
from lattice.model.errors import LatticeError

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic, AsyncStream

_T = TypeVar("_T")

#: After the last event the connection is read to its end, so that it can be used again; not longer than this.
_DRAIN_S = 0.25


class Answer(msgspec.Struct, frozen=True):
    """A whole response of which only the words matter: a title, a summary."""

    text: str
    stop_reason: str
    usage: Usage
    model: str


class Provider:
    """Models behind one address, opened by one credential. Lives in one event loop; close it at the end."""

    def __init__(
        self,
        credential: Credential | CredentialSource,
        *,
        base_url: str = "",
        plain_http: bool = False,
        limits: Limits = LIMITS,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """Raises `invalid_value` for an address that is none, or where a key could be read on its way."""
        self.address = service_address(base_url, plain_http=plain_http)
        self.limits = limits
        self._draw = draw
        self._opener = Opener(credential)
        self._sdk: AsyncAnthropic | None = None
        self._making = asyncio.Lock()
        self._accepted: dict[str, frozenset[str]] = {}
        self._unwelcome: set[str] = set()

    def __repr__(self) -> str:
        return f"Provider({self.address!r})"

    @property
    def where(self) -> str:
        """The host, for people."""
        return urlsplit(self.address).netloc

    def knows(self, accepted: Mapping[str, frozenset[str]]) -> None:
        """What models take as `thinking.type`, as the service lists it; better than what their names say."""
        self._accepted.update(accepted)

    async def warm(self) -> None:
        """Load what the first request needs, in a thread."""
        await sdk.warm()

    async def close(self) -> None:
        """Close the connections; streams that run end with an error."""
        client, self._sdk = self._sdk, None
        if client is not None:
            await client.close()

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        """Ask once, and yield what comes as it comes; see `events` for the order.

        Cancelling, or closing the generator (`async with aclosing(provider.stream(…))`), closes the
        connection.
        Raises LatticeError: `key_refused`, `model_unavailable`, `context_too_long`, `too_large`, `busy`,
        `unreachable`, `failed`.
        """
        attempt, is_reopened = 1, False
        while True:
            begun, used = False, Usage()
            try:
                async with aclosing(self._attempt(request)) as events:
                    async for event in events:
                        begun = begun or isinstance(event, ResponseStarted)
                        used = event.usage if isinstance(event, UsageSeen) else used
                        yield event
                return
            except Failure as failure:
                if self._softened(request, failure):
                    continue
                if (
                    failure.status == 401
                    and not is_reopened
                    and (is_reopened := await self._opener.another())
                ):
                    continue
                wait_s = self._wait(failure, attempt)
                if begun:
                    yield Restarted(failure.error.message, used)
                yield Retrying(attempt + 1, self.limits.tries, wait_s, failure.error.message)
            attempt += 1
            await asyncio.sleep(wait_s)

    async def answer(self, request: Request) -> Answer:
        """Ask, and give the words of the whole response."""
        parts: list[str] = []
        async with aclosing(self.stream(request)) as events:
            async for event in events:
                match event:
                    case BlockDone(block=TextDone(text=text)):
                        parts.append(text)
                    case Restarted():
                        parts.clear()
                    case ResponseDone():
                        return Answer("\n\n".join(parts), event.stop_reason, event.usage, event.model)
                    case _:
                        pass
        raise LatticeError("failed", "The model service ended without an answer.", "Ask again.")

    async def count(self, request: Request) -> int:
        """How many tokens a request is, as the service counts them."""
        body = body_of(request, frozenset(), self._unwelcome)
        del body["max_tokens"]

        async def ask(client: AsyncAnthropic) -> int:
            return (await client.messages.count_tokens(**body)).input_tokens

        return await self.patiently(ask, request.model)

    async def patiently(self, ask: Callable[[AsyncAnthropic], Awaitable[_T]], model: str = "") -> _T:
        """Ask something that does not stream, again if that can help; raises what `stream` does."""
        attempt, is_reopened = 1, False
        while True:
            try:
                return await self._once(ask, model)
            except Failure as failure:
                if (
                    failure.status == 401
                    and not is_reopened
                    and (is_reopened := await self._opener.another())
                ):
                    continue
                wait_s = self._wait(failure, attempt)
            attempt += 1
            await asyncio.sleep(wait_s)

    # one try

    async def _attempt(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        deadline = asyncio.get_running_loop().time() + self.limits.reply_s
        body = body_of(request, self._accepts(request.model), self._unwelcome)

        async def ask(client: AsyncAnthropic) -> AsyncStream[Any]:
            begun: AsyncStream[Any] = await client.messages.create(**body, stream=True)
            return begun

        stream = await self._once(ask, request.model)
        try:
            if stream.response.headers.get("content-type", "").startswith(("text/html", "application/json")):
                raise failures.no_stream(self.where)
            decoder = Decoder(stream.response.headers.get("request-id", ""))
            raw = stream.raw_events(stream.response)
            while not decoder.is_done:
                try:
                    async with asyncio.timeout_at(deadline):
                        sse = await anext(raw, None)
                    if sse is None:
                        raise failures.unreachable(self.where, "broke off in the middle of the answer")
                    taken = decoder.take(sse.event or "", sse.data)
                except Exception as error:  # noqa: BLE001 - whatever the transport raises becomes one failure
                    raise self._failure(error, request.model) from None
                for event in taken:
                    yield event
            # the answer is whole: a connection that breaks now is only not used again
            with suppress(Exception):
                async with asyncio.timeout(_DRAIN_S):
                    await anext(raw, None)
        finally:
            await stream.close()

    async def _once(self, ask: Callable[[AsyncAnthropic], Awaitable[_T]], model: str) -> _T:
        client = await self._client()
        try:
            async with asyncio.timeout(self.limits.reply_s):
                return await ask(client)
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes one failure
            raise self._failure(error, model) from None

    async def _client(self) -> AsyncAnthropic:
        async with self._making:
            credential = await self._opener.fresh()
            if self._sdk is None:
                self._sdk = await sdk.make_client(credential, self._opener, self.address, self.limits)
            return self._sdk

    def _accepts(self, model: str) -> frozenset[str]:
        return self._accepted.get(model, accepted_by(model))

    # when it fails

    def _wait(self, failure: Failure, attempt: int) -> float:
        """How long to wait before the next try; raises the error when there is none."""
        if not failure.again or attempt >= self.limits.tries:
            raise failure.error from None
        return self.limits.wait_s(attempt, self._draw()) if failure.wait_s is None else failure.wait_s

    def _softened(self, request: Request, failure: Failure) -> bool:
        """Whether the same can be asked in a way that the service takes, at once; remembered from then on."""
        if failure.status != 400:
            return False
        said = failure.said.lower()
        if "thinking" in said and ("signature" in said or "bound to" in said or "cannot be modified" in said):
            # what the model thought holds only as long as nothing before it changes
            known = len(self._unwelcome)
            self._unwelcome |= seals(request.messages)
            return len(self._unwelcome) > known
        if ("thinking" in said or "effort" in said) and self._accepts(request.model):
            self._accepted[request.model] = frozenset()
            return True
        return False

    def _failure(self, error: Exception, model: str) -> Failure:
        """Any exception of the SDK and of what lies under it as a failure; bugs are raised as they are."""
        import anthropic
        import httpx2

        scrub = self._opener.secret.scrub
        match error:
            case Failure():
                return error
            case anthropic.APIStatusError():
                refusal = failures.refusal_of(error.status_code, error.body, scrub)
                return failures.of_refusal(refusal, error.response.headers, model, self.limits)
            case ServiceError():
                return failures.of_service_error(error, model, self.limits, scrub)
            case Malformed() | UnicodeDecodeError() | anthropic.APIResponseValidationError():
                return failures.of_malformed(Malformed(str(error)))
            case anthropic.APIConnectionError():
                return self._unreachable(error.__cause__)
            case httpx2.TransportError():
                return self._unreachable(error)
            case TimeoutError():
                return failures.too_slow(self.where, self.limits)
        raise error

    def _unreachable(self, cause: BaseException | None) -> Failure:
        import httpx2

        match cause:
            case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
                why = f"did not answer within {self.limits.connect_s:g} s"
            case httpx2.TimeoutException():
                why = f"was silent for {self.limits.silence_s:g} s"
            case httpx2.ConnectError():
                why = "cannot be reached"
            case _:
                why = "broke the connection"
        return failures.unreachable(self.where, why)
