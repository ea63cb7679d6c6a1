"""The token of a member: from the environment or the keyring, also when another process renewed it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

from lattice.model.errors import LatticeError, Stage
from lattice.secrets import Secret, Vault, aside

#: The environment variable with a token; it goes before what is kept.
TOKEN_VARIABLE = "LATTICE_TOKEN"


class Pass(Protocol):
    """Where the token of a request comes from."""

    async def secret(self) -> Secret:
        """The token; raises `signed_out` when there is none, and what a keyring refuses."""
        ...

    async def again(self, refused: Secret) -> Secret | None:
        """Another token than the one that was refused, or None."""
        ...


class FixedPass:
    """A token that was given: it is never renewed."""

    renewable = False

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    async def secret(self) -> Secret:
        """See Pass."""
        return self._secret

    async def again(self, refused: Secret) -> Secret | None:
        """See Pass."""
        return None


class KeptPass:
    """A token in the keyring."""

    renewable = True

    def __init__(self, vault: Vault, name: str, workspace: str) -> None:
        self._vault = vault
        self._name = name
        self._workspace = workspace
        self._known: Secret | None = None
        self._turn = asyncio.Lock()

    async def secret(self) -> Secret:
        """See Pass."""
        async with self._turn:
            if self._known is None:
                self._known = await aside(lambda: self._vault.get(self._name))
        if self._known is None:
            raise LatticeError(
                "signed_out",
                f"There is no token for {self._workspace} on this machine.",
                "Join with a new invitation, or `lattice connect` with a token you have.",
                stage=Stage.IDENTITY,
            )
        return self._known

    async def again(self, refused: Secret) -> Secret | None:
        """See Pass: one that another process has kept since."""
        kept = await aside(lambda: self._vault.get(self._name))
        if kept is None or kept == refused:
            return None
        self._known = kept
        return kept

    async def keep(self, fresh: Secret) -> None:
        """Keep a new token in place of the one before; raises what a keyring refuses."""
        await asyncio.to_thread(self._vault.put, self._name, fresh)
        self._known = fresh


def token_name(workspace: str, member: str) -> str:
    """Under which name the token of a member is in the keyring."""
    return f"cloud-{workspace}-{member}"


def pass_of(
    vault: Vault, *, workspace: str, member: str, name: str, environ: Mapping[str, str]
) -> FixedPass | KeptPass:
    """Where the token of a workspace comes from: the environment goes first."""
    said = environ.get(TOKEN_VARIABLE, "").strip()
    if said and not said.startswith("laa_"):
        return FixedPass(Secret(said))
    return KeptPass(vault, token_name(workspace, member), name)
