"""The second gate: may this actor do this, here."""

from __future__ import annotations

from typing import Any

from lattice.actions.base import Action, ActionSpec
from lattice.engine.catalog import Catalog
from lattice.engine.gates.rights import PEOPLE_ONLY, Rights, of_conversation, sees_conversations
from lattice.engine.gates.roles import check_role, role_needed
from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, Caller
from lattice.model.policy import Writes
from lattice.model.schema import fold

#: Actions whose `name` becomes that of a table.
_NAMING = frozenset({"table.create", "table.rename"})


def authorize(action: Action[Any], spec: ActionSpec, caller: Caller, rights: Rights) -> None:
    """Raise `forbidden` when the actor may not run the action at all."""
    check_role(caller, role_needed(spec), spec.name)
    if caller.kind is ActorKind.HUMAN:
        return
    if spec.name in PEOPLE_ONLY:
        raise _refusal(f"Only people may run {spec.name}.", "Ask the person you act for.")
    if of_conversation(spec.name) and not sees_conversations(caller):
        raise _refusal(f"{caller.actor} has no conversations here.", "They belong to their person.")
    if not rights.allows(spec.name):
        if caller.allowed_actions and spec.name not in caller.allowed_actions:
            raise _refusal(
                f"The token of {caller.actor} is not for {spec.name}.",
                f"It is for: {', '.join(caller.allowed_actions)}."
                " A person can make another one: `lattice token create`.",
            )
        raise _refusal(
            f"Agents may not run {spec.name} here.",
            "A person can change that: `lattice policy`, or `lattice settings set agents.denied_actions`.",
        )
    if spec.name == "row.import" and rights.policy.writes is Writes.ASK:
        # the rows come as a stream beside the request, so that nobody could see what they allow
        raise _refusal(
            "Agents may not import here while their changes are asked for first.",
            "Insert the rows with row.insert_many, which a person can look at.",
        )
    if rights.tables is None:
        return
    fields = ["table", "to_table", *(["name"] if spec.name in _NAMING else [])]
    named = (getattr(action, field, None) for field in fields)
    for name in (n for n in named if isinstance(n, str)):
        if fold(name) not in rights.tables:
            raise _refusal(
                f"Agents may not use table {name!r} here.",
                f"They may use: {', '.join(rights.shown_tables) or 'none'}.",
            )


def _refusal(message: str, hint: str) -> LatticeError:
    return LatticeError("forbidden", message, hint, stage=Stage.AUTHORIZATION)


def visible_catalog(catalog: Catalog, caller: Caller, rights: Rights) -> Catalog:
    """The catalog as it is for the caller: the tables they may know of, what of them is kept from them."""
    catalog = catalog.towards(caller.principal, caller.role)
    if not sees_conversations(caller):
        catalog = catalog.public
    return catalog if rights.tables is None else catalog.only(set(rights.tables))
