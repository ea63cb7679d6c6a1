"""An op_id is carried out once, whatever happens, through any client."""

from __future__ import annotations

import asyncio

import pytest

from lattice.actions import CreateTable, InsertRow, InsertRows, ListRows, Undo, UpdateRow
from lattice.client import Client
from lattice.model.ids import new_id
from lattice.model.people import AgentRules
from tests.contract.asking import add, get, head, make, refused, values
from tests.contract.places import SCOUT, Place


async def test_the_same_request_again_answers_the_first_outcome_and_does_nothing(client: Client) -> None:
    await make(client)
    op_id = new_id()
    action = InsertRow(table="people", values={"name": "Ada", "age": None})
    first = await client.run(action, op_id=op_id)
    assert (first.op_id, first.replayed) == (op_id, False)
    await client.run(UpdateRow(table="people", id=first.value.id, values={"age": 1}))
    before = await head(client)
    again = await client.run(action, op_id=op_id)
    assert again.replayed
    assert (again.value, again.change_id, again.seq) == (first.value, first.change_id, first.seq)
    assert await head(client) == before


async def test_other_contents_under_the_same_op_id_are_refused(client: Client) -> None:
    await make(client)
    await client.run(InsertRow(table="people", values={"age": 1}), op_id="one")
    await refused(client, InsertRow(table="people", values={"age": 2}), "op_id_reused", op_id="one")
    await refused(client, CreateTable(name="t"), "op_id_reused", op_id="one")
    assert len(await values(client)) == 1


async def test_the_same_contents_written_in_another_order_are_the_same(client: Client) -> None:
    await make(client)
    await client.run(InsertRow(table="people", values={"age": 1, "name": "x"}), op_id="one")
    again = await client.run(InsertRow(table="people", values={"name": "x", "age": 1}), op_id="one")
    assert again.replayed


async def test_a_refused_request_may_be_asked_again(client: Client) -> None:
    await make(client)
    row = await add(client, age=1)
    action = UpdateRow(table="people", id=row.id, values={"age": 5}, expect_version=2)
    await refused(client, action, "conflict", op_id="one")
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    assert not (await client.run(action, op_id="one")).replayed
    assert (await client.run(action, op_id="one")).replayed


async def test_what_changed_nothing_is_replayed_too(client: Client) -> None:
    await make(client)
    row = await add(client, age=1)
    action = UpdateRow(table="people", id=row.id, values={"age": 1})
    assert (await client.run(action, op_id="one")).change_id is None
    await client.run(UpdateRow(table="people", id=row.id, values={"age": 2}))
    again = await client.run(action, op_id="one")
    assert (again.replayed, again.change_id, again.value) == (True, None, row)
    assert (await get(client, row.id)).values["age"] == 2


async def test_undo_asked_twice_with_one_op_id_undoes_once(client: Client) -> None:
    await make(client)
    await add(client, age=1)
    await add(client, age=2)
    first = await client.run(Undo(), op_id="undo")
    again = await client.run(Undo(), op_id="undo")
    assert (again.value, again.replayed) == (first.value, True)
    assert len(await values(client)) == 1


async def test_asking_twice_at_once_does_it_once(client: Client, place: Place) -> None:
    await make(client)
    clients = [client, await place.open(), await place.open()]
    action = InsertRow(table="people", values={"age": 1})
    outcomes = await asyncio.gather(*(c.run(action, op_id="one") for c in clients * 3))
    assert len({o.value.id for o in outcomes}) == 1
    assert [o.replayed for o in outcomes].count(False) == 1
    assert len(await values(client)) == 1


async def test_op_ids_of_two_actors_do_not_meet_and_a_replay_checks_rights_again(
    client: Client, place: Place
) -> None:
    await make(client)
    agent = await place.open(SCOUT)
    action = InsertRow(table="people", values={"age": 1})
    await client.run(action, op_id="one")
    assert not (await agent.run(action, op_id="one")).replayed
    fenced = await place.open(SCOUT, AgentRules(denied_actions=("row.insert",)))
    await refused(fenced, action, "forbidden", op_id="one")


async def test_a_bulk_answer_is_replayed_too(client: Client) -> None:
    await make(client)
    action = InsertRows(table="people", rows=tuple({"age": n} for n in range(5000)))
    first = await client.run(action, op_id="bulk")
    again = await client.run(action, op_id="bulk")
    assert (again.value, again.replayed) == (first.value, True)


async def test_a_large_answer_is_not_kept_and_not_carried_out_twice(client: Client) -> None:
    await make(client)
    action = InsertRow(table="people", values={"name": "x" * 300_000})
    first = await client.run(action, op_id="large")
    error = await refused(client, action, "conflict", op_id="large")
    assert first.change_id is not None
    assert first.change_id in error.message
    assert len(await values(client)) == 1


async def test_reading_takes_an_op_id_and_keeps_nothing(client: Client) -> None:
    await make(client)
    await client.run(ListRows(table="people"), op_id="read")
    assert not (await client.run(InsertRow(table="people", values={}), op_id="read")).replayed


@pytest.mark.parametrize("wrong", ["", "a\x00b", "\ud800", "x" * 201, "a\nb", "é"])
async def test_an_op_id_or_group_id_that_cannot_be_kept_is_refused(client: Client, wrong: str) -> None:
    await make(client)
    await refused(client, InsertRow(table="people", values={}), "invalid_action", op_id=wrong)
    await refused(client, InsertRow(table="people", values={}), "invalid_action", group_id=wrong)


async def test_an_outcome_without_an_op_id_names_the_one_it_got(client: Client) -> None:
    await make(client)
    action = InsertRow(table="people", values={})
    first = await client.run(action)
    assert first.op_id is not None
    assert (await client.run(action, op_id=first.op_id)).replayed
