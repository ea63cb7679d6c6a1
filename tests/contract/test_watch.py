"""Watching: every event once, in order, whoever wrote it, through any client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from lattice.actions import DropTable, InsertRow, Undo
from lattice.client import Client, LoadBatch, LoadColumn, LoadPlan
from lattice.model.events import Event
from lattice.model.people import AgentRules
from lattice.model.values import ColumnType
from tests.contract.asking import add, add_many, events, head, make
from tests.contract.places import SCOUT, Place

DEADLINE_S = 20.0


async def take(stream: AsyncIterator[Event], count: int) -> list[Event]:
    """The next events of a stream."""
    async with asyncio.timeout(DEADLINE_S):
        return [await anext(stream) for _ in range(count)]


async def test_from_any_seq_on_everything_comes_once_and_in_order(client: Client) -> None:
    await make(client)
    await add_many(client, [{"age": n} for n in range(1200)])
    everything = await events(client, limit=1000)
    last = await head(client)
    for after in (0, 1, last - 3, last - 700):
        stream = client.watch(after)
        seen = await take(stream, last - after)
        assert [e.seq for e in seen] == list(range(after + 1, last + 1))
        assert seen[-3:] == everything[-3:]


async def test_from_now_on_only_what_is_new_comes(client: Client) -> None:
    await make(client)
    # while a copy still fills a table that is new, rows of it have no name in it yet
    await client.sync()
    stream = client.watch()
    waiting = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
    before = await head(client)
    while waiting.done() is False and await head(client) < before + 3:
        await add(client, name="new")
    event = await asyncio.wait_for(waiting, DEADLINE_S)
    assert event.seq > before
    assert event.label == "new"


async def test_events_of_another_client_come_as_ones_own(client: Client, place: Place) -> None:
    await make(client)
    other = await place.open(SCOUT)
    start = await head(client)
    stream = client.watch(start)
    rounds = 20
    for n in range(rounds):
        await asyncio.gather(add(client, age=n), add(other, age=n))
    seen = await take(stream, 2 * rounds)
    assert [e.seq for e in seen] == list(range(start + 1, start + 2 * rounds + 1))
    assert {e.actor for e in seen} == {"human:ada", "agent:scout"}


async def test_while_many_write_two_watchers_see_the_same(client: Client, place: Place) -> None:
    await make(client)
    writers = [client, await place.open(), await place.open()]
    start = await head(client)
    streams = [client.watch(start), (await place.open()).watch(start)]
    seen = [asyncio.create_task(take(stream, 150)) for stream in streams]

    async def write(writer: Client) -> None:
        for n in range(50):
            await writer.run(InsertRow(table="people", values={"age": n}))

    await asyncio.gather(*(write(w) for w in writers))
    one, two = await asyncio.gather(*seen)
    assert [e.seq for e in one] == list(range(start + 1, start + 151))
    assert one == two


async def test_an_import_and_its_undo_come_whole(client: Client) -> None:
    start = await head(client)
    stream = client.watch(start)
    plan = LoadPlan("t", (LoadColumn("n", ColumnType.INTEGER),))
    batches = [LoadBatch(list(range(k, k + 500)), [[k] for _ in range(500)]) for k in range(1, 2001, 500)]
    await client.load(plan, batches)
    seen = await take(stream, 2001)
    assert [e.op for e in seen[:2]] == ["table.create", "row.insert"]
    await client.run(Undo())
    assert (await take(stream, 1))[0].op == "table.drop"


async def test_a_watcher_that_stops_leaves_the_client_usable(client: Client) -> None:
    await make(client)
    for _ in range(10):
        stream = client.watch()
        task = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
        await asyncio.wait([task], timeout=0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await add(client, name="Ada")
    assert (await take(client.watch(0), 1))[0].seq == 1


async def test_an_agent_sees_events_of_its_tables_only_and_goes_on(client: Client, place: Place) -> None:
    await make(client, "open", a="text")
    await make(client, "closed", a="text")
    agent = await place.open(SCOUT, AgentRules(allowed_tables=("open",)))
    stream = agent.watch(0)
    await add_many(client, [{"a": "x"} for _ in range(600)], "closed")
    await add(client, "open", a="y")
    seen = await take(stream, 2)
    assert [(e.op, e.table) for e in seen] == [("table.create", "open"), ("row.insert", "open")]
    await client.run(DropTable(table="open"))
    await add(client, "closed", a="z")
    waiting = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
    await asyncio.wait([waiting], timeout=0.2)
    assert not waiting.done() or waiting.result().table != "closed"
    waiting.cancel()
