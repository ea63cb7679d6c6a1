"""Checking the audit chain against itself, the log and the head kept outside of the database.

What it finds: a record or event that was edited, deleted, reordered or cut off the end, a blanked
event that no purge accounts for. What it cannot find: somebody who rewrites the database and the
head beside it, from a record on; and records cut off the end when the head is missing as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator

from lattice.databases.base import Record, Transaction
from lattice.engine.gates.audit import GENESIS, Head, record_hash
from lattice.engine.log import LINK_TOMBSTONE, TOMBSTONE, Stamp, event_hash
from lattice.model.events import Verdict

_RECORDS = (
    "SELECT a.n, a.at, a.actor, a.on_behalf_of, a.action, a.decision, a.code, a.stage, a.change_id,"
    " a.request, a.events_digest, a.prev_hash, a.hash, c.at, c.actor, c.on_behalf_of, c.action,"
    " c.events, c.first_seq, c.last_seq FROM lattice_audit a"
    " LEFT JOIN lattice_changes c ON c.id = a.change_id WHERE a.n > ? ORDER BY a.n LIMIT ?"
)
_EVENTS = (
    "SELECT seq, change_id, group_id, at, actor, on_behalf_of, origin, id, op, table_id, row_id, before,"
    " after, salt, hash FROM lattice_events WHERE seq > ? ORDER BY seq"
)
_EMPTY = hashlib.sha256().hexdigest()


class _Broken(Exception):
    """Something does not hold; the message says what."""


#: More records than any chain has.
_ALL = 2**62


async def verify(tx: Transaction, head: Head | None, *, after: int = 0, limit: int | None = None) -> Verdict:
    """Read the chain and log once, in order, from a record on; the first that does not hold ends it.

    A missing head is no failure (a copied workspace has none) but is said in the reason.
    A stretch that ends before the chain does says where the next one begins, and nothing of the head yet.
    """
    n, last, at_head = await _begin(tx, after, head)
    log = _Log(tx, await _seq_at(tx, n))
    async for records in tx.stream(_RECORDS, (n, _ALL if limit is None else limit)):
        for record in records:
            n += 1
            try:
                last = await _check_record(n, record, last, log)
            except _Broken as broken:
                return Verdict(ok=False, records=n, bad=n, reason=str(broken))
            if head is not None and head.n == n:
                at_head = last
    if limit is not None and n == after + limit:
        return Verdict(ok=True, records=n, next=n)
    try:
        await log.check_end()
    except _Broken as broken:
        return Verdict(ok=False, records=n, bad=None, reason=str(broken))
    return _against_head(n, last, head, at_head)


async def _begin(tx: Transaction, after: int, head: Head | None) -> tuple[int, str, str | None]:
    """Where to go on: the number and the hash of the record before, and the hash where the head points."""
    if after <= 0:
        return 0, GENESIS, None
    rows = await tx.all(
        "SELECT n, hash FROM lattice_audit WHERE n IN (?, ?)", (after, head.n if head is not None else after)
    )
    hashes = {int(n or 0): str(hash_) for n, hash_ in rows}
    # a record that is gone meanwhile is missed by the one that follows
    at_head = hashes.get(head.n) if head is not None and head.n <= after else None
    return after, hashes.get(after, ""), at_head


async def _seq_at(tx: Transaction, n: int) -> int:
    """The last event that the records up to this one account for."""
    if n == 0:
        return 0
    row = await tx.one(
        "SELECT c.last_seq FROM lattice_audit a JOIN lattice_changes c ON c.id = a.change_id"
        " WHERE a.n <= ? AND c.events > 0 ORDER BY a.n DESC LIMIT 1",
        (n,),
    )
    return int(row[0] or 0) if row else 0


def _against_head(n: int, last: str, head: Head | None, at_head: str | None) -> Verdict:
    if head is None:
        return Verdict(
            ok=True,
            records=n,
            reason="The head kept outside of the workspace file is missing: records cut off the end"
            " would not be noticed."
            if n
            else "",
        )
    if head.n > n:
        return Verdict(
            ok=False,
            records=n,
            bad=n + 1,
            reason=f"the chain ends at {n}, but {head.n} records were written: the end was cut off",
        )
    if head.n and at_head != head.hash:
        return Verdict(
            ok=False,
            records=n,
            bad=head.n,
            reason="it is not the record that was written: its hash differs from the head kept outside",
        )
    return Verdict(ok=True, records=n)


async def _check_record(n: int, record: Record, last: str, log: _Log) -> str:
    number, at, actor, behalf, action, decision, code, stage, change_id, request, digest, prev, hash_ = (
        record[:13]
    )
    if number != n:
        raise _Broken(f"record {n} is missing; the next one there is {number}")
    if prev != last:
        raise _Broken("it does not follow the record before it")
    known = record_hash(
        n,
        str(at),
        str(actor),
        _text(behalf),
        str(action),
        str(decision),
        str(code),
        str(stage),
        _text(change_id),
        str(request),
        str(digest),
        str(prev),
    )
    if known != hash_:
        raise _Broken("its contents were changed: they do not give its hash")
    if change_id is None:
        if digest not in ("", _EMPTY):
            raise _Broken("it names events but no change")
        return known
    if record[17] is None:
        raise _Broken(f"its change {change_id} is missing from the log")
    if record[13:17] != (at, actor, behalf, action):
        raise _Broken(f"its change {change_id} tells of another time, actor or action")
    await log.check_change(str(change_id), str(digest), record[17:])
    return known


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class _Log:
    """The events, read once in the order of the chain; changes stand in both in the same order."""

    def __init__(self, tx: Transaction, after: int = 0) -> None:
        self._tx = tx
        self._stream: AsyncIterator[list[Record]] = tx.stream(_EVENTS, (after,))
        self._batch: Iterator[Record] = iter(())
        self._next: Record | None = None
        self._begun = False
        self._seq = after

    async def check_change(self, change_id: str, digest: str, said: Record) -> None:
        """The next events are those of this change, whole and as they were written.

        `said` is what the change says: how many events, the first and the last.
        """
        found, first = hashlib.sha256(), self._seq + 1
        while (event := await self._peek()) is not None and event[1] == change_id:
            if event[0] != self._seq + 1:
                raise _Broken(f"event {self._seq + 1} of its change is missing")
            await self._check_event(event)
            found.update(_bytes(event[14]))
            self._seq += 1
            self._next = None
        if found.hexdigest() != digest:
            raise _Broken(_what_is_wrong(event, self._seq, change_id))
        if said != (self._seq - first + 1, first, self._seq):
            raise _Broken(f"its change {change_id} does not say which events are its own")

    async def check_end(self) -> None:
        """No event is left that no record accounts for, and no change."""
        event = await self._peek()
        if event is not None:
            raise _Broken(f"event {event[0]} is in the log, but in no record")
        row = await self._tx.one(
            "SELECT id FROM lattice_changes WHERE id NOT IN"
            " (SELECT change_id FROM lattice_audit WHERE change_id IS NOT NULL) LIMIT 1"
        )
        if row is not None:
            raise _Broken(f"change {row[0]} is in no record")

    async def _peek(self) -> Record | None:
        while self._next is None:
            self._next = next(self._batch, None)
            if self._next is not None:
                break
            try:
                self._batch = iter(await anext(self._stream))
            except StopAsyncIteration:
                return None
        return self._next

    async def _check_event(self, event: Record) -> None:
        seq, *stamp, id_, op, table_id, row_id, before, after, salt, hash_ = event
        if salt is None:
            if before is not None or after is not None:
                raise _Broken(f"event {seq} lost its salt but not its values")
            await self._check_blank(event)
            return
        known = event_hash(
            _bytes(salt),
            Stamp(*stamp),  # type: ignore[arg-type]  # text columns, some empty
            str(id_),
            str(op),
            _text(table_id),
            _text(row_id),
            _text(before),
            _text(after),
        )
        if known != _bytes(hash_):
            raise _Broken(f"event {seq} of its change was changed: its contents do not give its hash")

    async def _check_blank(self, event: Record) -> None:
        """A blank is as it should be when a later tombstone accounts for it."""
        seq, op, row_id = event[0], str(event[8]), event[10]
        tombstones = [TOMBSTONE, LINK_TOMBSTONE] if op.startswith("link.") else [TOMBSTONE]
        marks = ", ".join("?" * len(tombstones))
        found = await self._tx.one(
            f"SELECT 1 FROM lattice_events WHERE row_id = ? AND seq > ? AND op IN ({marks}) LIMIT 1",
            (row_id, seq, *tombstones),
        )
        if found is None:
            raise _Broken(f"event {seq} was blanked, but no purge accounts for it")


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _what_is_wrong(event: Record | None, seq: int, change_id: str) -> str:
    if event is not None and event[0] != seq + 1:
        return f"event {seq + 1} is missing from the log"
    return f"the events of its change {change_id} are not those that were written"
