"""The local service that the other tests talk to: as strict as the real one, and usable from outside."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lattice.assistant.provider import CallDone, Provider, Request, SystemPart, TextDone
from lattice.model.errors import LatticeError
from tests.assistant.asking import TOOL, a_request, blocks, events_of
from tests.assistant.wire import (
    QUICK,
    Asked,
    Turn,
    Wire,
    a_key,
    call,
    cut,
    opened,
    say,
    serving,
    think,
    titled,
)
from tests.assistant.wire.rules import wrong

ROOT = Path(__file__).parents[2]


async def test_a_turn_can_be_made_from_the_results_that_came() -> None:
    def second(asked: Asked) -> Turn:
        return [say(f"It has {asked.results['toolu_0001_01']} rows, and {asked.failures} failed.")]

    async with (
        Wire([[think("Look."), call("row_list", table="people")], second]) as wire,
        opened(wire) as provider,
    ):
        first = blocks(await events_of(provider))
        result = {"type": "tool_result", "tool_use_id": "toolu_0001_01", "content": "42"}
        answer = await events_of(
            provider,
            a_request(
                {"role": "user", "content": "How many?"},
                {"role": "assistant", "content": [block.wire() for block in first]},
                {"role": "user", "content": [result]},
            ),
        )
    assert blocks(answer) == [TextDone("It has 42 rows, and {} failed.")]
    assert wire.asked[1].tools == ["row_list"]
    assert wire.turns_left == 0


async def test_a_script_that_is_over_says_so_and_is_not_asked_again() -> None:
    async with Wire() as wire, opened(wire) as provider:
        with pytest.raises(LatticeError, match="no turn left"):
            await events_of(provider)
    assert len(wire.asked) == 1


async def test_titles_take_no_turn_of_the_script() -> None:
    async with Wire([[say("One.")]], aside=titled("Airports")) as wire, opened(wire) as provider:
        title = Request("m", (SystemPart("Give this conversation a title."),), a_request().messages)
        assert (await provider.answer(title)).text == "Airports"
        assert (await provider.answer(a_request())).text == "One."


def body(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"model": "m", "max_tokens": 100, "messages": list(messages), **more}


ASK = {"role": "user", "content": "Hi."}
CALLED = {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "x", "input": {}}]}


def answered(*ids: str) -> dict[str, Any]:
    return {
        "role": "user",
        "content": [{"type": "tool_result", "tool_use_id": one, "content": ""} for one in ids],
    }


@pytest.mark.parametrize(
    ("request_body", "words"),
    [
        ({"model": "m", "messages": [ASK]}, "max_tokens"),
        (body(), "at least one message"),
        (body({"role": "assistant", "content": "x"}), "first message"),
        (body({"role": "user", "content": " "}), "non-empty"),
        (body({"role": "user", "content": []}), "non-empty"),
        (body(ASK, {"role": "system", "content": "x"}), "role"),
        (body(ASK, {"role": "assistant", "content": "x"}), "prefill"),
        (body(ASK, CALLED), "without `tool_result`"),
        (body(ASK, CALLED, ASK), "without `tool_result`"),
        (body(ASK, CALLED, answered("b")), "unexpected `tool_use_id`"),
        (body(ASK, answered("a")), "unexpected `tool_use_id`"),
        (body(ASK, CALLED, answered("a", "a")), "single result"),
        (body(ASK, tools=[TOOL, TOOL]), "unique"),
        (body(ASK, tools=[{**TOOL, "name": "row.list"}]), "pattern"),
        (body(ASK, tools=[{"name": "x", "input_schema": {}}]), "object"),
        ({**body(ASK, thinking={"type": "disabled"}), "model": "claude-sonnet-5-5"}, "not supported"),
        ({**body(ASK, tool_choice={"type": "any"}), "model": "claude-opus-5-5"}, "forced tool use"),
        ({**body(ASK, temperature=0), "model": "claude-haiku-5-5"}, "temperature"),
        (body(ASK, thinking={"type": "enabled", "budget_tokens": 5}), "1024"),
        (body(ASK, thinking={"type": "enabled", "budget_tokens": 2000}), "greater than"),
        (body(ASK, system=[{"type": "text", "text": "x", "cache_control": {}}] * 5), "maximum of 4"),
    ],
)
def test_what_the_real_service_refuses_is_refused(request_body: dict[str, Any], words: str) -> None:
    assert words in wrong(request_body)


def test_what_the_real_service_takes_is_taken() -> None:
    assert wrong(body(ASK, CALLED, answered("a"), tools=[TOOL])) == ""
    assert wrong(body(ASK, ASK)) == ""


async def test_a_request_that_breaks_the_rules_gets_the_words_of_the_service() -> None:
    async with Wire([[say("x")]]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError, match="tool_use"):
            await events_of(provider, a_request(ASK, CALLED, ASK))
    async with Wire([[say("x")]], strict=False) as wire, opened(wire) as provider:
        assert blocks(await events_of(provider, a_request(ASK, CALLED, ASK))) == [TextDone("x")]


async def test_the_sdk_itself_reads_what_is_sent_streamed_and_whole() -> None:
    from anthropic import AsyncAnthropic

    turn = [think("Hm."), say("Four."), call("row_list", table="people")]
    async with Wire([turn, turn], cut=cut(every=5)) as wire:
        client = AsyncAnthropic(api_key="sk-test", base_url=wire.url, max_retries=0)
        ask: Any = {"model": "m", "max_tokens": 100, "messages": [ASK]}
        async with client.messages.stream(**ask) as stream:
            streamed = await stream.get_final_message()
        whole = await client.messages.create(**ask)
        await client.close()
    said = [[block.to_dict() for block in message.content] for message in (streamed, whole)]
    for one in said:
        assert [block["type"] for block in one] == ["thinking", "text", "tool_use"]
        assert one[2]["input"] == {"table": "people"}
    assert streamed.stop_reason == whole.stop_reason == "tool_use"
    assert streamed.usage.output_tokens == whole.usage.output_tokens


def test_a_server_in_a_thread_answers_a_test_that_is_not_async() -> None:
    import anthropic

    with serving(Wire([[say("Hello.")]])) as wire:
        client = anthropic.Anthropic(api_key="sk-test", base_url=wire.url, max_retries=0)
        message = client.messages.create(
            model="m", max_tokens=9, messages=[{"role": "user", "content": "Hi."}]
        )
        client.close()
    assert [block.to_dict()["text"] for block in message.content] == ["Hello."]
    assert wire.asked[0].said == "Hi."


@pytest.mark.parametrize("script", ["a file", "demo"])
async def test_a_server_as_a_process_plays_a_script(tmp_path: Path, script: str) -> None:
    path = tmp_path / "script.json"
    turn = [{"do": "say", "text": "From a file."}, {"do": "call", "name": "x", "input": {"n": 1}}]
    path.write_text(json.dumps({"turns": [turn], "cut": {"do": "cut", "every": 3}}), "utf-8")
    named = str(path) if script == "a file" else "demo"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.assistant.wire", named), stdout=subprocess.PIPE, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        provider = Provider(a_key(), base_url=url, limits=QUICK)
        said = blocks(await events_of(provider))
        await provider.close()
    finally:
        process.send_signal(signal.SIGTERM)
        status = await asyncio.wait_for(process.wait(), 10)
    assert status == 0
    if script == "a file":
        assert said == [TextDone("From a file."), CallDone("toolu_0001_01", "x", {"n": 1})]
    else:
        assert any(isinstance(block, CallDone) for block in said)


def test_a_script_with_a_misspelt_word_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"turns": [[{"do": "shout", "text": "x"}]]}', "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.assistant.wire", str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode != 0
    assert "shout" in ended.stderr
