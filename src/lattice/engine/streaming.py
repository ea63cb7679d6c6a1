"""The log as one member follows it: what they may see, in order, and what comes into and goes out of sight.

It pulls: word of a change only wakes it, so that a slow reader holds nothing up and nothing is kept for one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from lattice.databases.base import Record, Transaction
from lattice.engine.engine import Engine
from lattice.engine.history import EVENT_FIELDS, ROW_OPS, named
from lattice.engine.log import TOMBSTONE, values_of
from lattice.engine.snapshot import links_of, need_person, read_rows
from lattice.engine.tail import Sight, Tail, could_see, sights_between
from lattice.engine.work import Reading
from lattice.model.chat import PRIVATE_TABLES
from lattice.model.events import Event
from lattice.model.people import Caller
from lattice.model.sharing import Visibility
from lattice.model.stream import Entry, Frame, HeadFrame, Hide, Reset, Reveal
from lattice.model.values import now

#: Events that are read at a time.
BATCH = 500
#: A client that is further behind is better served by a new copy.
FAR_BEHIND = 200_000
#: A reader that cannot keep up gets a reset when it is so far behind.
SLOW_BEHIND = 10_000

#: Columns that a mask keeps from the caller: table id and column id.
Masks = frozenset[tuple[str, str]]


class Stream:
    """One member's way through the log; an async context, for it listens meanwhile."""

    def __init__(
        self, tail: Tail, caller: Caller, after: tuple[str, int] | None, *, names: bool = False
    ) -> None:
        if not names:
            need_person(caller)
        self.tail = tail
        self.caller = caller
        self.woken = asyncio.Event()
        """Set when there may be more; whoever waits clears it."""
        self.seq = 0
        """Events up to this one were told."""
        self._engine: Engine = tail.engine
        self._after = after
        self._names = names
        self.epoch = ""
        """That of the frames; another one than the tail's after a backup was restored."""
        self._masks: Masks = frozenset()

    async def __aenter__(self) -> Self:
        await self.tail.join(self.woken)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.tail.leave(self.woken)

    async def begin(self) -> list[Frame]:
        """The first frames: a reset when what the client knows does not hold, and where the log stands."""
        self.epoch = self.tail.epoch
        head = self.tail.seq
        self._masks = await self._masked()
        if self._after is None:
            self.seq = head
            return [self.head()]
        epoch, self.seq = self._after
        if epoch != self.epoch or self.seq > head:
            return [self._reset("epoch"), self.head()]
        if head - self.seq > FAR_BEHIND:
            return [self._reset("behind"), self.head()]
        return [self.head()]

    @property
    def behind(self) -> int:
        """How many events were not told yet, visible or not."""
        return max(0, self.tail.seq - self.seq)

    def head(self) -> HeadFrame:
        """Where the log stands; while something is left to tell, how far this stream is."""
        return HeadFrame(self.epoch, self.seq if self.epoch == self.tail.epoch else 0, now())

    def _reset(self, reason: str) -> Reset:
        self.epoch, self.seq = self.tail.epoch, self.tail.seq
        return Reset(self.epoch, self.seq, reason)

    def slow(self) -> list[Frame]:
        """What to tell a reader that could not keep up: a reset when it is far behind, else nothing."""
        return [self._reset("slow"), self.head()] if self.behind > SLOW_BEHIND else []

    def readmitted(self, caller: Caller) -> list[Frame]:
        """Go on as the caller that the member is now; a reset when they may see other things."""
        was, self.caller = self.caller, caller
        if was == caller:
            return []
        return [self._reset("rights"), self.head()]

    async def more(self) -> list[Frame | Event]:
        """The next frames; none when all is told. Ends with a head when it told the last there is."""
        if self.epoch != self.tail.epoch:
            return [self._reset("epoch"), self.head()]
        if self.seq >= self.tail.seq:
            return []
        shared = None if self._names else self.tail.shared(self.seq)
        if shared is not None:
            self.seq = self.tail.seq
            return [*(_entry(record, self._masks) for record in shared), self.head()]
        upto = min(self.tail.seq, self.seq + BATCH)
        frames = await self._between(self.seq, upto)
        if frames is None:
            return [self._reset("rights"), self.head()]
        self.seq = upto
        if upto >= self.tail.seq:
            frames.append(self.head())
        return frames

    async def _between(self, after: int, upto: int) -> list[Frame | Event] | None:
        """The frames of a stretch; None when a mask changed for the caller: all is to be read anew then."""
        remembered = self.tail.remembered(after, upto)
        async with self._engine.database.reading(self.caller) as tx:
            # first of all: to an agent the database opens no table before
            work = await self._reading(tx)
            sights = await sights_between(tx, after, upto) if remembered is None else remembered
            records = await tx.all(
                f"SELECT {EVENT_FIELDS} FROM lattice_events WHERE seq > ? AND seq <= ? ORDER BY seq",
                (after, upto),
            )
            if not records and not sights:
                return []
            if self._names:
                return [*await named(work, records)]
            if any(sight.op.startswith("column.") for sight in sights):
                masks = _masks(work)
                if masks != self._masks:
                    self._masks = masks
                    return None
            return await self._frames(work, records, sights)

    async def _reading(self, tx: Transaction) -> Reading:
        return await self._engine.reading(tx, await self._engine.catalog(tx), self.caller, now())

    async def _masked(self) -> Masks:
        async with self._engine.database.reading(self.caller) as tx:
            return _masks(await self._reading(tx))

    async def _frames(
        self, work: Reading, records: Sequence[Record], sights: Sequence[Sight]
    ) -> list[Frame | Event]:
        """Entries in order; before the entry of the same `seq` what it brings into or takes out of sight."""
        visible = {int(record[0] or 0) for record in records}
        told: list[tuple[int, int, Frame]] = []
        for record in records:
            if record[9] not in PRIVATE_TABLES:
                entry = _entry(record, self._masks)
                told.append((entry.seq, 1, entry))
        for sight in sights:
            frame = await self._sight(work, sight, sight.seq in visible) if sight.of_row else None
            if frame is not None:
                told.append((frame.seq, 0, frame))
        told.sort(key=lambda one: one[:2])
        return [frame for _, _, frame in told]

    async def _sight(self, work: Reading, sight: Sight, visible: bool) -> Hide | Reveal | None:
        """What an event did to what the caller sees; nothing about rows that they never saw."""
        if sight.table_id in PRIVATE_TABLES:
            return None
        principal = self.caller.principal
        if sight.op == TOMBSTONE:
            # who may not read of a purge saw the row, unless it was kept from them
            return None if visible or await _was_kept(work, sight.row_id, principal) else _hide(sight)
        before = could_see(sight.before, sight.after, principal)
        after = could_see(sight.after, sight.before, principal)
        if before == after:
            return None
        if before:
            return _hide(sight)
        layout = work.catalog.by_id(sight.table_id)
        if layout is None:
            return None
        rows = await read_rows(work, layout, "_id = ?", (sight.row_id,), 1)
        if not rows:
            # out of sight again since then
            return None
        return Reveal(sight.seq, sight.table_id, rows[0], await links_of(work, sight.row_id))


