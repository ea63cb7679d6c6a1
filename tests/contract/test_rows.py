"""One row at a time, through any client."""

from __future__ import annotations

import math
from typing import Any

import pytest

from lattice.actions import (
    CountRows,
    DeleteRow,
    DeleteRows,
    GetRow,
    InsertRow,
    InsertRows,
    ListRows,
    ListTrash,
    LocateRow,
    RestoreRows,
    UpdateRow,
    UpdateRows,
)
from lattice.client import Client
from lattice.model.ids import is_id
from lattice.model.limits import Limits
from tests.contract.asking import NOBODY, add, add_many, events, get, head, make, refused, values
from tests.contract.places import Place

EVERY_TYPE = {
    "text": "text",
    "notes": "markdown",
    "count": "integer",
    "ratio": "number",
    "done": "boolean",
    "day": "date",
    "at": "datetime",
    "data": "json",
}


async def test_a_row_comes_back_as_it_went_in(client: Client) -> None:
    await make(client, "t", **EVERY_TYPE)
    given: dict[str, Any] = {
        "text": "a [b]\n\x1b[31m \u202e 🙂 ",
        "notes": "# x",
        "count": 2**63 - 1,
        "ratio": 0.1,
        "done": False,
        "day": "2024-02-29",
        "at": "2024-12-31T23:59:59.123456Z",
        "data": {"b": [1, None, {"a": 2.5}], "a": "x"},
    }
    row = await add(client, "t", **given)
    assert row.values == given
    assert is_id(row.id)
    assert (row.version, row.created_by, row.updated_by, row.owner) == (
        1,
        "human:ada",
        "human:ada",
        "human:ada",
    )
    assert await get(client, row.id, "t") == row
    assert list(row.values) == list(EVERY_TYPE)


async def test_what_is_not_given_is_empty(client: Client) -> None:
    await make(client, "t", **EVERY_TYPE)
    assert set((await add(client, "t")).values.values()) == {None}


async def test_empty_text_and_nothing_are_two_things(client: Client) -> None:
    await make(client)
    assert (await add(client, name="")).values["name"] == ""
    assert (await add(client, name=None)).values["name"] is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", 1), ("text", True), ("text", ["a"]), ("text", {"a": 1}), ("text", "a\x00b"),
        ("text", "\ud800"),
        ("notes", 1.5), ("notes", "\udfff"),
        ("count", "x"), ("count", 1.5), ("count", 2**63), ("count", -(2**63) - 1), ("count", True),
        ("count", 10**400),
        ("count", "1e3"), ("count", "0x10"), ("count", [1]),
        ("ratio", "x"), ("ratio", "1e400"), ("ratio", math.nan), ("ratio", math.inf), ("ratio", 2**53 + 1),
        ("ratio", "0.1000000000000000055511151231257827"), ("ratio", True), ("ratio", {}),
        ("done", "maybe"), ("done", 1), ("done", 0.0),
        ("day", "2023-02-29"), ("day", "29.2.2024"), ("day", "2024-2-9"), ("day", 20240229),
        ("day", "0000-01-01"),
        ("at", "2024-13-01T00:00:00Z"), ("at", "2024-01-01T25:00:00Z"), ("at", "tomorrow"), ("at", 1),
        ("at", "2024-01-01T00:00:00.1234567Z"),
        ("data", math.nan), ("data", [math.inf]), ("data", "\ud800"), ("data", {"a": "\x00"}),
        ("data", {"\x00": 1}),
    ],
)  # fmt: skip
async def test_a_value_that_does_not_fit_is_refused_by_every_write(
    client: Client, column: str, value: object
) -> None:
    await make(client, "t", **EVERY_TYPE)
    row = await add(client, "t", text="kept")
    for action in (
        InsertRow(table="t", values={column: value}),
        InsertRows(table="t", rows=({"text": "first"}, {column: value})),
        UpdateRow(table="t", id=row.id, values={"text": "changed", column: value}),
        UpdateRows(table="t", values={column: value}, where=""),
    ):
        await refused(client, action, "invalid_value")
    assert await get(client, row.id, "t") == row


