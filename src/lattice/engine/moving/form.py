"""A workspace as a stream: its tables in order, their records in one form, with counts and digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from lattice.databases.base import Param
from lattice.model.errors import LatticeError

#: Number of this form; a server that knows another one refuses it.
FORM = 1
#: Bytes of records in one batch, about: small enough for one request, large enough that few are needed.
BATCH_BYTES = 4 << 20
#: Records in one batch at most.
BATCH_RECORDS = 2000


class Kind(StrEnum):
    """What a field holds, whichever database it stands in."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    BYTES = "bytes"


class Field(msgspec.Struct, frozen=True, array_like=True):
    """One column of a part."""

    name: str
    """Of the SQL column."""
    kind: Kind


class Part(msgspec.Struct, frozen=True):
    """One table of a workspace on its way."""

    name: str
    """Of the SQL table."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    """Names of the columns that say in which order the records come; unique together."""
    rows: int = 0
    sha256: str = ""
    """Over the packed records in order, in hex."""

    @property
    def key_positions(self) -> tuple[int, ...]:
        """Where the columns of the key stand in a record."""
        names = [field.name for field in self.fields]
        return tuple(names.index(name) for name in self.key)


class Manifest(msgspec.Struct, frozen=True):
    """What a workspace consists of at one moment: enough to tell whether all of it has arrived."""

    workspace_id: str
    name: str
    description: str
    seq: int
    """Number of its newest event."""
    head: int
    """Number of the newest record of its audit chain."""
    head_hash: str
    parts: tuple[Part, ...]
    form: int = FORM

    @property
    def digest(self) -> str:
        """What tells this manifest from any other, in hex."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


#: Bookkeeping that moves before the rows, with what its records are ordered by.
BEFORE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lattice_meta", ("key",)),
    ("lattice_tables", ("id",)),
    ("lattice_columns", ("table_id", "id")),
)
#: Bookkeeping that moves after the rows.
AFTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lattice_links", ("id",)),
    ("lattice_grants", ("row_id", "member")),
    ("lattice_changes", ("id",)),
    ("lattice_undone", ("change_id", "target_id")),
    ("lattice_events", ("seq",)),
    ("lattice_receipts", ("actor", "op_id")),
    ("lattice_audit", ("n",)),
    ("lattice_texts", ("key",)),
    ("lattice_parts", ("id",)),
    ("lattice_contents", ("file_id", "what", "id")),
    ("lattice_approvals", ("id",)),
    ("lattice_usage", ("id",)),
    ("lattice_blobs", ("key",)),
    ("lattice_pieces", ("id",)),
)
#: Bookkeeping that stays behind: what runs on this machine, and what its database makes anew.
STAYS = frozenset({"lattice_loads", "lattice_turns", "lattice_fetches", "lattice_hidden"})
#: Keys of `lattice_meta` that are the database's own.
META_STAYS = ("format", "epoch", "hidden_owners")

_encode = msgspec.msgpack.Encoder().encode
# msgspec knows no union of text and bytes; `common` checks each value against its field
_decode = msgspec.msgpack.Decoder(list[tuple[Any, ...]]).decode

#: One record in the common form.
Packed = tuple[Param, ...]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _integer(value: object) -> int:
    if isinstance(value, int):
        return int(value)
    raise TypeError


def _number(value: object) -> float:
    if isinstance(value, int | float):
        # both zeros are one value to either database
        return float(value) + 0.0
    raise TypeError


def _boolean(value: object) -> bool:
    if value in (0, 1):
        return bool(value)
    raise TypeError


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    raise TypeError


_AS: dict[Kind, Callable[[object], Param]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.BYTES: _bytes,
}


def common(part: Part, record: Sequence[object]) -> Packed:
    """A record of a database in the common form; raises `corrupt` for a value of another kind."""
    try:
        return tuple(
            None if value is None else _AS[field.kind](value)
            for field, value in zip(part.fields, record, strict=True)
        )
    except (TypeError, ValueError):
        raise LatticeError(
            "corrupt",
            f"A record of {part.name} holds a value that its column cannot have.",
            "Run `lattice doctor`.",
        ) from None


class Tally:
    """Counts records and digests them, in order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = hashlib.sha256()

    def add(self, packed: bytes) -> None:
        """Take one packed record in."""
        self._sha256.update(packed)
        self.rows += 1

    def part(self, part: Part) -> Part:
        """The part with what was counted."""
        return msgspec.structs.replace(part, rows=self.rows, sha256=self._sha256.hexdigest())


def pack(part: Part, record: Sequence[object]) -> bytes:
    """A record of a database as it travels and as it is digested."""
    return _encode(common(part, record))


def join(packed: Sequence[bytes]) -> bytes:
    """Packed records as the body of one batch."""
    count = len(packed)
    # an array of MessagePack whose length takes four bytes
    return b"\xdd" + count.to_bytes(4, "big") + b"".join(packed)


def split(part: Part, body: bytes) -> list[Packed]:
    """The records of a batch; raises `invalid_value` for what is not one."""
    try:
        records = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise _no_batch(part) from None
    width = len(part.fields)
    if any(len(record) != width for record in records):
        raise _no_batch(part)
    return [common(part, record) for record in records]


def _no_batch(part: Part) -> LatticeError:
    return LatticeError("invalid_value", f"This is no batch of records of {part.name}.")


def digest_of(part: Part, records: Iterable[Sequence[object]], tally: Tally) -> None:
    """Take records of a database into a tally."""
    for record in records:
        tally.add(pack(part, record))
