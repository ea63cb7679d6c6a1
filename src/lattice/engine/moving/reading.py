"""Reading a workspace out of its database in the common form, all of it as it is at one moment."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import NamedTuple

from lattice.databases.base import Param, Record, Transaction
from lattice.databases.books import last_seq
from lattice.databases.names import quote
from lattice.engine.gates.audit import read_head
from lattice.engine.moving.form import (
    AFTER,
    BATCH_BYTES,
    BATCH_RECORDS,
    BEFORE,
    META_STAYS,
    Field,
    Kind,
    Manifest,
    Part,
    Tally,
    digest_of,
    join,
    pack,
)
from lattice.model.errors import LatticeError

#: What the engine writes into a declaration, and what it holds.
_KINDS = {
    "TEXT": Kind.TEXT,
    "INTEGER": Kind.INTEGER,
    "REAL": Kind.NUMBER,
    "BOOLEAN": Kind.BOOLEAN,
    "BLOB": Kind.BYTES,
}
#: Records that are read at once: few of those that may hold a megabyte each.
_AT_ONCE = {"lattice_pieces": 2, "lattice_events": 200}


class Batch(NamedTuple):
    """Records of one part that travel together."""

    offset: int
    """How many of the part come before."""
    rows: int
    body: bytes


async def parts_of(tx: Transaction) -> list[Part]:
    """The tables of a workspace file in the order in which they travel, not counted yet."""
    user = await tx.all("SELECT sql_name FROM lattice_tables ORDER BY id")
    wanted = [*BEFORE, *((str(name), ("_id",)) for (name,) in user), *AFTER]
    found = []
    for name, key in wanted:
        fields = await _fields(tx, name)
        if fields:
            found.append(Part(name, fields, key))
    return found


async def _fields(tx: Transaction, name: str) -> tuple[Field, ...]:
    """The columns of a table of a workspace file; none when there is no such table."""
    columns = await tx.all("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (name,))
    try:
        return tuple(Field(str(column), _KINDS[str(type_).upper()]) for column, type_ in columns)
    except KeyError:
        raise LatticeError(
            "corrupt",
            f"The table {name} has a column of a type that is not Lattice's.",
            "Run `lattice doctor`.",
        ) from None


async def manifest_of(tx: Transaction) -> Manifest:
    """What the workspace consists of now: every record is read once."""
    meta = {str(key): str(value) for key, value in await tx.all("SELECT key, value FROM lattice_meta")}
    head, seq = await read_head(tx), await last_seq(tx)
    counted = [await counted_part(tx, part) for part in await parts_of(tx)]
    return Manifest(
        workspace_id=meta.get("workspace_id", ""),
        name=meta.get("name", ""),
        description=meta.get("description", ""),
        seq=seq,
        head=head.n,
        head_hash=head.hash,
        parts=tuple(counted),
    )


async def counted_part(tx: Transaction, part: Part) -> Part:
    """The part with the count and the digest of what this database holds of it."""
    tally = Tally()
    sql, params = select(part)
    async with aclosing(_records(tx, part, sql, params)) as stream:
        async for records in stream:
            digest_of(part, records, tally)
    return tally.part(part)


async def batches(
    tx: Transaction, part: Part, offset: int = 0, after: Sequence[Param] = ()
) -> AsyncGenerator[Batch, None]:
    """The records of a part from after a key on; `offset` is how many there are up to it."""
    sql, params = select(part, after)
    held: list[bytes] = []
    size = 0
    # closed also when nobody wants the rest: the connection may be closed right after
    async with aclosing(_records(tx, part, sql, params)) as stream:
        async for records in stream:
            for record in records:
                packed = pack(part, record)
                if held and (size + len(packed) > BATCH_BYTES or len(held) >= BATCH_RECORDS):
                    yield Batch(offset, len(held), join(held))
                    offset, held, size = offset + len(held), [], 0
                held.append(packed)
                size += len(packed)
    if held:
        yield Batch(offset, len(held), join(held))


async def _records(
    tx: Transaction, part: Part, sql: str, params: Sequence[Param]
) -> AsyncGenerator[list[Record], None]:
    stream = tx.stream(sql, params, _AT_ONCE.get(part.name, 500))
    try:
        async for records in stream:
            yield records
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()


def select(part: Part, after: Sequence[Param] = ()) -> tuple[str, tuple[Param, ...]]:
    """The statement that reads a part in order, from after a key on."""
    names = ", ".join(quote(field.name) for field in part.fields)
    key = ", ".join(quote(name) for name in part.key)
    wheres: list[str] = []
    params: list[Param] = []
    if part.name == "lattice_meta":
        wheres.append(f"key NOT IN ({', '.join('?' * len(META_STAYS))})")
        params += list(META_STAYS)
    if after:
        wheres.append(f"({key}) > ({', '.join('?' * len(after))})")
        params += list(after)
    where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
    return f"SELECT {names} FROM {quote(part.name)}{where} ORDER BY {key}", tuple(params)
