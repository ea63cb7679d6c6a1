"""The secret that goes with each request: asked for each time, so that a renewed sign-in is what is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from lattice.assistant.credentials import Credential
from lattice.secrets import Secret

#: Gives what opens the service now; `lattice.assistant.credentials.Held` is one.
CredentialSource = Callable[[], Awaitable[Credential]]


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
