"""A provider that talks to a server of these."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lattice.assistant.credentials import Credential, Kind, Source
from lattice.assistant.provider import Limits, Provider
from lattice.secrets import Secret
from tests.assistant.wire.server import Wire

#: The key that tests use.
KEY = "sk-test-0123456789"
#: As in life, but the waits between tries are short.
QUICK = Limits(first_wait_s=0.001, most_wait_s=0.01)


def a_key(text: str = KEY) -> Credential:
    """A key, as the keyring or the environment would give it."""
    return Credential(Kind.API_KEY, Source.ENVIRONMENT, Secret(text))


@asynccontextmanager
async def opened(wire: Wire, limits: Limits = QUICK, key: str = KEY) -> AsyncIterator[Provider]:
    """A provider with a key that is in nobody's keyring."""
    provider = Provider(a_key(key), base_url=wire.url, limits=limits)
    try:
        yield provider
    finally:
        await provider.close()
