"""What of a turn can be taken back, and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions.log import GetChange
from lattice.client import Client
from lattice.model.errors import LatticeError

#: Commands that are named one by one.
_NAMED = 3


class Undoing(NamedTuple):
    """How to take back a turn."""

    commands: tuple[str, ...] = ()
    """None when there is nothing to take back."""
    lasting: int = 0
    """How many of its changes cannot be undone."""


async def undoing(client: Client, turn: str, change_ids: Sequence[str], *, brought: bool) -> Undoing:
    """All at once by the turn, unless one of its changes is for good: then the others one by one."""
    if not change_ids:
        return Undoing((f"lattice undo {turn}",) if brought else ())
    open_ids: list[str] = []
    for one in dict.fromkeys(change_ids):
        try:
            change = (await client.run(GetChange(change_id=one))).value.change
        except LatticeError:
            continue
        if change.undoable:
            open_ids.append(one)
    lasting = len(dict.fromkeys(change_ids)) - len(open_ids)
    if not lasting:
        return Undoing((f"lattice undo {turn}",))
    return Undoing(tuple(f"lattice undo {one}" for one in reversed(open_ids[-_NAMED:])), lasting)
