"""Connecting the assistant from the screen: what was typed becomes a key that is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.assistant.credentials import API_KEY, Credential, credentials, keep_key
from lattice.model.errors import LatticeError
from lattice.secrets import Secret, Standing, Vault, aside
from lattice.settings import set_setting

if TYPE_CHECKING:
    from lattice.assistant.checking import Trial
    from lattice.tui.app import LatticeApp


class KeyWish(NamedTuple):
    """A key as it is to be kept."""

    key: Secret
    passphrase: Secret | None = None
    """Of the encrypted file, where the key goes there and the file is not open yet."""
    untested: str = ""
    """Why it could not be tested, in words; empty when it was."""


class KeyState(NamedTuple):
    """How things stand with the key."""

    standing: Standing
    used: Credential | None
    """What is used now; None when nothing is."""
    problem: LatticeError | None
    """Why nothing is."""


async def look(vault: Vault) -> KeyState:
    """Find out how things stand; raises nothing that a person could mend here."""
    standing = await aside(vault.standing)
    try:
        return KeyState(standing, await credentials(vault), None)
    except LatticeError as error:
        closed = error.details.get("keyring")
        if standing.usable and isinstance(closed, str):
            # it is there, and locked or silent: a key cannot be kept in it now
            standing = msgspec.structs.replace(standing, usable=False, problem=closed, hint=error.hint)
        return KeyState(standing, None, error)


async def try_wish(app: LatticeApp, wish: KeyWish) -> Trial:
    """Test a key before it is kept; raises `key_refused` with what to do about it here."""
    from lattice.assistant.checking import try_key

    try:
        return await try_key(wish.key, app.settings.settings.assistant.base_url)
    except LatticeError as error:
        if error.code != "key_refused":
            raise
        raise LatticeError(
            "key_refused", f"{error.message} It was not kept.", "Copy it once more, whole, or take another."
        ) from None


async def connect(app: LatticeApp, wish: KeyWish) -> None:
    """Keep a key; with a passphrase in the encrypted file, which is what keys are kept in from then on.

    Raises as the vault does; the setting is changed only when the key is kept.
    """
    vault = app.flow.vault
    if wish.passphrase is None:
        await asyncio.to_thread(keep_key, vault, wish.key)
        return
    file = Vault(app.home, "file", wish.passphrase)
    await asyncio.to_thread(keep_key, file, wish.key)
    if vault.store != "file":
        set_setting(app.home, "secrets.store", "file")
        app.reload_settings()
    app.flow.vault.open_with(wish.passphrase)


async def open_file(app: LatticeApp, passphrase: Secret) -> None:
    """Open the encrypted file for this session; raises `no_passphrase` when it stays shut."""
    vault = app.flow.vault
    vault.open_with(passphrase)
    await aside(lambda: vault.get(API_KEY))


async def connect_key(app: LatticeApp) -> None:
    """The screen of the key."""
    from lattice.tui.screens.connect_key import ConnectKeyScreen

    await app.push_screen_wait(ConnectKeyScreen())
