"""What others change, as it happens: the client's watch, gathered into a few batches a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec

from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.events import Event

#: How long events are gathered before the screen hears of them; the eye needs 300 ms, a paint up to 100.
GATHER_S = 0.05
#: Events that one batch keeps; of a larger flood only the newest are worth showing one by one.
KEPT = 500
#: Wait before a watch that failed is begun again.
RETRY_S = 1.0


class Batch(msgspec.Struct, frozen=True):
    """Events that arrived together."""

    events: tuple[Event, ...]
    """In order; only the newest `KEPT` of a flood."""
    tables: frozenset[str]
    """Ids of the tables that were touched."""
    rows: frozenset[str]
    """Ids of the rows that were touched, as far as `events` goes."""
    schema: bool
    """Whether a table or column was made, changed or dropped."""
    seq: int
    """Of the newest event."""
    flood: bool = False
    """Whether more arrived than `events` holds."""


def gather(events: list[Event]) -> Batch:
    """The batch of a list of events that is not empty."""
    kept = events[-KEPT:]
    return Batch(
        events=tuple(kept),
        tables=frozenset(e.table_id for e in events if e.table_id),
        rows=frozenset(e.row_id for e in kept if e.row_id),
        schema=any(e.op.startswith(("table.", "column.")) for e in events),
        seq=events[-1].seq,
        flood=len(events) > len(kept),
    )


async def follow(
    client: Client, after_seq: int, deliver: Callable[[Batch], None], lost: Callable[[LatticeError], None]
) -> None:
    """Deliver batches for ever; a watch that fails is told to `lost` and begun again where it stopped."""
    seq = after_seq
    while True:
        try:
            async for batch in _batches(client.watch(seq)):
                seq = batch.seq
                deliver(batch)
        except LatticeError as error:
            lost(error)
        await asyncio.sleep(RETRY_S)


async def _batches(events: AsyncIterator[Event]) -> AsyncIterator[Batch]:
    """Events in batches: the first is waited for, those that follow within the gathering time join it."""
    queue: asyncio.Queue[Event | None] = asyncio.Queue(maxsize=10_000)

    async def read() -> None:
        try:
            async for event in events:
                await queue.put(event)
        finally:
            # a full queue means that the reader below is awake and will find the task done
            if not queue.full():
                queue.put_nowait(None)

    reader = asyncio.create_task(read())
    try:
        while True:
            first = await queue.get()
            gathered = [] if first is None else [first]
            if first is not None:
                await asyncio.sleep(GATHER_S)
            while not queue.empty():
                event = queue.get_nowait()
                if event is not None:
                    gathered.append(event)
            if gathered:
                yield gather(gathered)
            if reader.done() and queue.empty():
                await reader
                return
    finally:
        reader.cancel()
