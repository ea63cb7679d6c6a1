"""Carrying out a change that may take long: how far it is, how long yet, and all of it or nothing."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from textual.app import App

from lattice.actions import Action, Outcome, Undo
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.pulse import Pulse
from lattice.tui.bench import Bench
from lattice.tui.screens.working import Progress, Working

R = TypeVar("R")

#: What takes longer is shown with how far it is, in seconds.
SHOWN_S = 0.4
#: How long one that nobody waits for any more is given to stop, in seconds.
STOPPING_S = 5.0


async def carry_out(app: App[Any], bench: Bench, title: str, action: Action[R]) -> Outcome[R]:
    """The outcome of a change; one that takes its time is shown and can be stopped.

    Raises LatticeError; `interrupted` when it was stopped, and then nothing of it was done. What was done
    before it could be stopped is answered as always.
    """
    pulse = Pulse()
    return await _to_its_end(app, title, bench.run(action, pulse=pulse), pulse)


async def carry_out_all(
    app: App[Any], client: Client, title: str, actions: Sequence[Action[Any]]
) -> Outcome[Any]:
    """Several changes under one group, which one undo takes back: all of them, or none when stopped.

    The outcome of the last. Raises LatticeError, `interrupted` when it was stopped.
    """
    group, pulse = new_id(), Pulse()
    pulse.total = len(actions)

    async def work() -> Outcome[Any]:
        outcomes: list[Outcome[Any]] = []
        try:
            for action in actions:
                if pulse.stopping:
                    raise LatticeError("interrupted", "It was stopped. What was done of it was taken back.")
                outcomes.append(await client.run(action, group_id=group))
                pulse.done += 1
        except BaseException:
            # whatever ended it: all of it or nothing
            if outcomes:
                await take_group_back(client, group)
            raise
        return outcomes[-1]

    return await _to_its_end(app, title, work(), pulse)


async def _to_its_end(
    app: App[Any], title: str, work: Coroutine[Any, Any, Outcome[R]], pulse: Pulse
) -> Outcome[R]:
    change = asyncio.ensure_future(work)
    try:
        await asyncio.wait({change}, timeout=SHOWN_S)
        if not change.done():
            watching = functools.partial(_watch, change, pulse)
            await app.push_screen_wait(Working(title, watching, pulse.stop))
    except asyncio.CancelledError:
        # who asked is gone: it is stopped, or has its end
        pulse.stop()
        await asyncio.wait({change}, timeout=STOPPING_S)
        if not change.done():
            change.cancel()
        elif not change.cancelled():
            change.exception()
        raise
    outcome = await change
    if pulse.stopping:
        app.notify("It was done before it could be stopped.", markup=False)
    return outcome


async def _watch(change: asyncio.Future[Any], pulse: Pulse, progress: Progress) -> None:
    def look() -> float | None:
        progress.note = f"{pulse.done:,} of {pulse.total:,}" if pulse.total else "under way"
        return pulse.part

    progress.watch = look
    await asyncio.wait({change})


async def take_group_back(client: Client, group: str) -> None:
    """Undo what was done of a job that did not come to its end; the log keeps both. Raises LatticeError."""
    try:
        await client.run(Undo(change_id=group))
    except LatticeError as error:
        if error.code not in ("not_found", "nothing_to_undo"):
            raise
