"""Laws of what is no answer: whatever stands in it, it fits, and nothing in it acts."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.assistant import events
from lattice.assistant.tools import call_words
from lattice.model.chat import (
    AttachmentBlock,
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
from lattice.tui.widgets.chat.history.column import Column
from lattice.tui.widgets.chat.history.items import Call, Person, Thinking
from lattice.tui.widgets.chat.history.talk import Talk
from lattice.tui.widgets.markdown.lines import text_of, width_of
from tests.tui.chat.history_screens import ADA, CHANGE, QUERY, USED, message, page

_HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "[b]x[/b]",
            "\x1b[31mred",
            "a\x00b",
            "\u202eabc",
            "👩‍👩‍👧‍👦" * 20,
            "一二三" * 30,
            "x" * 200,
            "a\tb\r\nc",
            "",
        ]
    ),
)


def _lines(talk: Talk, width: int) -> list[str]:
    column = Column()
    column.fit(width)
    column.put(talk.parts)
    column.settle(0, 10_000)
    found = []
    for y in range(column.height):
        line = column.line(y)[2]
        assert width_of(line) <= width, text_of(line)
        found.append(text_of(line))
    return found


@settings(max_examples=80, deadline=None)
@given(
    words=st.lists(_HOSTILE, min_size=9, max_size=9),
    width=st.integers(20, 120),
    status=st.sampled_from(CallStatus),
)
def test_no_words_of_anybody_act_or_reach_over_the_edge(
    words: list[str], width: int, status: CallStatus
) -> None:
    said, file, thought, name, key, value, result, told, note = words
    talk = Talk()
    talk.open(
        page(
            message(1, Role.PERSON, TextBlock(said), AttachmentBlock("f", file)),
            message(
                2,
                Role.ASSISTANT,
                ThinkingBlock(thought),
                CallBlock("c", name, {key: value, "values": {key: [value]}}, "op"),
                usage=USED,
            ),
            message(3, Role.TOOL, ResultBlock("c", status, result, told, ("ch",), elapsed_ms=1)),
            message(4, Role.NOTE, NoteBlock(note, "summary"), status=MessageStatus.FAILED, error=told),
        )
    )
    for unfolded in (False, True):
        if unfolded:
            for item in talk.items:
                if isinstance(item, Call | Thinking | Person):
                    talk.fold(item.key)
        for line in _lines(talk, width):
            assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2028" for c in line)


def _turn() -> tuple[list[events.TurnEvent], list[Message]]:
    """What a turn told, and the messages that were written down."""
    results = (
        ResultBlock(
            "c1", CallStatus.DONE, "rows", "14 rows", refs=(f"lattice://people/{ADA}",), elapsed_ms=7
        ),
        ResultBlock("c2", CallStatus.DONE, "ok", "3 rows changed", ("ch1",), elapsed_ms=30),
    )
    end = f"[Ada](lattice://people/{ADA}) and others.\n\n- one\n- two\n\n| a |\n|---|\n| b |\n"
    messages = [
        message(1, Role.PERSON, TextBlock("who joined?")),
        message(2, Role.ASSISTANT, TextBlock("Let me look."), QUERY, CHANGE, usage=USED),
        message(3, Role.TOOL, *results),
        message(4, Role.ASSISTANT, TextBlock(end), usage=USED),
    ]
    told: list[events.TurnEvent] = [
        events.Began("T", "t1", messages[0]),
        events.Asking(1, "sonnet"),
        *(events.Said(piece) for piece in ("Let ", "me look", ".")),
        events.Answered(messages[1]),
        *(events.CallBegan(call, call_words(call.name, call.input)) for call in (QUERY, CHANGE)),
        *(events.CallEnded(call, result) for call, result in zip((QUERY, CHANGE), results, strict=True)),
        events.Kept(messages[2]),
        events.Waiting(2, 1, 5, "The service is busy."),
        *(events.Said(end[at : at + 5]) for at in range(0, len(end), 5)),
        events.Answered(messages[3]),
        events.Used(USED),
        events.Ended(MessageStatus.DONE, "t1", 1),
    ]
    return told, messages


def test_a_turn_that_was_watched_ends_as_the_thread_is_read_again() -> None:
    told, messages = _turn()
    watched, read = Talk(), Talk()
    watched.open(page())
    for event in told:
        watched.apply(event)
        _lines(watched, 32)
    read.open(page(*messages))
    assert _lines(watched, 32) == _lines(read, 32)
    assert watched.items == read.items
