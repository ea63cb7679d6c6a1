"""Tokens, and the one request that gets them: for a code, or for the one that renews."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from lattice.model.errors import LatticeError, Stage
from lattice.secrets import Secret

if TYPE_CHECKING:
    import httpx

#: How long the service may take to answer, in seconds.
TIMEOUT_S = 15.0
#: How long before they run out tokens are renewed, in seconds; of short-lived ones a fifth of their life.
EARLY_S = 120
#: Longest answer that is read, in bytes.
_MOST_BYTES = 256_000
_ERROR_WORD = re.compile(r"[a-z_]{1,60}", re.ASCII)
AGAIN = "`lattice key login` signs in again."


class Tokens(msgspec.Struct, frozen=True):
    """What one has after signing in."""

    access: Secret
    """What goes with each request."""
    refresh: Secret | None
    """What gets the next one; None when the service gives none."""
    issued_at: int
    """In seconds since 1970."""
    expires_at: int
    """In seconds since 1970; 0 when the service does not say."""
    token_url: str
    """Where they came from: they are renewed there and nowhere else."""
    client_id: str

    def due(self, now: float) -> bool:
        """Whether it is time to renew them."""
        return bool(self.expires_at) and now >= self.renew_at

    @property
    def renew_at(self) -> float:
        """When it is time to renew them, in seconds since 1970; 0 when never."""
        if not self.expires_at:
            return 0
        return self.expires_at - min(EARLY_S, (self.expires_at - self.issued_at) / 5)

    def run_out(self, now: float) -> bool:
        """Whether they no longer hold."""
        return bool(self.expires_at) and now >= self.expires_at


class _Kept(msgspec.Struct):
    """Tokens as they stand in the keyring."""

    access: str
    refresh: str
    issued_at: int
    expires_at: int
    token_url: str
    client_id: str


class _Given(msgspec.Struct):
    """Tokens as a service gives them."""

    access_token: str
    token_type: str = "Bearer"
    expires_in: float | None = None
    refresh_token: str | None = None


class _Refused(msgspec.Struct):
    error: str = ""


def written(tokens: Tokens) -> Secret:
    """The tokens as one text for the keyring."""
    kept = _Kept(
        access=tokens.access.reveal(),
        refresh=tokens.refresh.reveal() if tokens.refresh else "",
        issued_at=tokens.issued_at,
        expires_at=tokens.expires_at,
        token_url=tokens.token_url,
        client_id=tokens.client_id,
    )
    return Secret(msgspec.json.encode(kept).decode())


def read(text: Secret) -> Tokens:
    """The tokens that `written` wrote; raises `key_refused` when it is something else."""
    try:
        kept = msgspec.json.decode(text.reveal(), type=_Kept)
    except (msgspec.DecodeError, UnicodeError):
        # the reason would quote what is kept
        raise LatticeError("key_refused", "The sign-in that is kept cannot be read.", AGAIN) from None
    return Tokens(
        access=Secret(kept.access),
        refresh=Secret(kept.refresh) if kept.refresh else None,
        issued_at=kept.issued_at,
        expires_at=kept.expires_at,
        token_url=kept.token_url,
        client_id=kept.client_id,
    )


def ask_for_tokens(
    token_url: str, client_id: str, form: Mapping[str, str], before: Secret | None = None
) -> Tokens:
    """What the service gives for `form`; `before` renews on when it gives nothing new to renew with.

    Waits for the network: call it in a thread. Raises `key_refused` when the service says no,
    `unreachable` when it says nothing that can be used.
    """
    status, body = _post(token_url, {**form, "client_id": client_id})
    now = int(time.time())
    if status in (400, 401, 403):
        word = _error_word(body)
        raise LatticeError(
            "key_refused",
            f"The sign-in was refused{f' ({word})' if word else ''}.",
            AGAIN,
            stage=Stage.AUTHORIZATION,
        )
    if status != 200:
        raise _unusable(f"it answered with status {status}")
    try:
        given = msgspec.json.decode(body, type=_Given)
    except (msgspec.DecodeError, UnicodeError):
        raise _unusable("its answer is not what was agreed on") from None
    if given.token_type.lower() != "bearer" or not _can_travel(given.access_token):
        raise _unusable("its answer is not what was agreed on")
    lifetime = int(min(max(given.expires_in or 0, 0), 10 * 365 * 86_400))
    return Tokens(
        access=Secret(given.access_token),
        refresh=Secret(given.refresh_token) if given.refresh_token else before,
        issued_at=now,
        expires_at=now + lifetime if lifetime else 0,
        token_url=token_url,
        client_id=client_id,
    )


def _post(token_url: str, form: Mapping[str, str]) -> tuple[int, bytes]:
    import httpx

    try:
        # a redirect is not followed: the form holds what must not travel on
        with (
            httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client,
            client.stream("POST", token_url, data=form, headers={"Accept": "application/json"}) as response,
        ):
            return response.status_code, _bounded(response)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unusable(type(error).__name__) from None


def _bounded(response: httpx.Response) -> bytes:
    body = b""
    for part in response.iter_bytes():
        body += part
        if len(body) > _MOST_BYTES:
            raise _unusable("its answer does not end")
    return body


def _error_word(body: bytes) -> str:
    """The service's own word for the refusal, where it is one; all else it says stays unsaid."""
    try:
        word = msgspec.json.decode(body, type=_Refused).error
    except (msgspec.DecodeError, UnicodeError):
        return ""
    return word if _ERROR_WORD.fullmatch(word) else ""


def _can_travel(token: str) -> bool:
    return bool(token) and token.isascii() and token.isprintable() and " " not in token


def _unusable(reason: str) -> LatticeError:
    return LatticeError(
        "unreachable",
        f"The service that signs in cannot be used: {reason}.",
        "Look at the network, or ask whoever runs it; then do it again.",
    )
