"""What stands in a conversation, one item under the other: made from its messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from lattice.model.chat import (
    AttachmentBlock,
    CallBlock,
    Message,
    MessageStatus,
    NoteBlock,
    ResultBlock,
    Role,
    TextBlock,
    ThinkingBlock,
    Usage,
)
from lattice.tui.chat.names import with_names


class Person(msgspec.Struct, frozen=True):
    """What the person said."""

    key: str
    message: Message
    text: str
    files: tuple[str, ...] = ()
    """Names of what is attached."""


class Words(msgspec.Struct, frozen=True):
    """Text of the assistant, as Markdown."""

    key: str
    message: Message | None
    """None while it streams in."""
    text: str


class Thinking(msgspec.Struct, frozen=True):
    """What the model thought."""

    key: str
    message: Message | None
    text: str
    seconds: float = 0
    """How long, where it was seen; else 0."""
    running: bool = False


class Call(msgspec.Struct, frozen=True):
    """A tool that was called, and what came of it."""

    key: str
    message: Message | None
    call: CallBlock
    words: str
    result: ResultBlock | None = None
    waits: bool = False
    """Whether it waits for the person."""
    undone: bool = False


class Note(msgspec.Struct, frozen=True):
    """What Lattice says of the conversation."""

    key: str
    message: Message | None
    text: str
    kind: str = ""


class Footer(msgspec.Struct, frozen=True):
    """The end of a turn: what it used, and the way to take it back."""

    key: str
    message: Message
    """The last one of the turn."""
    turn: str
    model: str
    usage: Usage
    changes: int
    undone: bool = False


class Earlier(msgspec.Struct, frozen=True):
    """There is more above."""

    key: str = "earlier"
    message: None = None


Item = Person | Words | Thinking | Call | Note | Footer | Earlier


class Facts(msgspec.Struct):
    """What is known of a conversation beside its messages."""

    words: dict[str, str] = {}
    """Of calls, by their ids: the line for people."""
    results: dict[str, ResultBlock] = {}
    """Of calls whose results are not written down yet."""
    waits: set[str] = set()
    """Calls that wait for the person."""
    seconds: dict[str, float] = {}
    """How long thinking took, by the keys of its items."""
    undone: set[str] = set()
    """Changes that were taken back."""
    running: str = ""
    """The turn that runs."""
    names: dict[str, str] = {}
    """Of rows and files, by their ids."""


def items_of(messages: Sequence[Message], facts: Facts) -> list[Item]:
    """The items of some messages, in order."""
    results = {b.call_id: b for m in messages for b in m.blocks if isinstance(b, ResultBlock)} | facts.results
    turns: dict[str, list[Message]] = {}
    for message in messages:
        turns.setdefault(message.turn, []).append(message)
    found: list[Item] = []
    for index, message in enumerate(messages):
        found += _of_message(message, results, facts)
        following = messages[index + 1].turn if index + 1 < len(messages) else ""
        if message.turn and message.turn not in (following, facts.running):
            found += _footer(message, turns[message.turn], facts)
    return found


def _of_message(message: Message, results: Mapping[str, ResultBlock], facts: Facts) -> Iterable[Item]:
    if message.role is Role.PERSON:
        files = tuple(b.name for b in message.blocks if isinstance(b, AttachmentBlock))
        yield Person(message.id, message, message.text, files)
    else:
        for at, block in enumerate(message.blocks):
            key = f"{message.id}:{at}"
            match block:
                case TextBlock(text) if text.strip():
                    yield Words(key, message, text)
                case ThinkingBlock(text) if text.strip():
                    yield Thinking(key, message, text, facts.seconds.get(key, 0))
                case CallBlock():
                    yield _call(message, block, results.get(block.id), facts)
                case NoteBlock(text, kind):
                    yield Note(key, message, text, kind)
    yield from _status(message)


def _call(message: Message, block: CallBlock, result: ResultBlock | None, facts: Facts) -> Call:
    words = facts.words.get(block.id)
    if words is None:
        words = facts.words[block.id] = _call_words(block)
    words = with_names(words, facts.names)
    undone = bool(result and result.change_ids and facts.undone.issuperset(result.change_ids))
    return Call(f"call:{block.id}", message, block, words, result, block.id in facts.waits, undone)


def _call_words(block: CallBlock) -> str:
    """The line of a call that was read, not seen as it began."""
    from lattice.assistant.tools import call_words  # 60 ms, and only conversations with calls need it

    return call_words(block.name, block.input)


def _status(message: Message) -> Iterable[Item]:
    if message.error:
        yield Note(f"{message.id}:error", message, message.error, "error")
    elif message.status is MessageStatus.STOPPED:
        yield Note(f"{message.id}:stopped", message, "Stopped.", "stopped")
    elif message.status is MessageStatus.INTERRUPTED:
        words = "Interrupted. What was done until then stands above."
        yield Note(f"{message.id}:interrupted", message, words, "interrupted")


def _footer(last: Message, turn: Sequence[Message], facts: Facts) -> Iterable[Item]:
    usage, model, changes = Usage(), "", set[str]()
    for message in turn:
        usage += message.usage
        model = message.model or model
        for block in message.blocks:
            if isinstance(block, ResultBlock):
                changes.update(block.change_ids)
    if usage.tokens or changes:
        undone = bool(changes) and facts.undone >= changes
        yield Footer(f"end:{last.turn}", last, last.turn, model, usage, len(changes), undone)


def item_text(item: Item) -> str:
    """What is copied of an item."""
    match item:
        case Person(text=text) | Words(text=text) | Thinking(text=text) | Note(text=text):
            return text
        case Call(words=words, result=result):
            return f"{words}\n\n{result.text}" if result is not None else words
        case Footer(usage=usage):
            return usage_words(usage)
    return ""


def usage_words(usage: Usage) -> str:
    """`4,210 tokens · $0.04`."""
    cost = f" · ${usage.cost / 1e6:.2f}" if usage.cost >= 5_000 else f" · ${usage.cost / 1e6:.4f}"
    return f"{usage.tokens:,} tokens{cost if usage.cost else ''}"
