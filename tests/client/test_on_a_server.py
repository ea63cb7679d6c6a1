"""Two people on a real server: what goes out of sight leaves the other's copy, what comes in comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from lattice.actions import (
    AddLink,
    ChangeRole,
    DropTable,
    ListLinks,
    ListRows,
    ListTables,
    MaskColumn,
    ReadHead,
    ReadSharing,
    RemoveMember,
    SearchText,
    ShareRow,
    Undo,
    UpdateRow,
)
from lattice.client import Client
from lattice.client.cloud.client import CloudClient
from lattice.model.errors import LatticeError
from lattice.model.events import Event
from lattice.model.people import Caller, Role
from lattice.model.rows import Row
from lattice.model.sharing import Audience, Visibility
from tests.client.homes import DEADLINE_S, filled, until
from tests.contract.asking import add, events, make
from tests.contract.cloud_place import CloudPlace
from tests.contract.places import ADA

BOB, EVE = (Caller(f"human:{who}", role=Role.EDITOR) for who in ("bob", "eve"))


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[CloudPlace]:
    place = CloudPlace(tmp_path)
    yield place
    await place.close()


async def opened(place: CloudPlace, caller: Caller) -> CloudClient:
    client = await place.open(caller)
    assert isinstance(client, CloudClient)
    await filled(client)
    return client


async def rows(client: Client, **options: str) -> list[Row]:
    return list((await client.run(ListRows(table="people", **options))).value.rows)


async def test_rows_leave_and_enter_the_copy_of_a_member_without_a_trace(
    place: CloudPlace, tmp_path: Path
) -> None:
    ada, bob = await opened(place, ADA), await opened(place, BOB)
    await make(ada, "people", name="text", pay="integer")
    row = await add(ada, name="Zanzibarbarossa", pay=100)
    kept = await add(ada, name="Grace")
    await ada.run(AddLink(table="people", id=kept.id, to_table="people", to_id=row.id))
    assert len(await rows(bob)) == 2
    await ada.run(ShareRow(table="people", id=row.id, visibility=Visibility.PRIVATE))
    # it is told of what others did when the server tells it
    await until(lambda: _holds(bob, [kept]))
    assert (await bob.run(ListTables())).value.tables[0].rows == 1
    assert (await bob.run(SearchText(text="zanzibarbarossa"))).value.hits == ()
    await until(lambda: not _trace(tmp_path, "bob", row.id.encode(), b"zanzibarbarossa"))
    assert _trace(tmp_path, "ada", row.id.encode(), b"zanzibarbarossa")
    share = ShareRow(table="people", id=row.id, visibility=Visibility.CUSTOM, read=("human:bob",))
    await ada.run(share)
    everything = await rows(ada)
    await until(lambda: _holds(bob, everything))
    assert {r.values["name"] for r in everything} == {"Zanzibarbarossa", "Grace"}


async def _holds(client: Client, wanted: list[Row]) -> bool:
    return await rows(client) == wanted


def _trace(folder: Path, who: str, *traces: bytes) -> bool:
    """Whether any of these stands in the files of somebody's mirror."""
    left = b"".join(path.read_bytes() for path in folder.glob(f"mirrors/*human-{who}.lattice*")).lower()
    return any(trace.lower() in left for trace in traces)


async def test_what_is_masked_follows_the_role_that_one_has_now(place: CloudPlace, tmp_path: Path) -> None:
    ada, bob = await opened(place, ADA), await opened(place, BOB)
    await make(ada, "people", name="text", iban="text")
    row = await add(ada, name="Ada", iban="NO9386011117947")
    await ada.run(MaskColumn(table="people", column="iban", audience=Audience.ADMIN))
    await ada.run(UpdateRow(table="people", id=row.id, values={"iban": "SE4550000000058398257466"}))
    await until(lambda: _reads(bob, "•••"))
    await filled(bob)
    await until(lambda: not _trace(tmp_path, "bob", b"se4550000000058398257466"))
    with pytest.raises(LatticeError) as caught:
        await rows(bob, where="iban is not empty")
    assert caught.value.code == "forbidden"
    await ada.run(ChangeRole(member="human:bob", role=Role.ADMIN))
    await until(lambda: _reads(bob, "SE4550000000058398257466"))


async def _reads(client: Client, iban: str) -> bool:
    return [r.values["iban"] for r in await rows(client)] == [iban]


