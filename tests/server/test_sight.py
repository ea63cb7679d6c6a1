"""What comes into and goes out of one member's sight while they listen; of the rest nothing is told."""

from __future__ import annotations

import pytest

from tests.server.serving import Guest, Listening, Said, Serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def two(place: Serving) -> tuple[Guest, Guest]:
    """Ada, who owns the workspace, and Bob."""
    ada = await place.workspace()
    await ada.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
    return ada, await place.member(ada.workspace, "bob")


async def told(stream: Listening, seq: int) -> list[Said]:
    """All that is told of the log up to a head that stands at `seq`."""
    found = []
    while True:
        said = await stream.next()
        if said.tag == "head" and said.data["seq"] >= seq:
            return found
        if said.tag not in ("head", "here"):
            found.append(said)


async def test_rows_that_are_for_everyone_are_told_to_everyone(place: Serving) -> None:
    ada, bob = await two(place)
    async with bob.listening() as stream:
        await stream.next()
        row = await ada.ok("row.insert", table="people", values={"name": "Ann"})
        outcome = (await ada.ask("row.update", table="people", id=row["id"], values={"name": "Bea"})).json()
        frames = await told(stream, outcome["seq"])
    assert [(f.tag, f.data["op"]) for f in frames] == [("entry", "row.insert"), ("entry", "row.update")]
    assert frames[1].data["after"]["c1"] == "Bea"


async def test_a_private_row_is_told_to_its_owner_alone_and_nothing_of_it_to_others(place: Serving) -> None:
    ada, bob = await two(place)
    await ada.ok("table.share", table="people", default="private")
    async with bob.listening() as stream, ada.listening() as own:
        await stream.next()
        row = await ada.ok("row.insert", table="people", values={"name": "secret"})
        last = (await ada.ask("row.update", table="people", id=row["id"], values={"name": "more"})).json()[
            "seq"
        ]
        frames = await told(stream, last)
        assert [f for f in frames if row["id"] in str(f)] == []
        assert [f.data["op"] for f in await told(own, last)][-2:] == ["row.insert", "row.update"]


async def test_a_row_that_is_shared_is_revealed_whole_and_hidden_again(place: Serving) -> None:
    ada, bob = await two(place)
    await ada.ok("table.share", table="people", default="private")
    row = await ada.ok("row.insert", table="people", values={"name": "Ann"})
    async with bob.listening() as stream:
        await stream.next()
        share = {"table": "people", "id": row["id"]}
        shared = await ada.ask("row.share", visibility="custom", read=["human:bob"], **share)
        frames = await told(stream, shared.json()["seq"])
        reveal = next(f for f in frames if f.tag == "reveal")
        assert reveal.data["row"][0] == row["id"]
        assert reveal.data["row"][-1] == {"c1": "Ann"}
        (entry,) = (f for f in frames if f.tag == "entry")
        assert entry.data["after"]["_read"] == ["human:bob"]
        private = await ada.ask("row.share", visibility="private", **share)
        (hide,) = await told(stream, private.json()["seq"])
        assert (hide.tag, hide.data["row_id"]) == ("hide", row["id"])
        public = await ada.ask("row.share", visibility="everyone", **share)
        assert "reveal" in {f.tag for f in await told(stream, public.json()["seq"])}


async def test_who_catches_up_is_told_what_went_and_what_came(place: Serving) -> None:
    ada, bob = await two(place)
    rows = [await ada.ok("row.insert", table="people", values={"name": f"p{n}"}) for n in range(3)]
    async with bob.listening() as stream:
        begun = (await stream.next()).id
    await ada.ok("row.update", table="people", id=rows[0]["id"], values={"name": "seen"})
    await ada.ok("row.update", table="people", id=rows[1]["id"], values={"name": "hidden"})
    last = await ada.ask("row.share", table="people", id=rows[1]["id"], visibility="private")
    async with bob.listening(after=begun) as stream:
        frames = await told(stream, last.json()["seq"])
    assert [(f.tag, f.data["row_id"]) for f in frames] == [("entry", rows[0]["id"]), ("hide", rows[1]["id"])]


async def test_a_purged_row_leaves_every_mirror_that_had_it(place: Serving) -> None:
    ada, bob = await two(place)
    kept = await ada.ok("row.insert", table="people", values={"name": "all"})
    own = await ada.ok("row.insert", table="people", values={"name": "mine"})
    await ada.ok("row.share", table="people", id=own["id"], visibility="private")
    await ada.ok("row.delete", table="people", id=kept["id"])
    await ada.ok("row.delete", table="people", id=own["id"])
    async with bob.listening() as stream:
        await stream.next()
        ids = [kept["id"], own["id"]]
        purged = await ada.ask("row.purge", table="people", ids=ids)
        assert purged.status_code == 200, purged.text
        frames = await told(stream, purged.json()["seq"])
    assert {f.data["row_id"] for f in frames} == {kept["id"]}


async def test_a_mask_and_a_role_begin_the_mirror_anew(place: Serving) -> None:
    ada, bob = await two(place)
    await ada.ok("row.insert", table="people", values={"name": "Ann"})
    async with bob.listening() as stream, ada.listening() as own:
        await stream.next()
        await own.next()
        masked = await ada.ask("column.mask", table="people", column="name", audience="admin")
        assert masked.status_code == 200, masked.text
        assert (await stream.until("reset")).data["reason"] == "rights"
        await ada.ok("row.insert", table="people", values={"name": "Eve"})
        assert (await stream.entry("row.insert"))["after"].get("c1") is None
        assert (await own.entry("row.insert"))["after"]["c1"] == "Eve"
        await ada.ok("member.role", member="human:bob", role="admin")
        assert (await stream.until("reset")).data["reason"] == "rights"


async def test_who_is_removed_is_told_goodbye(place: Serving) -> None:
    ada, bob = await two(place)
    async with bob.listening() as stream:
        await stream.next()
        await ada.ok("member.remove", member="human:bob", new_owner="human:ada")
        assert (await stream.until("bye")).data["code"] == "signed_out"
    assert (await bob.ask("table.list")).status_code in (401, 404)
