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


_ACTOR = re.compile(r"(human|agent|service):([a-z0-9][a-z0-9._-]{0,39})\Z")


class Person(msgspec.Struct, frozen=True):
    """The person of this machine, asked once and kept in the settings."""

    handle: str
    """Short lower-case name, printed as `human:handle`."""
    name: str
    """How they want to be called on screen."""


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
