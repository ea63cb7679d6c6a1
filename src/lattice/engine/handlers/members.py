"""Members: who they are, their roles, taking them out and letting them in again."""

from __future__ import annotations

import msgspec

from lattice.actions import ChangeRole, ListMembers, ReadmitMember, RemoveMember
from lattice.engine.gates.roles import check_role
from lattice.engine.identity import leaving, people, tokens
from lattice.engine.identity.tokens import MEMBER_FIELDS, Kept, member_from
from lattice.engine.log import Draft
from lattice.engine.registry import reads, writes
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Device, Member, MemberList
from lattice.model.people import Role, at_least


@reads(ListMembers)
async def list_members(work: Reading, action: ListMembers) -> MemberList:
    """Everybody, people before their agents; where they are signed in for who may know."""
    workspace = await people.workspace_of(work)
    everybody = at_least(work.caller.role, Role.ADMIN)
    async with work.tx.steward():
        present = "" if action.removed else " AND removed_at IS NULL"
        rows = await work.tx.all(
            f"SELECT {MEMBER_FIELDS} FROM lattice.members WHERE workspace = ?{present}"
            " ORDER BY on_behalf_of IS NOT NULL, name, id",
            (workspace,),
        )
        known = await tokens.of_workspace(
            work.tx, workspace, *(() if everybody else (work.caller.principal,))
        )
    devices: dict[str, list[Device]] = {}
    for kept in known:
        if not kept.ended(work.now):
            devices.setdefault(kept.actor, []).append(_device(kept))
    return MemberList(tuple(member_from(row, devices.get(str(row[0]), ())) for row in rows))


def _device(kept: Kept) -> Device:
    return Device(kept.id, kept.device, kept.created_at, kept.last_used_at, kept.expires_at)


@writes(ChangeRole)
async def change_role(work: Writing, action: ChangeRole) -> Member:
    """Give a person another role; only owners make owners, and take that away."""
    workspace = await people.workspace_of(work)
    role = Role(action.role)
    people.check_reach(work, role, f"Making somebody {role.value}")
    async with work.tx.steward():
        member = await people.person(work.tx, workspace, action.member)
        people.check_reach(work, member.role, f"Changing the role of {member.name}, {member.role.value},")
        if role is member.role:
            return member
        await people.check_owner_stays(work.tx, workspace, member)
        await work.tx.run(
            "UPDATE lattice.members SET role = ? WHERE workspace = ? AND id = ?",
            (role.value, workspace, member.id),
        )
        if not at_least(role, member.role):
            # who may less than before must not let others in by what they gave out
            await leaving.withdraw_invites(work, workspace, member.id)
    before = {"member": member.id, "role": member.role.value}
    await work.log(Draft("member.role", None, None, before, {"member": member.id, "role": role.value}))
    work.summary = f"{member.name} is {role.value} now"
    # who may do what is not taken back by the way
    work.undoable = False
    return msgspec.structs.replace(member, role=role)


@writes(RemoveMember)
async def remove_member(work: Writing, action: RemoveMember) -> Member:
    """Take a member out, with their agents; oneself, one's own agents, and as an admin others."""
    workspace = await people.workspace_of(work)
    async with work.tx.steward():
        member = await people.present(work.tx, workspace, action.member)
        own = work.caller.principal in (member.id, member.on_behalf_of)
        if not own:
            check_role(work.caller, Role.ADMIN, "Taking out somebody else")
        if not own and member.role is not Role.AGENT:
            people.check_reach(work, member.role, f"Taking out {member.name}, {member.role.value},")
        heir = None
        if member.role is not Role.AGENT:
            await people.check_owner_stays(work.tx, workspace, member)
            heir = await people.person(work.tx, workspace, action.new_owner)
            if heir.id == member.id:
                raise LatticeError(
                    "invalid_action",
                    f"The rows of {member.id} need another owner.",
                    "Name a member who stays.",
                    stage=Stage.CONSTRAINTS,
                )
        await leaving.close_doors(work, workspace, member)
        if heir is not None:
            await leaving.hand_over(work, member.id, heir.id)
    op = "member.leave" if member.id == work.caller.principal else "member.remove"
    after = {"member": member.id, "new_owner": heir.id if heir else member.on_behalf_of}
    await work.log(Draft(op, None, None, {"member": member.id, "role": member.role.value}, after))
    rows = f"; what was theirs is {heir.name}'s now" if heir else ""
    work.summary = f"{member.name} {'left' if op == 'member.leave' else 'was taken out'}{rows}"
    work.undoable = False
    return msgspec.structs.replace(member, removed_at=work.now)


@writes(ReadmitMember)
async def readmit_member(work: Writing, action: ReadmitMember) -> Member:
    """Let a person in again under their old id; an invitation for them lets them sign in."""
    workspace = await people.workspace_of(work)
    role = Role(action.role)
    people.check_reach(work, role, f"Letting somebody in as {role.value}")
    async with work.tx.steward():
        member = await people.find(work.tx, workspace, action.member)
        if member is None or member.role is Role.AGENT:
            raise LatticeError(
                "not_found",
                f"Nobody called {action.member} was a member of this workspace.",
                "`lattice members --removed` lists them; a new one is invited: `lattice invite create`.",
            )
        if member.removed_at is None:
            raise LatticeError(
                "exists", f"{member.id} is a member.", "An invitation lets them sign in again."
            )
        await work.tx.run(
            "UPDATE lattice.members SET removed_at = NULL, role = ? WHERE workspace = ? AND id = ?",
            (role.value, workspace, member.id),
        )
    await work.log(Draft("member.readmit", None, None, None, {"member": member.id, "role": role.value}))
    work.summary = f"{member.name} may come in again"
    work.undoable = False
    return msgspec.structs.replace(member, role=role, removed_at=None)
