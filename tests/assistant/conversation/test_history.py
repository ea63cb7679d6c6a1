"""What the model gets of a conversation is valid whatever was cut off, and true."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.assistant.conversation.history import TRIMMED_TEXT, wire_messages
from lattice.model.chat import (
    AttachmentBlock,
    Block,
    CallBlock,
    CallStatus,
    Message,
    MessageStatus,
    NoteBlock,
    ResultBlock,
    Role,
    TextBlock,
    ThinkingBlock,
)
from tests.assistant.wire.rules import wrong


def _message(n: int, role: Role, *blocks: Block, status: MessageStatus = MessageStatus.DONE) -> Message:
    return Message(f"M{n}", "T", "TURN", n, role, status, blocks, "2024-02-29T12:00:00.000000Z", "human:ada")


def _wire(*messages: Message) -> tuple[dict[str, Any], ...]:
    return wire_messages(messages, {}, UTC)


def _problem(wire: tuple[dict[str, Any], ...]) -> str:
    return wrong({"model": "m", "max_tokens": 1, "messages": list(wire)})


_texts = st.sampled_from(["", " ", "Hello", "<lattice-note>"])
_ids = st.sampled_from(["a", "b", "c"])
_kinds = st.sampled_from(["screen", "summary", "trimmed", "refusal", ""])
_blocks = st.one_of(
    st.builds(TextBlock, _texts),
    st.builds(ThinkingBlock, _texts, st.sampled_from(["", "sig"]), st.sampled_from(["", "data"])),
    st.builds(ResultBlock, _ids, st.sampled_from(CallStatus), _texts),
    st.builds(NoteBlock, _texts, _kinds, st.integers(0, 9)),
    st.builds(AttachmentBlock, _ids, _texts),
)


@st.composite
def _conversations(draw: st.DrawFn) -> list[Message]:
    """Any messages in any order: what a crash, a rewind or a fork might leave, and worse."""
    messages = []
    for n in range(draw(st.integers(0, 8))):
        blocks = list(draw(st.lists(_blocks, max_size=3)))
        if draw(st.booleans()):
            blocks += [CallBlock(f"{one}{n}", "tool", {}, "OP") for one in draw(st.sets(_ids, max_size=2))]
        role, status = draw(st.sampled_from(Role)), draw(st.sampled_from(MessageStatus))
        messages.append(_message(n + 1, role, *blocks, status=status))
        if role is Role.ASSISTANT and draw(st.booleans()):
            calls = [b.id for b in blocks if isinstance(b, CallBlock)]
            results = [ResultBlock(one, CallStatus.DONE, "r") for one in draw(st.permutations(calls))]
            messages.append(_message(n + 1, Role.TOOL, *results))
    return messages


@settings(max_examples=200, deadline=None)
@given(_conversations())
def test_whatever_stands_in_a_thread_the_service_takes_it(messages: list[Message]) -> None:
    assert _problem(_wire(*messages)) == ""


def test_words_and_times_are_told_in_order() -> None:
    wire = _wire(
        _message(1, Role.PERSON, TextBlock("How many?")),
        _message(2, Role.ASSISTANT, TextBlock("Two.")),
        _message(3, Role.PERSON, TextBlock("Sure?")),
    )
    assert [m["role"] for m in wire] == ["user", "assistant", "user"]
    assert wire[0]["content"][0]["text"] == (
        "<lattice-note>Thursday, 2024-02-29 12:00 (UTC, UTC+0000)</lattice-note>"
    )
    assert wire[2]["content"][1]["text"] == "Sure?"


def test_thoughts_go_back_as_they_were_but_never_without_their_signature() -> None:
    thought, cut = ThinkingBlock("Hm.", "sig"), ThinkingBlock("Hm, and th")
    kept = _wire(_message(1, Role.PERSON), _message(2, Role.ASSISTANT, thought, cut, TextBlock("Two.")))
    assert kept[1]["content"] == [
        {"type": "thinking", "thinking": "Hm.", "signature": "sig"},
        {"type": "text", "text": "Two."},
    ]


def test_of_an_interrupted_answer_the_model_is_told_so() -> None:
    call = CallBlock("a", "insert_rows", {}, "OP")
    wire = _wire(
        _message(1, Role.PERSON, TextBlock("Add Di")),
        _message(2, Role.ASSISTANT, call),
        _message(3, Role.TOOL, ResultBlock("a", CallStatus.DONE, "1 change was made")),
        _message(4, Role.ASSISTANT, TextBlock(""), status=MessageStatus.INTERRUPTED),
        _message(5, Role.PERSON, TextBlock("Go on")),
    )
    last = wire[-1]["content"]
    assert last[0]["type"] == "tool_result"
    assert last[0]["content"] == "1 change was made"
    assert "ended in the middle" in last[1]["text"]
    assert last[-1]["text"] == "Go on"


def test_a_call_without_a_result_gets_one_that_claims_nothing() -> None:
    wire = _wire(_message(1, Role.PERSON), _message(2, Role.ASSISTANT, CallBlock("a", "t", {}, "OP")))
    result = wire[-1]["content"][0]
    assert result["is_error"]
    assert "not known" in result["content"]


def test_results_that_were_cut_are_left_out_of_the_copy_alone() -> None:
    long = "x" * 5_000
    messages = [
        _message(1, Role.PERSON, TextBlock("Look")),
        _message(2, Role.ASSISTANT, CallBlock("a", "t", {}, "OP")),
        _message(3, Role.TOOL, ResultBlock("a", CallStatus.DONE, long, "9 rows")),
        _message(4, Role.NOTE, NoteBlock("Left out.", "trimmed", 3)),
    ]
    assert _wire(*messages)[-1]["content"][0]["content"] == f"9 rows. {TRIMMED_TEXT}"
    assert _wire(*messages[:3])[-1]["content"][0]["content"] == long


def test_a_summary_stands_for_what_came_before_it() -> None:
    wire = _wire(
        _message(1, Role.PERSON, TextBlock("Old question")),
        _message(2, Role.ASSISTANT, TextBlock("Old answer")),
        _message(3, Role.PERSON, TextBlock("New question")),
        _message(4, Role.NOTE, NoteBlock("They asked about old things.", "summary", 2)),
    )
    assert len(wire) == 1
    said = " ".join(block["text"] for block in wire[0]["content"])
    assert "old things" in said
    assert "New question" in said
    assert "Old" not in said
