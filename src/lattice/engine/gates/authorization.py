"""The second gate: may this actor do this, here."""

from __future__ import annotations

from typing import Any

from lattice.actions.base import Action, ActionSpec
from lattice.engine.catalog import Catalog
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, AgentRules, Caller
from lattice.model.schema import fold

#: Actions whose `name` becomes that of a table.
_NAMING = frozenset({"table.create", "table.rename"})


def authorize(action: Action[Any], spec: ActionSpec, caller: Caller, rules: AgentRules) -> None:
    """Raise `forbidden` when the actor may not run the action at all."""
    if caller.kind is ActorKind.HUMAN:
        return
    if spec.name in rules.denied_actions:
        raise LatticeError(
            "forbidden",
            f"Agents may not run {spec.name} here.",
            "The person of this machine can change that: `lattice settings set agents.denied_actions`.",
            stage=Stage.AUTHORIZATION,
        )
    if not rules.allowed_tables:
        return
    fields = ["table", "to_table", *(["name"] if spec.name in _NAMING else [])]
    named = (getattr(action, field, None) for field in fields)
    allowed = {fold(name) for name in rules.allowed_tables}
    for name in (n for n in named if isinstance(n, str)):
        if fold(name) not in allowed:
            raise LatticeError(
                "forbidden",
                f"Agents may not use table {name!r} here.",
                f"They may use: {', '.join(rules.allowed_tables)}.",
                stage=Stage.AUTHORIZATION,
            )


def visible_catalog(catalog: Catalog, caller: Caller, rules: AgentRules) -> Catalog:
    """The catalog with only the tables that the caller may know of."""
    if caller.kind is ActorKind.HUMAN or not rules.allowed_tables:
        return catalog
    return catalog.only({fold(name) for name in rules.allowed_tables})