@pytest.mark.parametrize("name", ["nope", "_id", "_version", "_owner", "_deleted_at", "", "te xt"])
async def test_a_column_that_is_not_there_or_is_lattices_own_is_refused(client: Client, name: str) -> None:
    await make(client, "t", **EVERY_TYPE)
    row = await add(client, "t", text="kept")
    for action in (
        InsertRow(table="t", values={name: "x"}),
        InsertRows(table="t", rows=({name: "x"},)),
        UpdateRow(table="t", id=row.id, values={name: "x"}),
        UpdateRows(table="t", values={name: "x"}, ids=(row.id,)),
    ):
        await refused(client, action, "not_found")
    assert await get(client, row.id, "t") == row


async def test_a_column_is_named_without_regard_to_case_and_not_twice(client: Client) -> None:
    await make(client)
    row = await add(client, NAME="Ada")
    assert row.values["name"] == "Ada"
    await refused(client, InsertRow(table="people", values={"name": "a", "NAME": "b"}), "invalid_value")
    await refused(
        client, UpdateRow(table="people", id=row.id, values={"name": "a", "Name": "b"}), "invalid_value"
    )


async def test_numbers_written_as_text_are_taken_when_nothing_is_lost(client: Client) -> None:
    await make(client, "t", **EVERY_TYPE)
    row = await add(client, "t", count="-12", ratio="1.50", done="yes", at="2024-12-31 23:59+01:00")
    assert {k: row.values[k] for k in ("count", "ratio", "done", "at")} == {
        "count": -12,
        "ratio": 1.5,
        "done": True,
        "at": "2024-12-31T22:59:00.000000Z",
    }


async def test_an_update_changes_only_what_it_names_and_counts_versions(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=36)
    changed = (await client.run(UpdateRow(table="people", id=row.id, values={"age": 37}))).value
    assert changed.values == {"name": "Ada", "age": 37}
    assert (changed.version, changed.created_at) == (2, row.created_at)
    assert changed.updated_at >= row.updated_at


async def test_an_update_that_changes_nothing_is_no_change(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=36)
    before = await head(client)
    outcome = await client.run(UpdateRow(table="people", id=row.id, values={"age": 36}))
    assert (outcome.value, outcome.change_id, await head(client)) == (row, None, before)


async def test_a_row_that_is_not_there_is_not_found(client: Client) -> None:
    await make(client)
    for id_ in (NOBODY, "", "x", "' OR 1=1 --", "🙂"):
        for action in (
            GetRow(table="people", id=id_),
            UpdateRow(table="people", id=id_, values={"age": 1}),
            DeleteRow(table="people", id=id_),
            DeleteRows(table="people", ids=(id_,)),
            UpdateRows(table="people", ids=(id_,), values={"age": 1}),
            RestoreRows(table="people", ids=(id_,)),
        ):
            await refused(client, action, "not_found")
    assert (await client.run(LocateRow(table="people", id=NOBODY))).value.offset is None


async def test_a_row_of_another_table_is_not_found(client: Client) -> None:
    await make(client, "a")
    await make(client, "b")
    row = await add(client, "a", name="x")
    await refused(client, GetRow(table="b", id=row.id), "not_found")
    await refused(client, UpdateRow(table="b", id=row.id, values={"name": "y"}), "not_found")


async def test_an_id_may_be_written_in_lower_case(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    assert await get(client, row.id.lower()) == row


async def test_an_update_based_on_an_older_version_is_refused_with_both_sides(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=36)
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 37}, expect_version=1))
    stale = UpdateRow(table="people", id=row.id, values={"age": 99}, expect_version=1)
    error = await refused(client, stale, "conflict")
    assert error.details["current"]["age"] == 37
    await refused(client, DeleteRow(table="people", id=row.id, expect_version=1), "conflict")
    # the version is checked even when the value would be the same
    same = UpdateRow(table="people", id=row.id, values={"age": 37}, expect_version=1)
    await refused(client, same, "conflict")
    assert (await get(client, row.id)).values["age"] == 37


