"""Tokens that are kept: renewed before they run out, by one process at a time."""

from __future__ import annotations

import time

from lattice.assistant.oauth.tokens import AGAIN, Tokens, ask_for_tokens, read, written
from lattice.model.errors import LatticeError, Stage
from lattice.secrets import Secret, Vault

#: The name under which tokens are kept.
OAUTH = "oauth"


def stored_tokens(vault: Vault) -> Tokens | None:
    """The tokens as they are kept, perhaps run out; None when nobody signed in. Raises as the vault does."""
    kept = vault.get(OAUTH)
    return None if kept is None else read(kept)


def keep_tokens(vault: Vault, tokens: Tokens) -> None:
    """Keep tokens in place of those that were there. Raises as the vault does."""
    vault.put(OAUTH, written(tokens))


def fresh_tokens(vault: Vault, *, refused: Secret | None = None) -> Tokens | None:
    """Tokens that hold, renewed where it is time; None when nobody signed in.

    `refused` is an access token that the service no longer takes, whatever its time. Waits for the
    keyring, the network and other processes: call it in a thread. Raises `key_refused` when one has to
    sign in again, `unreachable`, and as the vault does.
    """
    tokens = stored_tokens(vault)
    if tokens is None or not _wanting(tokens, refused):
        return tokens
    with vault.alone("sign-in"):
        # another process may have renewed them while this one waited, and the old ones are spent then
        tokens = stored_tokens(vault)
        if tokens is None or not _wanting(tokens, refused):
            return tokens
        return _renewed(vault, tokens, refused)


def _wanting(tokens: Tokens, refused: Secret | None) -> bool:
    return tokens.due(time.time()) or tokens.access == refused


def _renewed(vault: Vault, tokens: Tokens, refused: Secret | None) -> Tokens:
    still_good = not tokens.run_out(time.time()) and tokens.access != refused
    if tokens.refresh is None:
        if still_good:
            return tokens
        raise LatticeError("key_refused", "The sign-in has run out.", AGAIN, stage=Stage.AUTHORIZATION)
    form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh.reveal()}
    try:
        fresh = ask_for_tokens(tokens.token_url, tokens.client_id, form, before=tokens.refresh)
    except LatticeError as error:
        if error.code == "unreachable" and still_good:
            return tokens
        raise
    keep_tokens(vault, fresh)
    return fresh
