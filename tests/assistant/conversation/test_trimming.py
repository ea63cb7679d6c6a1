"""Conversations stay in bounds, in the open: results first, then earlier turns; the thread keeps all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import ReadUsage
from lattice.assistant.conversation import trimming
from lattice.assistant.conversation.shortening import without_summary
from lattice.assistant.conversation.trimming import Measure, cut_results, earlier_turns
from lattice.assistant.events import Trimmed
from lattice.model.chat import CallStatus, Message, MessageStatus, NoteBlock, ResultBlock, Role, TextBlock
from tests.assistant.conversation.talking import Talk, talking
from tests.assistant.wire import Asked, Turn, call, fail, say, too_long

WIDE = [{"name": f"Person {n}", "city": "x" * 200} for n in range(40)]


def _results(n: int, size: int, turn: str = "OLD") -> Message:
    block = ResultBlock(f"c{n}", CallStatus.DONE, "x" * size)
    return Message(f"M{n}", "T", turn, n, Role.TOOL, MessageStatus.DONE, (block,), "", "agent:assistant")


def test_the_oldest_results_go_first_and_the_newest_stay() -> None:
    messages = [_results(n, 1_000) for n in range(1, 7)]
    cut = cut_results(messages, 1_500)
    assert cut is not None
    assert (cut.upto, cut.results, cut.chars) == (2, 2, 2_000)
    everything = cut_results(messages, 1_000_000)
    assert everything is not None
    assert everything.upto == 4


def test_short_results_stay_for_they_would_make_no_room() -> None:
    assert cut_results([_results(n, 10) for n in range(1, 7)], 1_000) is None


def test_what_was_cut_is_not_cut_again() -> None:
    cut = NoteBlock("", "trimmed", 4)
    note = Message("N", "T", "OLD", 7, Role.NOTE, MessageStatus.DONE, (cut,), "", "agent:assistant")
    assert cut_results([*(_results(n, 1_000) for n in range(1, 7)), note], 1_000) is None


def test_the_turn_that_runs_is_never_summarised() -> None:
    messages = [_results(1, 10), _results(2, 10), _results(3, 10, "NOW"), _results(4, 10, "NOW")]
    assert [m.n for m in earlier_turns(messages, "NOW")] == [1, 2]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_longer_request_is_never_guessed_shorter(chars: int, tokens: int, more: int) -> None:
    measure = Measure()
    assert measure.tokens(chars + more) >= measure.tokens(chars)
    measure.learn(chars, tokens)
    assert measure.tokens(chars) == tokens
    assert measure.tokens(chars + more) >= tokens


async def _long(talk: Talk, questions: int) -> None:
    for n in range(questions):
        talk.wire.script += [[call("query_rows", table="people", limit=50)], [say(f"Answer {n}.")]]
        await talk.say(f"Question {n}")


async def _wide(talk: Talk) -> None:
    from lattice.actions import InsertRows

    await talk.client.run(InsertRows(table="people", rows=tuple(WIDE)))


async def test_a_long_conversation_is_shortened_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trimming, "MOST_TOKENS", 30_000)

    def aside(asked: Asked) -> Turn | None:
        if asked.tools:
            return None
        return [say("They asked questions." if "summarise" in asked.system else "A title")]

    async with talking(tmp_path, [], aside=aside) as talk:
        await _wide(talk)
        await _long(talk, 8)
        words = [event.words for event in talk.of(Trimmed)]
        assert any("result" in word for word in words)
        notes = [b for m in await talk.messages() for b in m.blocks if isinstance(b, NoteBlock)]
        assert {"trimmed"} <= {note.kind for note in notes}
        assert len(notes) == len(words), "each step is told and stands in the thread"
        assert all(len(r.text) > 1_000 for r in await talk.results()), "the thread keeps them whole"
        assert max(asked.size for asked in talk.asked) < 30_000


async def test_what_the_service_finds_too_long_is_shortened_and_asked_again_once(tmp_path: Path) -> None:
    def aside(asked: Asked) -> Turn | None:
        if asked.tools:
            return None
        return [say("They asked questions." if "summarise" in asked.system else "A title")]

    async with talking(tmp_path, [], aside=aside) as talk:
        await _wide(talk)
        await _long(talk, 3)
        talk.wire.script += [[too_long()], [say("Shorter.")]]
        assert (await talk.say("And now?")).status is MessageStatus.DONE
        last = str(talk.asked[-1].messages)
        assert "They asked questions." in last
        assert "Question 0" not in last
        assert talk.of(Trimmed)
        assert (await talk.client.run(ReadUsage())).value.models


async def test_without_the_small_model_the_questions_stand_for_what_is_left_out(tmp_path: Path) -> None:
    async with talking(tmp_path, [], aside=lambda asked: None if asked.tools else [fail(400, "no")]) as talk:
        await _wide(talk)
        await _long(talk, 3)
        talk.wire.script += [[too_long()], [say("Shorter.")]]
        assert (await talk.say("And now?")).status is MessageStatus.DONE
        assert "The person said: Question 0" in str(talk.asked[-1].messages)
        assert any("no summary" in event.words for event in talk.of(Trimmed))


def test_what_is_said_without_a_model_is_bounded() -> None:
    long = (TextBlock("x" * 9_000),)
    asked = [
        Message(f"M{n}", "T", "OLD", n, Role.PERSON, MessageStatus.DONE, long, "", "human:ada")
        for n in range(200)
    ]
    assert len(without_summary(asked, "")) <= 10_000
