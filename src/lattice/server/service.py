"""What the endpoints of one server process share, from start to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from lattice.engine import identity
from lattice.engine.engine import Engine
from lattice.engine.hosting import Hosting
from lattice.engine.tail import Tail
from lattice.model.errors import LatticeError, Stage
from lattice.server.auth import Admissions
from lattice.server.limits import DiskFloor
from lattice.server.metrics import Metrics
from lattice.server.presence import Presences
from lattice.server.settings import ServerSettings
from lattice.server.streams import OpenStreams
from lattice.server.uploads import Uploads

_DAY_S = 24 * 3600.0


class Service:
    """One process of a server: the workspaces, who is here, what is under way."""

    def __init__(self, hosting: Hosting, settings: ServerSettings) -> None:
        self.hosting = hosting
        self.settings = settings
        self.metrics = Metrics()
        self.admissions = Admissions(hosting, settings)
        self.presences = Presences(hosting)
        self.streams = OpenStreams()
        self.uploads = Uploads(hosting.folder / "uploads")
        self.disk = DiskFloor(hosting.folder, settings.disk_floor_bytes)
        self.stopping = False
        self._writes: dict[str, int] = defaultdict(int)
        self._tails: dict[str, Tail] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._count_what_is()

    def _count_what_is(self) -> None:
        pool = self.hosting.pool
        gauge = self.metrics.gauge
        gauge("streams", "Open streams.", lambda: len(self.streams))
        gauge("people_here", "People and agents who are here.", lambda: self.presences.count)
        gauge("writes_in_flight", "Writes under way or waiting.", lambda: sum(self._writes.values()))
        gauge("pool_size", "Connections to the database.", lambda: pool.get_stats().get("pool_size", 0))
        gauge("pool_free", "Connections nobody uses.", lambda: pool.get_stats().get("pool_available", 0))
        gauge(
            "pool_waiting",
            "Requests that wait for a connection.",
            lambda: pool.get_stats().get("requests_waiting", 0),
        )
        gauge(
            "listening", "Whether LISTEN works; else only the poll.", lambda: self.hosting.notices.listening
        )

    def begin(self) -> None:
        """Hear what other processes tell, and forget who left."""
        self.hosting.notices.tell(self._told)
        keeping = (self.presences.keep(), self.uploads.sweep(), self._forget_old())
        self._tasks = [asyncio.create_task(task) for task in keeping]

    async def _forget_old(self) -> None:
        """Once a day, forget tokens and invitations that ended long ago; for ever."""
        while True:
            with contextlib.suppress(LatticeError):
                await identity.sweep(self.hosting)
                await self.hosting.tidy()
            await asyncio.sleep(_DAY_S)

    def _told(self, payload: str) -> None:
        kind, _, rest = payload.partition(" ")
        if kind == "token":
            self.admissions.forget()
            self.streams.check_all()
        elif kind == "presence":
            self.presences.heard(rest)

    def tail(self, workspace: str, engine: Engine) -> Tail:
        """The end of a workspace's log, one for this process."""
        known = self._tails.get(workspace)
        if known is None or known.engine is not engine or known.removed:
            known = self._tails[workspace] = Tail(engine)
        return known

    @contextmanager
    def writing(self, workspace: str) -> Iterator[None]:
        """A write of a workspace; raises `busy` when too many wait, `disk_full` when there is no room."""
        self.disk.check()
        if self._writes[workspace] >= self.settings.writes_at_once:
            raise LatticeError(
                "busy",
                "Too many changes of this workspace are waiting.",
                "Try again in a moment.",
                stage=Stage.CONSTRAINTS,
                details={"retry_after_s": 1},
            )
        self._writes[workspace] += 1
        try:
            yield
        finally:
            self._writes[workspace] -= 1
            if not self._writes[workspace]:
                del self._writes[workspace]

    def stop(self) -> None:
        """Say goodbye to those who listen; what is under way goes on."""
        self.stopping = True
        self.streams.stop_all()

    async def close(self) -> None:
        """Let go of everything but the hosting, which belongs to whoever opened it."""
        self.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for tail in self._tails.values():
            await tail.close()
