from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import AddLink, DeleteRow, PurgeRows, UpdateRow
from lattice.client import LocalClient
from lattice.databases.base import Transaction
from lattice.databases.sqlite import SqliteDatabase
from lattice.engine.moving.form import (
    AFTER,
    BEFORE,
    STAYS,
    Field,
    Kind,
    Manifest,
    Part,
    Tally,
    join,
    pack,
    split,
)
from lattice.engine.moving.reading import batches, manifest_of, parts_of
from lattice.model.errors import LatticeError
from tests.engine.workspaces import add, table, workspace

VALUES = {
    Kind.TEXT: st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
    Kind.BOOLEAN: st.booleans(),
    Kind.BYTES: st.binary(),
}
PART = Part("t", tuple(Field(f"{kind}1", kind) for kind in Kind), ("text1",))
RECORDS = st.lists(st.tuples(*(st.none() | VALUES[kind] for kind in Kind)))


@given(RECORDS)
def test_what_was_packed_comes_out_of_the_batch_as_it_was(records: list[tuple[object, ...]]) -> None:
    assert split(PART, join([pack(PART, record) for record in records])) == records


@given(RECORDS, st.data())
def test_any_other_order_or_value_has_another_digest(
    records: list[tuple[object, ...]], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(records) | RECORDS)
    digests = []
    for some in (records, other):
        tally = Tally()
        for record in some:
            tally.add(pack(PART, record))
        digests.append(tally.part(PART).sha256)
    assert (digests[0] == digests[1]) == ([*map(repr, records)] == [*map(repr, other)])


@pytest.mark.parametrize(
    "body", [b"", b"\xdd", b"\x90 ", b"\xdd\x00\x00\x00\x01\x91\xa1a", b"\xdd\x00\x00\x00\x01\xa1a"]
)
def test_what_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(LatticeError) as refused:
        split(PART, body)
    assert refused.value.code == "invalid_value"


def test_a_value_of_another_kind_is_damage() -> None:
    with pytest.raises(LatticeError) as refused:
        pack(Part("t", (Field("n", Kind.INTEGER),), ("n",)), ("7",))
    assert refused.value.code == "corrupt"


async def filled(client: LocalClient) -> None:
    """A table with rows in every state, a link, a file."""
    await table(client, "people", name="text", age="integer", weight="number", ok="boolean", about="json")
    ada = await add(client, "people", name="Ada", age=36, weight=1.0, ok=True, about={"a": [1]})
    bo = await add(client, "people", name="Bo \U0001f600", age=-1, weight=0.1, ok=False)
    gone = await add(client, "people", name="gone")
    await client.run(AddLink(table="people", id=ada, to_table="people", to_id=bo, name="knows"))
    await client.run(UpdateRow(table="people", id=bo, values={"age": 7}))
    await client.run(DeleteRow(table="people", id=gone))
    await client.run(PurgeRows(table="people", ids=(gone,)))
    await client.put_bytes([b"x" * 3_000_000])


async def test_all_bookkeeping_either_moves_or_is_said_to_stay(tmp_path: Path) -> None:
    async with workspace(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "w.lattice") as connection:
        found = {
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'lattice\\_%' ESCAPE '\\'"
                " AND name NOT LIKE 'lattice\\_text\\_%' ESCAPE '\\'"
                " AND name NOT LIKE 'lattice\\_parts\\_text%' ESCAPE '\\'"
            )
        }
    connection.close()
    assert found - {name for name, _ in (*BEFORE, *AFTER)} - STAYS == set()


async def test_the_manifest_counts_every_record_and_changes_with_each(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await filled(client)
        database = SqliteDatabase(tmp_path / "w.lattice")
        async with database.reading() as tx:
            first = await manifest_of(tx)
            again = await manifest_of(tx)
        await add(client, "people", name="Cy")
        async with database.reading() as tx:
            later = await manifest_of(tx)
        await database.close()
    assert first == again
    rows = {part.name: part.rows for part in first.parts}
    assert rows["people"] == 2
    assert rows["lattice_pieces"] == 3
    assert rows["lattice_events"] == first.seq
    differ = {a.name for a, b in zip(first.parts, later.parts, strict=True) if a != b}
    assert {"people", "lattice_events", "lattice_changes", "lattice_audit", "lattice_receipts"} <= differ
    assert "lattice_pieces" not in differ
    assert msgspec.json.decode(msgspec.json.encode(first), type=Manifest) == first


async def stream(tx: Transaction, part: Part, step: int) -> list[tuple[object, ...]]:
    """A part read in single batches, each by a reader that knows only where the last one ended."""
    found: list[tuple[object, ...]] = []
    after: tuple[object, ...] = ()
    while True:
        batch = await anext(batches(tx, part, len(found), after), None)  # type: ignore[arg-type]
        if batch is None:
            return found
        records = split(part, batch.body)[:step]
        found += records
        after = tuple(records[-1][position] for position in part.key_positions)


async def test_reading_goes_on_after_any_record(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await filled(client)
        database = SqliteDatabase(tmp_path / "w.lattice")
        async with database.reading() as tx:
            for part in await parts_of(tx):
                whole = [r async for batch in batches(tx, part) for r in split(part, batch.body)]
                assert await stream(tx, part, 3) == whole
                tally = Tally()
                for record in whole:
                    tally.add(pack(part, record))
                assert tally.part(part) in (await manifest_of(tx)).parts
        await database.close()
