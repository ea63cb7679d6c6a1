"""Conversations: threads, messages and what stands in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

#: Name and permanent id of the native tables.
THREADS = "_threads"
THREADS_ID = "00000000000000000000THREAD"
MESSAGES = "_messages"
MESSAGES_ID = "00000000000000000MESSAGES1"
#: Rows of these tables are seen by the person who owns them, and by nobody else.
PRIVATE_TABLES = frozenset({THREADS_ID, MESSAGES_ID})

#: The one agent that may see its person's conversations.
ASSISTANT = "agent:assistant"


class Role(StrEnum):
    """Whose words a message holds."""

    PERSON = "person"
    ASSISTANT = "assistant"
    TOOL = "tool"
    """What calls of the message before it came to."""
    NOTE = "note"
    """What Lattice says of the conversation itself, such as a summary of what was trimmed."""


class MessageStatus(StrEnum):
    """How far a message has come."""

    DONE = "done"
    RUNNING = "running"
    STOPPED = "stopped"
    """By the person."""
    INTERRUPTED = "interrupted"
    """By a crash; calls without a result say what came of them."""
    FAILED = "failed"


class CallStatus(StrEnum):
    """What came of one call of a tool."""

    DONE = "done"
    FAILED = "failed"
    """Refused or wrong; the text says why."""
    DENIED = "denied"
    """The person said no."""
    STOPPED = "stopped"
    """Stopped before it was carried out."""
    UNKNOWN = "unknown"
    """A crash came between; only for calls that change nothing."""


class TextBlock(msgspec.Struct, frozen=True, tag="text"):
    """Words, as Markdown."""

    text: str


class ThinkingBlock(msgspec.Struct, frozen=True, tag="thinking"):
    """What the model thought before it answered; goes back to it as it was, `signature` included."""

    text: str
    signature: str = ""
    redacted: str = ""
    """Instead of text: what the service keeps to itself."""


class CallBlock(msgspec.Struct, frozen=True, tag="call"):
    """The model calls a tool."""

    id: str
    """The model's name of the call."""
    name: str
    """Of the tool."""
    input: dict[str, Any]
    op_id: str
    """Of the action, so that after a crash it is known whether it was carried out."""
    invalid: str = ""
    """What was wrong with the input, as it came, when it was no JSON object."""


class ResultBlock(msgspec.Struct, frozen=True, tag="result"):
    """What one call came to."""

    call_id: str
    status: CallStatus
    text: str
    """As the model reads it."""
    words: str = ""
    """One line for people: `4 rows of people changed`."""
    change_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    """Rows and files that were read or made, as `lattice://table/id`."""
    elapsed_ms: float = 0
    trimmed: bool = False
    """The text was taken out to keep the conversation in bounds; asking again brings it."""


class AttachmentBlock(msgspec.Struct, frozen=True, tag="attachment"):
    """A file of the workspace that the person put beside their words."""

    file_id: str
    name: str
    media_type: str = ""


class NoteBlock(msgspec.Struct, frozen=True, tag="note"):
    """What Lattice says: `Earlier messages were summarised.`"""

    text: str
    kind: str = ""
    """`summary`, `trimmed`, `rounds`, `error`, …"""
    upto: int = 0
    """Of a summary: the number of the last message that it stands for."""


Block = TextBlock | ThinkingBlock | CallBlock | ResultBlock | AttachmentBlock | NoteBlock


class Usage(msgspec.Struct, frozen=True):
    """What requests to a model used."""

    input_tokens: int = 0
    """Neither written to nor read from the cache."""
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost: int = 0
    """In millionths of a US dollar."""

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens + self.cache_read_tokens + self.cache_write_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cache_read_tokens + other.cache_read_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            self.cost + other.cost,
        )


class Thread(msgspec.Struct, frozen=True):
    """One conversation."""

    id: str
    title: str
    """Empty until it has one."""
    model: str
    """The model of its newest turn; empty for the default."""
    messages: int
    begun_at: str
    last_at: str
    forked_from: str | None = None
    """The thread it was forked from."""
    running: str | None = None
    """The turn that runs in it now, in this process or another."""
    usage: Usage = Usage()


class Message(msgspec.Struct, frozen=True):
    """One message of a thread."""

    id: str
    thread: str
    turn: str
    """Turns tie a person's message to all that came of it; also the group of its changes."""
    n: int
    """Grows by one in a thread; numbers of messages that were taken back are not used again."""
    role: Role
    status: MessageStatus
    blocks: tuple[Block, ...]
    at: str
    by: str
    """The actor who wrote it."""
    model: str = ""
    usage: Usage = Usage()
    error: str = ""

    @property
    def text(self) -> str:
        """Its words, without thinking, calls and results."""
        return "\n\n".join(b.text for b in self.blocks if isinstance(b, TextBlock | NoteBlock))
