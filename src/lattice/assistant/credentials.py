"""What goes with each request to the model: which key or sign-in, where from, and whether it works."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from lattice.assistant.oauth import OAUTH, fresh_tokens
from lattice.model.errors import LatticeError, Stage
from lattice.model.visible import visible
from lattice.secrets import Secret, Vault

if TYPE_CHECKING:
    from anthropic import APIStatusError

#: The name under which the key is kept.
API_KEY = "api-key"
#: The environment variable that the key is taken from when none is kept.
KEY_VARIABLE = "ANTHROPIC_API_KEY"
HOW_TO_CONNECT = f"`lattice key set` connects one; or set {KEY_VARIABLE} in the environment."
#: What says to the service that a token is one of a sign-in; without it, it takes none.
OAUTH_BETA = "oauth-2025-04-20"
#: Longest key, in characters.
_MOST_CHARS = 4_000
#: How long the service may take to say which models there are, in seconds.
_CHECK_S = 20.0


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


async def credentials(vault: Vault, environ: Mapping[str, str] | None = None) -> Credential:
    """What is used: what is kept, else the key of the environment.

    Raises `no_key` when there is neither, `no_passphrase` when the encrypted file stays shut,
    `key_refused` when one has to sign in again.
    """
    environ = os.environ if environ is None else environ
    note = ""
    try:
        kept = await asyncio.to_thread(_kept, vault)
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
                "no_key", f"No key can be read. {note}", error.hint, stage=Stage.CONSTRAINTS
            ) from None
    key = environ.get(KEY_VARIABLE, "").strip()
    if not key:
        raise LatticeError("no_key", "No key is connected.", HOW_TO_CONNECT, stage=Stage.CONSTRAINTS)
    problem = key_problem(key)
    if problem:
        raise LatticeError("no_key", f"{KEY_VARIABLE}: {problem}", HOW_TO_CONNECT, stage=Stage.CONSTRAINTS)
    return Credential(Kind.API_KEY, Source.ENVIRONMENT, Secret(key), note=note)


def _kept(vault: Vault) -> Credential | None:
    source = Source(vault.store)
    tokens = fresh_tokens(vault)
    if tokens is not None:
        return Credential(Kind.OAUTH, source, tokens.access, tokens.expires_at, tokens.renew_at)
    key = vault.get(API_KEY)
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
        self._looking = asyncio.Lock()

    async def __call__(self) -> Credential:
        """What goes with the next request. Raises as `credentials` does."""
        async with self._looking:
            held = self._credential
            if held is None or (held.renew_at and time.time() >= held.renew_at):
                held = self._credential = await credentials(self._vault, self._environ)
            return held

    def forget(self) -> None:
        """Look again before the next request: another key was connected, or this one was refused."""
        self._credential = None


async def check(credential: Credential, base_url: str | None = None) -> tuple[str, ...]:
    """The models that the credential opens; asks the service once.

    Raises `key_refused`, `unreachable`, and `failed` for what does not speak the Messages API.
    """
    # more than a second, and the screen goes on meanwhile
    sdk = await asyncio.to_thread(import_module, "anthropic")
    secret = credential.secret.reveal()
    signed_in = credential.kind is Kind.OAUTH
    client = sdk.AsyncAnthropic(
        api_key=None if signed_in else secret,
        auth_token=secret if signed_in else None,
        base_url=base_url or None,
        max_retries=1,
        # a key does not follow a service that moves
        http_client=sdk.DefaultAsyncHttpxClient(follow_redirects=False, timeout=_CHECK_S),
    )
    headers = {"anthropic-beta": OAUTH_BETA} if signed_in else {}
    try:
        async with asyncio.timeout(2 * _CHECK_S):
            page = await client.models.list(limit=1000, extra_headers=headers)
    except sdk.APIStatusError as error:
        raise _refusal(error, credential.secret, str(client.base_url)) from None
    except (sdk.APIConnectionError, TimeoutError):
        raise LatticeError(
            "unreachable",
            f"{_place(str(client.base_url))} does not answer.",
            "Look at the network, and at `assistant.base_url` or ANTHROPIC_BASE_URL if one is set.",
        ) from None
    except sdk.AnthropicError as error:
        raise _no_service(str(client.base_url), type(error).__name__) from None
    finally:
        await client.close()
    ids = [getattr(model, "id", None) for model in getattr(page, "data", None) or ()]
    found = tuple(visible(name)[:200] for name in ids if isinstance(name, str))
    if not found:
        raise _no_service(str(client.base_url), "it lists no models")
    return found


def _refusal(error: APIStatusError, secret: Secret, address: str) -> LatticeError:
    """The service's no, without what it may quote of the key."""
    if error.status_code == 401:
        return LatticeError(
            "key_refused",
            f"{_place(address)} does not take this key.",
            "Make a new one where you got it, then `lattice key set`.",
            stage=Stage.AUTHORIZATION,
        )
    said = visible(secret.scrub(error.message))[:300].rstrip(".")
    if error.status_code == 403:
        return LatticeError(
            "key_refused",
            f"{_place(address)} refuses: {said}.",
            "Whoever gave you the key can say what it may do.",
            stage=Stage.AUTHORIZATION,
        )
    if error.status_code == 404:
        return _no_service(address, "it has no list of models")
    return LatticeError(
        "unreachable", f"{_place(address)} answers with status {error.status_code}.", "Try it again later."
    )


def _no_service(address: str, reason: str) -> LatticeError:
    return LatticeError(
        "failed",
        f"{_place(address)} does not speak the Messages API: {reason}.",
        "Look at `assistant.base_url`, and at ANTHROPIC_BASE_URL if it is set.",
    )


def _place(address: str) -> str:
    """The host of an address: what stands before it and behind it may be a secret of its own."""
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    return visible(f"{parts.hostname or address}{f':{parts.port}' if parts.port else ''}")
