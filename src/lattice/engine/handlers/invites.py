"""Invitations from the side of who makes them; redeeming one is `engine.identity.joining`."""

from __future__ import annotations

from lattice.actions import CreateInvite, ListInvites, WithdrawInvite
from lattice.databases.base import Record
from lattice.engine.identity import making, people, tokens
from lattice.engine.log import Draft
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import new_id
from lattice.model.members import Invite, InviteList, NewInvite
from lattice.model.people import Role

#: Days that an invitation holds, and invitations of one workspace that wait at a time.
SHORTEST, LONGEST, WAITING = 1 / 24, 90, 500
#: Invitations that are listed.
LISTED = 1000
_FIELDS = "id, role, for_name, created_by, created_at, expires_at, used_at, used_by, withdrawn_at"


@reads(ListInvites)
async def list_invites(work: Reading, action: ListInvites) -> InviteList:
    """Invitations, newest first."""
    workspace = await people.workspace_of(work)
    async with work.tx.steward():
        rows = await work.tx.all(
            f"SELECT {_FIELDS} FROM lattice.invites WHERE workspace = ? ORDER BY id DESC LIMIT ?",
            (workspace, LISTED),
        )
    return InviteList(tuple(_invite(row) for row in rows))


def _invite(record: Record) -> Invite:
    id_, role, for_name, by, at, expires, used_at, used_by, withdrawn = record
    texts = (None if v is None else str(v) for v in (used_at, used_by, withdrawn))
    return Invite(str(id_), Role(str(role)), str(for_name), str(by), str(at), str(expires), *texts)


@writes(CreateInvite)
async def create_invite(work: Writing, action: CreateInvite) -> NewInvite:
    """Make an invitation; for no role above one's own, nor for a member who has one."""
    workspace = await people.workspace_of(work)
    role = Role(action.role)
    days = check_days(action.expires_days, SHORTEST, LONGEST, "An invitation")
    for_name = tokens.one_line(action.for_name)[: tokens.NAME_CHARS]
    server = work.server
    if server is None or not server.address:
        raise LatticeError(
            "failed",
            "This server does not know under which address others reach it.",
            "Start it with `lattice serve --public-url URL`.",
        )
    secret, invite_id = making.new_secret(), new_id()
    async with work.tx.steward():
        if action.member:
            role = (await people.person(work.tx, workspace, action.member)).role
        people.check_reach(work, role, f"Inviting somebody as {role.value}")
        await _check_room(work, workspace)
        expires = tokens.after(work.now, days)
        await work.tx.run(
            "INSERT INTO lattice.invites (id, hash, workspace, role, for_name, member, created_by,"
            " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                invite_id,
                making.hash_of(secret),
                workspace,
                role.value,
                for_name,
                action.member,
                work.caller.principal,
                work.now,
                expires,
            ),
        )
    await work.log(Draft("invite.create", None, None, None, {"id": invite_id, "role": role.value}))
    work.summary = f"invited somebody as {role.value}"
    work.undoable = False
    return NewInvite(invite_id, making.invitation(server.address, secret, server.fingerprint), expires)


def check_days(days: float, least: float, most: float, what: str) -> float:
    """A span within bounds; raises `invalid_value`, also for what is no number."""
    if least <= days <= most:
        return days
    raise LatticeError(
        "invalid_value",
        f"{what} holds from an hour to {most:g} days, not {days:g} days.",
        stage=Stage.CONSTRAINTS,
    )


async def _check_room(work: Writing, workspace: str) -> None:
    row = await work.tx.one(
        "SELECT count(*) FROM lattice.invites WHERE workspace = ? AND used_at IS NULL"
        " AND withdrawn_at IS NULL AND expires_at > ?",
        (workspace, work.now),
    )
    if row is not None and int(row[0] or 0) >= WAITING:
        raise LatticeError(
            "too_large",
            f"{WAITING} invitations wait to be used.",
            "Withdraw some: `lattice invite list`.",
            stage=Stage.CONSTRAINTS,
        )


@writes(WithdrawInvite)
async def withdraw_invite(work: Writing, action: WithdrawInvite) -> Invite:
    """Make an invitation worthless."""
    workspace = await people.workspace_of(work)
    where = (workspace, action.id.upper())
    async with work.tx.steward():
        changed = await work.tx.run(
            "UPDATE lattice.invites SET withdrawn_at = ? WHERE workspace = ? AND id = ?"
            " AND used_at IS NULL AND withdrawn_at IS NULL",
            (work.now, *where),
        )
        row = await work.tx.one(
            f"SELECT {_FIELDS} FROM lattice.invites WHERE workspace = ? AND id = ?", where
        )
    if row is None:
        raise LatticeError(
            "not_found", f"There is no invitation {action.id!r}.", "`lattice invite list` lists them."
        )
    invite = _invite(row)
    if invite.used_at is not None:
        raise LatticeError(
            "conflict",
            f"This invitation was used by {invite.used_by}.",
            "`lattice member remove` takes a member out.",
        )
    if changed:
        await work.log(Draft("invite.withdraw", None, None, None, {"id": invite.id}))
        work.summary = "withdrew an invitation"
        work.undoable = False
    return invite
