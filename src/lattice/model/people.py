"""Actors: who does something, and on whose behalf."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from lattice.model.errors import LatticeError, Stage


class ActorKind(StrEnum):
    """What kind of actor stands behind an id."""

    HUMAN = "human"
    AGENT = "agent"
    SERVICE = "service"


class Role(StrEnum):
    """What a member may do in a workspace, from the most to the least; each may all that the next one may."""

    OWNER = "owner"
    """Also remove the workspace, and read what is masked to owners."""
    ADMIN = "admin"
    """Also invite, remove members, set policy and masks, verify the audit."""
    EDITOR = "editor"
    """Also write: rows, files, tables."""
    VIEWER = "viewer"
    """Read what is shared."""
    AGENT = "agent"
    """Acts for a person: what that person may, as far as its token lets it."""


#: Roles that people are given, the strongest first.
HUMAN_ROLES = (Role.OWNER, Role.ADMIN, Role.EDITOR, Role.VIEWER)


def at_least(role: Role, wanted: Role) -> bool:
    """Whether a person's role may all that `wanted` may; an agent has its person's."""
    return role in HUMAN_ROLES and HUMAN_ROLES.index(role) <= HUMAN_ROLES.index(wanted)


_ACTOR = re.compile(r"(human|agent|service):([a-z0-9][a-z0-9._-]{0,39})\Z")


class Person(msgspec.Struct, frozen=True):
    """The person of this machine, asked once and kept in the settings."""

    handle: str
    """Short lower-case name, printed as `human:handle`."""
    name: str
    """What others see you called on the screen."""


class Caller(msgspec.Struct, frozen=True):
    """Who calls the engine."""

    actor: str
    """Immutable id, printed as `human:ada`, `agent:scout`, `service:import`."""
    on_behalf_of: str | None = None
    """The person an agent or service acts for; None for a person."""
    origin: str = "api"
    """The way in: `cli`, `tui`, `api`, `mcp`."""
    session: str = ""
    """Of an agent: the conversation or session in which a person may allow it things."""
    role: Role = Role.OWNER
    """Of the person, also for their agents; on a local workspace its person owns it."""
    allowed_actions: tuple[str, ...] = ()
    """Of an agent's token: names of the only actions it may run; all when empty."""
    allowed_tables: tuple[str, ...] = ()
    """Of an agent's token: names of the only tables it may know of; all when empty."""

    @property
    def kind(self) -> ActorKind:
        """Human, agent or service."""
        return ActorKind(self.actor.split(":", 1)[0])

    @property
    def principal(self) -> str:
        """The actor whose rights and rows count: the person, also for their agents."""
        return self.on_behalf_of or self.actor


def parse_actor(text: str) -> str:
    """An actor id from `kind:handle`; raises LatticeError `usage` when it is not one."""
    if _ACTOR.match(text):
        return text
    raise LatticeError(
        "usage",
        f"{text!r} is not an actor.",
        "Write human:NAME, agent:NAME or service:NAME: lower-case letters, digits, . _ - (at most 40).",
        stage=Stage.IDENTITY,
    )


class AgentRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What agents may do on workspaces of this machine; kept in the settings, held by the gates."""

    allowed_tables: tuple[str, ...] = ()
    """Names of the tables that agents may read and change; all when empty."""
    denied_actions: tuple[str, ...] = ()
    """Names of actions that agents may never run, such as `row.delete_many`."""
