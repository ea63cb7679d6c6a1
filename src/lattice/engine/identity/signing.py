"""Tokens of members and keepers: given, renewed, ended, listed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lattice.databases.base import Transaction
from lattice.engine.identity import making, tokens
from lattice.engine.identity.admission import living, no_workspace
from lattice.engine.identity.tokens import FIELDS, MEMBER_DAYS, OVERLAP, Kept, token_from
from lattice.model.errors import LatticeError
from lattice.model.members import NewToken, Token, TokenList
from lattice.model.values import format_time, now

if TYPE_CHECKING:
    from lattice.engine.hosting import Hosting


async def sign_in(hosting: Hosting, workspace: str, actor: str, device: str) -> NewToken:
    """A token for a member without an invitation: of a workspace that was just made, or came in."""
    async with hosting.tx() as tx:
        known = await tx.one(
            "SELECT 1 FROM lattice.members WHERE workspace = ? AND id = ? AND removed_at IS NULL"
            " AND on_behalf_of IS NULL",
            (workspace, actor),
        )
        if known is None:
            raise no_workspace()
        return await tokens.make(
            tx,
            now(),
            prefix=making.MEMBER,
            actor=actor,
            workspaces=(workspace,),
            device=device,
            days=MEMBER_DAYS,
        )


async def create_admin_token(hosting: Hosting, device: str) -> NewToken:
    """A token that makes and removes workspaces and opens none; it holds until it is ended."""
    async with hosting.tx() as tx:
        return await tokens.make(
            tx, now(), prefix=making.ADMIN, actor="", workspaces=(), device=device, days=None
        )


async def renew(hosting: Hosting, secret: str) -> NewToken:
    """A new token with the same rights for one that is good, which ends a minute later.

    When the answer is lost, the old token still may ask again: a new one that nobody used ends then.
    Raises `signed_out`.
    """
    at = now()
    async with hosting.tx() as tx:
        kept = await living(tx, secret, at)
        prefix = making.ADMIN if kept.admin else making.AGENT if kept.on_behalf_of else making.MEMBER
        new = await tokens.make(
            tx,
            at,
            prefix=prefix,
            actor=kept.actor,
            workspaces=kept.workspaces,
            device=kept.device,
            days=await _days(tx, kept),
            on_behalf_of=kept.on_behalf_of,
            actions=kept.actions,
            tables=kept.tables,
            dollars_a_day=kept.dollars_a_day,
        )
        if kept.replaced_by is not None:
            await tx.run(
                "UPDATE lattice.tokens SET revoked_at = ? WHERE id = ? AND last_used_at IS NULL",
                (at, kept.replaced_by),
            )
        soon = format_time(datetime.fromisoformat(at) + OVERLAP)
        ends = soon if kept.expires_at is None else min(soon, kept.expires_at)
        await tx.run(
            "UPDATE lattice.tokens SET expires_at = ?, replaced_by = ? WHERE id = ?", (ends, new.id, kept.id)
        )
    return new


async def _days(tx: Transaction, kept: Kept) -> float | None:
    """How long a token was made for; one that was renewed ends soon, so the new one tells."""
    row = await tx.one(
        "SELECT created_at, expires_at FROM lattice.tokens WHERE id = ?", (kept.replaced_by or kept.id,)
    )
    if row is None or row[1] is None:
        return None
    span = datetime.fromisoformat(str(row[1])) - datetime.fromisoformat(str(row[0]))
    return span.total_seconds() / 86_400


async def end(hosting: Hosting, secret: str) -> None:
    """Sign out: end the token that asks, and what is open with it. Raises `signed_out`."""
    at = now()
    async with hosting.tx() as tx:
        await tokens.end(tx, [await living(tx, secret, at)], at)


async def list_tokens(hosting: Hosting) -> TokenList:
    """All tokens of the server, newest first, for its keeper."""
    async with hosting.tx() as tx:
        rows = await tx.all(f"SELECT {FIELDS} FROM lattice.tokens ORDER BY id DESC")
    return TokenList(tuple(token_from(row).shown() for row in rows))


async def revoke(hosting: Hosting, token_id: str) -> Token:
    """End a token at once, and what is open with it, for the server's keeper; raises `not_found`."""
    at = now()
    async with hosting.tx() as tx:
        row = await tx.one(f"SELECT {FIELDS} FROM lattice.tokens WHERE id = ?", (token_id.upper(),))
        if row is None:
            raise LatticeError(
                "not_found", f"There is no token {token_id!r}.", "`lattice server token list` lists them."
            )
        kept = token_from(row)
        await tokens.end(tx, [kept], at)
    return kept._replace(revoked_at=kept.revoked_at or at).shown()
