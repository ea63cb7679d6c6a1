"""A thread of the context is never left behind by whoever waits for it."""

from __future__ import annotations

import asyncio
import threading

from lattice.context.threads import in_thread


def test_a_program_that_ends_waits_for_the_thread_before_anything_under_it_is_closed() -> None:
    """What was closed under its hands was a database: the program ended with a fault of memory."""
    begun, ended = threading.Event(), threading.Event()
    closed_after: list[bool] = []

    def work() -> None:
        begun.set()
        ended.wait(0.3)
        ended.set()

    async def waiting() -> None:
        try:
            await in_thread(work)
        finally:
            closed_after.append(ended.is_set())

    async def main() -> None:
        task = asyncio.create_task(waiting())
        await asyncio.to_thread(begun.wait)
        assert not task.done()

    asyncio.run(main())
    assert closed_after == [True]
