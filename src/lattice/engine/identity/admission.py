"""From a secret to who asks: in one workspace, of the server, and about itself."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lattice import __version__
from lattice.databases.base import Transaction
from lattice.engine.identity import tokens
from lattice.engine.identity.tokens import Kept
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id
from lattice.model.members import Me, WorkspaceFacts
from lattice.model.people import ActorKind, Caller, Role, parse_actor
from lattice.model.values import format_time, now

if TYPE_CHECKING:
    from lattice.engine.hosting import Hosting

#: When a token was last used is written down at most this often.
USED_EVERY = timedelta(minutes=1)


async def admit(
    hosting: Hosting,
    secret: str,
    workspace: str,
    *,
    acting: str = "",
    session: str = "",
    origin: str = "api",
) -> Caller:
    """Who asks, in one workspace; with `acting` a person's token stands for an agent of that person.

    Raises `signed_out` for a token that is not known or has ended; `not_found` for a workspace that it
    does not open, alike for one that is not there; `forbidden` for acting as somebody else's agent.
    """
    at = now()
    async with hosting.tx() as tx:
        kept = await living(tx, secret, at)
        if not is_id(workspace) or workspace not in kept.workspaces:
            raise no_workspace()
        row = await tx.one(
            "SELECT m.role FROM lattice.members m JOIN lattice.workspaces w ON w.id = m.workspace"
            " WHERE m.workspace = ? AND m.id = ? AND m.removed_at IS NULL AND w.state <> 'removed'",
            (workspace, kept.principal),
        )
        if row is None:
            raise no_workspace()
        if acting and acting != kept.actor:
            await _check_acting(tx, kept, workspace, acting)
        await _note_use(tx, kept, workspace, at)
    actor = acting or kept.actor
    return Caller(
        actor=actor,
        on_behalf_of=None if actor == kept.principal else kept.principal,
        origin=origin,
        session=session,
        role=Role(str(row[0])),
        allowed_actions=kept.actions,
        allowed_tables=kept.tables,
    )


async def _check_acting(tx: Transaction, kept: Kept, workspace: str, acting: str) -> None:
    """Raise `forbidden` unless a person acts as an agent that is nobody else's."""
    kind = ActorKind(parse_actor(acting).split(":", 1)[0])
    if kept.on_behalf_of is None and kind is not ActorKind.HUMAN:
        owner = await tx.one(
            "SELECT on_behalf_of FROM lattice.members WHERE workspace = ? AND id = ?", (workspace, acting)
        )
        if owner is None or owner[0] == kept.actor:
            return
    raise LatticeError(
        "forbidden",
        f"{kept.actor} cannot act as {acting}.",
        "A person's token acts as agents of that person, an agent's as itself.",
        stage=Stage.IDENTITY,
    )


async def _note_use(tx: Transaction, kept: Kept, workspace: str, at: str) -> None:
    """Write down that a token was used, and its member seen; not with every request."""
    before = format_time(datetime.fromisoformat(at) - USED_EVERY)
    if kept.last_used_at is not None and kept.last_used_at > before:
        return
    await tx.run("UPDATE lattice.tokens SET last_used_at = ? WHERE id = ?", (at, kept.id))
    await tx.run(
        "UPDATE lattice.members SET last_seen_at = ? WHERE workspace = ? AND id = ?",
        (at, workspace, kept.actor),
    )


async def living(tx: Transaction, secret: str, at: str) -> Kept:
    """The token of a secret, which is good; raises `signed_out` with the way back."""
    kept = await tokens.by_secret(tx, secret)
    if kept is None:
        raise _signed_out("This token is not known here.", _WAYS_BACK[""])
    if not kept.ended(at):
        return kept
    when = (kept.revoked_at or kept.expires_at or "")[:10]
    how = "was ended" if kept.revoked_at is not None else "ran out"
    raise _signed_out(f"This token of {kept.actor or 'the server'} {how} on {when}.", _way_back(kept))


_WAYS_BACK = {
    "": "Ask an owner or admin of the workspace for a new invitation, then `lattice join`;"
    " with another token, `lattice connect`.",
    "agent": "Its person makes a new one: `lattice token create`.",
    "admin": "Whoever keeps the server makes a new one: `lattice server token create --admin`.",
}


def _way_back(kept: Kept) -> str:
    return _WAYS_BACK["admin" if kept.admin else "agent" if kept.on_behalf_of else ""]


def _signed_out(message: str, hint: str) -> LatticeError:
    return LatticeError("signed_out", message, hint, stage=Stage.IDENTITY)


def no_workspace() -> LatticeError:
    """The refusal of a workspace that is not there, or that one is not in."""
    return LatticeError("not_found", "There is no such workspace here.", "`lattice workspaces` lists yours.")


async def is_admin(hosting: Hosting, secret: str) -> None:
    """Raise `signed_out`, or `forbidden` unless the token is that of a keeper of the server."""
    async with hosting.tx() as tx:
        kept = await living(tx, secret, now())
    if not kept.admin:
        raise LatticeError(
            "forbidden",
            "Only an admin token of this server may do that.",
            "Whoever keeps the server makes one: `lattice server token create --admin`.",
            stage=Stage.IDENTITY,
        )


async def me(hosting: Hosting, secret: str) -> Me:
    """What a token is, and which workspaces it opens; raises `signed_out`."""
    at = now()
    async with hosting.tx() as tx:
        kept = await living(tx, secret, at)
        rows = await tx.all(
            "SELECT w.id, w.name, m.id, m.role FROM lattice.workspaces w"
            " JOIN lattice.members m ON m.workspace = w.id AND m.id = ? AND m.removed_at IS NULL"
            " WHERE w.state = 'open' AND w.id IN (SELECT value FROM json_each(?)) ORDER BY w.name, w.id",
            (kept.principal, json.dumps(kept.workspaces)),
        )
    return Me(
        actor=kept.actor,
        admin=kept.admin,
        device=kept.device,
        expires_at=kept.expires_at,
        workspaces=tuple(
            WorkspaceFacts(str(id_), str(name), kept.actor or str(member), Role(str(role)))
            for id_, name, member, role in rows
        ),
        server=f"Lattice {__version__}",
    )
