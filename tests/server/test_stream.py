"""The stream: every event that one may see, once, in order; and what comes into and goes out of sight."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.server.serving import Listening, Serving, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_stream_begins_with_where_it_stands_and_then_tells_what_happens(place: Serving) -> None:
    ada = await place.workspace()
    async with ada.listening() as stream:
        assert stream.answer.headers["cache-control"] == "no-cache"
        assert stream.answer.headers["x-accel-buffering"] == "no"
        head = await stream.next()
        assert (head.tag, head.data["seq"]) == ("head", 0)
        await ada.ok("table.create", name="people", columns=[{"name": "name", "type": "text"}])
        said = await stream.until("entry")
        assert (said.data["op"], said.data["seq"]) == ("table.create", 1)
        assert said.id == f"{head.data['epoch']}:1"
        assert (await stream.until("head")).data["seq"] == 1


async def test_who_comes_back_is_told_what_they_missed_and_nothing_twice(place: Serving) -> None:
    ada = await place.workspace()
    async with ada.listening() as stream:
        begun = (await stream.next()).id
    for n in range(5):
        await ada.ok("table.create", name=f"t{n}")
    async with ada.listening(after=begun) as stream:
        seen = [(await stream.until("entry")).data["seq"] for _ in range(5)]
        last = await stream.until("head")
    assert seen == [1, 2, 3, 4, 5]
    async with ada.listening(after="nonsense:9", headers={"Last-Event-ID": last.id}) as stream:
        await ada.ok("table.create", name="after")
        assert (await stream.until("entry")).data["seq"] == 6


async def test_another_epoch_or_a_log_that_is_shorter_is_one_reset(place: Serving) -> None:
    ada = await place.workspace()
    for after in ("OTHER:0", "OTHER:99"):
        async with ada.listening(after=after) as stream:
            reset = await stream.next()
            assert (reset.tag, reset.data["reason"]) == ("reset", "epoch")
            assert (await stream.next()).tag == "head"


async def test_a_stream_ends_with_a_goodbye_when_its_token_ends(place: Serving) -> None:
    ada = await place.workspace()
    async with ada.listening() as stream:
        await stream.next()
        assert (await ada.http.post("/v1/tokens/end")).status_code == 204
        assert (await stream.until("bye")).data["code"] == "signed_out"
        with pytest.raises(EOFError):
            await stream.next()


async def test_a_server_that_stops_says_goodbye_and_is_gone_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path) as place:
        ada = await place.workspace()
        async with ada.listening() as stream:
            await stream.next()
            place.server.stop()
            assert (await stream.until("bye")).data["code"] == "failed"


async def here(stream: Listening) -> set[str]:
    """Everybody of the next frame that says who is here."""
    return {str(person["actor"]) for person in (await stream.until("here")).data["people"]}


async def test_who_listens_is_here_and_gone_when_they_leave(place: Serving) -> None:
    ada = await place.workspace()
    bob = await place.member(ada.workspace, "bob")
    async with ada.listening() as stream:
        async with bob.listening() as other:
            await other.next()
            while await here(stream) != {"human:ada", "human:bob"}:
                pass
        while await here(stream) != {"human:ada"}:
            pass


async def test_events_with_names_are_for_clients_without_a_mirror(place: Serving) -> None:
    ada = await place.workspace()
    async with ada.listening(params={"names": "1"}) as stream:
        await stream.next()
        await ada.ok("table.create", name="people")
        assert (await stream.until("entry")).data["table"] == "people"


async def test_many_streams_are_woken_by_one_reader(place: Serving) -> None:
    ada = await place.workspace()
    async with asyncio.TaskGroup() as group:
        begun = asyncio.Semaphore(0)

        async def follow() -> None:
            async with ada.listening() as stream:
                await stream.next()
                begun.release()
                await stream.entry("table.create")

        for _ in range(12):
            group.create_task(follow())
        for _ in range(12):
            await begun.acquire()
        await ada.ok("table.create", name="people")


async def test_a_workspace_that_is_removed_ends_its_streams(place: Serving) -> None:
    ada = await place.workspace()
    async with ada.listening() as stream:
        await stream.next()
        await place.hosting.remove(ada.workspace)
        assert (await stream.until("bye")).data["code"] == "signed_out"
    place.server.service.admissions.forget()
    assert (await ada.ask("table.list")).status_code == 404
