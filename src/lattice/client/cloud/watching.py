"""Watching a cloud workspace: events from the mirror as they come in, older ones from the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from lattice.client.cloud.remote import RemoteClient
from lattice.client.cloud.streaming import open_stream
from lattice.engine.mirror.mirror import Mirror
from lattice.engine.mirror.watching import events_after
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.people import Caller
from lattice.model.stream import HeadFrame, Reset

#: The mirror is looked at this often even when nothing was noticed, in seconds.
LOOK_S = 2.0


async def watch(
    mirror: Mirror,
    remote: RemoteClient,
    caller: Caller,
    after_seq: int | None,
    known: Callable[[], int],
) -> AsyncIterator[Event]:
    """Events behind a `seq`, or from now on, without end, without gap or duplicate.

    `known` is the newest `seq` that the client has heard of: what came before is not new, although the mirror
    may not have it yet.
    When the mirror was begun anew, what happened meanwhile is asked of the server; of another epoch it
    goes on with what is new.
    """
    database = mirror.database
    epoch, seq = "", after_seq
    while not database.closed:
        mark = database.mark()
        state = await mirror.state()
        if not state.epoch:
            await database.changed(mark, LOOK_S)
            continue
        if seq is None:
            seq = max(state.seq, known())
        elif epoch and epoch != state.epoch:
            seq = state.seq
        epoch = state.epoch
        if seq < state.floor:
            async for event in _between(remote, epoch, seq, state.floor):
                seq = event.seq
                yield event
            seq = max(seq, state.floor)
        seen = await events_after(mirror, caller, seq)
        if seen.state.generation != state.generation and (
            seen.state.epoch != epoch or seen.state.floor > seq
        ):
            # it was begun anew just now
            continue
        for event in seen.events:
            yield event
        if seen.upto > seq:
            seq = seen.upto
            continue
        await database.changed(mark, LOOK_S)


async def _between(remote: RemoteClient, epoch: str, after: int, upto: int) -> AsyncIterator[Event]:
    """Events that the mirror does not have (any more), as far as the server tells them."""
    tries = 3
    while tries and after < upto:
        tries -= 1
        try:
            async with open_stream(
                remote.connection, (epoch, after), names=True, headers=remote.headers
            ) as stream:
                async for frames in stream.frames:
                    for frame in frames:
                        if isinstance(frame, Event):
                            if frame.seq > upto:
                                return
                            if frame.seq > after:
                                after = frame.seq
                                yield frame
                        elif isinstance(frame, Reset) or (isinstance(frame, HeadFrame) and frame.seq >= upto):
                            return
                    if after >= upto:
                        return
        except LatticeError as error:
            if error.code != "unreachable" or not tries:
                return
