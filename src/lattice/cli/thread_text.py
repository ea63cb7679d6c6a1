"""A conversation as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lattice.cli.money import usage_words
from lattice.cli.output import count
from lattice.cli.turn_text import call_line
from lattice.model.chat import (
    AttachmentBlock,
    Block,
    CallBlock,
    Message,
    MessageStatus,
    NoteBlock,
    ResultBlock,
    Role,
    TextBlock,
    Thread,
)
from lattice.model.values import show_time
from lattice.model.visible import visible

_UNTITLED = "(no title yet)"
_CUT_SHORT = {
    MessageStatus.STOPPED: "stopped",
    MessageStatus.INTERRUPTED: "interrupted",
    MessageStatus.FAILED: "failed",
    MessageStatus.RUNNING: "still running",
}


def title_of(thread: Thread) -> str:
    """Its title on one line."""
    return visible(thread.title) or _UNTITLED


def thread_row(thread: Thread) -> tuple[str, ...]:
    """A line of `lattice threads`."""
    return (
        thread.id,
        show_time(thread.last_at)[:16],
        f"{thread.messages:,}",
        usage_words(thread.usage) if thread.usage.tokens else "",
        "running" if thread.running else "",
        title_of(thread),
    )


def thread_text(thread: Thread, messages: Sequence[Message]) -> str:
    """The conversation from its beginning; thinking is left out."""
    results = {b.call_id: b for m in messages for b in m.blocks if isinstance(b, ResultBlock)}
    parts = ["\n".join(_head(thread))]
    for message in messages:
        lines = list(_message_lines(message, results))
        if lines:
            parts.append("\n".join([_who(message), *lines]))
    return "\n\n".join(parts) + "\n"


def _head(thread: Thread) -> Iterator[str]:
    yield title_of(thread)
    facts = [thread.id, f"begun {show_time(thread.begun_at)[:16]}", count(thread.messages, "message")]
    facts += [visible(thread.model)] if thread.model else []
    facts += [usage_words(thread.usage)] if thread.usage.tokens else []
    yield " · ".join(facts)
    if thread.forked_from:
        yield f"forked from {thread.forked_from}"
    if thread.running:
        yield "the assistant is at work in it"


def _who(message: Message) -> str:
    facts = [
        f"#{message.n}",
        {Role.PERSON: visible(message.by), Role.NOTE: "Lattice"}.get(message.role, "assistant"),
    ]
    facts.append(show_time(message.at)[:16])
    facts += [_CUT_SHORT[message.status]] if message.status in _CUT_SHORT else []
    return f"── {' · '.join(facts)}"


def _message_lines(message: Message, results: dict[str, ResultBlock]) -> Iterator[str]:
    for block in message.blocks:
        yield from _block_lines(block, results)
    if message.error:
        yield f"! {visible(message.error)}"


def _block_lines(block: Block, results: dict[str, ResultBlock]) -> Iterator[str]:
    from lattice.assistant.tools import call_words  # 60 ms that a list of threads does not pay

    match block:
        case TextBlock(text=text) | NoteBlock(text=text) if text.strip():
            yield visible(text.strip("\n"), lines=True)
        case CallBlock():
            yield f"· {call_line(block, results.get(block.id), call_words(block.name, block.input))}"
        case AttachmentBlock(name=name):
            yield f"attached: {visible(name)}"
        case _:
            pass
