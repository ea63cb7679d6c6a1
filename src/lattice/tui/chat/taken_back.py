"""Which changes of a conversation were taken back since, wherever that was done."""

from __future__ import annotations

from collections.abc import Iterable

from lattice.actions import GetChange, ListChanges
from lattice.client import Client
from lattice.model.chat import ASSISTANT, Message, ResultBlock
from lattice.model.errors import LatticeError

#: Changes that one page of the list holds, and how many pages are read before each is asked for by itself.
PAGE, PAGES = 100, 5


def changes_of(messages: Iterable[Message]) -> set[str]:
    """Ids of all that was changed in some messages."""
    return {
        change_id
        for message in messages
        for block in message.blocks
        if isinstance(block, ResultBlock)
        for change_id in block.change_ids
    }


async def taken_back(client: Client, messages: Iterable[Message]) -> frozenset[str]:
    """Ids of their changes that are undone now. Raises LatticeError."""
    wanted = changes_of(messages)
    found: set[str] = set()
    before: int | None = None
    for _ in range(PAGES if wanted else 0):
        action = ListChanges(actor=ASSISTANT, before_seq=before, limit=PAGE)
        page = (await client.run(action)).value
        for change in page.changes:
            if change.id in wanted and change.undone_by:
                found.add(change.id)
        wanted -= {change.id for change in page.changes}
        before = page.next
        if before is None or not wanted:
            break
    for change_id in wanted:
        try:
            diff = (await client.run(GetChange(change_id=change_id))).value
        except LatticeError as error:
            if error.code != "not_found":
                raise
            # the log was shortened: it can be taken back no more
            continue
        if diff.change.undone_by:
            found.add(change_id)
    return frozenset(found)
