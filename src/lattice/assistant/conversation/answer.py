"""One answer of the model as it streams in: events for the screen, blocks for the thread."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from lattice.assistant.events import Said, Thought, TurnEvent, Voided, Waiting
from lattice.assistant.provider.events import (
    BlockDone,
    CallDone,
    DoneBlock,
    ProviderEvent,
    RedactedDone,
    ResponseDone,
    ResponseStarted,
    Restarted,
    Retrying,
    TextDelta,
    TextDone,
    ThinkingDelta,
    ThinkingDone,
    UsageSeen,
)
from lattice.model.chat import Block, CallBlock, TextBlock, ThinkingBlock, Usage
from lattice.model.ids import new_id

#: A NUL in JSON, not the words for one behind a backslash of their own.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


class Answer:
    """What has come of one answer so far."""

    def __init__(self) -> None:
        self.model = ""
        """The model that answers, as it calls itself."""
        self.usage = Usage()
        """Of this answer, as far as the service has said it."""
        self.void = Usage()
        """Of earlier tries that broke off."""
        self.stop_reason = ""
        """Empty until it is whole."""
        self.explanation = ""
        self._done: dict[int, Block] = {}
        self._open: dict[int, tuple[type[TextBlock] | type[ThinkingBlock], list[str]]] = {}

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What has come, in the order in which it was written; a block that is not whole as far as it is."""
        partial = {n: kind("".join(parts)) for n, (kind, parts) in self._open.items()}
        return tuple(block for _, block in sorted((self._done | partial).items()))

    @property
    def words(self) -> tuple[Block, ...]:
        """The blocks without calls: of an answer that was broken off none of them is carried out."""
        return tuple(block for block in self.blocks if not isinstance(block, CallBlock))

    @property
    def calls(self) -> tuple[CallBlock, ...]:
        """What it asks for."""
        return tuple(block for block in self.blocks if isinstance(block, CallBlock))

    def take(self, event: ProviderEvent) -> TurnEvent | None:
        """Add what came; what is to be shown of it, if anything."""
        match event:
            case ResponseStarted():
                self.model = event.model
            case TextDelta():
                text = _kept(event.text)
                self._add(event.index, TextBlock, text)
                return Said(text)
            case ThinkingDelta():
                thought = _kept(event.text)
                self._add(event.index, ThinkingBlock, thought)
                return Thought(thought)
            case BlockDone():
                self._open.pop(event.index, None)
                self._done[event.index] = _block(event.block)
            case UsageSeen():
                self.usage = event.usage
            case Retrying():
                return Waiting(event.wait_s, event.attempt, event.of, event.reason)
            case Restarted():
                self._begin_anew(event.usage)
                return Voided(event.reason)
            case ResponseDone():
                self.stop_reason, self.explanation = event.stop_reason, event.explanation
                self.usage, self.model = event.usage, event.model or self.model
            case _:
                pass
        return None

    def _add(self, index: int, kind: type[TextBlock] | type[ThinkingBlock], text: str) -> None:
        self._open.setdefault(index, (kind, []))[1].append(text)

    def _begin_anew(self, void: Usage) -> None:
        self.void += void
        self.usage = Usage()
        self._done.clear()
        self._open.clear()


def _block(done: DoneBlock) -> Block:
    match done:
        case TextDone():
            return TextBlock(_kept(done.text))
        case ThinkingDone():
            return ThinkingBlock(_kept(done.text), signature=done.signature)
        case RedactedDone():
            return ThinkingBlock("", redacted=done.data)
        case CallDone():
            # its actions are known by this id, also to whoever looks after a crash
            return CallBlock(done.id, done.name, _kept_input(done.input), new_id(), _kept(done.invalid))


def _kept(text: str) -> str:
    """Words as they can be kept: a model writes a NUL now and then, and no answer is lost for it."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _kept_input(values: dict[str, Any]) -> dict[str, Any]:
    body = msgspec.json.encode(values)
    if b"\\u0000" not in body:
        return values
    return msgspec.json.decode(_NUL.sub(rb"\1\\ufffd", body), type=dict[str, Any])
