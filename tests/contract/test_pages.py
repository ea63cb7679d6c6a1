"""Pages of rows by cursor and by position, sorted and filtered, through any client."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.actions import CountRows, DeleteRow, InsertRow, ListRows, LocateRow, RestoreRows, UpdateRow
from lattice.client import Client
from lattice.model.rows import Row
from tests.contract.asking import add, add_many, make, refused, values

COLUMNS = {"name": "text", "age": "integer", "score": "number", "ok": "boolean", "born": "date"}
ROW = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["", None, "a", "A", "Z", "b", "ä", "é", "\U0001f642", "\uffee", "10", "9", "-"]
        ),
        "age": st.sampled_from([None, 0, -5, 3, 2**62, -(2**62)]),
        "score": st.sampled_from([None, 0.0, 0.1, -1e300, 5e-324]),
        "ok": st.sampled_from([None, True, False]),
        "born": st.sampled_from([None, "0001-01-01", "1969-12-31", "2024-02-29"]),
    }
)
SORT = st.lists(st.sampled_from(sorted(COLUMNS)), unique=True, max_size=3).flatmap(
    lambda names: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in names))
)
ASYNC = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_numbers = count()


def python_order(rows: list[Row], sort: tuple[str, ...]) -> list[str]:
    """The ids as Python sorts them: text by code point, empty first, then by id."""
    ordered = sorted(rows, key=lambda row: row.id, reverse=bool(sort) and sort[-1].startswith("-"))
    for key in reversed(sort):
        name = key.removeprefix("-")

        def by(row: Row, name: str = name) -> tuple[bool, Any]:
            value = row.values[name]
            return (value is not None, 0 if value is None else value)

        down = key.startswith("-")
        # sorted keeps equals in order, also with reverse
        ordered = sorted(ordered, key=by, reverse=down)
    return [row.id for row in ordered]


async def filled(client: Client, rows: list[dict[str, Any]]) -> tuple[str, list[Row]]:
    """A new table with these rows."""
    table = f"t{next(_numbers)}"
    await make(client, table, **COLUMNS)
    await add_many(client, rows, table)
    return table, list((await client.run(ListRows(table=table, limit=1000))).value.rows)


async def by_cursor(
    client: Client, table: str, limit: int, between: Callable[[int], Any] | None = None, **options: Any
) -> list[str]:
    """All ids, page after page, with something happening between the pages."""
    ids: list[str] = []
    after = None
    for page_number in count():
        page = (await client.run(ListRows(table=table, limit=limit, after=after, **options))).value
        ids += [row.id for row in page.rows]
        after = page.next
        if after is None:
            return ids
        if between is not None:
            await between(page_number)
    raise AssertionError


@given(rows=st.lists(ROW, max_size=25), sort=SORT, limit=st.integers(1, 8), data=st.data())
@ASYNC
async def test_pages_by_cursor_and_by_position_agree_with_python(
    client: Client, rows: list[dict[str, Any]], sort: tuple[str, ...], limit: int, data: st.DataObject
) -> None:
    table, there = await filled(client, rows)
    wanted = python_order(there, sort)
    assert await by_cursor(client, table, limit, sort=sort) == wanted
    for offset in (0, data.draw(st.integers(0, len(wanted) + 3)), max(0, len(wanted) - 1), len(wanted)):
        page = (await client.run(ListRows(table=table, sort=sort, limit=limit, offset=offset))).value
        assert [row.id for row in page.rows] == wanted[offset : offset + limit]
        assert page.total == len(wanted)
        assert (page.next is not None) == (offset + limit < len(wanted))
        if page.next is not None:
            following = (
                await client.run(ListRows(table=table, sort=sort, limit=limit, after=page.next))
            ).value
            assert [row.id for row in following.rows] == wanted[offset + limit : offset + 2 * limit]
    for place, id_ in enumerate(wanted):
        assert (await client.run(LocateRow(table=table, id=id_, sort=sort))).value.offset == place


@given(
    rows=st.lists(ROW, max_size=25),
    sort=SORT,
    where=st.sampled_from(["age >= 0", "name is empty", "ok = true"]),
)
@ASYNC
async def test_a_filter_keeps_order_positions_and_counts(
    client: Client, rows: list[dict[str, Any]], sort: tuple[str, ...], where: str
) -> None:
    matches: dict[str, Callable[[dict[str, Any]], bool]] = {
        "age >= 0": lambda v: v["age"] is not None and v["age"] >= 0,
        "name is empty": lambda v: not v["name"],
        "ok = true": lambda v: v["ok"] is True,
    }
    table, there = await filled(client, rows)
    wanted = python_order([r for r in there if matches[where](r.values)], sort)
    assert await by_cursor(client, table, 3, sort=sort, where=where) == wanted
    assert (await client.run(CountRows(table=table, where=where))).value.total == len(wanted)
    for offset in range(len(wanted) + 1):
        options: dict[str, Any] = {"table": table, "where": where, "sort": sort, "limit": 2, "offset": offset}
        for counted in (False, True):
            page = (await client.run(ListRows(**options, count=counted))).value
            assert [row.id for row in page.rows] == wanted[offset : offset + 2]
            assert page.total == (len(wanted) if counted else None)
    for row in there:
        place = (await client.run(LocateRow(table=table, id=row.id, where=where, sort=sort))).value.offset
        assert place == (wanted.index(row.id) if row.id in wanted else None)


@given(
    rows=st.lists(ROW, min_size=4, max_size=20),
    sort=SORT,
    limit=st.integers(1, 4),
    writes=st.lists(
        st.tuples(st.sampled_from(["insert", "delete", "restore"]), ROW, st.integers(0, 19)), max_size=8
    ),
)
@ASYNC
async def test_no_row_that_was_there_throughout_is_missed_or_doubled_by_writes_between_pages(
    client: Client,
    rows: list[dict[str, Any]],
    sort: tuple[str, ...],
    limit: int,
    writes: list[tuple[str, dict[str, Any], int]],
) -> None:
    table, there = await filled(client, rows)
    touched: set[str] = set()
    deleted: set[str] = set()

    async def between(page_number: int) -> None:
        if page_number >= len(writes):
            return
        kind, cells, place = writes[page_number]
        if kind == "insert":
            await client.run(InsertRow(table=table, values=cells))
        elif kind == "restore" and deleted:
            await client.run(RestoreRows(table=table, ids=(deleted.pop(),)))
        elif kind == "delete" and (id_ := there[place % len(there)].id) not in deleted:
            await client.run(DeleteRow(table=table, id=id_))
            deleted.add(id_)
            touched.add(id_)

    seen = await by_cursor(client, table, limit, between, sort=sort)
    assert len(seen) == len(set(seen))
    steady = [id_ for id_ in python_order(there, sort) if id_ not in touched]
    assert [id_ for id_ in seen if id_ in set(steady)] == steady


async def test_a_cursor_lives_on_when_its_row_is_gone_or_changed(client: Client) -> None:
    await make(client)
    ids = await add_many(client, [{"age": n} for n in range(6)])
    first = (await client.run(ListRows(table="people", sort=("age",), limit=3))).value
    await client.run(DeleteRow(table="people", id=ids[2]))
    rest = (await client.run(ListRows(table="people", sort=("age",), after=first.next))).value
    assert [row.id for row in rest.rows] == list(ids[3:])
    await client.run(UpdateRow(table="people", id=ids[1], values={"age": 99}))
    rest = (await client.run(ListRows(table="people", sort=("age",), after=first.next))).value
    assert [row.id for row in rest.rows] == [*ids[3:], ids[1]]


async def test_a_cursor_serves_also_a_new_client(client: Client, place: Any) -> None:
    await make(client)
    ids = await add_many(client, [{"age": n} for n in range(6)])
    first = (await client.run(ListRows(table="people", limit=3))).value
    other = await place.open()
    rest = (await other.run(ListRows(table="people", after=first.next))).value
    assert [row.id for row in rest.rows] == list(ids[3:])


def _with(cursor: str, *values: Any) -> str:
    """The cursor with other values in it."""
    body = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return base64.urlsafe_b64encode(json.dumps([body[0], *values]).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", "====", "AAAA", "a" * 10_000, "W10", "\x1b", " ", "null", "e30", "W3t9XQ", "WzFd"],
)
async def test_a_malformed_cursor_is_refused(client: Client, cursor: str) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(6)])
    await refused(client, ListRows(table="people", sort=("age",), after=cursor), "invalid_cursor")


async def test_a_forged_cursor_is_refused(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(6)])
    given = (await client.run(ListRows(table="people", sort=("age",), limit=2))).value.next
    assert given is not None
    for forged in (
        [],
        [1],
        [1, "x", 2],
        [{}, "x"],
        [True, "x"],
        [1, [2]],
        [10**30, "x"],
        ["\0", "x"],
        ["\ud800", "x"],
    ):
        action = ListRows(table="people", sort=("age",), after=_with(given, *forged))
        await refused(client, action, "invalid_cursor")


async def test_a_cursor_of_another_sort_filter_or_table_is_refused(client: Client) -> None:
    await make(client)
    await make(client, "others")
    for table in ("people", "others"):
        await add_many(client, [{"age": n, "name": "x"} for n in range(6)], table)
    cursor = (await client.run(ListRows(table="people", sort=("age",), where="name = x", limit=2))).value.next
    for options in (
        {"sort": ("-age",), "where": "name = x"},
        {"sort": ("name",), "where": "name = x"},
        {"sort": (), "where": "name = x"},
        {"sort": ("age", "name"), "where": "name = x"},
        {"sort": ("age",), "where": "name = y"},
        {"sort": ("age",)},
    ):
        await refused(client, ListRows(table="people", after=cursor, **options), "invalid_cursor")
    wrong = ListRows(table="others", sort=("age",), where="name = x", after=cursor)
    await refused(client, wrong, "invalid_cursor")
    trash = ListRows(table="people", sort=("age",), where="name = x", after=cursor, deleted=True)
    await refused(client, trash, "invalid_cursor")


async def test_a_cursor_and_a_position_together_are_refused(client: Client) -> None:
    await make(client)
    await add_many(client, [{}, {}])
    cursor = (await client.run(ListRows(table="people", limit=1))).value.next
    await refused(client, ListRows(table="people", after=cursor, offset=1), "invalid_action")


@pytest.mark.parametrize("limit", [0, -1, 1001, 2**70])
async def test_limits_out_of_bounds_are_refused(client: Client, limit: int) -> None:
    await make(client)
    await refused(client, ListRows(table="people", limit=limit), "invalid_action")


@pytest.mark.parametrize("offset", [-1, 2**63, 2**100])
async def test_offsets_out_of_bounds_are_refused(client: Client, offset: int) -> None:
    await make(client)
    await refused(client, ListRows(table="people", offset=offset), "invalid_action")


async def test_an_offset_beyond_the_end_is_an_empty_page(client: Client) -> None:
    await make(client)
    await add(client)
    for offset in (1, 5, 2**40, 2**62):
        page = (await client.run(ListRows(table="people", offset=offset))).value
        assert (page.rows, page.next, page.total) == ((), None, 1)


async def test_sorting_by_what_is_not_there_is_refused(client: Client) -> None:
    await make(client)
    for sort in (("nope",), ("",), ("-",), ("age", "age"), ("age", "-age"), ("age; drop table people",)):
        await refused(client, ListRows(table="people", sort=sort), "invalid_filter")


async def test_sorting_by_columns_of_lattice(client: Client) -> None:
    await make(client)
    first, second = await add_many(client, [{"age": 2}, {"age": 1}])
    await client.run(UpdateRow(table="people", id=first, values={"age": 3}))
    for sort, wanted in (
        (("_version",), [second, first]),
        (("-_id",), [second, first]),
        (("_id",), [first, second]),
    ):
        page = (await client.run(ListRows(table="people", sort=sort))).value
        assert [row.id for row in page.rows] == wanted
    assert await by_cursor(client, "people", 1, sort=("-_updated_at",)) == [first, second]


async def test_only_the_columns_that_are_asked_for_come_in_their_order(client: Client) -> None:
    await make(client)
    await add(client, name="Ada", age=36)
    assert [list(v) for v in await values(client, columns=("age", "NAME"))] == [["age", "name"]]
    await refused(client, ListRows(table="people", columns=("nope",)), "not_found")
    assert await values(client, columns=("age",), sort=("name",)) == [{"age": 36}]


async def test_labels_name_the_rows_that_a_page_refers_to(client: Client) -> None:
    await make(client, "towns", code="integer", name="text")
    await make(client, "people", name="text", town="reference:towns", boss="reference:people")
    oslo = await add(client, "towns", name="Oslo", code=3)
    nameless = await add(client, "towns", code=4)
    ada = await add(client, name="Ada", town=oslo.id)
    await add(client, name="Bob", town=nameless.id, boss=ada.id)
    page = (await client.run(ListRows(table="people"))).value
    assert page.labels == {oslo.id: "Oslo", nameless.id: nameless.id, ada.id: "Ada"}
    await client.run(DeleteRow(table="towns", id=oslo.id))
    assert (await client.run(ListRows(table="people"))).value.labels[oslo.id] == "Oslo"


async def test_the_total_is_free_without_a_filter_and_unknown_with_one(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(5)])
    assert (await client.run(ListRows(table="people", limit=1))).value.total == 5
    assert (await client.run(ListRows(table="people", limit=1, where="age > 2"))).value.total is None
    assert (await client.run(ListRows(table="people", limit=1, where="age > 2", count=True))).value.total == 2
    assert (await client.run(ListRows(table="people", deleted=True))).value.total == 0


async def test_references_are_followed_one_step_by_filters(client: Client) -> None:
    await make(client, "towns", name="text")
    await make(client, "people", name="text", town="reference:towns")
    oslo = await add(client, "towns", name="Oslo")
    await add(client, name="Ada", town=oslo.id)
    await add(client, name="Bob")
    assert await values(client, where="town.name = Oslo", columns=("name",)) == [{"name": "Ada"}]
