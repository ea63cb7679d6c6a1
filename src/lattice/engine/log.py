"""The log: events as they are written, their salted hashes, and the digest that the audit keeps."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from lattice.databases.base import Param, Transaction
from lattice.databases.books import INSERT_EVENT
from lattice.engine.catalog import damaged
from lattice.model.ids import new_ids
from lattice.model.values import Value

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Value]).decode

#: Events held in memory before they are written.
FLUSH_AT = 1000

#: What a purge leaves of a row, and of the links of other rows to it.
TOMBSTONE = "row.purge"
LINK_TOMBSTONE = "link.purge"


class Stamp(NamedTuple):
    """What all events of one change share."""

    change_id: str
    group_id: str | None
    at: str
    actor: str
    on_behalf_of: str | None
    origin: str


class Draft(NamedTuple):
    """An event before it has its number. `before` and `after` are by column id."""

    op: str
    table_id: str | None
    row_id: str | None
    before: dict[str, Value] | None
    after: dict[str, Value] | None


def event_hash(
    salt: bytes,
    stamp: Stamp,
    id_: str,
    op: str,
    table_id: str | None,
    row_id: str | None,
    before: str | None,
    after: str | None,
) -> bytes:
    """SHA-256 over the salt and all that the event says.

    `seq` is not in it: the digest of the change holds the order, and an import can hash its
    events before their numbers are known.
    """
    return _hash(salt, _encode(stamp), id_, op, table_id, row_id, before, after)


def _hash(
    salt: bytes,
    stamp: bytes,
    id_: str,
    op: str,
    table_id: str | None,
    row_id: str | None,
    before: str | None,
    after: str | None,
) -> bytes:
    """The parts stand between NULs, which none of them can hold."""
    tail = f"{id_}\0{op}\0{table_id or ''}\0{row_id or ''}\0{before or ''}\0{after or ''}"
    return hashlib.sha256(salt + stamp + tail.encode()).digest()


def seal(stamp: Stamp, drafts: Sequence[Draft]) -> list[tuple[Param, ...]]:
    """The stored form of events, all but `seq`, in the order of the table's columns."""
    salts = os.urandom(16 * len(drafts))
    stamp_bytes = _encode(stamp)
    sealed: list[tuple[Param, ...]] = []
    for n, (id_, draft) in enumerate(zip(new_ids(len(drafts)), drafts, strict=True)):
        op, table_id, row_id, before, after = draft
        before_text = None if before is None else _encode(before).decode()
        after_text = None if after is None else _encode(after).decode()
        salt = salts[16 * n : 16 * n + 16]
        hash_ = _hash(salt, stamp_bytes, id_, op, table_id, row_id, before_text, after_text)
        sealed.append((id_, *stamp, op, table_id, row_id, before_text, after_text, salt, hash_))
    return sealed


def seal_inserts(
    stamp: Stamp, table_id: str, row_ids: Sequence[str], afters: Sequence[dict[str, Value] | msgspec.Struct]
) -> list[tuple[Param, ...]]:
    """The first events of many rows as `seal` makes them: id, row id, `after`, salt and hash only."""
    salts = os.urandom(16 * len(row_ids))
    ids = new_ids(len(row_ids))
    stamp_bytes, sha256 = _encode(stamp), hashlib.sha256
    middle = f"\0row.insert\0{table_id}\0"
    sealed: list[tuple[Param, ...]] = []
    for n, (id_, row_id, after) in enumerate(zip(ids, row_ids, afters, strict=True)):
        text = _encode(after)
        salt = salts[16 * n : 16 * n + 16]
        whole = b"".join((salt, stamp_bytes, f"{id_}{middle}{row_id}\0\0".encode(), text))
        sealed.append((id_, row_id, text.decode(), salt, sha256(whole).digest()))
    return sealed


def values_of(text: object) -> dict[str, Value]:
    """The stored `before` or `after` of an event; raises `corrupt`."""
    try:
        return _decode(str(text))
    except msgspec.DecodeError as error:
        raise damaged("log") from error


class EventWriter:
    """Numbers and writes the events of one change; the caller holds the write lock."""

    def __init__(self, tx: Transaction, stamp: Stamp, next_seq: int) -> None:
        self._tx = tx
        self.stamp = stamp
        self.first_seq = next_seq
        self.next_seq = next_seq
        self._drafts: list[Draft] = []
        self._digest = hashlib.sha256()

    @property
    def count(self) -> int:
        """Events so far."""
        return self.next_seq - self.first_seq + len(self._drafts)

    async def add(self, drafts: Sequence[Draft]) -> None:
        """Take events in; they are written now or with later ones."""
        self._drafts.extend(drafts)
        if len(self._drafts) >= FLUSH_AT:
            await self.flush()

    async def flush(self) -> None:
        """Write what is held."""
        rows = self.take()
        if rows:
            await self._tx.many(INSERT_EVENT, rows)

    def take(self) -> list[tuple[Param, ...]]:
        """What is held, numbered, as parameters of INSERT_EVENT; the caller writes it."""
        rows = [(self.next_seq + n, *row) for n, row in enumerate(seal(self.stamp, self._drafts))]
        for row in rows:
            self._digest.update(bytes(row[-1]))  # type: ignore[arg-type]  # the hash is bytes
        self.next_seq += len(rows)
        self._drafts.clear()
        return rows

    def took_over(self, count: int, hashes: bytes) -> None:
        """Count events that were written elsewhere (an import's), with their hashes in order."""
        self._digest.update(hashes)
        self.next_seq += count

    @property
    def digest(self) -> str:
        """SHA-256 over the hashes of the change's events in order, in hex; call after `flush`."""
        return self._digest.hexdigest()
