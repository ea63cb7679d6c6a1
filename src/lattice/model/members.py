"""Members of a cloud workspace, what they carry and how they get in."""

from __future__ import annotations

import msgspec

from lattice.model.people import Role


class Device(msgspec.Struct, frozen=True):
    """One place where a member is signed in: a token without its secret."""

    id: str
    """Id of the token."""
    name: str
    """As the machine calls itself: `ada's laptop`."""
    created_at: str
    last_used_at: str | None = None
    expires_at: str | None = None


class Member(msgspec.Struct, frozen=True):
    """Someone who is, or was, in a workspace."""

    id: str
    """Immutable actor id: `human:ada`, `agent:scout`."""
    name: str
    role: Role
    joined_at: str
    on_behalf_of: str | None = None
    """Of an agent: its person."""
    invited_by: str | None = None
    last_seen_at: str | None = None
    removed_at: str | None = None
    """Since when they are out; their rows have another owner."""
    devices: tuple[Device, ...] = ()
    """Only for oneself, and for owners and admins."""


class MemberList(msgspec.Struct, frozen=True):
    """Everybody in a workspace."""

    members: tuple[Member, ...]


class Invite(msgspec.Struct, frozen=True):
    """An invitation, without its secret."""

    id: str
    role: Role
    for_name: str
    created_by: str
    created_at: str
    expires_at: str
    used_at: str | None = None
    used_by: str | None = None
    withdrawn_at: str | None = None


class InviteList(msgspec.Struct, frozen=True):
    """Invitations of a workspace, newest first."""

    invites: tuple[Invite, ...]


class NewInvite(msgspec.Struct, frozen=True):
    """What came of making an invitation."""

    id: str
    invite: str
    """The one string to send: server, one-time secret, fingerprint of its certificate. Shown once."""
    expires_at: str


class InviteFacts(msgspec.Struct, frozen=True):
    """What a server says of an invitation to whoever holds its secret, before it is used."""

    workspace_id: str
    workspace: str
    """Its name."""
    invited_by: str
    """Name of the member who invites."""
    role: Role
    expires_at: str
    for_name: str = ""


class Token(msgspec.Struct, frozen=True):
    """A token, without its secret."""

    id: str
    actor: str
    on_behalf_of: str | None
    device: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None = None
    revoked_at: str | None = None
    actions: tuple[str, ...] = ()
    """Of an agent: the only actions it may run; all when empty."""
    tables: tuple[str, ...] = ()
    """Of an agent: the only tables it may know of; all when empty."""
    dollars_a_day: float | None = None
    """Of an agent: what its requests to models may cost in a day."""


class TokenList(msgspec.Struct, frozen=True):
    """Tokens of a workspace, newest first."""

    tokens: tuple[Token, ...]


class NewToken(msgspec.Struct, frozen=True):
    """What came of making a token."""

    id: str
    token: str
    """Shown once; the server keeps its hash."""
    expires_at: str | None


class Joined(msgspec.Struct, frozen=True):
    """What an invitation was redeemed for."""

    workspace_id: str
    workspace: str
    member: str
    """Actor id in this workspace, such as `human:ada`; another when the handle was taken."""
    role: Role
    token: str
    expires_at: str | None


class WorkspaceFacts(msgspec.Struct, frozen=True):
    """One workspace that a token opens."""

    id: str
    name: str
    member: str
    role: Role


class Me(msgspec.Struct, frozen=True):
    """What a server says to a token about itself."""

    actor: str
    """Empty for an admin token, which belongs to the server's keeper and to no member."""
    admin: bool
    device: str
    expires_at: str | None
    workspaces: tuple[WorkspaceFacts, ...]
    server: str
    """Name and version of the server."""


class Presence(msgspec.Struct, frozen=True):
    """Who is here now; never stored, gone 45 s after it was last said."""

    actor: str
    name: str
    where: str
    """What is open on their screen: the name of a table that all may know of, else empty."""
    since: str
    listening: bool = True
    """Whether a stream is open."""