async def test_who_was_removed_is_told_and_keeps_no_way_to_write(place: CloudPlace) -> None:
    ada, bob = await opened(place, ADA), await opened(place, BOB)
    await make(ada)
    await add(ada, name="Ada")
    assert len(await rows(bob)) == 1
    await ada.run(RemoveMember(member="human:bob", new_owner="human:ada"))
    await until(lambda: bob.standing().code == "signed_out")
    assert "invitation" in bob.standing().problem
    with pytest.raises(LatticeError) as caught:
        await add(bob, name="x")
    assert caught.value.code == "signed_out"


async def test_who_stays_hears_who_is_here_from_the_stream(place: CloudPlace) -> None:
    ada, bob = await opened(place, ADA), await opened(place, BOB)
    await make(ada)
    staying = await place.staying(ADA.actor)
    await bob.here("people")
    await until(lambda: _is_here(staying, "human:bob", "people"))


async def test_who_does_not_stay_asks_who_is_here(place: CloudPlace) -> None:
    ada, bob = await opened(place, ADA), await opened(place, BOB)
    await make(ada)
    await bob.here("people")
    # nothing was heard yet by who came just now: it is the first answer that counts
    assert await _is_here(ada, "human:bob", "people")


async def _is_here(client: Client, actor: str, where: str) -> bool:
    return any(p.actor == actor and p.where == where for p in await client.who())


async def test_an_agent_with_a_token_of_its_own_sees_what_it_was_granted(place: CloudPlace) -> None:
    ada = await opened(place, ADA)
    await make(ada, "open", name="text")
    await make(ada, "closed", name="text")
    scout = Caller("agent:scout", "human:ada", allowed_tables=("open",))
    agent = await place.open(scout)
    await add(ada, "closed", name="x")
    row = await add(agent, "open", name="y")
    assert (row.created_by, row.owner) == ("agent:scout", "human:ada")
    assert [info.table.name for info in (await agent.run(ListTables())).value.tables] == ["open"]
    with pytest.raises(LatticeError) as caught:
        await add(agent, "closed", name="z")
    assert caught.value.code == "forbidden"


async def test_with_whom_a_row_is_shared_is_told_alike_to_all_who_see_it_and_to_nobody_else(
    place: CloudPlace,
) -> None:
    ada, bob, eve = await opened(place, ADA), await opened(place, BOB), await opened(place, EVE)
    await make(ada)
    row = await add(ada, name="Ada")
    begun = (await ada.run(ReadHead())).value.seq
    share = ShareRow(table="people", id=row.id, visibility=Visibility.CUSTOM, read=(BOB.actor,))
    shared = (await ada.run(share)).seq
    await add(ada, name="last")
    for client in (ada, bob):
        (logged,) = await events(client, row_id=row.id, limit=1)
        live = [event for event in await _heard(client, begun) if event.row_id == row.id]
        assert live == [logged]
        assert logged.seq == shared
        assert logged.after is not None
        assert (logged.after["_visibility"], logged.after["_read"], logged.after["_write"]) == (
            *("custom", [BOB.actor]),
            [],
        )
        assert (await client.run(ReadSharing(table="people", id=row.id))).value.read == (BOB.actor,)
    assert row.id not in str(await _heard(eve, begun))
    assert await events(eve, row_id=row.id) == []
    with pytest.raises(LatticeError) as caught:
        await eve.run(ReadSharing(table="people", id=row.id))
    assert caught.value.code == "not_found"


async def _heard(client: Client, after: int) -> list[Event]:
    """What is told live, up to the row that is called last."""
    heard: list[Event] = []
    async with asyncio.timeout(DEADLINE_S):
        async for event in client.watch(after):
            heard.append(event)
            if event.label == "last":
                return heard
    raise AssertionError("the watch ended")


async def test_links_come_back_into_the_copy_with_the_table_that_was_dropped(place: CloudPlace) -> None:
    ada = await opened(place, ADA)
    await make(ada, "people", name="text")
    await make(ada, "towns", name="text")
    one, oslo = await add(ada, name="Ada"), await add(ada, "towns", name="Oslo")
    await ada.run(AddLink(table="people", id=one.id, to_table="towns", to_id=oslo.id))
    await ada.run(DropTable(table="towns"))
    await filled(ada)
    assert (await ada.run(ListLinks(table="people", id=one.id))).value.links == ()
    await ada.run(Undo())
    await filled(ada)
    assert len((await ada.run(ListLinks(table="people", id=one.id))).value.links) == 1
