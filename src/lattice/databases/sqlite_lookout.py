"""Waiting until a file of SQLite is written by anybody: one look for all who wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from lattice.databases.base import Mark


class Lookout:
    """Looks at a file for as long as somebody waits for it.

    The looks are plain timers of the event loop, and few: twenty a second with a task and a timeout for each
    of three who waited were most of what an idle workbench cost.
    """

    def __init__(self, mark: Callable[[], Mark], poll_s: float) -> None:
        """`mark` says where writing stands; it is asked every `poll_s` seconds."""
        self._mark = mark
        self._poll_s = poll_s
        self._waiting: dict[asyncio.Future[bool], Mark] = {}
        self._next: asyncio.TimerHandle | None = None

    async def changed(self, since: Mark, timeout_s: float) -> bool:
        """Wait until the mark is another, or the time is over; whether it is another."""
        if self._mark() != since:
            return True
        loop = asyncio.get_running_loop()
        told: asyncio.Future[bool] = loop.create_future()
        self._waiting[told] = since
        if self._next is None:
            self._next = loop.call_later(self._poll_s, self._look)
        late = loop.call_later(timeout_s, _settle, told, False)
        try:
            return await told
        finally:
            late.cancel()
            del self._waiting[told]
            if not self._waiting and self._next is not None:
                self._next.cancel()
                self._next = None

    def look(self) -> None:
        """Look now, because this process wrote."""
        mark = self._mark()
        for told, since in self._waiting.items():
            if since != mark:
                _settle(told, True)

    def _look(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._poll_s, self._look)
        self.look()


def _settle(told: asyncio.Future[bool], changed: bool) -> None:
    if not told.done():
        told.set_result(changed)
