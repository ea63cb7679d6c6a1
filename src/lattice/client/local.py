"""LocalClient: the engine over a SQLite file, in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lattice.actions import Describe, Description, ListRows, PurgeRows
from lattice.actions.base import Action, Outcome
from lattice.client.base import Client
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.engine import Engine
from lattice.engine.feed import follow
from lattice.engine.gates.audit import HeadFile
from lattice.engine.opening import check_workspace, create_workspace, head_path, refuse_mirror
from lattice.model.errors import closed_workspace
from lattice.model.events import Event
from lattice.model.files import Content, KeptText, Part
from lattice.model.findings import Finding
from lattice.model.limits import Limits
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Presence
from lattice.model.people import AgentRules, Caller
from lattice.model.pulse import Pulse
from lattice.model.rows import LoadReport
from lattice.model.standing import Standing
from lattice.model.values import now
from lattice.model.web import WebRules

if TYPE_CHECKING:
    from lattice.engine.sortindex import SortIndexes

R = TypeVar("R")


class LocalClient:
    """A workspace in a SQLite file; see Client for what its methods do."""

    def __init__(self, engine: Engine, caller: Caller, *, owns: bool = True) -> None:
        self._engine = engine
        self._caller = caller
        self._owns = owns
        self._closed = False
        self._sort_indexes: SortIndexes | None = None

    def acting(self, actor: str, session: str = "") -> Client:
        """See Client."""
        me = self._caller
        caller = Caller(
            actor, me.principal, me.origin, session, me.role, me.allowed_actions, me.allowed_tables
        )
        return LocalClient(self._engine, caller, owns=False)

    async def run(
        self,
        action: Action[R],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """See Client."""
        if self._closed:
            raise closed_workspace()
        outcome = await self._engine.run(action, self._caller, op_id=op_id, group_id=group_id, pulse=pulse)
        if isinstance(action, ListRows) and action.sort:
            self._indexes.sorted(action)
        if isinstance(action, PurgeRows) and isinstance(self._engine.database, SqliteDatabase):
            await self._engine.database.shed_wal()
        return outcome

    @property
    def _indexes(self) -> SortIndexes:
        if self._sort_indexes is None:
            from lattice.engine.sortindex import SortIndexes  # 10 ms that only sorting needs

            self._sort_indexes = SortIndexes(self._engine)
        return self._sort_indexes

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """See Client."""
        return follow(self._engine, self._caller, after_seq)

    async def load(
        self,
        plan: LoadPlan,
        batches: Iterable[LoadBatch],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[LoadReport]:
        """See Client."""
        from lattice.engine.load.run import load  # 3 ms that only an import needs

        return await load(
            self._engine, self._caller, plan, batches, op_id=op_id, group_id=group_id, progress=progress
        )

    async def put_bytes(self, chunks: Iterable[bytes]) -> Content:
        """See Client."""
        from lattice.engine.files import streams  # 5 ms that only files need

        return await streams.put_bytes(self._engine, self._caller, chunks)

    def read_bytes(
        self, file_id: str, *, version: int | None = None, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See Client."""
        from lattice.engine.files import streams

        return streams.read_bytes(self._engine, self._caller, file_id, version, start, length)

    async def put_text(self, parts: Iterable[Part]) -> KeptText:
        """See Client."""
        from lattice.engine.files import streams

        return await streams.put_text(self._engine, self._caller, parts)

    async def who(self) -> tuple[Presence, ...]:
        """See Client."""
        caller = self._caller
        return (Presence(caller.actor, caller.actor.partition(":")[2], "", now()),)

    async def here(self, where: str) -> None:
        """See Client."""

    def standing(self) -> Standing:
        """See Client."""
        return Standing(member=self._caller.actor, mark=self._engine.database.mark())

    async def sync(self, *, full: bool = False) -> Standing:
        """See Client."""
        return self.standing()

    async def describe(self) -> Description:
        """See Client."""
        return (await self.run(Describe())).value

    async def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """See Client."""
        from lattice.engine import doctor  # 40 ms that only a check needs

        return await doctor.check(self._engine, self._caller, repair=repair)

    async def close(self) -> None:
        """See Client."""
        self._closed = True
        if self._sort_indexes is not None:
            await self._sort_indexes.close()
        if self._owns:
            await self._engine.database.close()


async def create_local(
    path: Path,
    *,
    name: str,
    caller: Caller,
    description: str = "",
    limits: Limits | None = None,
    rules: AgentRules | None = None,
    web: WebRules | None = None,
) -> LocalClient:
    """Make a workspace file at `path` and open it; raises `exists`, `unwritable`, `disk_full`."""
    await create_workspace(path, name=name, description=description)
    return await open_local(path, caller=caller, limits=limits, rules=rules, web=web)


async def open_local(
    path: Path,
    *,
    caller: Caller,
    limits: Limits | None = None,
    rules: AgentRules | None = None,
    web: WebRules | None = None,
    poll_s: float = 0.05,
) -> LocalClient:
    """Open a workspace file; raises `not_found`, `corrupt`, `newer_workspace`, `unwritable`.

    `poll_s` is how often to look for changes of other processes, in seconds.
    """
    database = SqliteDatabase(path, poll_s=poll_s)
    try:
        await check_workspace(database)
        await refuse_mirror(database)
    except BaseException:
        await database.close()
        raise
    engine = Engine(database, HeadFile(head_path(path)), limits=limits, rules=rules, web=web)
    return LocalClient(engine, caller)


def doctor_file(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a file that cannot be opened as a workspace, and what to do. Changes nothing."""
    from lattice.engine import doctor

    return doctor.doctor_file(path)
