"""What happened in other cloud workspaces since they were last on this screen: asked rarely, and cheaply."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import NamedTuple

from lattice import joining
from lattice.client.cloud import signing_in
from lattice.joining import Server
from lattice.model.errors import LatticeError
from lattice.secrets import Vault
from lattice.tui.session import load_session, session_path
from lattice.workspaces import Entry, Registry

#: How long an answer is good enough, in seconds, and how long a server may take for one.
GOOD_S, PATIENCE_S = 60.0, 6.0


class News(NamedTuple):
    """What is known of another workspace."""

    words: str
    """For people: `12 new`, `offline`, `signed out`, `up to date`."""
    fresh: bool = False
    """Whether something happened there."""


def news_words(head: int, seen: int) -> News:
    """What a log that stands at `head` means to somebody who saw it up to `seen` (0: never)."""
    if not seen:
        return News("not seen yet", fresh=True)
    behind = head - seen
    return News(f"{behind:,} new", fresh=True) if behind > 0 else News("up to date")


class Unread:
    """Remembers what servers answered, so that opening a list twice asks them once."""

    def __init__(self, registry: Registry) -> None:
        self._home = registry.home
        self._known: dict[str, tuple[float, News]] = {}
        self._lock = asyncio.Semaphore(4)

    def known(self, entry: Entry) -> News | None:
        """What is known and good enough still; None when its server is to be asked."""
        at, news = self._known.get(entry.path, (-GOOD_S, News("")))
        return news if monotonic() - at < GOOD_S else None

    async def ask(self, entry: Entry, vault: Vault) -> News:
        """Ask the server of a workspace where its log stands; raises nothing."""
        news = self.known(entry)
        if news is None:
            async with self._lock:
                news = await self._asked(entry, vault)
            self._known[entry.path] = (monotonic(), news)
        return news

    def forget(self, entry: Entry) -> None:
        """It is on screen now, or was until now: what was known is old."""
        self._known.pop(entry.path, None)

    async def _asked(self, entry: Entry, vault: Vault) -> News:
        if vault.needs_passphrase:
            return News("")  # a list is no reason to ask for a passphrase
        seen = (await asyncio.to_thread(load_session, session_path(self._home, entry.id))).seq
        try:
            async with asyncio.timeout(PATIENCE_S):
                token = await joining.token_of(vault, entry)
                server = Server(entry.server, entry.fingerprint)
                head = await signing_in.head(server, token.reveal(), entry.workspace)
        except TimeoutError:
            return News("offline")
        except LatticeError as error:
            return News(_TROUBLE.get(error.code, "offline"))
        return news_words(head, seen)


_TROUBLE = {
    "signed_out": "signed out",
    "not_found": "signed out",
    "no_keyring": "no keyring",
    "no_passphrase": "",
    "untrusted_server": "not trusted",
    "upgrade_required": "newer server",
}
