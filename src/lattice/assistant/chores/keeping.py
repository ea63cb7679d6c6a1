"""The life of the chores: follows the log, does what is due, one thing at a time, and waits when it must."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from lattice.actions import AskModel, ReadHead, ReadPolicy
from lattice.assistant.chores.asking import Asker
from lattice.assistant.chores.book import Book
from lattice.assistant.chores.doing import do
from lattice.assistant.chores.due import Job, Kind, job_of
from lattice.assistant.chores.levels import NEEDS, Chore, chores_of
from lattice.assistant.chores.scope import Scope
from lattice.assistant.models import default_model, set_price
from lattice.assistant.provider import Provider
from lattice.client.base import Client
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.settings.tree import Assistant as AssistantSettings

_log = logging.getLogger("lattice.assistant")
#: The session under which chores act.
SESSION = "chores"
#: What is over in a while: the service cannot be reached, or has too much to do.
_PASSING = frozenset({"busy", "unreachable", "interrupted", "outcome_unknown"})
#: Jobs until the key is looked for again: one that was disconnected is not used on.
_JOBS_OF_A_KEY = 25
_NO_KEY = frozenset({"no_key", "no_keyring", "no_passphrase"})


class Pace(msgspec.Struct, frozen=True):
    """How long is waited for what, in seconds."""

    quiet_s: float = 3.0
    """Until nothing has happened for so long: a file that comes in is often changed right after."""
    pauses: int = 10
    """So often at most; in a workspace that never rests it begins all the same."""
    changed_s: float = 600.0
    """From when a document changed until it is looked at again."""
    table_s: float = 30.0
    """From when a table or column was made until it is defined: rows, and people's own words, come first."""
    stand_by_s: float = 2.0
    """How often one that stands by looks whether the other is gone."""
    retry_s: float = 30.0
    """After a failure that passes; twice as long after each further one."""
    retry_most_s: float = 900.0
    budget_s: float = 600.0
    """How often it is looked whether there is budget again."""


