"""Following the log: every event once, in order, whoever wrote it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from lattice.databases.books import last_seq
from lattice.engine.engine import Engine
from lattice.engine.history import EVENT_FIELDS, named
from lattice.model.events import Event
from lattice.model.people import Caller
from lattice.model.values import now

#: Events that are read at a time.
BATCH = 500
#: The log is looked at this often even when nothing was noticed, in seconds.
LOOK_S = 15.0


async def follow(engine: Engine, caller: Caller, after_seq: int | None) -> AsyncIterator[Event]:
    """Events after `after_seq`, or from now on, without end."""
    database = engine.database
    mark = database.mark()
    seq = after_seq if after_seq is not None else await _head(engine)
    while not database.closed:
        events, last = await _read(engine, caller, seq)
        for event in events:
            yield event
        if last > seq:
            seq = last
            continue
        await database.changed(mark, LOOK_S)
        mark = database.mark()


async def _head(engine: Engine) -> int:
    async with engine.database.reading() as tx:
        return await last_seq(tx)


async def _read(engine: Engine, caller: Caller, seq: int) -> tuple[list[Event], int]:
    """The next events and the last `seq` that was read, visible or not."""
    async with engine.database.reading(caller) as tx:
        # first of all: to an agent the database opens no table before
        work = await engine.reading(tx, await engine.catalog(tx), caller, now())
        records = await tx.all(
            f"SELECT {EVENT_FIELDS} FROM lattice_events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, BATCH)
        )
        if not records:
            return [], seq
        return await named(work, records), int(records[-1][0] or 0)
