"""Opening the assistant: the key or sign-in that is connected, the address of the service, its rules."""

from __future__ import annotations

import os
from collections.abc import Mapping

from lattice.assistant.conversation import Assistant
from lattice.assistant.credentials import Held
from lattice.assistant.provider import Provider, chosen_address
from lattice.client.base import Client
from lattice.secrets import Vault
from lattice.settings import Settings, web_rules


async def open_assistant(
    client: Client, settings: Settings, environ: Mapping[str, str] | None = None, *, vault: Vault
) -> Assistant:
    """The assistant of the person whose client this is; close it at the end.

    `vault` is where the key is kept, before that of the environment.
    Raises `no_key` when no key is connected, `no_passphrase`, `key_refused` when one has to sign in again,
    `invalid_value` for an address of the service that is none, `usage` for a rule of the web in the
    environment that cannot be read.
    """
    environ = os.environ if environ is None else environ
    held = Held(vault, environ)
    await held()
    provider = Provider(held, base_url=chosen_address(settings.assistant.base_url, environ))
    return Assistant(client, provider, settings.assistant, web_rules(settings.web, environ))