async def test_a_deleted_row_is_in_the_trash_and_can_be_read_and_restored(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada", age=36)
    other = await add(client, name="Bob")
    gone = (await client.run(DeleteRow(table="people", id=row.id))).value
    assert gone.deleted_at is not None
    assert await values(client) == [other.values]
    assert await values(client, deleted=True) == [row.values]
    assert (await get(client, row.id)).values == row.values
    trash = (await client.run(ListTrash())).value
    assert [(i.table, i.row_id, i.label, i.deleted_by) for i in trash.items] == [
        ("people", row.id, "Ada", "human:ada")
    ]
    await refused(client, DeleteRow(table="people", id=row.id), "not_found")
    await refused(client, UpdateRow(table="people", id=row.id, values={"age": 1}), "not_found")
    assert (await client.run(RestoreRows(table="people", ids=(row.id,)))).value.count == 1
    back = await get(client, row.id)
    assert (back.values, back.deleted_at, back.version) == (row.values, None, 3)
    assert (await client.run(CountRows(table="people"))).value.total == 2
    assert (await client.run(CountRows(table="people", deleted=True))).value.total == 0


async def test_restoring_what_lives_is_no_change(client: Client) -> None:
    await make(client)
    row = await add(client, name="Ada")
    outcome = await client.run(RestoreRows(table="people", ids=(row.id,)))
    assert (outcome.value.count, outcome.change_id) == (0, None)


async def test_the_trash_of_all_tables_is_newest_first_in_pages(client: Client) -> None:
    ids: list[str] = []
    for table in ("a", "b", "c"):
        await make(client, table)
    for n in range(9):
        row = await add(client, "abc"[n % 3], name=str(n))
        await client.run(DeleteRow(table="abc"[n % 3], id=row.id))
        ids.insert(0, row.id)
    pages = [(await client.run(ListTrash(limit=2, offset=n))).value for n in range(0, 10, 2)]
    assert [item.row_id for page in pages for item in page.items] == ids
    assert {page.total for page in pages} == {9}


async def test_a_reference_must_point_at_a_living_row_of_its_table(client: Client) -> None:
    await make(client, "towns", name="text")
    await make(client, "people", town="reference:towns", boss="reference:people")
    oslo, gone = await add(client, "towns", name="Oslo"), await add(client, "towns", name="Atlantis")
    await client.run(DeleteRow(table="towns", id=gone.id))
    row = await add(client, town=oslo.id.lower())
    assert row.values["town"] == oslo.id
    for bad in (NOBODY, gone.id, row.id, "Oslo", 5):
        await refused(client, InsertRow(table="people", values={"town": bad}), "invalid_value")
        await refused(client, UpdateRow(table="people", id=row.id, values={"town": bad}), "invalid_value")
        await refused(client, InsertRows(table="people", rows=({}, {"town": bad})), "invalid_value")
        await refused(client, UpdateRows(table="people", where="", values={"town": bad}), "invalid_value")


async def test_a_reference_to_a_row_that_went_to_the_trash_stays_and_may_be_written_again(
    client: Client,
) -> None:
    await make(client, "towns", name="text")
    await make(client, "people", name="text", town="reference:towns")
    oslo = await add(client, "towns", name="Oslo")
    row = await add(client, name="Ada", town=oslo.id)
    await client.run(DeleteRow(table="towns", id=oslo.id))
    # a form sends every field back: one that is as it was is no news
    changed = await client.run(
        UpdateRow(table="people", id=row.id, values={"name": "Ada L.", "town": oslo.id})
    )
    assert changed.value.values == {"name": "Ada L.", "town": oslo.id}


async def test_sizes_are_bounded(place: Place) -> None:
    client = await place.open(limits=Limits(value_bytes=100, row_bytes=150, bulk_rows=3))
    await make(client, "t", a="text", b="text", j="json")
    row = await add(client, "t", a="x" * 100)
    for bad in ({"a": "x" * 101}, {"a": "ø" * 51}, {"j": ["x" * 100]}, {"a": "x" * 80, "b": "x" * 80}):
        await refused(client, InsertRow(table="t", values=bad), "too_large")
        await refused(client, InsertRows(table="t", rows=({}, bad)), "too_large")
        await refused(client, UpdateRow(table="t", id=row.id, values=bad), "too_large")
        await refused(client, UpdateRows(table="t", where="", values=bad), "too_large")
    await refused(client, InsertRows(table="t", rows=({},) * 4), "too_large")
    await refused(client, DeleteRows(table="t", ids=(row.id,) * 4), "too_large")
    await add_many(client, [{}, {}, {}], "t")
    await refused(client, DeleteRows(table="t", where=""), "too_large")
    await refused(client, UpdateRows(table="t", where="", values={"a": "y"}), "too_large")


async def test_a_large_value_that_is_allowed_comes_back_whole(client: Client) -> None:
    await make(client, "t", a="text", j="json")
    text = "0123456789abcdef\n🙂" * 150_000
    row = await add(client, "t", a=text, j=[text[:1000]] * 100)
    assert (await get(client, row.id, "t")).values == {"a": text, "j": [text[:1000]] * 100}


async def test_deep_json_is_kept_or_refused_and_never_breaks_anything(client: Client) -> None:
    await make(client, "t", j="json")
    kept: Any = 1
    for _ in range(100):
        kept = [kept]
    assert (await add(client, "t", j=kept)).values["j"] == kept
    deep: Any = 1
    for _ in range(200_000):
        deep = [deep]
    await refused(client, InsertRow(table="t", values={"j": deep}), "invalid_value")
    assert len((await client.run(ListRows(table="t"))).value.rows) == 1


async def test_source_is_kept(client: Client) -> None:
    await make(client)
    row = (await client.run(InsertRow(table="people", values={}, source="airports.csv"))).value
    assert (await get(client, row.id)).source == "airports.csv"


async def test_events_hold_what_changed_and_only_that(client: Client) -> None:
    await make(client, "t", a="text", b="integer", d="boolean", j="json")
    row = await add(client, "t", a="x", b=1, d=True, j={"k": [1]})
    await client.run(UpdateRow(table="t", id=row.id, values={"a": "x", "b": 2, "d": False, "j": {"k": [2]}}))
    await client.run(DeleteRow(table="t", id=row.id))
    await client.run(RestoreRows(table="t", ids=(row.id,)))
    inserted, updated, deleted, restored = await events(client, row_id=row.id)

    def own(values: dict[str, Any] | None) -> dict[str, Any]:
        return {k: v for k, v in (values or {}).items() if not k.startswith("_")}

    assert [e.op for e in (inserted, updated, deleted, restored)] == [
        "row.insert", "row.update", "row.delete", "row.restore",
    ]  # fmt: skip
    assert inserted.before is None
    assert own(inserted.after) == {"a": "x", "b": 1, "d": True, "j": {"k": [1]}}
    assert own(updated.before) == {"b": 1, "d": True, "j": {"k": [1]}}
    assert own(updated.after) == {"b": 2, "d": False, "j": {"k": [2]}}
    assert own(deleted.before) == own(deleted.after) == {}
    for n, event in enumerate((updated, deleted, restored), 1):
        assert event.before is not None
        assert event.after is not None
        assert (event.before["_version"], event.after["_version"]) == (n, n + 1)
    assert deleted.after is not None
    assert restored.after is not None
    assert deleted.after["_deleted_at"] is not None
    assert restored.after["_deleted_at"] is None
