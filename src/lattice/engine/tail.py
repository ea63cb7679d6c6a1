"""The end of one workspace's log as all streams of this process share it: one reader wakes them all."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict, deque
from typing import Any, NamedTuple

from lattice.databases.base import Record, Transaction
from lattice.databases.books import LAST_SEQ
from lattice.engine.engine import Engine
from lattice.engine.history import EVENT_FIELDS
from lattice.engine.log import TOMBSTONE, values_of
from lattice.model.errors import LatticeError
from lattice.model.sharing import Visibility

#: The log is looked at this often even when nothing was noticed, in seconds.
LOOK_S = 15.0
#: After a failure of the database, in seconds.
_RETRY_S = 1.0
#: Sights that are remembered; streams further behind read them from the log.
_REMEMBERED = 5_000
#: Beginnings of the operations after which everybody's rights are looked at again.
RIGHTS = ("member.", "token.", "column.mask")

#: Events that are kept for all streams together, and how large one may be, in characters.
_SHARED, _SHARED_CHARS = 1_000, 20_000
#: What happened to rows that are for everyone: the same for every member, so it is read once for all.
_OPEN = (
    f"SELECT {EVENT_FIELDS} FROM lattice_events e WHERE seq > ? AND seq <= ? AND salt IS NOT NULL"
    " AND op IN ('row.insert', 'row.update', 'row.delete', 'row.restore')"
    " AND length(coalesce(before, '')) + length(coalesce(after, '')) < ?"
    " AND NOT EXISTS (SELECT 1 FROM lattice_hidden h WHERE h.row_id = e.row_id)"
)
_SIGHTS = (
    "SELECT seq, op, table_id, row_id, before, after FROM lattice_events WHERE seq > ? AND seq <= ?"
    f" AND (op IN ('row.share', '{TOMBSTONE}') OR op LIKE 'member.%' OR op LIKE 'token.%'"
    " OR op LIKE 'column.%' OR before LIKE '%\"_visibility\"%' OR before LIKE '%\"_owner\"%') ORDER BY seq"
)


class Sight(NamedTuple):
    """An event after which somebody may see more or less."""

    seq: int
    op: str
    table_id: str
    row_id: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def of_rights(self) -> bool:
        """Whether it changed what members may do rather than who sees one row."""
        return self.op.startswith(RIGHTS)

    @property
    def of_row(self) -> bool:
        """Whether it changed who sees one row."""
        return bool(self.row_id) and (
            self.op in ("row.share", TOMBSTONE) or "_visibility" in self.before or "_owner" in self.before
        )


def could_see(facts: dict[str, Any], other: dict[str, Any], principal: str) -> bool:
    """Whether a member could see a row of which an event says this.

    `other` is the event's other side: what did not change stands in neither.
    """
    if facts.get("_visibility", other.get("_visibility")) == Visibility.EVERYONE:
        return True
    if facts.get("_owner", other.get("_owner")) == principal:
        return True
    return principal in (*facts.get("_read", ()), *facts.get("_write", ()))


async def sights_between(tx: Transaction, after: int, upto: int) -> list[Sight]:
    """The sights of a stretch of the log, as the steward knows them."""
    async with tx.steward():
        records = await tx.all(_SIGHTS, (after, upto))
    return [_sight(record) for record in records]


def _sight(record: Record) -> Sight:
    seq, op, table_id, row_id, before, after = record
    return Sight(
        int(seq or 0), str(op), str(table_id or ""), str(row_id or ""), _values(before), _values(after)
    )


def _values(text: object) -> dict[str, Any]:
    return {} if text is None else values_of(text)


async def where_it_stands(tx: Transaction) -> tuple[str, int]:
    """The epoch of the workspace and the last `seq` of its log."""
    async with tx.steward():
        meta, heads = await tx.script(
            [
                ("SELECT key, value FROM lattice_meta WHERE key IN ('epoch', 'workspace_id')", ()),
                (LAST_SEQ, ()),
            ]
        )
    known = {str(key): str(value) for key, value in meta}
    return known.get("epoch") or known.get("workspace_id", ""), int(heads[0][0] or 0)


class Tail:
    """Reads how far the log is, whenever it grew, and wakes who listens."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.epoch = ""
        self.seq = 0
        self.rights_seq = 0
        """The last event after which rights have to be looked at again."""
        self.removed = False
        """Whether the workspace is not there any more, or closed."""
        self._sights: deque[Sight] = deque(maxlen=_REMEMBERED)
        self._sights_from = 0
        """Sights after this `seq` are remembered."""
        self._open: OrderedDict[int, Record] = OrderedDict()
        self._listeners: set[asyncio.Event] = set()
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Lock()

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    async def join(self, wake: asyncio.Event) -> None:
        """Wake this event from now on; the first who joins starts the reading."""
        async with self._ready:
            if self._task is None or self._task.done():
                mark = self.engine.database.mark()
                await self._look()
                self._task = asyncio.create_task(self._follow(mark), name="tail")
        self._listeners.add(wake)

    async def leave(self, wake: asyncio.Event) -> None:
        """Wake it no more; with the last one reading ends."""
        self._listeners.discard(wake)
        if not self._listeners:
            await self.close()

    async def close(self) -> None:
        """Stop reading."""
        task, self._task = self._task, None
        self._sights.clear()
        self._open.clear()
        self._sights_from = 0
        self.epoch = ""
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def remembered(self, after: int, upto: int) -> list[Sight] | None:
        """The sights of a stretch; None when it reaches further back than what is remembered."""
        if after < self._sights_from or upto > self.seq:
            return None
        return [sight for sight in self._sights if after < sight.seq <= upto]

    def shared(self, after: int) -> list[Record] | None:
        """The events after one of them when all are the same for every member; else None.

        That holds as long as nothing after it changed who sees what: a row of theirs may be hidden by now.
        """
        if self.seq - after > len(self._open) or self.remembered(after, self.seq) != []:
            return None
        found = [self._open.get(seq) for seq in range(after + 1, self.seq + 1)]
        whole = [record for record in found if record is not None]
        return whole if len(whole) == len(found) else None

    def wake(self) -> None:
        """Wake everybody."""
        for event in self._listeners:
            event.set()

    async def _follow(self, mark: tuple[int, int, int]) -> None:
        database = self.engine.database
        while not database.closed:
            await database.changed(mark, LOOK_S)
            mark = database.mark()
            try:
                grown = await self._look()
            except LatticeError as error:
                # a database that is away comes back; one that has no such tables any more does not
                self.removed = error.code == "failed"
                if self.removed:
                    break
                await asyncio.sleep(_RETRY_S)
                mark = (-1, -1, -1)
                continue
            if grown:
                self.wake()
        self.removed = True
        self.wake()

    async def _look(self) -> bool:
        async with self.engine.database.reading() as tx:
            epoch, seq = await where_it_stands(tx)
            if epoch == self.epoch and seq == self.seq:
                return False
            if epoch != self.epoch or seq < self.seq:
                # another log: what was known of the old one does not hold
                self._sights.clear()
                self._open.clear()
                self._sights_from = self.rights_seq = seq
            else:
                self._remember(await sights_between(tx, self.seq, seq))
                if self.engine.database.keeps_rows and seq - self.seq <= _SHARED:
                    self._share(await tx.all(_OPEN, (self.seq, seq, _SHARED_CHARS)))
        self.epoch, self.seq = epoch, seq
        return True

    def _share(self, records: list[Record]) -> None:
        for record in records:
            self._open[int(record[0] or 0)] = record
        while len(self._open) > _SHARED:
            self._open.popitem(last=False)

    def _remember(self, sights: list[Sight]) -> None:
        for sight in sights:
            if len(self._sights) == _REMEMBERED:
                self._sights_from = self._sights[0].seq
            self._sights.append(sight)
            if sight.of_rights:
                self.rights_seq = sight.seq
