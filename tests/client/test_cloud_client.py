"""A cloud workspace through its client: read from the mirror, written on the server, over any network."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.actions import (
    CountRows,
    GetRow,
    InsertRow,
    ListRows,
    ListTables,
    QuerySql,
    SearchText,
    UpdateRow,
)
from lattice.client.cloud import loading
from lattice.client.cloud.client import CATCH_UP_S, CloudClient
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.loads import LoadBatch, LoadColumn, LoadPlan
from lattice.secrets import Secret
from tests.client.homes import DEADLINE_S, Home, MemoryVault, filled, until
from tests.client.tiny import TinyServer, Wire, make_server
from tests.contract.asking import add, add_many, head, make, values


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[TinyServer]:
    server = await make_server(tmp_path)
    yield server
    await server.close()


@pytest_asyncio.fixture
async def wire(server: TinyServer) -> AsyncIterator[Wire]:
    wire = Wire(server)
    await wire.up()
    yield wire
    await wire.down()


@pytest_asyncio.fixture
async def home(tmp_path: Path, server: TinyServer, wire: Wire) -> AsyncIterator[Home]:
    home = Home(tmp_path / "home", wire.address, server.workspace)
    yield home
    await home.close()


async def take(stream: AsyncIterator[Event], count: int) -> list[Event]:
    async with asyncio.timeout(DEADLINE_S):
        return [await anext(stream) for _ in range(count)]


async def test_what_was_read_once_is_read_from_here(server: TinyServer, home: Home) -> None:
    await make(server.client)
    await add_many(server.client, [{"name": f"Ada {n}", "age": n} for n in range(50)])
    client = await home.open()
    await filled(client)
    server.asked.clear()
    page = (await client.run(ListRows(table="people", where="age > 40", sort=("-age",)))).value
    assert [row.values["age"] for row in page.rows] == list(range(49, 40, -1))
    assert (await client.run(CountRows(table="people"))).value.total == 50
    assert (await client.run(QuerySql(sql="SELECT sum(age) FROM people"))).value.rows == ((1225,),)
    assert server.asked == []
    assert (await client.run(ListTables())).value == (await server.client.run(ListTables())).value


async def test_a_write_can_be_read_at_once_and_by_others_soon(
    server: TinyServer, home: Home, tmp_path: Path
) -> None:
    await make(server.client)
    client = await home.open()
    other_home = Home(tmp_path / "other", home.entry.server, server.workspace, "grace")
    other = await other_home.open()
    await filled(client)
    await filled(other)
    row = await add(client, name="Ada")
    server.asked.clear()
    assert (await client.run(GetRow(table="people", id=row.id))).value == row
    assert server.asked == []
    await until(lambda: _has(other, row.id))
    assert (await other.run(GetRow(table="people", id=row.id))).value == row
    await other_home.close()


async def _has(client: CloudClient, row_id: str) -> bool:
    return any(row.id == row_id for row in (await client.run(ListRows(table="people"))).value.rows)


async def test_before_the_first_copy_is_here_the_server_answers(server: TinyServer, home: Home) -> None:
    await make(server.client)
    row = await add(server.client, name="Ada")
    client = await home.open()
    assert (await client.run(GetRow(table="people", id=row.id))).value == row
    assert client.standing().filling is not None or server.asked
    await filled(client)


async def test_offline_it_reads_says_since_when_and_refuses_to_write(
    server: TinyServer, wire: Wire, home: Home
) -> None:
    await make(server.client)
    row = await add(server.client, name="Ada")
    client = await home.open()
    await filled(client)
    await wire.down()
    await until(lambda: not client.standing().online)
    assert await values(client) == [{"name": "Ada", "age": None}]
    assert [hit.row_id for hit in (await client.run(SearchText(text="ada"))).value.hits] == [row.id]
    standing = client.standing()
    assert standing.stale
    assert standing.since
    assert standing.code == "unreachable"
    with pytest.raises(LatticeError) as caught:
        await add(client, name="Grace")
    assert caught.value.code == "unreachable"
    await add(server.client, name="Grace")
    await wire.up()
    await client.sync()
    assert client.standing().online
    assert len(await values(client)) == 2
    assert not client.standing().stale


async def test_opened_offline_it_shows_what_it_had(server: TinyServer, wire: Wire, home: Home) -> None:
    await make(server.client)
    await add(server.client, name="Ada")
    client = await home.open()
    await filled(client)
    said = await client.describe()
    await client.close()
    await wire.down()
    client = await home.open()
    assert await values(client) == [{"name": "Ada", "age": None}]
    assert (await client.describe()).actions == said.actions
    await until(lambda: client.standing().problem != "")
    assert not client.standing().online


async def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(
    server: TinyServer, home: Home
) -> None:
    await make(server.client)
    client = await home.open()
    await filled(client)
    server.deaf.add("row.insert")
    outcome = await client.run(InsertRow(table="people", values={"name": "Ada"}))
    assert outcome.replayed
    assert server.asked.count("POST /row.insert") == 2
    assert await values(client) == [{"name": "Ada", "age": None}]


async def test_an_import_whose_answer_is_lost_is_asked_whether_it_took_place(
    server: TinyServer, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(server.client)
    client = await home.open()
    await filled(client)
    plan = LoadPlan("people", (LoadColumn("name"),))
    server.deaf.add("load")
    outcome = await client.load(plan, [LoadBatch([1, 2], [["Ada"], ["Bo"]])])
    assert (outcome.value.added, outcome.replayed) == (2, True)
    assert server.asked.count("POST /load") == 1
    assert [row["name"] for row in await values(client)] == ["Ada", "Bo"]
    server.deaf.add("unheard")
    monkeypatch.setattr(loading, "AGAIN_S", (0.0, 0.01))
    with pytest.raises(LatticeError) as caught:
        await client.load(plan, [LoadBatch([1], [["Cy"]])])
    assert caught.value.code == "outcome_unknown"
    assert server.asked.count("POST /load/outcome") == 3
    assert len(await values(client)) == 2


async def test_a_refusal_of_the_server_is_the_same_refusal(server: TinyServer, home: Home) -> None:
    await make(server.client)
    row = await add(server.client, name="Ada")
    client = await home.open()
    await filled(client)
    with pytest.raises(LatticeError) as caught:
        await client.run(UpdateRow(table="people", id=row.id, values={"name": "B"}, expect_version=7))
    with pytest.raises(LatticeError) as expected:
        await server.client.run(UpdateRow(table="people", id=row.id, values={"name": "B"}, expect_version=7))
    assert caught.value.body == expected.value.body
    assert caught.value.details == expected.value.details


async def test_a_token_that_ended_leaves_the_copy_readable_and_says_the_way_back(
    server: TinyServer, wire: Wire, home: Home
) -> None:
    await make(server.client)
    await add(server.client, name="Ada")
    client = await home.open()
    await filled(client)
    del server.tokens["lat_ada"]
    wire.cut()
    await until(lambda: client.standing().code == "signed_out")
    assert len(await values(client)) == 1
    with pytest.raises(LatticeError) as caught:
        await add(client, name="Grace")
    assert caught.value.code == "signed_out"
    for error in (caught.value, caught.value.__cause__, caught.value.__context__):
        assert "lat_ada" not in repr(error) + str(error)


async def test_watching_goes_on_over_cuts_without_gap_or_duplicate(
    server: TinyServer, wire: Wire, home: Home
) -> None:
    await make(server.client)
    client = await home.open()
    await filled(client)
    wire.piece = 37
    start = await head(server.client)
    stream = client.watch(start)
    seen = asyncio.create_task(take(stream, 60))
    for n in range(60):
        await add(server.client, age=n)
        if n % 13 == 0:
            wire.cut()
        if n % 17 == 0:
            wire.budget = 900
        client._feeder.nudge()
    events = await seen
    assert [event.seq for event in events] == list(range(start + 1, start + 61))
    assert events == (await _logged(server, start))
    await until(lambda: _agrees(server, client))


async def _logged(server: TinyServer, after: int) -> list[Event]:
    return await take(server.client.watch(after), await head(server.client) - after)


async def _agrees(server: TinyServer, client: CloudClient) -> bool:
    action = ListRows(table="people", limit=1000)
    return (await server.client.run(action)).value == (await client.run(action)).value


async def test_watching_from_long_ago_asks_the_server_for_what_is_not_here(
    server: TinyServer, home: Home
) -> None:
    await make(server.client)
    await add_many(server.client, [{"age": n} for n in range(30)])
    client = await home.open()
    await filled(client)
    stream = client.watch(0)
    assert await take(stream, 31) == await _logged(server, 0)
    row = await add(client, name="Ada")
    (event,) = await take(stream, 1)
    assert (event.row_id, event.label, event.table) == (row.id, "Ada", "people")


async def test_after_a_backup_was_restored_the_copy_is_made_anew_and_watching_goes_on(
    server: TinyServer, wire: Wire, home: Home
) -> None:
    await make(server.client)
    await add_many(server.client, [{"age": n} for n in range(10)])
    client = await home.open()
    await filled(client)
    stream = client.watch()
    waiting = asyncio.ensure_future(anext(stream))
    before = (await client._mirror.state()).generation
    server.epoch = "01M7ZRESTORED0000000000000"
    wire.cut()
    client._feeder.nudge()
    await until(lambda: client._mirror.known.epoch == server.epoch)
    assert (await client._mirror.state()).generation > before
    await filled(client)
    row = await add(client, name="Ada")
    assert (await asyncio.wait_for(waiting, DEADLINE_S)).row_id == row.id
    await until(lambda: _agrees(server, client))


async def test_of_two_programs_of_a_home_one_listens_and_the_other_takes_over(
    server: TinyServer, home: Home
) -> None:
    await make(server.client)
    first = await home.open()
    await filled(first)
    second = await home.open()
    await until(lambda: second.standing().online)
    assert first._feeder.feeds
    assert not second._feeder.feeds
    row = await add(second, name="Ada")
    assert (await second.run(GetRow(table="people", id=row.id))).value == row
    assert server.asked.count("GET /stream") == 1
    await first.close()
    await until(lambda: second._feeder.feeds and second.standing().online)
    row = await add(second, name="Grace")
    assert (await second.run(GetRow(table="people", id=row.id))).value == row


async def test_an_agent_reads_through_the_server_and_acts_for_its_person(
    server: TinyServer, home: Home
) -> None:
    await make(server.client)
    client = await home.open()
    await filled(client)
    agent = client.acting("agent:assistant", "session-1")
    server.asked.clear()
    row = await add(agent, name="Ada")
    assert (row.created_by, row.owner) == ("agent:assistant", "human:ada")
    assert await values(agent) == [{"name": "Ada", "age": None}]
    assert [asked for asked in server.asked if asked != "GET /v1/me"] == [
        "POST /row.insert",
        "POST /row.list",
    ]
    await agent.close()
    await until(lambda: _has(client, row.id))


async def test_a_damaged_copy_is_made_anew(server: TinyServer, home: Home) -> None:
    await make(server.client)
    await add(server.client, name="Ada")
    client = await home.open()
    await filled(client)
    await client.close()
    Path(home.entry.path).write_bytes(b"not a database at all")
    client = await home.open()
    await filled(client)
    assert len(await values(client)) == 1
    assert all(finding.ok for finding in await client.check())


class SlowVault(MemoryVault):
    """Takes longer for a token than a reading waits for the server."""

    def get(self, name: str) -> Secret | None:
        threading.Event().wait(1.5 * CATCH_UP_S)
        return super().get(name)


async def test_a_keyring_that_takes_its_time_makes_no_answer_old(server: TinyServer, home: Home) -> None:
    await make(server.client)
    await add(server.client, name="Ada")
    await filled(await home.open())
    await home.close()
    await add(server.client, name="Bo")
    slow = SlowVault(home.folder)
    slow.held = home.vault.held
    home.vault = slow
    once = await home.open(fresh_s=1.0)
    assert [row["name"] for row in await values(once)] == ["Ada", "Bo"]
    assert not once.standing().stale
    assert once.standing().online
