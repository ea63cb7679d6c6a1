"""The first gate: who calls."""

from __future__ import annotations

from lattice.model.errors import LatticeError, Stage
from lattice.model.people import ActorKind, Caller, parse_actor


def identify(caller: Caller) -> Caller:
    """The caller, when it is somebody; raises `usage` or `forbidden`.

    On a local workspace an actor is a label and a restriction, not a proof: whoever can open the
    file can do everything with it.
    """
    parse_actor(caller.actor)
    if caller.kind is ActorKind.HUMAN:
        if caller.on_behalf_of is not None:
            raise LatticeError("forbidden", "A person acts for nobody but themselves.", stage=Stage.IDENTITY)
        return caller
    if caller.on_behalf_of is None or not caller.on_behalf_of.startswith("human:"):
        raise LatticeError(
            "forbidden",
            f"{caller.actor} does not say for whom it acts.",
            "Agents and services act on behalf of a person.",
            stage=Stage.IDENTITY,
        )
    parse_actor(caller.on_behalf_of)
    return caller
