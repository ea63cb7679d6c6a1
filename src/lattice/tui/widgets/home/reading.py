"""What the first tab tells of a workspace, and how it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

import msgspec

from lattice.actions import ListChanges, ListEvents, ListRows, ReadUsage, TableInfo
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.events import Change, Event
from lattice.model.files import FILES
from lattice.model.rows import Row
from lattice.tui.bench import Bench

#: Tables that get a card; the others are at the left.
CARDS = 60
#: Lines of each list.
LINES = 8
#: Questions about tables that are under way at once: each is one to a server.
AT_ONCE = 4


class Stamp(msgspec.Struct, frozen=True):
    """When something happened, and who did it."""

    at: str
    actor: str
    on_behalf_of: str | None = None


class Told(msgspec.Struct, frozen=True):
    """What is known so far; what is None was not read yet."""

    tables: tuple[TableInfo, ...] = ()
    stamps: dict[str, Stamp | None] = {}
    """The last change of a table by its id; None when nothing ever happened."""
    files: tuple[Row, ...] | None = None
    """The newest files and artifacts."""
    changes: tuple[Change, ...] | None = None
    """The newest changes."""
    assistant: tuple[Change, ...] | None = None
    """The newest changes of the assistant."""
    cost_usd: float = 0.0
    """What the assistant used within 24 hours."""
    away: str = ""
    """Why the log could not be read; empty when it could."""


def stamps_of(events: Iterable[Event]) -> dict[str, Stamp]:
    """The last of these events for each table, oldest first as they come."""
    return {e.table_id: Stamp(e.at, e.actor, e.on_behalf_of) for e in events if e.table_id}


async def read_home(bench: Bench, told: Told) -> AsyncIterator[Told]:
    """What is there at once, then what the log says, then the last change of each table.

    A log that cannot be read, because its server is away, is said in `away`; the rest is told all the same.
    """
    told = msgspec.structs.replace(told, tables=bench.tables)
    yield told
    if bench.files is not None:
        page = (await bench.run(ListRows(table=FILES, sort=("-_updated_at",), limit=LINES))).value
        told = msgspec.structs.replace(told, files=page.rows)
    else:
        told = msgspec.structs.replace(told, files=())
    try:
        changes = (await bench.run(ListChanges(limit=LINES * 2))).value.changes
        own = (await bench.run(ListChanges(actor=ASSISTANT, limit=LINES))).value.changes
        used = (await bench.run(ReadUsage())).value.day
    except LatticeError as error:
        yield msgspec.structs.replace(told, changes=(), assistant=(), away=error.message)
        return
    told = msgspec.structs.replace(
        told, changes=changes, assistant=own, cost_usd=used.cost / 1_000_000, away=""
    )
    yield told
    unknown = [info for info in told.tables[:CARDS] if info.table.id not in told.stamps]
    for at in range(0, len(unknown), AT_ONCE):
        some = unknown[at : at + AT_ONCE]
        found = await asyncio.gather(*(_last(bench, info) for info in some))
        met = {info.table.id: stamp for info, stamp in zip(some, found, strict=True)}
        told = msgspec.structs.replace(told, stamps={**told.stamps, **met})
    if unknown:
        yield told


async def _last(bench: Bench, info: TableInfo) -> Stamp | None:
    try:
        events = (await bench.run(ListEvents(table=info.table.name, limit=1))).value.events
    except LatticeError:
        # dropped or renamed since: the next reading knows
        return None
    return Stamp(events[0].at, events[0].actor, events[0].on_behalf_of) if events else None
