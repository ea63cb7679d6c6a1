"""Waiting until a file of SQLite is written by anybody: one look for all who wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from lattice.databases.base import Mark
from lattice.databases.file_events import GATHER_S, FileEvents

#: How often one looks where the kernel tells of writes, in seconds: for what it may have kept to itself.
HEARING_S = 2.0
#: How long somebody must have waited before the kernel is asked to tell, in seconds: a workbench that has
#: just opened has more urgent things to load, and a command is over by then.
ASK_AFTER_S = 2.0


class Lookout:
    """Looks at a file for as long as somebody waits for it; rarely, once the kernel tells of its writes.

    The looks are plain timers of the event loop, and few: twenty a second with a task and a timeout for each
    of three who waited were most of what an idle workbench cost.
    """

    def __init__(self, mark: Callable[[], Mark], poll_s: float, path: Path) -> None:
        """`mark` says where the writing of `path` stands; it is asked every `poll_s` seconds."""
        self._mark = mark
        self._poll_s = poll_s
        self._path = path
        self._waiting: dict[asyncio.Future[bool], Mark] = {}
        self._next: asyncio.TimerHandle | None = None
        self._began_s: float | None = None
        self._asking: asyncio.Task[None] | None = None
        self._events: FileEvents | None = None
        self._closed = False

    async def changed(self, since: Mark, timeout_s: float, *, again: bool = False) -> bool:
        """Wait until the mark is another, or the time is over; whether it is another.

        `again` looks once more soon, whoever tells of writes: for a mark that says too little.
        """
        if self._mark() != since:
            return True
        loop = asyncio.get_running_loop()
        told: asyncio.Future[bool] = loop.create_future()
        self._waiting[told] = since
        if self._began_s is None:
            self._began_s = loop.time()
        if self._next is None:
            self._next = loop.call_later(self._wait_s, self._look)
        late = loop.call_later(timeout_s, _settle, told, False)
        early = loop.call_later(GATHER_S, self.look) if again else None
        try:
            return await told
        finally:
            late.cancel()
            if early is not None:
                early.cancel()
            del self._waiting[told]
            if not self._waiting and self._next is not None:
                self._next.cancel()
                self._next = None

    def look(self) -> None:
        """Look now, because somebody wrote."""
        mark = self._mark()
        for told, since in self._waiting.items():
            if since != mark:
                _settle(told, True)

    @property
    def _wait_s(self) -> float:
        hears = self._events is not None and self._events.hears
        return max(self._poll_s, HEARING_S) if hears else self._poll_s

    def _look(self) -> None:
        self._next = asyncio.get_running_loop().call_later(self._wait_s, self._look)
        self._ask()
        self.look()

    def _ask(self) -> None:
        """Have the kernel tell, if it may be time; once, for where it does not it never will."""
        loop = asyncio.get_running_loop()
        if self._closed or self._asking is not None or self._began_s is None:
            return
        if loop.time() - self._began_s >= ASK_AFTER_S:
            self._asking = loop.create_task(self._listen())

    async def _listen(self) -> None:
        names = (self._path.name, f"{self._path.name}-wal")
        self._events = await FileEvents.open(self._path.parent, names, self.look)

    def close(self) -> None:
        """Ask the kernel no more; who waits is told at the end of their time."""
        self._closed = True
        if self._asking is not None:
            self._asking.cancel()
        if self._events is not None:
            self._events.close()


def _settle(told: asyncio.Future[bool], changed: bool) -> None:
    if not told.done():
        told.set_result(changed)
