"""Gathering what a stream says while its reader is busy: who is behind takes much at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

T = TypeVar("T")

#: When so many wait, nothing more is listened to: they are held back on the way, not in memory.
MOST = 1_000


class Gathered(Generic[T]):
    """What came since it was last asked, as one bunch; what ended the stream comes behind all of it."""

    def __init__(self, bunches: AsyncIterator[list[T]]) -> None:
        self._bunches = bunches
        self._held: list[T] = []
        self._came = asyncio.Event()
        self._taken = asyncio.Event()
        self._end: BaseException | None = None

    async def hear(self) -> None:
        """Listen, until the stream ends."""
        try:
            async for bunch in self._bunches:
                self._held += bunch
                self._came.set()
                if len(self._held) >= MOST:
                    self._taken.clear()
                    await self._taken.wait()
            self._end = StopAsyncIteration()
        except Exception as error:  # noqa: BLE001 - it is raised where the bunches are taken
            self._end = error
        self._came.set()

    def __aiter__(self) -> AsyncIterator[list[T]]:
        return self

    async def __anext__(self) -> list[T]:
        await self._came.wait()
        if self._held:
            bunch, self._held = self._held, []
            self._taken.set()
            if self._end is None:
                self._came.clear()
            return bunch
        assert self._end is not None
        raise self._end


@contextlib.asynccontextmanager
async def gathering(bunches: AsyncIterator[list[T]]) -> AsyncIterator[Gathered[T]]:
    """Listen to a stream meanwhile, and give what it says gathered."""
    found = Gathered(bunches)
    hearing = asyncio.create_task(found.hear(), name="hearing")
    try:
        yield found
    finally:
        hearing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await hearing
