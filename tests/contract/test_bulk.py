"""Many rows at once, each time as one change, through any client."""

from __future__ import annotations

from lattice.actions import (
    CountRows,
    DeleteRows,
    EditRows,
    GetChange,
    InsertRows,
    ListRows,
    ListTables,
    RestoreRows,
    RowEdit,
    Undo,
    UpdateRow,
    UpdateRows,
)
from lattice.client import Client
from lattice.model.pulse import Pulse
from tests.contract.asking import NOBODY, add, add_many, get, head, make, refused, values


async def test_rows_inserted_together_are_one_change(client: Client) -> None:
    await make(client)
    before = await head(client)
    outcome = await client.run(InsertRows(table="people", rows=tuple({"age": n} for n in range(2500))))
    assert outcome.value.count == 2500
    assert len(outcome.value.ids) == 1000
    assert outcome.seq == before + 2500
    assert outcome.change_id is not None
    diff = (await client.run(GetChange(change_id=outcome.change_id))).value
    assert (diff.change.events, diff.truncated, len(diff.events)) == (2500, True, 1000)
    await client.run(Undo())
    assert (await client.run(CountRows(table="people"))).value.total == 0


async def test_all_or_none_is_inserted(client: Client) -> None:
    await make(client)
    rows = ({"age": 1},) * 1500 + ({"age": "x"},)
    await refused(client, InsertRows(table="people", rows=rows), "invalid_value")
    assert (await client.run(CountRows(table="people"))).value.total == 0


async def test_rows_are_updated_by_filter_as_it_is_at_first(client: Client) -> None:
    await make(client)
    await add_many(client, [{"name": str(n % 3), "age": n} for n in range(3000)])
    outcome = await client.run(UpdateRows(table="people", where="name = 1", values={"name": "2"}))
    assert outcome.value.count == 1000
    assert (await client.run(CountRows(table="people", where="name = 2"))).value.total == 2000
    await client.run(Undo())
    assert (await client.run(CountRows(table="people", where="name = 2"))).value.total == 1000


async def test_rows_that_are_so_already_do_not_count_as_changed(client: Client) -> None:
    await make(client)
    a, b = await add_many(client, [{"age": 1}, {"age": 2}])
    outcome = await client.run(UpdateRows(table="people", where="", values={"age": 2}))
    assert outcome.value.ids == (a,)
    assert (await get(client, b)).version == 1


async def test_ids_are_taken_once_and_all_must_be_there(client: Client) -> None:
    await make(client)
    a, b = await add_many(client, [{"age": 1}, {"age": 2}])
    missing = UpdateRows(table="people", ids=(a, NOBODY), values={"age": 9})
    await refused(client, missing, "not_found")
    assert (await get(client, a)).values["age"] == 1
    assert (await client.run(UpdateRows(table="people", ids=(a, a, b), values={"age": 9}))).value.count == 2
    assert (await client.run(DeleteRows(table="people", ids=(a, a, b)))).value.count == 2
    assert (await client.run(RestoreRows(table="people", ids=(a, a, b)))).value.count == 2
    infos = (await client.run(ListTables())).value.tables
    assert [(i.rows, i.trashed) for i in infos] == [(2, 0)]
    assert (await get(client, a)).version == 4


async def test_no_ids_and_no_match_change_nothing(client: Client) -> None:
    await make(client)
    await add(client, age=1)
    for action in (
        UpdateRows(table="people", ids=(), values={"age": 9}),
        UpdateRows(table="people", where="age in ()", values={"age": 9}),
        DeleteRows(table="people", ids=()),
        DeleteRows(table="people", where="age = 5"),
        InsertRows(table="people", rows=()),
        RestoreRows(table="people", ids=()),
        UpdateRows(table="people", where="", values={}),
    ):
        outcome = await client.run(action)
        assert (outcome.value.count, outcome.change_id) == (0, None)
    assert await values(client, columns=("age",)) == [{"age": 1}]


async def test_ids_or_a_filter_and_not_both_or_neither(client: Client) -> None:
    await make(client)
    row = await add(client, age=1)
    for ids, where in (((row.id,), "age = 1"), (None, None)):
        await refused(client, DeleteRows(table="people", ids=ids, where=where), "invalid_action")
        await refused(
            client, UpdateRows(table="people", ids=ids, where=where, values={"age": 2}), "invalid_action"
        )


