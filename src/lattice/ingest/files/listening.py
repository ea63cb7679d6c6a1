"""Hears from the system what changes below a folder, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from lattice.ingest.reader import unreadable

#: How long changes are gathered before they are told, in milliseconds.
_GATHER_MS = 200
_STEP_MS = 50
#: How often silence is told, in milliseconds: the first time says that the system listens.
_SILENCE_MS = 500
#: How often a folder is looked through where the system tells nothing, in milliseconds.
_POLL_MS = 2_000


class Listening:
    """Changes below a folder, from entering on until it is left.

    `wanted` says, in the thread, which paths are of interest; `heard` is called with them in the loop.
    """

    def __init__(
        self,
        folder: Path,
        wanted: Callable[[str], bool],
        heard: Callable[[list[Path]], None],
        *,
        polls: bool = False,
    ) -> None:
        self.polls = polls
        """Whether the folder is looked through time and again, because the system tells nothing."""
        self._folder = folder
        self._wanted = wanted
        self._heard = heard
        self._stop = threading.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lattice-watch")

    async def __aenter__(self) -> Listening:
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._running: asyncio.Future[None] = self._loop.run_in_executor(self._thread, self._listen)
        try:
            await asyncio.wait({self._ready, self._running}, return_when=asyncio.FIRST_COMPLETED)
            if self._running.done():
                await self.ended()
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def ended(self) -> None:
        """Wait until the listening ends by itself; raises the LatticeError that says why."""
        try:
            await asyncio.shield(self._running)
        except OSError as error:
            raise unreadable(self._folder, error) from None

    async def _end(self) -> None:
        self._stop.set()
        await asyncio.wait({self._running})
        self._thread.shutdown(wait=False)

    def _listen(self) -> None:
        try:
            self._follow()
        except FileNotFoundError:
            raise
        except OSError:
            if self.polls:
                raise
            # the system has no more watches to give
            self.polls = True
            self._follow()

    def _follow(self) -> None:
        import watchfiles  # 30 ms that only watching needs

        told = watchfiles.watch(
            self._folder,
            watch_filter=lambda _, path: self._wanted(path),
            debounce=_GATHER_MS,
            step=_STEP_MS,
            stop_event=self._stop,
            rust_timeout=_SILENCE_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=self.polls,
            poll_delay_ms=_POLL_MS,
            ignore_permission_denied=True,
        )
        for changes in told:
            self._loop.call_soon_threadsafe(self._tell, [Path(path) for _, path in changes])

    def _tell(self, places: list[Path]) -> None:
        if not self._ready.done():
            self._ready.set_result(None)
        if places:
            self._heard(places)
