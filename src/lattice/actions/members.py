"""Who is in a cloud workspace: members, invitations and tokens."""

from __future__ import annotations

from lattice.actions.base import Action, Effects, Risk, Runs, action
from lattice.model.members import (
    Invite,
    InviteList,
    Member,
    MemberList,
    NewInvite,
    NewToken,
    Token,
    TokenList,
)
from lattice.model.people import Role

#: How long an invitation holds unless said otherwise, and an agent's token, in days.
INVITE_DAYS, TOKEN_DAYS = 7, 90


@action("member.list", runs=Runs.SERVER)
class ListMembers(Action[MemberList], frozen=True):
    """Who is in the workspace, agents included."""

    removed: bool = False
    """Whether to name those who are out, too."""


@action("member.role", risk=Risk.ADMIN)
class ChangeRole(Action[Member], frozen=True):
    """Give a member another role. A workspace keeps at least one owner."""

    member: str
    role: Role


@action("member.remove", risk=Risk.ADMIN)
class RemoveMember(Action[Member], frozen=True):
    """Take a member out at once; their rows stay, with a new owner. One may remove oneself."""

    member: str
    new_owner: str
    """Actor id of the member who owns their rows from now on."""


@action("member.readmit", risk=Risk.ADMIN)
class ReadmitMember(Action[Member], frozen=True):
    """Let a removed member in again under their old id; they need a new invitation to sign in."""

    member: str
    role: Role = Role.EDITOR


@action("invite.create", risk=Risk.ADMIN, effects=Effects.OUTSIDE)
class CreateInvite(Action[NewInvite], frozen=True):
    """Make an invitation: one string to send, used once."""

    role: Role = Role.EDITOR
    expires_days: float = INVITE_DAYS
    """From 1/24 to 90."""
    for_name: str = ""
    """Whom it is for, in words."""
    member: str = ""
    """Actor id of a readmitted member who is to get in again; empty for someone new."""


@action("invite.list", runs=Runs.SERVER)
class ListInvites(Action[InviteList], frozen=True):
    """Invitations, newest first; for owners and admins."""


@action("invite.withdraw", risk=Risk.ADMIN)
class WithdrawInvite(Action[Invite], frozen=True):
    """Make an invitation worthless that was not used yet."""

    id: str


@action("token.create", risk=Risk.ADMIN, effects=Effects.OUTSIDE)
class CreateToken(Action[NewToken], frozen=True):
    """Make a token for an agent of one's own; it ends with oneself."""

    agent: str
    """Actor id of the agent: `agent:scout`."""
    actions: tuple[str, ...] = ()
    """The only actions it may run; all that agents may when empty."""
    tables: tuple[str, ...] = ()
    """The only tables it may know of; all when empty."""
    dollars_a_day: float | None = None
    expires_days: float = TOKEN_DAYS
    """From 1/24 to 366."""


@action("token.list", runs=Runs.SERVER)
class ListTokens(Action[TokenList], frozen=True):
    """One's own tokens and those of one's agents; all of them for owners and admins."""


@action("token.revoke", risk=Risk.ADMIN)
class RevokeToken(Action[Token], frozen=True):
    """End a token at once, and what is open with it."""

    id: str
