"""What an agent may do in one workspace: the machine's settings, the policy and its token together."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lattice.actions.base import ActionSpec, Effects, Risk
from lattice.databases.base import Transaction
from lattice.model.chat import ASSISTANT
from lattice.model.people import ActorKind, AgentRules, Caller
from lattice.model.policy import Policy, Writes
from lattice.model.schema import fold

#: The key of `lattice_meta` under which the policy stands, as JSON.
POLICY_KEY = "policy"
#: What only people may do, whatever they have allowed: it decides what agents may do.
PEOPLE_ONLY = frozenset(
    {
        "approval.decide",
        "instructions.set",
        "invite.create",
        "invite.withdraw",
        "member.readmit",
        "member.remove",
        "member.role",
        "policy.set",
        "thread.delete",
        "thread.fork",
        "thread.rewind",
        "token.create",
        "token.revoke",
        "turn.begin",
    }
)
#: What an agent needs to be one: no list of allowed actions takes it away, and it asks for no approval.
_MACHINERY = frozenset(
    {
        "approval.list",
        "instructions.read",
        "model.ask",
        "model.used",
        "policy.read",
        # of the tables that it may use; without their columns no row can be asked for
        "table.list",
        "usage.read",
        "workspace.describe",
    }
)
#: Nouns of the conversations, which only one agent may touch.
_CONVERSATION = frozenset({"message", "thread", "turn"})


class Rights(NamedTuple):
    """What the gates hold an agent to."""

    tables: frozenset[str] | None
    """Folded names of the tables it may know of; all when None."""
    shown_tables: tuple[str, ...]
    """The same as people wrote them."""
    denied: frozenset[str]
    """Actions that it may not run."""
    actions: frozenset[str] | None
    """The only actions that it may run; all when None."""
    policy: Policy

    def allows(self, name: str) -> bool:
        """Whether the lists let an action through."""
        if name in self.denied:
            return False
        return self.actions is None or name in self.actions or is_machinery(name)


#: Of people: nothing is kept from them.
FREE = Rights(None, (), frozenset(), None, Policy())


def is_machinery(name: str) -> bool:
    """Whether an action is part of being an agent rather than of the work."""
    return name in _MACHINERY or name.split(".")[0] in _CONVERSATION


def of_conversation(name: str) -> bool:
    """Whether an action is about conversations."""
    return name.split(".")[0] in _CONVERSATION


async def read_policy(tx: Transaction) -> Policy:
    """The policy of the workspace; the default when there is none or it cannot be understood.

    One that a newer Lattice wrote differently must not open what it closed: then agents may only ask.
    """
    row = await tx.one("SELECT value FROM lattice_meta WHERE key = ?", (POLICY_KEY,))
    if row is None or row[0] == "":  # an undo leaves nothing behind where nothing was
        return Policy()
    try:
        return msgspec.json.decode(str(row[0]), type=Policy)
    except msgspec.DecodeError:
        return Policy(writes=Writes.ASK, models=("none",))


async def rights_of(tx: Transaction, caller: Caller, rules: AgentRules) -> Rights:
    """The rights of a caller; of people without looking."""
    if caller.kind is ActorKind.HUMAN:
        return FREE
    policy = await read_policy(tx)
    lists = [names for names in (rules.allowed_tables, policy.tables, caller.allowed_tables) if names]
    folded = [frozenset(fold(name) for name in names) for names in lists]
    tables = frozenset.intersection(*folded) if folded else None
    shown = tuple(n for n in (lists[0] if lists else ()) if tables is None or fold(n) in tables)
    allowed = [frozenset(names) for names in (policy.actions, caller.allowed_actions) if names]
    actions = frozenset.intersection(*allowed) if allowed else None
    return Rights(tables, shown, frozenset(rules.denied_actions), actions, policy)


def needs_approval(spec: ActionSpec, caller: Caller, policy: Policy) -> bool:
    """Whether a person must allow it: what cannot be undone or goes outside; all writes if so set."""
    if caller.kind is ActorKind.HUMAN or is_machinery(spec.name):
        return False
    if spec.risk in (Risk.DESTRUCTIVE, Risk.ADMIN) or spec.effects is Effects.OUTSIDE:
        return True
    return spec.risk is Risk.WRITE and policy.writes is Writes.ASK


def sees_conversations(caller: Caller) -> bool:
    """Whether a caller may see the conversations of the person it acts for."""
    return caller.kind is ActorKind.HUMAN or caller.actor == ASSISTANT
