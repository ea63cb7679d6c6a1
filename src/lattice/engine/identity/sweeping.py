"""Tokens and invitations that ended long ago are forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lattice.model.values import format_time

if TYPE_CHECKING:
    from lattice.engine.hosting import Hosting

#: How long it is remembered that there was a token or an invitation, so that its end can be said in words.
REMEMBERED = timedelta(days=365)


async def sweep(hosting: Hosting) -> None:
    """Forget what ended a year ago."""
    before = format_time(datetime.now(UTC) - REMEMBERED)
    async with hosting.tx() as tx:
        await tx.run("DELETE FROM lattice.tokens WHERE expires_at < ? OR revoked_at < ?", (before, before))
        await tx.run("DELETE FROM lattice.invites WHERE expires_at < ?", (before,))
