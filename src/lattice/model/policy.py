"""What agents may do in one workspace, what they may spend, and what a person has allowed them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Writes(StrEnum):
    """Whether agents ask before changes that can be undone."""

    AT_ONCE = "at_once"
    ASK = "ask"


class Eagerness(StrEnum):
    """How much the assistant does by itself when documents and tables come in."""

    OFF = "off"
    CONSERVATIVE = "conservative"
    """Summaries of new files, descriptions of images."""
    BALANCED = "balanced"
    """Also definitions of new tables and columns, and links between a document and the rows it names."""
    EAGER = "eager"
    """Also rows made of the objects that a document describes, in tables that are there."""


class Budget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be used in some span; 0 is without bound. Money in millionths of a US dollar."""

    soft_tokens: int = 0
    """Warns."""
    hard_tokens: int = 0
    """Stops."""
    soft_cost: int = 0
    hard_cost: int = 0


class Budgets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What requests to a model may use."""

    turn: Budget = Budget(soft_cost=500_000, hard_cost=2_000_000)
    day: Budget = Budget(soft_cost=5_000_000, hard_cost=20_000_000)
    """Within 24 hours, all conversations and chores of the workspace."""
    workspace: Budget = Budget()
    """Since the workspace is."""


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What agents may do in one workspace; only people set it, and the gates hold it."""

    writes: Writes = Writes.AT_ONCE
    private_rows: bool = False
    """Rows that agents add are seen by their person alone, once the workspace is shared."""
    tables: tuple[str, ...] = ()
    """Tables that agents may read and change; all when empty."""
    actions: tuple[str, ...] = ()
    """Actions that agents may run; all when empty."""
    models: tuple[str, ...] = ()
    """Models that may be asked; all when empty. A final `*` stands for any ending."""
    eagerness: Eagerness = Eagerness.CONSERVATIVE
    budgets: Budgets = Budgets()


class Decision(StrEnum):
    """What a person says to what an agent asks for."""

    ASKED = "asked"
    """Nothing yet."""
    ONCE = "once"
    CONVERSATION = "conversation"
    """This and the like of it, until the conversation (or the agent's session) ends."""
    NO = "no"
    NEVER = "never"
    """Nor the like of it in this conversation."""


class Approval(msgspec.Struct, frozen=True):
    """One request of an agent that a person must allow."""

    id: str
    at: str
    actor: str
    session: str
    """The thread of the assistant, or the session of another agent."""
    action: str
    scope: str
    """What `conversation` and `never` hold for: the action with its table or host."""
    request: str
    """The action as JSON: exactly what will be done."""
    decision: Decision = Decision.ASKED
    decided_at: str | None = None
    decided_by: str | None = None
    used_at: str | None = None
    """When an allowance for once was used, or one for a conversation ended because another table took the
    name that it was given for."""
