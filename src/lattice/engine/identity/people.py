"""The members of a workspace, from inside one of its transactions; refused where there is no server."""

from __future__ import annotations

from lattice.databases.base import Transaction
from lattice.engine.gates.roles import check_role
from lattice.engine.identity.tokens import MEMBER_FIELDS, member_from
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Member
from lattice.model.people import HUMAN_ROLES, Role


async def workspace_of(work: Reading) -> str:
    """The id of the workspace; raises `local_workspace` for one that is on no server."""
    if not work.database.keeps_rows:
        raise LatticeError(
            "local_workspace",
            "This workspace is on this machine only: it has no members, invitations or tokens.",
            "`lattice publish URL` moves it to a server, where others can join.",
        )
    row = await work.tx.one("SELECT value FROM lattice_meta WHERE key = 'workspace_id'")
    return str(row[0]) if row else ""


async def find(tx: Transaction, workspace: str, member: str) -> Member | None:
    """A member, removed or not, for a steward's transaction."""
    row = await tx.one(
        f"SELECT {MEMBER_FIELDS} FROM lattice.members WHERE workspace = ? AND id = ?", (workspace, member)
    )
    return None if row is None else member_from(row)


async def present(tx: Transaction, workspace: str, member: str) -> Member:
    """A member who is in; raises `not_found`."""
    found = await find(tx, workspace, member)
    if found is None or found.removed_at is not None:
        raise LatticeError(
            "not_found", f"{member} is no member of this workspace.", "`lattice members` lists them."
        )
    return found


async def person(tx: Transaction, workspace: str, member: str) -> Member:
    """A person who is in; raises `not_found`, and `invalid_action` for an agent."""
    found = await present(tx, workspace, member)
    if found.role is Role.AGENT:
        raise LatticeError(
            "invalid_action",
            f"{member} is an agent: it may what {found.on_behalf_of} may, as far as its token lets it.",
            stage=Stage.CONSTRAINTS,
        )
    return found


def check_reach(work: Reading, role: Role, what: str) -> None:
    """Raise `forbidden` when something touches a role above the caller's own."""
    if role not in HUMAN_ROLES:
        raise LatticeError(
            "invalid_action",
            f"People are {', '.join(r.value for r in HUMAN_ROLES)}, not {role.value}.",
            "An agent gets a token from its person.",
            stage=Stage.CONSTRAINTS,
        )
    check_role(work.caller, max(role, Role.ADMIN, key=lambda r: -HUMAN_ROLES.index(r)), what)


async def check_owner_stays(tx: Transaction, workspace: str, leaving: Member) -> None:
    """Raise `conflict` when nobody would own the workspace any more."""
    if leaving.role is not Role.OWNER:
        return
    other = await tx.one(
        "SELECT 1 FROM lattice.members WHERE workspace = ? AND role = ? AND removed_at IS NULL AND id <> ?",
        (workspace, Role.OWNER.value, leaving.id),
    )
    if other is None:
        raise LatticeError(
            "conflict",
            f"{leaving.id} is the only owner of this workspace.",
            "Make somebody else an owner first: `lattice member role MEMBER owner`.",
        )