def _hide(sight: Sight) -> Hide:
    return Hide(sight.seq, sight.table_id, sight.row_id)


async def _was_kept(work: Reading, row_id: str, principal: str) -> bool:
    """Whether a purged row was not for the caller's eyes; they know nothing of it then."""
    async with work.tx.steward():
        known = await work.tx.one("SELECT owner, visibility FROM lattice_hidden WHERE row_id = ?", (row_id,))
        if known is None or known[0] == principal or known[1] == Visibility.EVERYONE:
            return False
        granted = await work.tx.one(
            "SELECT 1 FROM lattice_grants WHERE row_id = ? AND member = ?", (row_id, principal)
        )
        return granted is None


def _masks(work: Reading) -> Masks:
    return frozenset(
        (layout.table.id, column.id)
        for layout in work.catalog.layouts
        for column in layout.table.columns
        if column.masked
    )


def _entry(record: Record, masks: Masks) -> Entry:
    seq, id_, change_id, group_id, at, actor, behalf, origin, op, table_id, row_id, before, after, blank = (
        record
    )
    table = None if table_id is None else str(table_id)
    return Entry(
        seq=int(seq or 0),
        id=str(id_),
        change_id=str(change_id),
        group_id=_text(group_id),
        at=str(at),
        actor=str(actor),
        on_behalf_of=_text(behalf),
        origin=str(origin),
        op=str(op),
        table_id=table,
        row_id=_text(row_id),
        before=_told(str(op), table, before, masks),
        after=_told(str(op), table, after, masks),
        purged=bool(blank),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _told(op: str, table_id: str | None, text: object, masks: Masks) -> dict[str, object] | None:
    """One side of an event without what is masked; who sees a row is told with whom it is shared."""
    if text is None:
        return None
    values: dict[str, object] = dict(values_of(text))
    if masks and op in ROW_OPS:
        for key in values:
            if (table_id, key) in masks:
                values[key] = None
    return values
