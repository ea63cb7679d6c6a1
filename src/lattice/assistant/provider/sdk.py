"""The SDK of the service: imported when it is first needed, and never on the thread that draws the screen."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from lattice.assistant.provider.credentials import Credential
from lattice.assistant.provider.limits import Limits

if TYPE_CHECKING:
    import httpx2
    from anthropic import AsyncAnthropic


async def warm() -> None:
    """Import the SDK (1.2 s, 3,400 modules) in a thread, so that the first request does not wait for it."""
    await asyncio.to_thread(_load)


async def make_client(
    credential: Credential, current: Callable[[], Credential], address: str, limits: Limits
) -> AsyncAnthropic:
    """A client that opens the service by `current()` alone, whatever the environment holds."""
    return await asyncio.to_thread(_make, credential, current, address, limits)


def _load() -> None:
    for name in ("anthropic", "anthropic.resources.messages", "anthropic.resources.models"):
        importlib.import_module(name)


def _make(
    credential: Credential, current: Callable[[], Credential], address: str, limits: Limits
) -> AsyncAnthropic:
    _load()
    import anthropic
    import httpx2

    async def one_credential(request: httpx2.Request) -> None:
        # `ANTHROPIC_CUSTOM_HEADERS` can add a second one, or put one in the place of ours
        secret = current().secret
        held = [name for name in ("authorization", "x-api-key") if request.headers.get(name)]
        ours = [name for name in held if request.headers[name].removeprefix("Bearer ") == secret]
        for name in held:
            if name not in ours[:1]:
                del request.headers[name]
        if not ours:
            request.headers["authorization"] = f"Bearer {secret}"

    timeout = httpx2.Timeout(limits.silence_s, connect=limits.connect_s)
    return anthropic.AsyncAnthropic(
        api_key=credential.secret if credential.kind == "api_key" else None,
        auth_token=credential.secret if credential.kind == "auth_token" else None,
        base_url=address,
        max_retries=0,
        timeout=timeout,
        open_telemetry=False,
        http_client=anthropic.DefaultAsyncHttpxClient(
            # a service does not move, and a key does not follow it
            follow_redirects=False,
            timeout=timeout,
            event_hooks={"request": [one_credential]},
        ),
    )
