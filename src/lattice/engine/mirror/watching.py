"""Watching a mirror: the events that it keeps, by names, as they come in."""

from __future__ import annotations

from typing import NamedTuple

from lattice.engine.history import EVENT_FIELDS, named
from lattice.engine.mirror.mirror import Mirror, as_member
from lattice.engine.mirror.state import MirrorState, read_state
from lattice.model.events import Event
from lattice.model.people import Caller
from lattice.model.values import now

#: Events that are read at a time.
BATCH = 500


class Seen(NamedTuple):
    """What is new in a mirror."""

    events: list[Event]
    upto: int
    """All up to here has been read, visible or not."""
    state: MirrorState


async def events_after(mirror: Mirror, caller: Caller, seq: int) -> Seen:
    """The next events behind a `seq` that the mirror still has."""
    await mirror.state()
    async with mirror.database.reading() as tx:
        state = await read_state(tx)
        records = await tx.all(
            f"SELECT {EVENT_FIELDS} FROM lattice_events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, BATCH)
        )
        member = as_member(caller, state)
        work = await mirror.engine.reading(tx, await mirror.engine.catalog(tx), member, now())
        events = await named(work, records)
    # behind a `seq` of which more may come nothing is passed over
    whole = state.seq if state.complete else max(state.seq - 1, 0)
    upto = int(records[-1][0] or 0) if records else max(whole, seq)
    return Seen(events, upto, state)
