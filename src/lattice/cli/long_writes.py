"""A write that may take long: how far it is on stderr, and ^C stops it with nothing of it done."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from lattice.actions.base import Action, Outcome
from lattice.cli.output import note
from lattice.cli.progress import Progress
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.pulse import Pulse

R = TypeVar("R")

#: How often it is looked at, in seconds.
_EVERY_S = 0.1


async def run_long(client: Client, action: Action[R], what: str, op_id: str | None) -> Outcome[R]:
    """The outcome of a write; raises CancelledError when it was interrupted and nothing of it was done."""
    pulse = Pulse()
    change = asyncio.ensure_future(client.run(action, op_id=op_id, pulse=pulse))
    with Progress(what) as line:
        while not change.done():
            try:
                await asyncio.wait({change}, timeout=_EVERY_S)
            except asyncio.CancelledError:
                if pulse.stopping:
                    # somebody insists: what becomes of it is told by the log
                    change.cancel()
                    raise
                pulse.stop()
                line.step("stopping")
            if pulse.total and not pulse.stopping:
                line.of(pulse.done, pulse.total)
    try:
        outcome = change.result()
    except LatticeError as error:
        if error.code == "interrupted":
            raise asyncio.CancelledError from None
        raise
    if pulse.stopping:
        note("It was done before it could be stopped.")
    return outcome