class Chores:
    """What the assistant does by itself in one workspace."""

    def __init__(
        self,
        client: Client,
        open_provider: Callable[[], Awaitable[Provider]],
        settings: Callable[[], AssistantSettings],
        book: Path,
        report: Callable[[str], None],
        pace: Pace = Pace(),  # noqa: B008 - it is frozen
    ) -> None:
        """`client` is the person's. While `open_provider` raises `no_key`, nothing is due."""
        self._client = client
        self._agent = client.acting(ASSISTANT, SESSION)
        self._open_provider = open_provider
        self._settings = settings
        self._book = Book(book)
        self._report = report
        self._pace = pace
        self._provider: Provider | None = None
        self._moved = asyncio.Event()
        self._is_quiet = False
        self._told: set[str] = set()
        self._failures = 0
        self._asked = 0

    async def run(self) -> None:
        """Until cancelled. One process keeps a book at a time; another stands by. Raises `unwritable`."""
        while not self._book.take():  # noqa: ASYNC110 - it is another process that lets go of it
            await asyncio.sleep(self._pace.stand_by_s)
        try:
            await self._begin()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                tasks.create_task(self._work())
        except* LatticeError as errors:
            raise errors.exceptions[0] from None
        finally:
            with contextlib.suppress(LatticeError):
                self._book.write()
            self._book.release()
            if self._provider is not None:
                await self._provider.close()

    async def _begin(self) -> None:
        """Take up where it was; the first time, from now on: what is there already is left alone."""
        if self._book.is_fresh:
            self._book.seq = (await self._client.run(ReadHead())).value.seq
            self._book.write()

    async def _listen(self) -> None:
        while True:
            try:
                async for event in self._client.watch(self._book.seq):
                    self._hear(event)
                return  # the workspace is closed
            except LatticeError as error:
                self._tell(error)
            await asyncio.sleep(self._pace.retry_s)

    def _hear(self, event: Event) -> None:
        self._is_quiet = False
        if (job := job_of(event)) is not None:
            self._book.add(msgspec.structs.replace(job, after=self._after(job)))
            self._moved.set()
        self._book.follow(event.seq)

    def _after(self, job: Job) -> int:
        if job.kind is Kind.TABLE:
            return math.ceil(time.time() + self._pace.table_s) if self._pace.table_s else 0
        if job.is_new or not self._pace.changed_s:
            return 0
        return math.ceil(time.time() + self._pace.changed_s)

    async def _work(self) -> None:
        while True:
            job = self._book.ready(time.time())
            if job is None:
                await self._idle()
                await self._rest()
                continue
            wait_s = await self._take(job)
            if wait_s:
                await asyncio.sleep(wait_s)

    async def _idle(self) -> None:
        """Until something becomes due, or what is due is ready."""
        self._moved.clear()
        self._book.keep()
        await self._forget_provider()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._book.rest_s(time.time())):
                await self._moved.wait()

    async def _rest(self) -> None:
        for _ in range(self._pace.pauses):
            self._is_quiet = True
            await asyncio.sleep(self._pace.quiet_s)
            if self._is_quiet:
                return

    # one job

    async def _take(self, job: Job) -> float:
        """Do one job, as far as it can be done now; how long to wait before the next, in seconds."""
        self._book.keep()
        try:
            allowed = await self._allowed()
            if not allowed:
                self._book.drop_all()
                return 0
            scope = await self._scope(job)
            await do(job, scope, allowed, lambda chore: self._book.did(job, chore))
        except LatticeError as error:
            return await self._failed(job, error)
        except Exception as error:  # noqa: BLE001 - what cannot be done must not hold up all that comes after
            _log.exception("a chore failed")
            self._tell(LatticeError("failed", f"A chore failed: {type(error).__name__}."))
        self._failures = 0
        self._book.over(job)
        return 0

    async def _allowed(self) -> frozenset[Chore]:
        """What the policy wants and the gates let through at once."""
        policy = (await self._agent.run(ReadPolicy())).value
        wanted = chores_of(policy)
        if not wanted:
            return wanted
        may = set((await self._agent.describe()).actions)
        return frozenset(chore for chore in wanted if NEEDS[chore] <= may)

    async def _scope(self, job: Job) -> Scope:
        self._asked += 1
        if self._asked % _JOBS_OF_A_KEY == 0:
            await self._forget_provider()
        if self._provider is None:
            self._provider = await self._open_provider()
        settings = self._settings()
        me = (await self._client.describe()).actor
        asker = Asker(
            client=self._agent,
            provider=self._provider,
            model=settings.title_model or default_model(small=True),
            price=set_price(settings.price_input, settings.price_output),
            turn=job.group,
        )
        return Scope(self._agent, asker, me, job.group, job.is_new, job.columns)

    async def _failed(self, job: Job, error: LatticeError) -> float:
        """What is done after a failure; how long to wait, in seconds."""
        if error.code in _NO_KEY:
            # nothing piles up for the day on which a key is connected
            self._book.drop_all()
            return 0
        if error.code in _PASSING or error.code == "key_refused":
            self._tell(error)
            self._failures += 1
            if error.code == "key_refused":
                await self._forget_provider()
            return float(min(self._pace.retry_s * 2 ** (self._failures - 1), self._pace.retry_most_s))
        if error.code == "budget_spent" and await self._is_spent():
            return self._pace.budget_s
        if error.code not in ("not_found", "conflict", "budget_spent"):
            self._tell(error)
        self._book.over(job)
        return 0

    async def _is_spent(self) -> bool:
        """Whether no job has budget now, and not only this one."""
        model = self._settings().title_model or default_model(small=True)
        try:
            await self._agent.run(AskModel(model=model))
        except LatticeError as error:
            return error.code == "budget_spent"
        return False

    async def _forget_provider(self) -> None:
        """Look for the key again next time: another may be connected by then."""
        provider, self._provider = self._provider, None
        if provider is not None:
            await provider.close()

    def _tell(self, error: LatticeError) -> None:
        words = f"{error.message} {error.hint}".strip()
        if words not in self._told:
            self._told.add(words)
            self._report(words)
