"""What goes with each request to the model: which key or sign-in, and where it is from."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from lattice.assistant.oauth import OAUTH, fresh_tokens, stored_tokens
from lattice.model.errors import LatticeError, Stage
from lattice.secrets import Secret, Vault, aside

#: The name under which the key is kept.
API_KEY = "api-key"
#: The environment variable that the key is taken from when none is kept.
KEY_VARIABLE = "ANTHROPIC_API_KEY"
HOW_TO_CONNECT = (
    "Connect one: *Connect the assistant…* (^p) in the workbench, or `lattice key set`; "
    f"or set {KEY_VARIABLE} in the environment."
)
#: What says to the service that a token is one of a sign-in; without it, it takes none.
OAUTH_BETA = "oauth-2025-04-20"
#: Longest key, in characters.
_MOST_CHARS = 4_000


class Kind(StrEnum):
    """What a credential is."""

    API_KEY = "api_key"
    OAUTH = "oauth"


class Source(StrEnum):
    """Where a credential is from."""

    KEYRING = "keyring"
    FILE = "file"
    ENVIRONMENT = "environment"


class Credential(msgspec.Struct, frozen=True):
    """The one thing that goes with each request: a key, or the token of a sign-in, never both."""

    kind: Kind
    source: Source
    secret: Secret
    expires_at: int = 0
    """In seconds since 1970, of a sign-in; 0 when it does not run out."""
    renew_at: float = 0
    """When to ask for it again, in seconds since 1970; 0 when never."""
    note: str = ""
    """What a person should know about it, such as why the keyring was not asked."""


async def credentials(
    vault: Vault, environ: Mapping[str, str] | None = None, *, refused: Secret | None = None
) -> Credential:
    """What is used: what is kept, else the key of the environment.

    `refused` is the token of a sign-in that the service no longer takes: it is renewed whatever its time.
    Raises `no_key` when there is neither, `no_passphrase` when the encrypted file stays shut,
    `key_refused` when one has to sign in again.
    """
    environ = os.environ if environ is None else environ
    note = ""
    try:
        kept = await _kept(vault, refused)
        if kept is not None:
            return kept
    except LatticeError as error:
        if error.code not in ("no_keyring", "no_passphrase"):
            raise
        note = error.message
        if not environ.get(KEY_VARIABLE, "").strip():
            if error.code == "no_passphrase":
                raise
            raise LatticeError(
                "no_key",
                f"No key can be read. {note}",
                error.hint,
                stage=Stage.CONSTRAINTS,
                details={"keyring": note},
            ) from None
    key = environ.get(KEY_VARIABLE, "").strip()
    if not key:
        raise LatticeError("no_key", "No key is connected.", HOW_TO_CONNECT, stage=Stage.CONSTRAINTS)
    problem = key_problem(key)
    if problem:
        raise LatticeError("no_key", f"{KEY_VARIABLE}: {problem}", HOW_TO_CONNECT, stage=Stage.CONSTRAINTS)
    return Credential(Kind.API_KEY, Source.ENVIRONMENT, Secret(key), note=note)


async def _kept(vault: Vault, refused: Secret | None) -> Credential | None:
    source = Source(vault.store)
    tokens = await aside(lambda: stored_tokens(vault))
    if tokens is not None and (tokens.due(time.time()) or tokens.access == refused):
        # what renews is not left half-way: the old ones are spent when the new ones come
        tokens = await asyncio.to_thread(lambda: fresh_tokens(vault, refused=refused))
    if tokens is not None:
        return Credential(Kind.OAUTH, source, tokens.access, tokens.expires_at, tokens.renew_at)
    key = await aside(lambda: vault.get(API_KEY))
    return None if key is None else Credential(Kind.API_KEY, source, key)


def key_problem(key: str) -> str:
    """What is wrong with a text as a key, in words; empty when nothing is. Never quotes it."""
    if not key:
        return "Type or paste the key."
    if not (key.isascii() and key.isprintable()) or " " in key:
        return "A key is one word of plain letters, digits and signs."
    return "" if len(key) <= _MOST_CHARS else f"A key has at most {_MOST_CHARS:,} characters."


def keep_key(vault: Vault, key: Secret) -> None:
    """Keep a key and let go of a sign-in: one is used. Raises `invalid_value`, and as the vault does."""
    problem = key_problem(key.reveal())
    if problem:
        raise LatticeError("invalid_value", problem, stage=Stage.CONSTRAINTS)
    vault.put(API_KEY, key)
    vault.remove(OAUTH)


def forget(vault: Vault) -> bool:
    """Remove the key and the sign-in that are kept; False when neither was. Raises as the vault does."""
    return any([vault.remove(API_KEY), vault.remove(OAUTH)])


class Held:
    """A credential that is looked up once and kept; of a sign-in, until it is time to renew it."""

    def __init__(self, vault: Vault, environ: Mapping[str, str] | None = None) -> None:
        self._vault = vault
        self._environ = environ
        self._credential: Credential | None = None
        self._refused: Secret | None = None
        self._seen = vault.changes
        self._looking = asyncio.Lock()

    async def __call__(self) -> Credential:
        """What goes with the next request. Raises as `credentials` does."""
        async with self._looking:
            held, seen = self._credential, self._vault.changes
            if held is None or seen != self._seen or (held.renew_at and time.time() >= held.renew_at):
                held = await credentials(self._vault, self._environ, refused=self._refused)
                self._credential, self._seen, self._refused = held, seen, None
            return held

    def forget(self) -> None:
        """Look again before the next request, for the last one was refused; a sign-in is renewed."""
        held, self._credential = self._credential, None
        self._refused = held.secret if held is not None else self._refused
