"""A service that sends what no service should: the turn ends in words, and nothing is lost or locked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lattice.actions import AddMessage, BeginTurn, ReadUsage, SettleTurn
from lattice.assistant.provider.decoding import Decoder
from lattice.assistant.provider.events import ResponseStarted
from lattice.assistant.tools import call_words
from lattice.model.chat import (
    ASSISTANT,
    CallBlock,
    CallStatus,
    MessageStatus,
    ResultBlock,
    Role,
    TextBlock,
)
from lattice.model.ids import new_id
from tests.assistant.conversation.talking import talking
from tests.assistant.wire import Call, Say, call, say, used

ADD = call("insert_rows", table="people", rows=[{"name": "Ed"}])


async def test_a_nul_in_words_or_in_a_call_loses_no_answer(tmp_path: Path) -> None:
    add = call("insert_rows", table="people", rows=[{"name": "D\0i", "city": "\\u0000\\\0"}])
    async with talking(tmp_path, [[say("One\0two."), add], [say("Done.")]]) as talk:
        ended = await talk.say("Add Di.")
        assert (ended.status, ended.changes) == (MessageStatus.DONE, 1)
        _, answer, *_ = await talk.messages()
        assert answer.text == "One\N{REPLACEMENT CHARACTER}two."
        assert "D\N{REPLACEMENT CHARACTER}i" in await talk.people()
        (known,) = await talk.calls()
        assert known.input["rows"][0]["city"] == "\\u0000\\\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("tokens", [2**40, 2**62, 2**70])
async def test_an_absurd_count_of_tokens_is_metered_as_much_and_loses_no_answer(
    tmp_path: Path, tokens: int
) -> None:
    async with talking(tmp_path, [[used(input=tokens, output=tokens), say("Paid.")]]) as talk:
        ended = await talk.say("Hello.")
        assert ended.status is MessageStatus.DONE
        assert (await talk.messages())[-1].text == "Paid."
        assert (await talk.client.run(ReadUsage())).value.workspace.cost > 20_000_000


@pytest.mark.parametrize(
    ("name", "id_"), [("x" * 5000, "a"), ("list_tables", "b" * 5000), ("list\x1b]52;c;x\x07", "c")]
)
async def test_a_call_that_could_not_be_sent_back_is_not_taken_into_the_thread(
    tmp_path: Path, name: str, id_: str
) -> None:
    async with talking(tmp_path, [[say("I look."), Call(name, id=id_)]]) as talk:
        ended = await talk.say("Hello.")
        assert ended.error is not None
        assert "cannot be one" in ended.error.message
        assert await talk.calls() == []


async def test_many_calls_in_one_answer_leave_results_that_can_be_kept(tmp_path: Path) -> None:
    many = [call("query_rows", table="people") for _ in range(130)]
    add = call("insert_rows", table="people", rows=[{"name": "Di", "city": "漢" * 60_000}])
    async with talking(tmp_path, [[add], [*many, ADD], [say("Done.")]]) as talk:
        ended = await talk.say("Go.")
        assert (ended.status, ended.changes) == (MessageStatus.DONE, 1)
        found = await talk.results()
        assert len(found) == 132
        assert [block.status for block in found] == [CallStatus.DONE] * 101 + [CallStatus.FAILED] * 31
        assert "At most 100 calls" in found[-1].text


@pytest.mark.parametrize(
    "words",
    [[say("x" * 700_000, 100_000), say("漢" * 150_000, 100_000)], [say("a")] * 600],
    ids=["bytes", "blocks"],
)
async def test_an_answer_without_end_is_given_up_and_what_came_is_kept(
    tmp_path: Path, words: list[Say]
) -> None:
    async with talking(tmp_path, [words]) as talk:
        ended = await talk.say("Hello.")
        assert ended.error is not None
        assert "cannot be read: it " in ended.error.message
        answer = (await talk.messages())[-1]
        assert (answer.status, answer.text[0]) == (MessageStatus.FAILED, words[0].text[0])


async def test_an_id_that_came_before_does_not_hide_what_a_killed_turn_left_open(tmp_path: Path) -> None:
    async with talking(tmp_path, []) as talk:
        begun = (await talk.client.run(BeginTurn(thread=talk.thread.id, blocks=(TextBlock("Go."),)))).value
        agent = talk.client.acting(ASSISTANT, talk.thread.id)

        async def add(role: Role, block: CallBlock | ResultBlock) -> None:
            await agent.run(AddMessage(thread=talk.thread.id, turn=begun.turn, role=role, blocks=(block,)))

        await add(Role.ASSISTANT, CallBlock("call_0", "list_tables", {}, new_id()))
        await add(Role.TOOL, ResultBlock("call_0", CallStatus.DONE, "None."))
        await add(Role.ASSISTANT, CallBlock("call_0", "insert_rows", {}, new_id()))
        with closing(sqlite3.connect(tmp_path / "w.lattice")) as file, file:
            file.execute("UPDATE lattice_turns SET process = 999999999")
        settled = (await talk.client.run(SettleTurn(thread=talk.thread.id))).value.messages
        found = [block for message in settled for block in message.blocks if isinstance(block, ResultBlock)]
        assert [block.status for block in found] == [CallStatus.DONE, CallStatus.STOPPED]
        assert "Nothing was changed by this call" in found[-1].text


def test_the_name_that_a_model_gives_itself_is_short_and_plain() -> None:
    start = {"type": "message_start", "message": {"model": "\x1bM\0" * 100_000}}
    (started,) = Decoder().take("message_start", json.dumps(start))
    assert isinstance(started, ResponseStarted)
    assert started.model == "M" * len(started.model)
    assert len(started.model) < 300


def test_a_call_that_is_nested_without_end_is_told_in_one_short_line() -> None:
    nested: list[object] = []
    for _ in range(900):
        nested = [nested]
    assert call_words("query_rows", {"table": nested}) == "query_rows …"