async def test_a_wrong_filter_changes_nothing(client: Client) -> None:
    await make(client)
    await add(client, age=1)
    for where in ("nope = 1", "age =", "age = x", "age = 1 or", "'", ")", "age in (1", "a\x00b"):
        for action in (
            DeleteRows(table="people", where=where),
            UpdateRows(table="people", where=where, values={"age": 2}),
            ListRows(table="people", where=where),
            CountRows(table="people", where=where),
        ):
            await refused(client, action, "invalid_value" if "\x00" in where else "invalid_filter")


async def test_deleting_by_filter_leaves_what_is_in_the_trash_alone(client: Client) -> None:
    await make(client)
    a, b = await add_many(client, [{"age": 1}, {"age": 1}])
    await client.run(DeleteRows(table="people", ids=(a,)))
    version = (await get(client, a)).version
    assert (await client.run(DeleteRows(table="people", where="age = 1"))).value.ids == (b,)
    assert (await get(client, a)).version == version
    await refused(client, UpdateRows(table="people", ids=(a,), values={"age": 2}), "not_found")


async def test_updates_of_many_rows_with_text_stay_searchable(client: Client) -> None:
    from lattice.actions import SearchText

    await make(client)
    await add_many(client, [{"name": "alpha"} for _ in range(30)])
    await client.run(UpdateRows(table="people", where="", values={"name": "omega"}))
    assert (await client.run(SearchText(text="alpha"))).value.hits == ()
    assert len((await client.run(SearchText(text="omega", limit=50))).value.hits) == 30
    one = (await client.run(ListRows(table="people", limit=1))).value.rows[0]
    await client.run(UpdateRow(table="people", id=one.id, values={"name": None}))
    assert len((await client.run(SearchText(text="omega", limit=50))).value.hits) == 29


async def test_rows_get_values_of_their_own_and_others_are_added_as_one_change(client: Client) -> None:
    await make(client)
    a, b = await add_many(client, [{"name": "a", "age": 1}, {"name": "b", "age": 2}])
    before = await values(client)
    edits = (RowEdit(a, {"name": "A", "age": 1}), RowEdit(b.lower(), {"age": None}, expect_version=1))
    outcome = await client.run(EditRows(table="people", edits=edits, rows=({"name": "c"},)))
    assert await values(client) == [
        {"name": "A", "age": 1},
        {"name": "b", "age": None},
        {"name": "c", "age": None},
    ]
    assert (outcome.value.count, outcome.value.ids[:2]) == (3, (a, b))
    assert outcome.change_id is not None
    change = (await client.run(GetChange(change_id=outcome.change_id))).value.change
    assert change.summary == "changed 2 rows and added 1 row of people"
    await client.run(Undo())
    assert await values(client) == before


async def test_all_of_the_edits_are_made_or_none(client: Client) -> None:
    await make(client)
    a, b = await add_many(client, [{"age": 1}, {"age": 2}])
    good, seq = RowEdit(a, {"age": 9}), await head(client)
    for bad, code in (
        (RowEdit(b, {"age": "x"}), "invalid_value"),
        (RowEdit(b, {"nope": 1}), "not_found"),
        (RowEdit(NOBODY, {"age": 1}), "not_found"),
        (RowEdit(b, {"age": 3}, expect_version=2), "conflict"),
        (RowEdit(a, {"age": 3}), "invalid_action"),
        (RowEdit(b, {"age": 3}, expect_version=2**63), "invalid_action"),
    ):
        await refused(client, EditRows(table="people", edits=(good, bad)), code)
    await refused(client, EditRows(table="people", edits=(good,), rows=({"age": "x"},)), "invalid_value")
    same = await client.run(EditRows(table="people", edits=(RowEdit(a, {"age": 1}),)))
    assert (same.value.count, same.change_id) == (0, None)
    assert await head(client) == seq


async def test_a_change_that_is_stopped_leaves_nothing_and_says_how_far_it_is(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(2500)])
    seq = await head(client)
    stopped = Pulse()
    stopped.stop()
    for action in (
        UpdateRows(table="people", where="", values={"age": 0}),
        DeleteRows(table="people", where=""),
        InsertRows(table="people", rows=({"age": 1},)),
        Undo(),
    ):
        await refused(client, action, "interrupted", pulse=stopped)
    assert await head(client) == seq
    pulse = Pulse()
    await client.run(UpdateRows(table="people", where="age < 2000", values={"age": 0}), pulse=pulse)
    assert await head(client) == seq + 1999
