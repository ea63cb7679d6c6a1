"""A conversation as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lattice.cli.money import dollars, usage_words
from lattice.cli.output import count
from lattice.cli.tables_text import table_text, terminal_width
from lattice.cli.turn_text import call_line, fitted
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

#: Columns of a list, before the title.
_HEADERS = ("id", "last", "messages", "cost")
_LEAST_TITLE = 12
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


def threads_text(threads: Sequence[Thread]) -> str:
    """The lines of `lattice threads`; where the terminal is narrow titles give way, ids never."""
    rows = [_facts(thread) for thread in threads]
    room = terminal_width()
    if room is not None:
        taken = sum(max(len(cell) for cell in column) + 2 for column in zip(_HEADERS, *rows, strict=True))
        left = max(_LEAST_TITLE, room - taken)
    titles = [f"{'at work: ' if thread.running else ''}{title_of(thread)}" for thread in threads]
    cut = [title if room is None else fitted(title, left) for title in titles]
    table = [(*row, title) for row, title in zip(rows, cut, strict=True)]
    return table_text((*_HEADERS, "title"), table, right=frozenset({2, 3}))


def _facts(thread: Thread) -> tuple[str, ...]:
    cost = dollars(thread.usage.cost) if thread.usage.tokens else ""
    return (thread.id, show_time(thread.last_at)[:16], f"{thread.messages:,}", cost)


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
