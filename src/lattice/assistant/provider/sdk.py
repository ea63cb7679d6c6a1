"""The SDK of the service: imported when it is first needed, and never on the thread that draws the screen."""

from __future__ import annotations

import asyncio
import gc
import importlib
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lattice.assistant.credentials import OAUTH_BETA, Credential, Kind
from lattice.assistant.provider.address import stays_here
from lattice.assistant.provider.credentials import Opener
from lattice.assistant.provider.limits import Limits

if TYPE_CHECKING:
    import httpx2
    from anthropic import AsyncAnthropic


async def warm() -> None:
    """Import the SDK (1.2 s, 3,400 modules) in a thread, so that the first request does not wait for it."""
    await asyncio.to_thread(_load)


async def make_client(credential: Credential, opener: Opener, address: str, limits: Limits) -> AsyncAnthropic:
    """A client that opens the service by what `opener` last gave alone, whatever the environment holds."""
    return await asyncio.to_thread(_make, credential, opener, address, limits)


def _load() -> None:
    """Import it without rounds of the garbage collector, which would freeze the screen for up to 150 ms.

    What modules make stays as long as the program: it is counted as lasting and not walked again.
    """
    if "anthropic.resources.models" in sys.modules:
        return
    collects = gc.isenabled()
    gc.disable()
    try:
        for name in ("anthropic", "anthropic.resources.messages", "anthropic.resources.models"):
            importlib.import_module(name)
        gc.freeze()
    finally:
        if collects:
            gc.enable()


def _make(credential: Credential, opener: Opener, address: str, limits: Limits) -> AsyncAnthropic:
    _load()
    import anthropic
    import httpx2

    async def one_credential(request: httpx2.Request) -> None:
        # `ANTHROPIC_CUSTOM_HEADERS` can add a second one, or put one in the place of ours; and a sign-in
        # may have been renewed since the client was made
        current = opener.secret.reveal()
        held = [name for name in ("authorization", "x-api-key") if request.headers.get(name)]
        ours = [name for name in held if request.headers[name].removeprefix("Bearer ") == current]
        for name in held:
            if name not in ours[:1]:
                del request.headers[name]
        if not ours:
            request.headers["authorization"] = f"Bearer {current}"

    is_key, secret = credential.kind is Kind.API_KEY, credential.secret.reveal()
    timeout = httpx2.Timeout(limits.silence_s, connect=limits.connect_s)
    return anthropic.AsyncAnthropic(
        api_key=secret if is_key else None,
        auth_token=None if is_key else secret,
        base_url=address,
        max_retries=0,
        timeout=timeout,
        open_telemetry=False,
        default_headers=None if is_key else {"anthropic-beta": OAUTH_BETA},
        http_client=_http_client(address, timeout, one_credential),
    )


def _http_client(
    address: str, timeout: httpx2.Timeout, hook: Callable[[httpx2.Request], Awaitable[None]]
) -> httpx2.AsyncClient:
    import anthropic
    import httpx2

    hooks = {"request": [hook]}
    # a service does not move, and a key does not follow it
    if stays_here(address):
        # and nothing for this machine goes over a proxy of the environment, where it could be read
        return httpx2.AsyncClient(follow_redirects=False, timeout=timeout, event_hooks=hooks, trust_env=False)
    return anthropic.DefaultAsyncHttpxClient(follow_redirects=False, timeout=timeout, event_hooks=hooks)
