"""Opening what chores need: the model service, when the first of them is due."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from lattice.assistant.chores.keeping import Chores
from lattice.assistant.credentials import Held
from lattice.assistant.provider import Provider, chosen_address
from lattice.client.base import Client
from lattice.secrets import Vault
from lattice.settings import Settings


async def keep_up(
    client: Client,
    settings: Callable[[], Settings],
    book: Path,
    *,
    vault: Callable[[], Vault],
    report: Callable[[str], None],
    environ: Mapping[str, str] | None = None,
) -> None:
    """Do what becomes due in a person's workspace, until cancelled.

    `book` is the file in which it is kept what is due. `report` is told what went wrong, each thing once.
    Raises `unwritable` when the book cannot be kept.
    """
    environ = os.environ if environ is None else environ

    async def provider() -> Provider:
        held = Held(vault(), environ)
        await held()
        opened = Provider(held, base_url=chosen_address(settings().assistant.base_url, environ))
        await opened.warm()
        return opened

    await Chores(client, provider, lambda: settings().assistant, book, report).run()
