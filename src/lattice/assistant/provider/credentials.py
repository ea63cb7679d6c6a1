"""The secret that goes with each request: asked for each time, so that a renewed sign-in is what is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable

from lattice.assistant.credentials import Credential
from lattice.secrets import Secret

#: Gives what opens the service now; `lattice.assistant.credentials.Held` is one.
CredentialSource = Callable[[], Awaitable[Credential]]


@runtime_checkable
class Forgetful(Protocol):
    """A source that keeps what it gave, until it is told that it no longer opens anything."""

    def forget(self) -> None:
        """Look again."""


class Opener:
    """Knows what was last given, for those who cannot wait for it."""

    def __init__(self, given: Credential | CredentialSource) -> None:
        self._given = given
        self.secret = given.secret if isinstance(given, Credential) else Secret("")

    async def fresh(self) -> Credential:
        """What opens the service now; raises as the source does."""
        credential = self._given if isinstance(self._given, Credential) else await self._given()
        self.secret = credential.secret
        return credential

    async def another(self) -> bool:
        """Look again after a refusal: whether there is another secret by now, from whoever set it."""
        if not isinstance(self._given, Forgetful):
            return False
        refused = self.secret
        self._given.forget()
        return (await self.fresh()).secret != refused
