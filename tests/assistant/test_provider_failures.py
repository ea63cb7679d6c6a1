"""What goes wrong is tried again where that helps, told in words where it does not, and stopped at once."""

from __future__ import annotations

import asyncio
import socket
import traceback
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from lattice.assistant.provider import (
    Limits,
    Provider,
    ResponseStarted,
    Restarted,
    Retrying,
    TextDelta,
    TextDone,
)
from lattice.assistant.provider.failures import SAID_CHARS, wait_asked
from lattice.model.errors import CODES, LatticeError
from tests.assistant.asking import a_request, blocks, events_of, of
from tests.assistant.wire import (
    KEY,
    QUICK,
    Ping,
    Wire,
    a_key,
    cut,
    drop,
    fail,
    hold,
    limited,
    opened,
    overloaded,
    pause,
    say,
    too_long,
)

FINE = [say("Fine.")]


@pytest.mark.parametrize(
    "failure",
    [
        overloaded(),
        limited(),
        fail(500),
        fail(502, body="<html>Bad gateway</html>"),
        fail(503),
        fail(504),
        fail(408),
        drop(),
        drop(clean=True),
    ],
    ids=["529", "429", "500", "502", "503", "504", "408", "dropped", "an empty stream"],
)
async def test_what_may_pass_is_tried_again_and_said(failure: object) -> None:
    async with Wire([[failure], [failure], FINE]) as wire, opened(wire) as provider:
        events = await events_of(provider)
    assert blocks(events) == [TextDone("Fine.")]
    retries = of(events, Retrying)
    assert [(retry.attempt, retry.of) for retry in retries] == [(2, 5), (3, 5)]
    assert all(retry.reason.endswith(".") for retry in retries)
    assert all(0 <= retry.wait_s <= QUICK.most_wait_s for retry in retries)
    assert wire.asked[0].body == wire.asked[1].body == wire.asked[2].body


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [
        (overloaded(), "busy", "overloaded"),
        (limited(), "busy", "rate limit"),
        (fail(500, "Internal"), "unreachable", "failed (500): Internal."),
        (drop(), "unreachable", "broke the connection"),
    ],
    ids=["529", "429", "500", "dropped"],
)
async def test_after_five_tries_it_is_an_error_that_says_what_to_do(
    failure: object, code: str, words: str
) -> None:
    async with Wire(otherwise=[failure]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.hint
    assert len(wire.asked) == 5


@pytest.mark.parametrize(
    ("failure", "code", "words", "hint"),
    [
        (fail(401, "invalid x-api-key"), "key_refused", "refuses the key", "lattice key set"),
        (fail(403, "Not for you"), "key_refused", "Not for you", "lattice key set"),
        (fail(402, "Pay first"), "key_refused", "cannot pay", "billing"),
        (
            fail(400, "Your credit balance is too low to access the API"),
            "key_refused",
            "cannot pay",
            "billing",
        ),
        (fail(429, "You have reached your spend limit"), "key_refused", "cannot pay", "billing"),
        (fail(404, "model: claude-none"), "model_unavailable", "claude-sonnet-5-5", "Choose another"),
        (too_long(), "context_too_long", "201000 tokens > 200000", "fork"),
        (
            fail(400, "input length and `max_tokens` exceed context limit: 198981 + 21333 > 200000"),
            "context_too_long",
            "too long",
            "fork",
        ),
        (fail(413, "Request exceeds the maximum size"), "too_large", "too large", "Attach less"),
        (fail(400, "tools.0: wrong"), "failed", "tools.0: wrong", "Ask"),
        (fail(404, body="<h1>nginx</h1>"), "unreachable", "does not speak the Messages API", "address"),
        (fail(302, body=""), "unreachable", "does not speak the Messages API", "address"),
        (fail(418, body="{"), "failed", "(418)", "Ask"),
    ],
)
async def test_what_will_not_pass_is_told_at_once(failure: object, code: str, words: str, hint: str) -> None:
    async with Wire(otherwise=[failure]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    error = caught.value
    assert (error.code, len(wire.asked)) == (code, 1)
    assert words in error.message
    assert hint in error.hint


def test_the_codes_of_models_have_statuses_that_tell_them_apart_from_bugs() -> None:
    for code in ("no_key", "key_refused", "model_unavailable", "context_too_long", "budget_spent"):
        assert CODES[code].exit_status in (3, 5)


async def test_a_wait_that_the_service_asks_for_is_kept() -> None:
    async with (
        Wire([[limited(retry_after=0.03)], [fail(529, retry_after=0.02)], FINE]) as wire,
        opened(wire) as provider,
    ):
        events = await events_of(provider)
    assert [retry.wait_s for retry in of(events, Retrying)] == [0.03, 0.02]
    assert wire.asked[1].at - wire.asked[0].at >= 0.03


async def test_a_wait_that_is_too_long_is_told_with_its_end() -> None:
    async with Wire([[limited(retry_after=3600)]]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError, match=r"again at \d\d:\d\d") as caught:
            await events_of(provider)
    assert (caught.value.code, caught.value.details) == ("busy", {"retry_after_s": 3600})
    assert len(wire.asked) == 1


def test_a_wait_is_read_from_a_number_and_from_a_date() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    date = format_datetime(now + timedelta(seconds=90), usegmt=True)
    assert wait_asked({"retry-after": "7"}, now) == 7
    assert wait_asked({"retry-after-ms": "250", "retry-after": "7"}, now) == 0.25
    assert wait_asked({"retry-after": date}, now) == 90
    assert wait_asked({"retry-after": format_datetime(now - timedelta(days=1), usegmt=True)}, now) == 0
    for unreadable in ("", "soon", "-3", "nan", "inf", "1e99"):
        assert wait_asked({"retry-after": unreadable}, now) is None


def test_waits_double_up_to_a_bound_and_are_drawn() -> None:
    limits = Limits(first_wait_s=1, most_wait_s=5)
    assert [limits.wait_s(attempt, 1) for attempt in range(1, 6)] == [1, 2, 4, 5, 5]
    assert limits.wait_s(3, 0.25) == 1
    assert limits.wait_s(3, 0) == 0


async def test_a_service_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: nobody else gets it, nobody answers
        provider = Provider(a_key(), base_url=f"http://127.0.0.1:{taken.getsockname()[1]}", limits=QUICK)
        with pytest.raises(LatticeError, match="cannot be reached") as caught:
            await events_of(provider)
        await provider.close()
    assert caught.value.code == "unreachable"


async def test_silence_before_and_within_an_answer_is_a_broken_connection() -> None:
    limits = Limits(silence_s=0.3, first_wait_s=0.001)
    script = [[hold(), say("never")], [say("Half"), hold()], FINE]
    async with Wire(script) as wire, opened(wire, limits) as provider:
        events = await events_of(provider)
    assert blocks(events) == [TextDone("Fine.")]
    assert len(of(events, Restarted)) >= 1
    assert all("was silent for 0.3 s" in retry.reason for retry in of(events, Retrying))


async def test_a_slow_stream_is_no_silence() -> None:
    limits = Limits(silence_s=0.4)
    slow = [part for word in "abcdefgh" for part in (say(word), Ping(), pause(0.06))]
    async with Wire([slow]) as wire, opened(wire, limits) as provider:
        events = await events_of(provider)
    assert [block.text for block in blocks(events)] == list("abcdefgh")
    assert not of(events, Retrying)


async def test_an_answer_that_does_not_end_is_given_up() -> None:
    limits = Limits(reply_s=0.2, silence_s=5)
    endless = [part for _ in range(200) for part in (Ping(), pause(0.02))]
    async with Wire(otherwise=endless) as wire, opened(wire, limits) as provider:
        with pytest.raises(LatticeError, match=r"did not end its answer within 0\.2 s"):
            await events_of(provider)
        await asyncio.wait_for(wire.asked[0].gone.wait(), 5)
    assert len(wire.asked) == 1


# stopping


async def test_cancelling_while_words_stream_closes_the_connection() -> None:
    async with Wire([[say("Words"), hold()]]) as wire, opened(wire) as provider:
        reached = asyncio.Event()

        async def listen() -> None:
            async with aclosing(provider.stream(a_request())) as events:
                async for event in events:
                    if isinstance(event, TextDelta):
                        reached.set()

        task = asyncio.create_task(listen())
        await asyncio.wait_for(reached.wait(), 10)
        task.cancel()
        await asyncio.wait_for(wire.asked[0].gone.wait(), 5)
        assert wire.asked[0].left_at is not None
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_cancelling_before_the_first_byte_closes_the_connection() -> None:
    async with Wire([[hold(), say("never")]]) as wire, opened(wire) as provider:
        task = asyncio.create_task(events_of(provider))
        asked = await wire.until_asked(1)
        task.cancel()
        await asyncio.wait_for(asked.gone.wait(), 5)
        assert asked.left_at is not None
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_cancelling_while_it_waits_asks_no_more() -> None:
    async with Wire([[limited(retry_after=50)]]) as wire, opened(wire) as provider:
        waiting = asyncio.Event()

        async def listen() -> None:
            async with aclosing(provider.stream(a_request())) as events:
                async for event in events:
                    assert isinstance(event, Retrying)
                    waiting.set()

        task = asyncio.create_task(listen())
        await asyncio.wait_for(waiting.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(wire.asked) == 1


async def test_turning_away_from_a_stream_closes_the_connection() -> None:
    async with Wire([[say("Words"), hold()], FINE]) as wire, opened(wire) as provider:
        async with aclosing(provider.stream(a_request())) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    break
        await asyncio.wait_for(wire.asked[0].gone.wait(), 5)
        assert wire.asked[0].left_at is not None
        assert blocks(await events_of(provider)) == [TextDone("Fine.")]


async def test_a_stream_that_is_thrown_into_ends_with_what_was_thrown() -> None:
    async with Wire([[say("Words"), hold()]]) as wire, opened(wire) as provider:
        stream = provider.stream(a_request())
        assert isinstance(await anext(stream), ResponseStarted)
        with pytest.raises(ZeroDivisionError):
            await stream.athrow(ZeroDivisionError())
        await asyncio.wait_for(wire.asked[0].gone.wait(), 5)


# what must not be told


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
async def test_a_key_that_the_service_repeats_is_in_no_error(status: int) -> None:
    echo = fail(status, f"Bad credentials: Bearer {KEY} was sent", retry_after=9999)
    async with Wire(otherwise=[echo]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
        shown = [repr(provider), str(caught.value), repr(caught.value), repr(caught.value.details)]
        shown += traceback.format_exception(caught.value)
    assert wire.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert not any(KEY in text for text in shown)


async def test_a_key_in_an_error_of_the_stream_is_not_told() -> None:
    async with Wire([[say("x"), fail(400, f"{KEY} is wrong")]]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    assert KEY not in "".join(traceback.format_exception(caught.value))


async def test_words_of_the_service_are_one_bounded_line_without_control_characters() -> None:
    nasty = "\x1b[31mred\n\n\u202eabc" + "x" * 100_000
    async with Wire([[fail(400, nasty)]]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < SAID_CHARS + 100


# asking in another way

BOUND = (
    "messages.1.content.0: Invalid `signature` in `thinking` block. "
    "The block is bound to a different conversation."
)
THOUGHT = (
    {"role": "user", "content": "How many?"},
    {
        "role": "assistant",
        "content": [
            {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
            {"type": "redacted_thinking", "data": "eA=="},
            {"type": "tool_use", "id": "a", "name": "row_list", "input": {}},
        ],
    },
    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": "4"}]},
)


async def test_thinking_that_no_longer_holds_is_left_out_from_then_on() -> None:
    async with Wire([[fail(400, BOUND)], FINE, FINE]) as wire, opened(wire) as provider:
        request = a_request(*THOUGHT, thinking_tokens=2000)
        events = await events_of(provider, request)
        await events_of(provider, request)
    assert not of(events, Retrying)
    kinds = [[block["type"] for block in asked.body["messages"][1]["content"]] for asked in wire.asked]
    assert kinds == [["thinking", "redacted_thinking", "tool_use"], ["tool_use"], ["tool_use"]]


async def test_a_complaint_about_thinking_that_stays_is_told() -> None:
    async with Wire(otherwise=[fail(400, BOUND)]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError, match="bound to a different conversation"):
            await events_of(provider, a_request(*THOUGHT))
    assert len(wire.asked) <= 3


async def test_a_way_of_thinking_that_a_model_does_not_take_is_not_asked_for_again() -> None:
    refusal = fail(400, '"thinking.type.adaptive" is not supported for this model.')
    async with Wire([[refusal], FINE, FINE]) as wire, opened(wire) as provider:
        request = a_request(thinking_tokens=2000)
        await events_of(provider, request)
        await events_of(provider, request)
    assert ["thinking" in asked.body for asked in wire.asked] == [True, False, False]


async def test_a_break_at_the_very_end_of_a_whole_answer_is_none() -> None:
    async with Wire([[say("Whole."), cut(breaks=100_000)]]) as wire, opened(wire) as provider:
        assert blocks(await events_of(provider)) == [TextDone("Whole.")]
    assert len(wire.asked) == 1


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
async def test_a_page_instead_of_a_stream_is_told_at_once(kind: str) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 2\r\n"
            "Connection: close\r\n\r\n{}".encode()
        )
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        provider = Provider(a_key(), base_url=f"http://127.0.0.1:{port}", limits=QUICK)
        try:
            with pytest.raises(LatticeError, match="does not speak the Messages API"):
                await events_of(provider)
        finally:
            await provider.close()
    assert len(asked) == 1
