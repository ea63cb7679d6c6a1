"""Which role each action needs: by its risk, with a small table of what its risk does not say."""

from __future__ import annotations

from lattice.actions.base import ActionSpec, Risk, specs
from lattice.engine.gates.rights import of_conversation
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import Caller, Role, at_least

_BY_RISK = {
    Risk.READ: Role.VIEWER,
    Risk.WRITE: Role.EDITOR,
    Risk.DESTRUCTIVE: Role.EDITOR,
    Risk.ADMIN: Role.ADMIN,
}
_OTHERWISE = {
    # one's own, which the handlers see to: what one is asked, what one's agents use, one's tokens, leaving
    "approval.decide": Role.VIEWER,
    "member.remove": Role.VIEWER,
    "model.used": Role.VIEWER,
    "token.create": Role.VIEWER,
    "token.revoke": Role.VIEWER,
    "audit.verify": Role.ADMIN,
    "invite.list": Role.ADMIN,
    # what the workspace is called, how it looks, what every assistant is told
    "instructions.set": Role.OWNER,
    "workspace.rename": Role.OWNER,
    "workspace.set_logo": Role.OWNER,
}
_WORDS = {Role.OWNER: "the owner", Role.ADMIN: "the owner and admins", Role.EDITOR: "editors"}


def role_needed(spec: ActionSpec) -> Role:
    """The least role that may run an action."""
    if of_conversation(spec.name):
        return Role.VIEWER
    return _OTHERWISE.get(spec.name) or _BY_RISK[spec.risk]


def role_to_undo(op: str) -> Role:
    """The least role that may take back an event: what the action of its name needs, else an editor's."""
    spec = specs().get(op)
    return Role.EDITOR if spec is None else role_needed(spec)


def check_role(caller: Caller, needed: Role, what: str) -> None:
    """Raise `forbidden` when a role is not enough; an agent has that of its person."""
    if at_least(caller.role, needed):
        return
    who = "You are" if caller.on_behalf_of is None else f"{caller.on_behalf_of} is"
    raise LatticeError(
        "forbidden",
        f"{what} is for {_WORDS.get(needed, 'members')} of this workspace. {who} {caller.role.value} here.",
        "An owner or admin can change that: `lattice member role`.",
        stage=Stage.AUTHORIZATION,
    )
