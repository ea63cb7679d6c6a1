"""A mirror says of its tables what the workspace says, in whatever pieces it heard of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from lattice.actions import (
    AddColumn,
    AddLink,
    DeleteRow,
    DropColumn,
    DropTable,
    InsertRow,
    PurgeRows,
    RemoveLink,
    RenameColumn,
    RenameTable,
    RestoreRows,
    RetypeColumn,
    Undo,
    UpdateRow,
)
from lattice.model.schema import NewColumn
from lattice.model.stream import Hide, Reveal
from lattice.model.values import ColumnType
from tests.contract.asking import add, add_many, make
from tests.engine.mirror.pair import Pair, make_pair


@pytest_asyncio.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    pair = await make_pair(tmp_path)
    yield pair
    await pair.close()


async def test_a_first_copy_by_small_pages_is_whole(pair: Pair) -> None:
    await make(pair.client, "towns", name="text", facts="json", founded="date", big="boolean", size="number")
    await make(pair.client, "people", name="text", town="reference:towns")
    towns = await add_many(
        pair.client,
        [
            {
                "name": f"Oslo {n}",
                "facts": {"n": [n, None]},
                "founded": "1048-01-01",
                "big": n % 2 == 0,
                "size": n,
            }
            for n in range(10)
        ],
        "towns",
    )
    ada = await add(pair.client, "people", name="Ada", town=towns[3])
    await pair.client.run(AddLink(table="people", id=ada.id, to_table="towns", to_id=towns[0]))
    await pair.client.run(DeleteRow(table="towns", id=towns[9]))
    await pair.follow()
    await pair.agree()
    assert (await pair.mirror.state()).filling is None
    assert len(await pair.finds("oslo")) == 9


async def test_what_changes_is_followed_row_by_row_without_asking_for_any(pair: Pair) -> None:
    await make(pair.client)
    await pair.follow()
    row = await add(pair.client, name="Ada", age=36)
    other = await add(pair.client, name="Grace")
    await pair.client.run(UpdateRow(table="people", id=row.id, values={"name": "Ada Lovelace", "age": None}))
    await pair.client.run(AddLink(table="people", id=row.id, to_table="people", to_id=other.id, name="knows"))
    await pair.follow()
    await pair.agree()
    assert await pair.finds("lovelace") == {row.id}
    await pair.client.run(DeleteRow(table="people", id=row.id))
    await pair.follow()
    await pair.agree()
    assert await pair.finds("lovelace") == set()
    await pair.client.run(RestoreRows(table="people", ids=(row.id,)))
    await pair.client.run(
        RemoveLink(table="people", id=row.id, to_table="people", to_id=other.id, name="knows")
    )
    await pair.client.run(Undo())
    await pair.client.run(DeleteRow(table="people", id=other.id))
    await pair.client.run(PurgeRows(table="people", ids=(other.id,)))
    await pair.follow()
    await pair.agree()
    assert await pair.finds("ada") == {row.id}
    assert pair.source.asked == []


async def test_frames_that_come_twice_change_nothing(pair: Pair) -> None:
    await make(pair.client)
    await pair.follow()
    row = await add(pair.client, name="Ada")
    for age in range(5):
        await pair.client.run(UpdateRow(table="people", id=row.id, values={"age": age}))
    frames = await pair.missed()
    for start in (0, 1, 3, 0):
        await pair.keeper.take(frames[start:])  # type: ignore[arg-type]
    await pair.follow()
    await pair.agree()


async def test_what_was_gathered_is_one_commit_however_often_the_log_stood_still(pair: Pair) -> None:
    await make(pair.client)
    await pair.follow()
    row = await add(pair.client, name="Ada")
    frames = await pair.missed()
    for age in range(20):
        await pair.client.run(UpdateRow(table="people", id=row.id, values={"age": age}))
        frames += (await pair.missed())[-2:]
    before = pair.mirror.database.mark()[0]
    await pair.keeper.take(frames)  # type: ignore[arg-type]
    assert pair.mirror.database.mark()[0] == before + 1
    await pair.agree()


async def test_a_row_of_which_something_was_missed_is_asked_for(pair: Pair) -> None:
    await make(pair.client)
    row = await add(pair.client, name="Ada")
    await pair.follow()
    for age in range(4):
        await pair.client.run(UpdateRow(table="people", id=row.id, values={"age": age, "name": f"Ada {age}"}))
    frames = await pair.missed()
    await pair.keeper.take([frames[0], *frames[3:]])  # type: ignore[arg-type]
    await pair.agree()
    assert pair.source.asked == [row.id]
    assert await pair.finds("ada 3") == {row.id}


async def test_tables_and_columns_that_change_names_and_types_are_the_same_ones(pair: Pair) -> None:
    await make(pair.client, "a", x="text", y="text", n="text")
    await make(pair.client, "b", x="text")
    await add(pair.client, "a", x="one", y="two", n="7")
    await add(pair.client, "b", x="three")
    await pair.follow()
    client = pair.client
    await client.run(RenameTable(table="a", name="c"))
    await client.run(RenameTable(table="b", name="a"))
    await client.run(RenameTable(table="c", name="b"))
    await client.run(RenameColumn(table="b", column="x", name="z"))
    await client.run(RenameColumn(table="b", column="y", name="x"))
    await client.run(RenameColumn(table="b", column="z", name="y"))
    await client.run(RetypeColumn(table="b", column="n", type=ColumnType.INTEGER))
    await client.run(AddColumn(table="b", column=NewColumn("later")))
    await client.run(InsertRow(table="b", values={"later": "words", "n": 8}))
    await pair.follow()
    await pair.agree()
    assert len(await pair.finds("words")) == 1
    await client.run(DropColumn(table="b", column="y"))
    await pair.follow()
    await pair.agree()
    assert await pair.finds("one") == set()
    await client.run(Undo())
    await pair.follow()
    await pair.agree()
    assert len(await pair.finds("one")) == 1


async def test_a_dropped_table_leaves_and_comes_back_with_its_rows(pair: Pair) -> None:
    await make(pair.client)
    await add_many(pair.client, [{"name": f"Ada {n}"} for n in range(7)])
    await pair.follow()
    await pair.client.run(DropTable(table="people"))
    await pair.follow()
    await pair.agree()
    await make(pair.client, "people", other="text")
    await pair.follow()
    await pair.agree()
    await pair.client.run(Undo())
    await pair.client.run(Undo())
    await pair.follow()
    await pair.agree()
    assert len(await pair.finds("ada")) == 7


async def test_rows_that_come_while_the_first_copy_is_made_are_there_once(pair: Pair) -> None:
    await make(pair.client)
    ids = await add_many(pair.client, [{"name": f"Ada {n}"} for n in range(10)])
    await pair.keeper.begin()
    await pair.keeper.fill()
    await pair.client.run(UpdateRow(table="people", id=ids[0], values={"age": 1}))
    await pair.client.run(UpdateRow(table="people", id=ids[8], values={"age": 8}))
    await pair.client.run(DeleteRow(table="people", id=ids[9]))
    await pair.client.run(PurgeRows(table="people", ids=(ids[9],)))
    await add(pair.client, name="New")
    await pair.keeper.take(await pair.missed())  # type: ignore[arg-type]
    await pair.keeper.fill()
    await pair.client.run(DeleteRow(table="people", id=ids[1]))
    await pair.follow()
    await pair.agree()


async def test_begun_anew_it_loses_what_is_gone_and_keeps_the_rest(pair: Pair) -> None:
    await make(pair.client)
    ids = await add_many(pair.client, [{"name": f"Ada {n}"} for n in range(10)])
    await pair.client.run(AddLink(table="people", id=ids[0], to_table="people", to_id=ids[1]))
    await pair.follow()
    await pair.client.run(DeleteRow(table="people", id=ids[4]))
    await pair.client.run(PurgeRows(table="people", ids=(ids[4],)))
    await pair.client.run(RemoveLink(table="people", id=ids[0], to_table="people", to_id=ids[1]))
    await pair.keeper.begin()
    await pair.follow()
    await pair.agree()
    assert len(await pair.finds("ada")) == 9


async def test_a_row_that_is_hidden_leaves_no_trace_and_comes_back_whole(pair: Pair, tmp_path: Path) -> None:
    client = pair.client
    table = await make(client)
    row = await add(client, name="Zanzibarbarossa")
    other = await add(client, name="Grace")
    await pair.follow()
    await client.run(AddLink(table="people", id=other.id, to_table="people", to_id=row.id))
    await client.run(UpdateRow(table="people", id=row.id, values={"name": "Quetzalcoatlus"}))
    await pair.follow()
    assert await pair.finds("quetzalcoatlus") == {row.id}
    seq = (await pair.mirror.state()).seq
    await pair.keeper.take([Hide(seq, table.id, row.id)])
    await pair.keeper.tidy()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("m.lattice*"))
    for trace in (b"zanzibar", b"quetzal", row.id.lower().encode()):
        assert trace not in left.lower()
    raw = (await pair.source.rows_of(table.id, [row.id]))[0]
    links = tuple(await pair.source.links("", 10))
    await pair.keeper.take([Reveal(seq, table.id, raw, links)])
    await pair.agree()
    assert await pair.finds("quetzalcoatlus") == {row.id}
