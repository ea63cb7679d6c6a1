"""Invitations from the side of who holds one: what it is for, and using it, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lattice.actions.base import Action, ActionSpec, Effects, Risk, Runs, encode_action
from lattice.databases.base import Transaction
from lattice.engine.identity import making, tokens
from lattice.engine.identity.tokens import MEMBER_DAYS, NAME_CHARS, one_line
from lattice.engine.log import Draft
from lattice.engine.work import Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import InviteFacts, Joined
from lattice.model.people import Caller, Role, parse_actor
from lattice.model.values import format_time, now

if TYPE_CHECKING:
    from lattice.engine.hosting import Hosting

#: How long somebody whose answer was lost may ask again, with the same `op_id`.
ASKS_AGAIN = timedelta(minutes=10)
#: Characters of a handle, and how often another one is tried while others join at the same time.
HANDLE_CHARS, TRIES = 40, 20

_FIELDS = (
    "i.id, i.hash, i.workspace, w.name, i.role, i.for_name, i.member, i.created_by, i.expires_at, i.used_at,"
    " i.used_by, i.withdrawn_at, i.op_id, i.token"
)


class _Join(Action[Joined], frozen=True):
    """Use an invitation. No action of the vocabulary: who asks is nobody yet."""

    invite: str
    member: str
    name: str


_SPEC = ActionSpec(
    name="member.join",
    cls=_Join,
    returns=Joined,
    risk=Risk.ADMIN,
    effects=Effects.INSIDE,
    runs=Runs.SERVER,
    audited=True,
    summary="Use an invitation.",
)


class _Invite(NamedTuple):
    id: str
    hash: str
    workspace: str
    workspace_name: str
    role: Role
    for_name: str
    member: str
    created_by: str
    expires_at: str
    used_at: str | None
    used_by: str | None
    withdrawn_at: str | None
    op_id: str | None
    token: str | None


class _TakenError(Exception):
    """The handle was given to somebody else a moment ago."""


async def look(hosting: Hosting, secret: str) -> InviteFacts:
    """What an invitation is for; raises `not_found`, in the same words whatever is wrong with it."""
    at = now()
    async with hosting.tx() as tx:
        invite = _good(await _find(tx, secret), at)
        row = await tx.one(
            "SELECT name FROM lattice.members WHERE workspace = ? AND id = ?",
            (invite.workspace, invite.created_by),
        )
    return InviteFacts(
        workspace_id=invite.workspace,
        workspace=invite.workspace_name,
        invited_by=str(row[0]) if row else invite.created_by,
        role=invite.role,
        expires_at=invite.expires_at,
        for_name=invite.for_name,
    )


async def redeem(
    hosting: Hosting, secret: str, handle: str, name: str, device: str, *, op_id: str = ""
) -> Joined:
    """Use an invitation; another id when the handle is taken. What fails does not spend it.

    With the `op_id` of a try whose answer was lost it answers once more, with another token.
    Raises `not_found` as `look` does, `usage` for a handle that is none, `invalid_name`.
    """
    wanted = parse_actor(f"human:{handle.strip().lower()}")
    shown = _check_name(name)
    at = now()
    async with hosting.tx() as tx:
        found = await _find(tx, secret)
        if found is not None and _asks_again(found, op_id, at):
            return await _answer_again(tx, found, device, at)
        invite = _good(found, at)
    for _ in range(TRIES):
        try:
            return await _join(hosting, invite, wanted, shown, device, op_id)
        except _TakenError:
            continue
    raise LatticeError("busy", "Too many join at once under this name.", "Try again, or with another name.")


def _check_name(name: str) -> str:
    """A name as people are called on screen; raises `invalid_name`."""
    shown = one_line(name)
    if 0 < len(shown) <= NAME_CHARS:
        return shown
    raise LatticeError(
        "invalid_name",
        f"A name has 1 to {NAME_CHARS} characters that can be seen.",
        "It is what the others see.",
        stage=Stage.CONSTRAINTS,
    )


async def _find(tx: Transaction, secret: str) -> _Invite | None:
    """The invitation of a secret, good or not."""
    if not making.is_secret(secret):
        return None
    row = await tx.one(
        f"SELECT {_FIELDS} FROM lattice.invites i JOIN lattice.workspaces w ON w.id = i.workspace"
        " WHERE i.hash = ? AND w.state = 'open'",
        (making.hash_of(secret),),
    )
    if row is None or not making.is_same(str(row[1]), secret):
        return None
    texts = [None if v is None else str(v) for v in row]
    return _Invite(*(Role(str(v)) if n == 4 else v for n, v in enumerate(texts)))  # type: ignore[arg-type]  # NOT NULL but the last


def _good(invite: _Invite | None, at: str) -> _Invite:
    if (
        invite is None
        or invite.used_at is not None
        or invite.withdrawn_at is not None
        or invite.expires_at <= at
    ):
        raise _no_invite()
    return invite


def _no_invite() -> LatticeError:
    """One refusal for all: a secret that is wrong says nothing about others."""
    return LatticeError(
        "not_found",
        "This invitation is not good: it was used or withdrawn, it has run out, or a part of it is missing.",
        "Ask whoever invited you for a new one.",
        stage=Stage.IDENTITY,
    )


def _asks_again(invite: _Invite, op_id: str, at: str) -> bool:
    """Whether this is whoever used the invitation a moment ago, whose answer was lost."""
    if not op_id or invite.op_id != op_id or invite.used_at is None or invite.used_by is None:
        return False
    return invite.used_at > format_time(datetime.fromisoformat(at) - ASKS_AGAIN)


async def _answer_again(tx: Transaction, invite: _Invite, device: str, at: str) -> Joined:
    """Another token for who has joined; the one in the lost answer ends."""
    row = await tx.one(
        "SELECT role FROM lattice.members WHERE workspace = ? AND id = ? AND removed_at IS NULL",
        (invite.workspace, invite.used_by),
    )
    if row is None:
        raise _no_invite()
    known = await tokens.of_workspace(tx, invite.workspace, str(invite.used_by))
    await tokens.end(tx, [kept for kept in known if kept.id == invite.token], at)
    return await _sign_in(tx, invite, str(invite.used_by), Role(str(row[0])), device, at)


async def _sign_in(tx: Transaction, invite: _Invite, member: str, role: Role, device: str, at: str) -> Joined:
    """The first token of a member."""
    token = await tokens.make(
        tx,
        at,
        prefix=making.MEMBER,
        actor=member,
        workspaces=(invite.workspace,),
        device=device,
        days=MEMBER_DAYS,
    )
    await tx.run(
        "UPDATE lattice.invites SET used_by = ?, token = ? WHERE id = ?", (member, token.id, invite.id)
    )
    return Joined(invite.workspace, invite.workspace_name, member, role, token.token, token.expires_at)


async def _join(hosting: Hosting, invite: _Invite, wanted: str, name: str, device: str, op_id: str) -> Joined:
    """One try: the invitation is spent, the member is there, the log says so, or nothing of it."""
    engine = await hosting.engine(invite.workspace)
    async with engine.database.reading() as tx:
        member = invite.member or await _free_id(tx, invite.workspace, wanted)

    async def work(writing: Writing) -> Joined:
        async with writing.tx.steward():
            spent = await writing.tx.all(
                "UPDATE lattice.invites SET used_at = ?, op_id = ? WHERE id = ? AND used_at IS NULL"
                " AND withdrawn_at IS NULL AND expires_at > ? RETURNING id",
                (writing.now, op_id or None, invite.id, writing.now),
            )
            if not spent:
                raise _no_invite()
            role = await _enter(writing.tx, invite, member, name, writing.now)
            joined = await _sign_in(writing.tx, invite, member, role, device, writing.now)
        after = {"member": member, "name": name, "role": role.value}
        await writing.log(Draft("member.join", None, None, None, after))
        writing.summary = f"{name} joined"
        writing.undoable = False
        return joined

    caller = Caller(member, origin="api", role=invite.role)
    action = _Join(invite=invite.id, member=member, name=name)
    outcome = await engine.write(action, _SPEC, encode_action(action), caller, work)
    joined: Joined = outcome.value
    return joined


async def _free_id(tx: Transaction, workspace: str, wanted: str) -> str:
    """The id that was wanted, or with a number behind it: nobody comes in as one who was here before.

    Also taken are those who wrote in the workspace before it came to the server: the rows are theirs.
    """
    for number in range(1, 1000):
        tail = "" if number == 1 else f"-{number}"
        candidate = wanted[: len("human:") + HANDLE_CHARS - len(tail)] + tail
        known = await tx.one(
            "SELECT 1 FROM lattice.members WHERE workspace = ? AND id = ?", (workspace, candidate)
        )
        wrote = await tx.one(
            "SELECT 1 FROM lattice_changes WHERE actor = ? OR on_behalf_of = ? LIMIT 1",
            (candidate, candidate),
        )
        if known is None and wrote is None:
            return candidate
    raise LatticeError("exists", f"Too many are called {wanted} here.", "Join with another name.")


async def _enter(tx: Transaction, invite: _Invite, member: str, name: str, at: str) -> Role:
    """Make the member, or let one in again who was invited by id; their role. Raises `_TakenError`."""
    if invite.member:
        row = await tx.one(
            "SELECT role FROM lattice.members WHERE workspace = ? AND id = ? AND removed_at IS NULL",
            (invite.workspace, member),
        )
        if row is None:
            raise _no_invite()
        await tx.run(
            "UPDATE lattice.members SET name = ?, last_seen_at = ? WHERE workspace = ? AND id = ?",
            (name, at, invite.workspace, member),
        )
        return Role(str(row[0]))
    made = await tx.all(
        "INSERT INTO lattice.members (workspace, id, name, role, joined_at, invited_by, last_seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (invite.workspace, member, name, invite.role.value, at, invite.created_by, at),
    )
    if not made:
        raise _TakenError
    return invite.role
