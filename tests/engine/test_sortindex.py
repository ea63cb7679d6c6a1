from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest

from lattice.actions import DropColumn, InsertRows, ListEvents, ListRows, LocateRow, RetypeColumn, VerifyAudit
from lattice.client import LocalClient
from lattice.engine import sortindex
from lattice.model.rows import Page
from lattice.model.values import ColumnType
from tests.engine.workspaces import add, opened, table, workspace

ROWS = 700


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sortindex, "SMALL_ROWS", ROWS - 100)


async def _many(client: LocalClient, rows: int = ROWS) -> None:
    await table(client, "cities", name="text", people="integer")
    values = tuple(
        {"name": f"c{n * 7919 % rows:05}", "people": None if n % 10 == 0 else n % 300} for n in range(rows)
    )
    await client.run(InsertRows(table="cities", rows=values))


async def _page(
    client: LocalClient, *sort: str, offset: int = 0, where: str = "", after: str | None = None
) -> Page:
    action = ListRows(table="cities", sort=sort, offset=offset, limit=50, where=where, after=after)
    return (await client.run(action)).value


def _indexes(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "w.lattice") as connection:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'lattice_sort_%' ORDER BY 1"
        )
        names = [str(name) for (name,) in found]
    connection.close()
    return names


async def _until_indexes(folder: Path, count: int) -> list[str]:
    deadline = time.monotonic() + 10
    while len(found := await asyncio.to_thread(_indexes, folder)) != count:
        assert time.monotonic() < deadline, found
    return found


async def test_the_first_sort_makes_an_index_in_the_background_outside_of_the_log(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        seq = (await client.run(ListEvents(limit=1))).value.events[0].seq
        before = await _page(client, "-people")
        (name,) = await _until_indexes(tmp_path, 1)
        assert name.endswith("_c2")
        assert (await _page(client, "-people")).rows == before.rows
        assert (await client.run(ListEvents(limit=1))).value.events[0].seq == seq
        assert (await client.run(VerifyAudit())).value.ok


async def test_columns_of_lattice_get_one_too_and_the_id_needs_none(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        await _page(client, "_id")
        await _page(client, "_updated_at")
        (name,) = await _until_indexes(tmp_path, 1)
        assert name.endswith("__updated_at")


async def test_small_tables_get_none(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _many(client, 100)
        assert not await sortindex.ensure(client._engine, "cities", ("people",))
        assert _indexes(tmp_path) == []


async def test_a_client_that_closes_at_once_leaves_no_index_and_no_task(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        await _page(client, "name")
    assert _indexes(tmp_path) == []
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize("sort", [("people",), ("-people",), ("people", "-name"), ("-people", "name")])
@pytest.mark.parametrize("where", ["", "people < 20", "people >= 0", "people is empty"])
async def test_pages_are_the_same_with_and_without_the_index(
    tmp_path: Path, sort: tuple[str, ...], where: str
) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        plain = [await _page(client, *sort, where=where, offset=offset) for offset in (0, 70, 350, 690)]
        walked = await _walk(client, sort, where)
        assert await sortindex.ensure(client._engine, "cities", ("people",))
        assert [await _page(client, *sort, where=where, offset=o) for o in (0, 70, 350, 690)] == plain
        assert await _walk(client, sort, where) == walked


async def _walk(client: LocalClient, sort: tuple[str, ...], where: str) -> list[str]:
    """Ids of the first pages by cursor."""
    page = await _page(client, *sort, where=where)
    ids = [row.id for row in page.rows]
    for _ in range(20):
        if page.next is None:
            break
        page = await _page(client, *sort, where=where, after=page.next)
        ids += [row.id for row in page.rows]
    return ids


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_the_window_is_found_in_the_index_alone_in_both_directions(
    tmp_path: Path, direction: str
) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        assert await sortindex.ensure(client._engine, "cities", ("people",))
    with sqlite3.connect(tmp_path / "w.lattice") as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT t._rowid_ FROM cities t WHERE t._deleted_at IS NULL"
            f" ORDER BY t.people {direction}, t._id {direction} LIMIT 50 OFFSET 300"
        ).fetchall()
    connection.close()
    assert len(plan) == 1
    assert "COVERING INDEX lattice_sort_" in plan[0][3]


async def test_the_index_lives_and_goes_with_its_column(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        assert await sortindex.ensure(client._engine, "cities", ("people",))
        assert await sortindex.ensure(client._engine, "cities", ("name",))
        assert not await sortindex.ensure(client._engine, "cities", ("-name",))
        await add(client, "cities", name="zzz", people=5)
        assert (await _page(client, "-name")).rows[0].values["name"] == "zzz"
        await client.run(RetypeColumn(table="cities", column="people", type=ColumnType.TEXT))
        assert len(_indexes(tmp_path)) == 1
        await client.run(DropColumn(table="cities", column="name"))
        assert _indexes(tmp_path) == []


async def test_two_processes_may_want_the_same_index(tmp_path: Path) -> None:
    async with workspace(tmp_path) as client, opened(tmp_path) as other:
        await _many(client)
        made = await asyncio.gather(
            sortindex.ensure(client._engine, "cities", ("people",)),
            sortindex.ensure(other._engine, "cities", ("people",)),
        )
        assert any(made)
        assert len(_indexes(tmp_path)) == 1


@pytest.mark.parametrize("sort", [(), ("people",), ("-people",), ("people", "-name"), ("-people", "name")])
@pytest.mark.parametrize("where", ["", "people < 20", "people is empty"])
async def test_a_row_is_located_where_the_pages_show_it(
    tmp_path: Path, sort: tuple[str, ...], where: str
) -> None:
    async with workspace(tmp_path) as client:
        await _many(client, 200)
        rows = [
            row.id
            for o in range(0, 200, 50)
            for row in (await _page(client, *sort, where=where, offset=o)).rows
        ]
        for place in {0, 1, 10, len(rows) // 2, len(rows) - 1}:
            found = (
                await client.run(LocateRow(table="cities", id=rows[place], sort=sort, where=where))
            ).value
            assert found.offset == place


async def test_a_sort_by_several_columns_has_an_index_that_serves_its_reverse_and_goes_with_its_columns(
    tmp_path: Path,
) -> None:
    async with workspace(tmp_path) as client:
        await _many(client)
        before = await _page(client, "people", "-name", offset=20)
        assert await sortindex.ensure(client._engine, "cities", ("people", "-name"))
        assert not await sortindex.ensure(client._engine, "cities", ("-people", "name"))
        assert (await _page(client, "people", "-name", offset=20)).rows == before.rows
        assert (await _page(client, "-people", "name", offset=ROWS - 70)).rows == before.rows[::-1]
        plan = await asyncio.to_thread(_plan, tmp_path, "ORDER BY people DESC, name ASC, _id ASC")
        assert "USE TEMP B-TREE" not in plan
        await client.run(DropColumn(table="cities", column="name"))
        assert await asyncio.to_thread(_indexes, tmp_path) == []


def _plan(folder: Path, order: str) -> str:
    with sqlite3.connect(folder / "w.lattice") as connection:
        rows = connection.execute(
            f"EXPLAIN QUERY PLAN SELECT _rowid_ FROM cities WHERE _deleted_at IS NULL {order} LIMIT 9"
        ).fetchall()
    connection.close()
    return "\n".join(str(row[3]) for row in rows)
