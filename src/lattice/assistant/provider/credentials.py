"""What opens the service: one key or one token, never both, and never printed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

Kind = Literal["api_key", "auth_token"]


class Credential(msgspec.Struct, frozen=True):
    """A key of a service, or a token that stands for a person."""

    kind: Kind
    secret: str

    def __repr__(self) -> str:
        return f"Credential({self.kind!r}, …)"


#: Asked before each request, so that a token which was refreshed meanwhile is the one that is sent.
CredentialSource = Callable[[], Awaitable[Credential]]


def always(credential: Credential) -> CredentialSource:
    """A source that has one credential."""

    async def give() -> Credential:
        return credential

    return give


def scrubbed(text: str, secret: str) -> str:
    """A text of the service without the secret, should it repeat it."""
    return text.replace(secret, "…") if secret else text
