"""Conversations as they are named on the command line."""

from __future__ import annotations

from lattice.actions.chat import ListThreads
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id

#: The conversation that was last active.
LAST = "last"


async def thread_id(client: Client, text: str) -> str:
    """The id that is meant by an id or `last`; raises `usage` for what can be neither, `not_found`."""
    plain = text.strip()
    if plain.lower() == LAST:
        newest = (await client.run(ListThreads(limit=1))).value.threads
        if not newest:
            raise LatticeError("not_found", "There is no conversation yet.", '`lattice ask "…"` begins one.')
        return newest[0].id
    if is_id(plain.upper()):
        return plain.upper()
    raise LatticeError(
        "usage",
        f"{text!r} is not the id of a conversation.",
        f"An id is 26 letters and digits, as `lattice threads` shows; `{LAST}` is the newest.",
        stage=Stage.CONSTRAINTS,
    )
