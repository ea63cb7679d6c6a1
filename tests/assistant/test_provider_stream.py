"""What comes over the wire becomes the same events, wherever the bytes are cut."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.assistant.provider import (
    CallBegun,
    CallDone,
    DoneBlock,
    RedactedDone,
    ResponseDone,
    ResponseStarted,
    Restarted,
    StopReason,
    TextDelta,
    TextDone,
    ThinkingDone,
    UsageSeen,
)
from lattice.model.chat import Usage
from lattice.model.errors import LatticeError
from tests.assistant.asking import a_request, blocks, done, events_of, kept, of, streamed
from tests.assistant.wire import (
    Call,
    Event,
    Ping,
    Raw,
    Say,
    Think,
    Wire,
    broken_call,
    call,
    cut,
    drop,
    fail,
    hold,
    opened,
    redacted,
    refuse,
    say,
    stop,
    think,
    used,
)

RICH = [
    think("Zürich or Genève? 🤔 Let me look."),
    redacted("RW5jcnlwdGVk"),
    say("Rows “with” accents: Ærø, 東京, \u2028 and 👩‍👩‍👧.\n\n| a | b |\n|---|---|\n"),
    call("row_list", table="people", where=[{"name": 'Ærø \\ "quoted"', "n": 2.5}]),
    call("table_list"),
    call("sql", query="select 'a' -- 👍\n"),
]
WHOLE = [
    ThinkingDone("Zürich or Genève? 🤔 Let me look.", "c2lnbmF0dXJl"),
    RedactedDone("RW5jcnlwdGVk"),
    TextDone("Rows “with” accents: Ærø, 東京, \u2028 and 👩‍👩‍👧.\n\n| a | b |\n|---|---|\n"),
    CallDone(
        "toolu_0001_03", "row_list", {"table": "people", "where": [{"name": 'Ærø \\ "quoted"', "n": 2.5}]}
    ),
    CallDone("toolu_0001_04", "table_list", {}),
    CallDone("toolu_0001_05", "sql", {"query": "select 'a' -- 👍\n"}),
]
#: Bytes of RICH as a stream, at least; offsets beyond the end cut nothing.
RICH_BYTES = 6_000


async def test_a_response_starts_streams_its_blocks_in_order_and_ends_with_what_it_used() -> None:
    async with (
        Wire([[*RICH, used(input=120, output=45, cache_read=1000, cache_write=30)]]) as wire,
        opened(wire) as provider,
    ):
        events = await events_of(provider)
    assert events[0] == ResponseStarted("claude-sonnet-5-5", "req_000000000000000000000001")
    assert blocks(events) == WHOLE
    assert done(events) == ResponseDone(StopReason.TOOLS, Usage(120, 45, 1000, 30), "claude-sonnet-5-5")
    assert of(events, UsageSeen)[-1].usage == Usage(120, 45, 1000, 30)


async def test_deltas_put_together_are_the_blocks() -> None:
    async with Wire([RICH]) as wire, opened(wire) as provider:
        events = await events_of(provider)
    together = streamed(events)
    assert together["thinking", 0] == WHOLE[0].text
    assert together["text", 2] == WHOLE[2].text
    assert [event.name for event in of(events, CallBegun)] == ["row_list", "table_list", "sql"]
    assert together["input", 5] == '{"query": "select \'a\' -- 👍\\n"}'


@pytest.mark.parametrize("every", [1, 2, 3, 7, 64])
async def test_a_stream_cut_into_pieces_of_any_size_says_the_same(every: int) -> None:
    async with Wire([RICH], cut=cut(every=every)) as wire, opened(wire) as provider:
        events = await events_of(provider)
    assert blocks(events) == WHOLE
    assert not of(events, Restarted)


words = st.text(st.characters(codec="utf-8"), max_size=40)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
turns = st.lists(
    st.builds(say, words, st.integers(1, 9))
    | st.builds(think, words)
    | st.builds(call, st.sampled_from(["row_list", "sql"]), st.dictionaries(words, values, max_size=3)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(turn=turns, every=st.integers(0, 50))
async def test_whatever_a_model_says_arrives_as_it_said_it(
    turn: list[Say | Think | Call], every: int
) -> None:
    async with Wire([turn], cut=cut(every=every)) as wire, opened(wire) as provider:
        events = await events_of(provider)
    expected: list[DoneBlock] = []
    for n, action in enumerate(turn):
        match action:
            case Say(text=text):
                expected += [TextDone(text)] if text.strip() else []
            case Think(text=text, signature=signature):
                expected.append(ThinkingDone(text, signature))
            case Call(name=name, input=given_input):
                expected.append(CallDone(f"toolu_0001_{n:02}", name, given_input))
    assert blocks(events) == expected
    said = "".join(text for (kind, _), text in streamed(events).items() if kind == "text")
    assert said == "".join(action.text for action in turn if isinstance(action, Say))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.sets(st.integers(1, RICH_BYTES), max_size=40))
async def test_a_stream_cut_at_any_bytes_says_the_same(at: set[int]) -> None:
    async with Wire([RICH], cut=cut(at=tuple(sorted(at)))) as wire, opened(wire) as provider:
        events = await events_of(provider)
    assert blocks(events) == WHOLE
    assert done(events).stop_reason == StopReason.TOOLS


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(offset=st.integers(0, RICH_BYTES))
async def test_a_connection_that_breaks_at_any_byte_is_void_and_asked_anew(offset: int) -> None:
    second = [say("Again.")]
    async with Wire([[*RICH, cut(breaks=offset)], second]) as wire, opened(wire) as provider:
        events = await events_of(provider)
    if len(wire.asked) == 2:
        assert blocks(events) == [TextDone("Again.")]
        assert bool(of(events, Restarted)) == (len(of(events, ResponseStarted)) == 2)
    else:  # nothing was missing but the end of the body
        assert blocks(events) == WHOLE
    assert done(events)


@pytest.mark.soak
async def test_a_connection_that_breaks_at_each_byte_is_void_and_asked_anew() -> None:
    turn = [think("Ærø?"), say("東京 👍"), call("row_list", table="people")]
    async with Wire() as wire, opened(wire) as provider:
        offset, broke = 0, True
        while broke:
            wire.script += [[*turn, cut(breaks=offset)], [say("Again.")]]
            said = blocks(await events_of(provider))
            broke = wire.turns_left == 0
            assert not broke or said == [TextDone("Again.")]
            offset += 1
    assert said[1] == TextDone("東京 👍")
    assert offset > 1_000


async def test_a_body_that_ends_early_without_an_error_is_void_as_well() -> None:
    async with (
        Wire([[say("Half of"), drop(clean=True)], [say("All of it.")]]) as wire,
        opened(wire) as provider,
    ):
        events = await events_of(provider)
    assert "middle of the answer" in of(events, Restarted)[0].reason
    assert of(events, Restarted)[0].usage.input_tokens > 0
    assert blocks(events) == [TextDone("All of it.")]


async def test_words_are_passed_on_while_the_rest_is_still_to_come() -> None:
    async with Wire([[say("Early"), hold(), say(" late")]]) as wire, opened(wire) as provider:
        seen: list[str] = []
        async for event in provider.stream(a_request()):
            if isinstance(event, TextDelta):
                seen.append(event.text)
                if seen == ["Early"]:
                    wire.release()
    assert seen == ["Early", " late"]


async def test_a_call_without_input_has_an_empty_one() -> None:
    async with Wire([[broken_call("table_list", "")]]) as wire, opened(wire) as provider:
        assert blocks(await events_of(provider)) == [CallDone("toolu_0001_00", "table_list", {})]


@pytest.mark.parametrize(
    "characters",
    ['{"table": "peo', "[1, 2]", '"people"', "{'a': 1}", "{" * 5000, '{"a": NaN}'],
    ids=["cut off", "a list", "a text", "quoted wrongly", "nested without end", "no number"],
)
async def test_a_call_whose_input_is_no_object_comes_whole_and_marked(characters: str) -> None:
    async with (
        Wire([[broken_call("row_list", characters), call("table_list"), stop("max_tokens")]]) as wire,
        opened(wire) as provider,
    ):
        events = await events_of(provider)
    broken, good = blocks(events)
    assert isinstance(broken, CallDone)
    assert broken.invalid == characters[:2000]
    assert broken.input == {}
    assert good == CallDone("toolu_0001_01", "table_list", {})
    assert done(events).stop_reason == StopReason.LENGTH


async def test_a_refusal_is_passed_on_with_its_reason() -> None:
    async with Wire([[say("I"), refuse("Not this.")]]) as wire, opened(wire) as provider:
        end = done(await events_of(provider))
    assert (end.stop_reason, end.explanation) == (StopReason.REFUSAL, "Not this.")


async def test_a_stop_reason_of_tomorrow_is_passed_on_as_it_is() -> None:
    async with Wire([[say("I"), stop("tomorrow")]]) as wire, opened(wire) as provider:
        assert done(await events_of(provider)).stop_reason == "tomorrow"


async def test_what_is_not_known_is_passed_over() -> None:
    unknown = [
        Event(
            "content_block_start",
            {"type": "content_block_start", "index": 7, "content_block": {"type": "hologram"}},
        ),
        Event(
            "content_block_delta", {"type": "content_block_delta", "index": 7, "delta": {"type": "x", "y": 1}}
        ),
        Event("content_block_stop", {"type": "content_block_stop", "index": 7}),
        Event("weather", {"type": "weather", "is": "fine"}),
        Ping(),
        Raw(": a comment\n\n"),
        Raw("event: ping\ndata: not json\n\n"),
    ]
    async with Wire([[*unknown, say("Words.")]]) as wire, opened(wire) as provider:
        assert blocks(await events_of(provider)) == [TextDone("Words.")]


async def test_citations_in_words_are_passed_over() -> None:
    delta = {"type": "citations_delta", "citation": {"type": "char_location", "cited_text": "x"}}
    turn = [
        Event(
            "content_block_start",
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        ),
        Event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta}),
        Event(
            "content_block_delta",
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Said."}},
        ),
        Event("content_block_stop", {"type": "content_block_stop", "index": 0}),
    ]
    async with Wire([turn]) as wire, opened(wire) as provider:
        assert blocks(await events_of(provider)) == [TextDone("Said.")]


async def test_blank_words_make_no_block_that_could_be_sent_back() -> None:
    async with Wire([[say(" \n"), call("table_list")]]) as wire, opened(wire) as provider:
        assert [type(block) for block in blocks(await events_of(provider))] == [CallDone]


STARTED = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
MALFORMED = {
    "no JSON": Event("content_block_delta", "{oops"),
    "no object": Event("content_block_delta", "[]"),
    "not UTF-8 in JSON": Event("message_delta", '"\\ud800'),
    "without a delta": Event("content_block_delta", {"type": "content_block_delta", "index": 0}),
    "without an index": Event(
        "content_block_delta", {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "x"}}
    ),
    "without its text": Event(
        "content_block_delta", {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta"}}
    ),
    "text that is a number": Event(
        "content_block_delta",
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": 7}},
    ),
    "of another kind of block": Event(
        "content_block_delta",
        {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "input_json_delta", "partial_json": "{"},
        },
    ),
    "of no block": Event(
        "content_block_delta",
        {"type": "content_block_delta", "index": 5, "delta": {"type": "text_delta", "text": ""}},
    ),
    "an end of no block": Event("content_block_stop", {"type": "content_block_stop", "index": 5}),
    "a block twice": Event("content_block_start", STARTED),
    "a call without a name": Event(
        "content_block_start",
        {"type": "content_block_start", "index": 1, "content_block": {"type": "tool_use", "id": "a"}},
    ),
    "a second start": Event("message_start", {"type": "message_start", "message": {"model": "m"}}),
    "an end while a block is open": Event("message_stop", {"type": "message_stop"}),
    "nested without end": Event("message_delta", "[" * 100_000),
}


@pytest.mark.parametrize("what", MALFORMED)
async def test_what_is_malformed_is_an_error_in_words_and_not_tried_again(what: str) -> None:
    async with (
        Wire([[Event("content_block_start", STARTED), MALFORMED[what]]]) as wire,
        opened(wire) as provider,
    ):
        with pytest.raises(LatticeError) as caught:
            await events_of(provider)
    assert caught.value.code == "failed"
    assert "cannot be read" in caught.value.message
    assert len(caught.value.message) < 500
    assert len(wire.asked) == 1


async def test_an_end_without_a_reason_is_malformed() -> None:
    ends = [
        Event("message_delta", {"type": "message_delta", "delta": {}, "usage": {"output_tokens": 1}}),
        Event("message_stop", {"type": "message_stop"}),
    ]
    async with Wire([[say("x"), *ends]]) as wire, opened(wire) as provider:
        with pytest.raises(LatticeError, match="without saying why"):
            await events_of(provider)


async def test_an_overload_in_the_middle_of_the_stream_is_asked_anew() -> None:
    async with (
        Wire([[say("Half"), fail(529, "Overloaded")], [say("Whole.")]]) as wire,
        opened(wire) as provider,
    ):
        events = await events_of(provider)
    assert len(of(events, Restarted)) == 1
    assert blocks(events) == [TextDone("Whole.")]
    assert streamed(events) == {("text", 0): "Whole."}
    assert done(kept(events))


async def test_two_streams_of_one_provider_run_side_by_side() -> None:
    async with (
        Wire(otherwise=lambda asked: [say(f"You said {asked.said}.")]) as wire,
        opened(wire) as provider,
    ):
        asked = [a_request({"role": "user", "content": f"number {n}"}) for n in range(8)]
        answers = await asyncio.gather(*(events_of(provider, one) for one in asked))
    assert [blocks(one) for one in answers] == [[TextDone(f"You said number {n}.")] for n in range(8)]


async def test_an_answer_is_the_words_of_a_whole_response() -> None:
    async with (
        Wire([[think("x"), say("One."), drop()], [say("Two."), say("Three.")]]) as wire,
        opened(wire) as provider,
    ):
        answer = await provider.answer(a_request())
    assert answer.text == "Two.\n\nThree."
    assert answer.stop_reason == StopReason.END
