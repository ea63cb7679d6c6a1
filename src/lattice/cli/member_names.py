"""Which member is meant by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from lattice.actions.members import ListMembers
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Member


async def find_members(client: Client, wanted: Sequence[str], *, removed: bool = False) -> tuple[str, ...]:
    """Actor ids of the members that were named; raises `not_found`, and `conflict` for a name of several."""
    if not wanted:
        return ()
    members = (await client.run(ListMembers(removed=removed))).value.members
    return tuple(_one(members, name) for name in wanted)


async def find_member(client: Client, wanted: str, *, removed: bool = False) -> str:
    """The same for one."""
    return (await find_members(client, [wanted], removed=removed))[0]


def _one(members: Sequence[Member], wanted: str) -> str:
    """By id, else by the handle behind its colon, else by the name."""
    text = wanted.strip().casefold()
    for matches in (
        [m.id for m in members if m.id == text],
        [m.id for m in members if m.id.partition(":")[2] == text],
        [m.id for m in members if m.name.casefold() == text],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise LatticeError(
                "conflict",
                f"{wanted!r} may be any of {', '.join(matches)}.",
                "Say which by its id.",
                stage=Stage.CONSTRAINTS,
            )
    raise LatticeError("not_found", f"There is no member {wanted!r}.", "`lattice members` lists them.")


def split_names(given: Sequence[str]) -> list[str]:
    """Names from options that may be given several times, and hold several with commas between."""
    return [name for text in given for name in (part.strip() for part in text.split(",")) if name]
