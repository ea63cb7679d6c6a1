"""Feeding a mirror: one process of a home listens to the server and keeps the copy, the others read it."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec

from lattice.client.cloud.gathering import gathering
from lattice.client.cloud.http import Connection
from lattice.client.cloud.remote import BACKOFF_S, FINAL, LONGEST_S
from lattice.client.cloud.streaming import open_stream
from lattice.engine.mirror.keeping import Keeper
from lattice.engine.mirror.mirror import Mirror
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.members import Presence
from lattice.model.stream import Bye, Frame, HeadFrame, Here, Reset
from lattice.model.values import now

#: How often a process that does not feed looks whether it could, in seconds.
_TURN_S = 0.25
#: After rows went out of sight, their traces are removed once nothing more came for so long, in seconds.
_TIDY_S = 0.3
#: How often the one who feeds looks whether a new copy was asked for, in seconds.
_LOOK_S = 1.0
#: How often the token is looked after, in seconds.
_LOOK_AFTER_S = 6 * 3600.0


class Link(msgspec.Struct, frozen=True):
    """How the one who feeds a mirror stands to the server; the others read it from a file."""

    online: bool = False
    since: str = ""
    problem: str = ""
    code: str = ""
    head: int = 0
    """Newest `seq` of the server that is known of."""
    people: tuple[Presence, ...] = ()


class Feeder:
    """Feeds a mirror as long as this process may; use `run` as a task."""

    def __init__(
        self,
        mirror: Mirror,
        keeper: Keeper,
        connection: Connection,
        learn: Callable[[], Awaitable[None]],
        look_after: Callable[[], Awaitable[None]],
    ) -> None:
        self._mirror = mirror
        self._keeper = keeper
        self._connection = connection
        self._learn = learn
        self._look_after = look_after
        self._path = mirror.database.path.with_name(mirror.database.path.name + ".feed")
        self._again = mirror.database.path.with_name(mirror.database.path.name + ".again")
        self._link = Link(since=now(), problem="", code="")
        self._nudged = asyncio.Event()
        self._chores = asyncio.Event()
        self.feeds = False
        """Whether this process is the one."""
        self.trouble: LatticeError | None = None
        """Why it is offline."""
        self.tried = asyncio.Event()
        """Set once the server was reached or found to be away, or another process feeds."""

    @property
    def link(self) -> Link:
        """How things stand, in this process or in the one that feeds."""
        if self.feeds:
            return self._link
        with contextlib.suppress(OSError, msgspec.DecodeError):
            self._link = msgspec.json.decode(self._path.read_bytes(), type=Link)
        return self._link

    def heard(self, head: int) -> None:
        """The server answered this process where its log stands, perhaps before the stream is open."""
        if self.feeds and not self._link.online and self.trouble is None:
            self._link = Link(True, now(), head=head)

    def nudge(self) -> None:
        """Try now instead of waiting any longer."""
        self._nudged.set()

    def ask_anew(self) -> None:
        """Have the mirror filled anew, by whoever feeds it."""
        self._again.touch(0o600)
        self._chores.set()

    async def run(self) -> None:
        """Feed it whenever nobody else does, for ever."""
        while True:
            handle = self._lock()
            if handle is None:
                self.tried.set()
                await asyncio.sleep(_TURN_S)
                continue
            try:
                self.feeds = True
                await self._feed()
            finally:
                self.feeds = False
                os.close(handle)

    def _lock(self) -> int | None:
        """The lock on feeding, or None while another one has it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle

    async def _feed(self) -> None:
        delay = BACKOFF_S
        while True:
            begun = asyncio.get_running_loop().time()
            try:
                await self._listen()
            except* LatticeError as group:
                error = _first(group)
                self._is_offline(error)
                if error.code in FINAL:
                    delay = LONGEST_S
                elif asyncio.get_running_loop().time() - begun > 2 * delay:
                    delay = BACKOFF_S
            except* Exception as unforeseen:  # noqa: BLE001 - the edge of a task that nobody waits for
                delay = LONGEST_S
                self._is_offline(_unforeseen(unforeseen))
            self.tried.set()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay * random.uniform(0.5, 1.0)):
                    await self._nudged.wait()
            if self._nudged.is_set():
                self._nudged.clear()
                delay = BACKOFF_S
            delay = min(2 * delay, LONGEST_S)

    async def _listen(self) -> None:
        """One connection, until it breaks: what comes is applied, what is missing is fetched beside it."""
        await self._learn()
        if not (await self._mirror.state()).epoch:
            await self._keeper.begin()
        state = await self._mirror.state()
        async with (
            open_stream(self._connection, (state.epoch, state.resume_after)) as stream,
            gathering(stream.frames) as bunches,
            asyncio.TaskGroup() as tasks,
        ):
            self.trouble = None
            self._say(Link(True, now(), head=stream.head))
            self.tried.set()
            chores = tasks.create_task(self._do_chores())
            looking = tasks.create_task(self._look())
            try:
                await self._read(bunches)
            finally:
                chores.cancel()
                looking.cancel()

    async def _look(self) -> None:
        """What is to be looked after now and then while one is online, such as the token."""
        while True:
            await self._look_after()
            await asyncio.sleep(_LOOK_AFTER_S)

    async def _read(self, bunches: AsyncIterator[list[Frame | Event]]) -> None:
        async for frames in bunches:
            applied: list[Frame] = []
            for frame in frames:
                if isinstance(frame, Here):
                    self._say(msgspec.structs.replace(self._link, people=frame.people))
                elif isinstance(frame, Bye):
                    raise LatticeError(
                        "signed_out" if frame.code == "signed_out" else "unreachable",
                        frame.message,
                        "Join with a new invitation, or `lattice connect` with a token you have."
                        if frame.code == "signed_out"
                        else "",
                    )
                elif not isinstance(frame, Event):
                    applied.append(frame)
            if any(isinstance(frame, Reset) for frame in applied):
                await self._learn()
            await self._keeper.take(applied)  # type: ignore[arg-type]  # the others were taken out above
            head = max((f.seq for f in applied if isinstance(f, HeadFrame)), default=0)
            if head > self._link.head:
                self._say(msgspec.structs.replace(self._link, head=head))
            self._chores.set()

    async def _do_chores(self) -> None:
        """Fill what is missing, tidy up, begin anew when somebody asked for that."""
        while True:
            if self._again.exists():
                self._again.unlink(missing_ok=True)
                await self._keeper.begin()
            while await self._keeper.fill():
                pass
            self._chores.clear()
            if self._keeper.untidy:
                await asyncio.sleep(_TIDY_S)
                if not self._chores.is_set():
                    await self._keeper.tidy()
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S):
                    await self._chores.wait()

    def _is_offline(self, error: LatticeError) -> None:
        self.trouble = error
        since = self._link.since if not self._link.online and self._link.since else now()
        self._say(Link(False, since, str(error), error.code, self._link.head))

    def _say(self, link: Link) -> None:
        """Write how things stand where the other processes read it."""
        self._link = link
        with contextlib.suppress(OSError):
            # written over and not replaced: the lock is on this very file
            self._path.write_bytes(msgspec.json.encode(link))

    async def settled(self, timeout_s: float) -> None:
        """Wait until it is known whether the server is there, by this process or the one that feeds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while not (self.tried.is_set() and (self.link.online or self.trouble)):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

    async def reached(self, seq: int, timeout_s: float) -> bool:
        """Wait until the mirror has applied a `seq`; whether it did in time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while True:
            mark = self._mirror.database.mark()
            if (await self._mirror.state()).seq >= seq:
                return True
            left = deadline - loop.time()
            if left <= 0:
                return False
            await self._mirror.database.changed(mark, left)


def _unforeseen(group: BaseExceptionGroup[Exception]) -> LatticeError:
    """What a mistake of our own is called: it is tried again, and nobody believes the copy is current."""
    found: BaseException = group
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return LatticeError(
        "failed",
        f"The copy on this machine could not be brought up to date ({type(found).__name__}).",
        "`lattice sync --full` fills it anew.",
    )


def _first(group: BaseExceptionGroup[LatticeError]) -> LatticeError:
    """One of the errors, the one that no waiting mends if there is one."""
    found: list[LatticeError] = []
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            found.append(_first(error))
        else:
            found.append(error)
    return next((error for error in found if error.code in FINAL), found[0])


def feed_files(mirror: Path) -> tuple[Path, ...]:
    """The files beside a mirror that go with it."""
    return tuple(mirror.with_name(mirror.name + end) for end in (".feed", ".again"))
