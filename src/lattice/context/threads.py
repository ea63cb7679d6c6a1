"""Work in a thread that comes to its end also when whoever waits for it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in a thread. A thread cannot be stopped: what it uses must not be closed under its hands."""
    # no task of its own: an event loop that ends cancels every task, which is then done before its thread is
    run = partial(copy_context().run, work, *args, **kwargs)
    working = asyncio.get_running_loop().run_in_executor(None, run)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        while not working.done():
            try:
                await asyncio.wait([working])
            except asyncio.CancelledError:
                continue
        # what went wrong there counts for nothing now, and is not to be told as forgotten
        if not working.cancelled():
            working.exception()
        raise
