"""The pulse of an action on a server: asked for while its answer is awaited, and stopped there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import msgspec

from lattice.client.cloud.http import JSON
from lattice.model.errors import LatticeError
from lattice.model.pulse import Beat, Pulse, PulseWish

if TYPE_CHECKING:
    from lattice.client.cloud.remote import RemoteClient

#: How often it is asked for, in seconds.
EVERY_S = 0.5
#: How long a write is waited for that somebody looks after, in seconds; without that it is asked for anew.
LONG_S = 600.0


@contextlib.asynccontextmanager
async def following(remote: RemoteClient, op_id: str | None, pulse: Pulse | None) -> AsyncIterator[None]:
    """Meanwhile `pulse` tells what the server says of the action with that `op_id`, and is heard there."""
    if pulse is None or op_id is None:
        yield
        return
    asking = asyncio.create_task(_ask(remote, op_id, pulse), name="pulse")
    try:
        yield
    finally:
        asking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asking


async def _ask(remote: RemoteClient, op_id: str, pulse: Pulse) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        body = msgspec.json.encode(PulseWish(op_id, stop=pulse.stopping))
        try:
            answer = await remote.connection.ask(
                "POST",
                remote.connection.path("pulse"),
                body=body,
                headers={**remote.headers, **JSON},
                again=False,
            )
            beat = msgspec.json.decode(answer.body, type=Beat)
        except (LatticeError, msgspec.DecodeError):
            # a courtesy: the answer to the action itself says what came of it
            continue
        if beat.known:
            pulse.done, pulse.total = beat.done, beat.total
