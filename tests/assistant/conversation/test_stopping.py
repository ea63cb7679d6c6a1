"""Stopping a turn at each of its stages: at once, with a true account of what was done."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from lattice.actions import AskModel, DeleteRow, ListApprovals, ListRows, ReadThread
from lattice.assistant.conversation.steady import SteadyClient
from lattice.assistant.events import ApprovalAsked, CallBegan, CallEnded, Ended, Said, TurnEvent
from lattice.client import LocalClient
from lattice.model.chat import CallStatus, MessageStatus
from lattice.model.policy import Decision
from tests.assistant.conversation.talking import Talk, talking
from tests.assistant.wire import Asked, Turn, call, hold, say, think

ADD_DI = call("insert_rows", table="people", rows=[{"name": "Di"}])
ADD_ED = call("insert_rows", table="people", rows=[{"name": "Ed"}])


async def _stopped(talk: Talk, running: asyncio.Task[Ended]) -> Ended:
    """Stop the turn; it must have ended, and the thread be free."""
    running.cancel()
    ended = await asyncio.wait_for(running, 5)
    assert ended.status is MessageStatus.STOPPED
    assert talk.events[-1] == ended
    page = (await talk.client.run(ReadThread(id=talk.thread.id))).value
    assert page.thread.running is None
    return ended


async def _goes_on(talk: Talk) -> Asked:
    """The service takes what follows: every call has its result."""
    talk.wire.script.append([say("Going on.")])
    assert (await talk.say("Go on")).status is MessageStatus.DONE
    return talk.asked[-1]


async def test_a_stopped_answer_keeps_its_words_and_closes_the_connection(tmp_path: Path) -> None:
    async with talking(tmp_path, [[think("Hm"), say("Half an answer"), ADD_DI, hold()]]) as talk:
        running = talk.begin("Tell me")
        await talk.until_said("Half an answer")
        await _stopped(talk, running)
        await asyncio.wait_for(talk.wire.asked[0].gone.wait(), 5)
        answer = (await talk.messages())[-1]
        assert (answer.status, answer.text) == (MessageStatus.STOPPED, "Half an answer")
        assert not await talk.calls()
        assert await talk.people() == ["Bo", "Cy"]
        asked = await _goes_on(talk)
        assert "The person stopped you here." in asked.said


async def test_a_turn_is_stopped_before_the_first_word(tmp_path: Path) -> None:
    async with talking(tmp_path, [[hold(), say("Late")]]) as talk:
        running = talk.begin("Tell me")
        await talk.wire.until_asked(1)
        await _stopped(talk, running)
        await _goes_on(talk)


async def test_a_turn_is_stopped_while_the_service_is_waited_for(tmp_path: Path) -> None:
    from lattice.assistant.events import Waiting
    from lattice.assistant.provider import Limits
    from tests.assistant.wire import limited

    async with talking(tmp_path, [[limited(30)]], limits=Limits()) as talk:
        running = talk.begin("Tell me")
        await talk.until(Waiting)
        await _stopped(talk, running)


async def test_reads_are_cancelled_and_all_calls_have_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()
    run = LocalClient.run

    async def slowly(self: LocalClient, action: object, **more: object) -> object:
        if isinstance(action, ListRows):
            await never.wait()
        return await run(self, action, **more)  # type: ignore[arg-type]

    reads: Turn = [call("query_rows", table="people"), call("list_tables")]
    async with talking(tmp_path, [reads]) as talk:
        monkeypatch.setattr(LocalClient, "run", slowly)
        running = talk.begin("Look")
        await talk.until(CallEnded)
        await _stopped(talk, running)
        monkeypatch.undo()
        assert [r.status for r in await talk.results()] == [CallStatus.STOPPED, CallStatus.DONE]
        await _goes_on(talk)


async def test_a_write_that_has_begun_is_finished_and_reported_and_no_other_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(tmp_path, [[ADD_DI, ADD_ED]]) as talk:

        def stop_at_the_first(event: TurnEvent) -> None:
            if isinstance(event, CallBegan):
                asyncio.get_running_loop().call_soon(running.cancel)

        talk.on_event = stop_at_the_first
        running = talk.begin("Add both")
        ended = await asyncio.wait_for(running, 5)
        statuses = [r.status for r in await talk.results()]
        people = await talk.people()
        assert ended.status is MessageStatus.STOPPED
        assert (statuses[0] is CallStatus.DONE) == ("Di" in people)
        assert statuses[1] is CallStatus.STOPPED
        assert "Ed" not in people
        assert ended.changes == len(people) - 2
        talk.on_event = lambda event: None
        await _goes_on(talk)


async def test_stopped_while_the_person_is_asked_nothing_is_done_and_nothing_waits(tmp_path: Path) -> None:
    async with talking(tmp_path, []) as talk:
        row = (await talk.client.run(ListRows(table="people"))).value.rows[0]
        await talk.client.run(DeleteRow(table="people", id=row.id))
        talk.wire.script.append([call("purge_rows", table="people", ids=[row.id])])

        async def think_for_ever(asked: ApprovalAsked) -> Decision:
            await asyncio.Event().wait()
            return Decision.ONCE

        running = talk.begin("Purge", decide=think_for_ever)
        await talk.until(ApprovalAsked)
        await _stopped(talk, running)
        assert [r.status for r in await talk.results()] == [CallStatus.STOPPED]
        assert not (await talk.client.run(ListApprovals())).value
        assert (await talk.client.run(ListRows(table="people", deleted=True))).value.rows
        await _goes_on(talk)


async def test_stopped_twice_it_is_stopped_once(tmp_path: Path) -> None:
    async with talking(tmp_path, [[say("Half"), hold()]]) as talk:
        running = talk.begin("Tell me")
        await talk.until(Said)
        running.cancel()
        for _ in range(3):
            await asyncio.sleep(0)
            running.cancel()
        assert (await asyncio.wait_for(running, 5)).status is MessageStatus.STOPPED
        assert len(talk.of(Ended)) == 1
        await _goes_on(talk)


async def test_a_client_that_is_to_stop_finishes_one_write_and_begins_no_other(tmp_path: Path) -> None:
    async with talking(tmp_path, []) as talk:
        from lattice.actions import InsertRow

        steady = SteadyClient(talk.client)

        async def write_two() -> None:
            await steady.run(InsertRow(table="people", values={"name": "Di"}))
            await steady.run(InsertRow(table="people", values={"name": "Ed"}))

        task = asyncio.ensure_future(write_two())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await talk.people() == ["Bo", "Cy", "Di"]
        assert len(steady.change_ids) == 1
        await steady.run(AskModel(model="m"))
