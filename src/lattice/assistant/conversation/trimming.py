"""Keeping a conversation in bounds: how long it is for the model, and what is left out first.

Pure: decisions are made here, and written into the thread elsewhere. Old results of tools go first, for they
can be had again; then earlier turns are summarised. The turn that runs stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from lattice.assistant.conversation.history import SHORT_RESULT, since_summary, trimmed_upto
from lattice.model.chat import Message, ResultBlock, Role

#: Tokens of one request beyond which a conversation is shortened, however much the model could read: each
#: further answer pays for all of them.
MOST_TOKENS = 150_000
#: The part of what a model reads that is filled at most.
_FILLED = 0.75
#: The part of the bound that is left after shortening, so that it is done seldom: each time, what the service
#: keeps of the conversation is lost.
LEFT = 0.6
CHARS_A_TOKEN = 3.5
#: What an image takes, whatever its bytes.
_IMAGE_TOKENS = 1_600
#: Messages with results that are never shortened: the model works with them now.
_FRESH = 2


class Measure:
    """How many tokens a request is: guessed by characters, corrected by what the service said."""

    def __init__(self) -> None:
        self._chars = 0
        self._tokens = 0

    def tokens(self, chars: int) -> int:
        """Of a request of so many characters."""
        if not self._tokens:
            return int(chars / CHARS_A_TOKEN)
        if chars < self._chars:
            return int(chars * self._tokens / self._chars)
        return self._tokens + int((chars - self._chars) / CHARS_A_TOKEN)

    def learn(self, chars: int, tokens: int) -> None:
        """The service counted so many tokens of a request."""
        if chars > 0 and tokens > 0:
            self._chars, self._tokens = chars, tokens


def bound_of(context_tokens: int) -> int:
    """Tokens of a request at most, for a model that reads so many."""
    return min(MOST_TOKENS, int(context_tokens * _FILLED))


def chars_of(value: Any) -> int:
    """Characters of a part of a request; an image counts as what it takes."""
    match value:
        case str():
            return len(value)
        case {"type": "image"}:
            return int(_IMAGE_TOKENS * CHARS_A_TOKEN)
        case dict():
            return sum(len(key) + chars_of(one) for key, one in value.items())
        case list() | tuple():
            return sum(chars_of(one) for one in value)
        case _:
            return 8


class Cut(msgspec.Struct, frozen=True):
    """Results that are left out."""

    upto: int
    """Number of the last message whose results are."""
    results: int
    chars: int


def cut_results(messages: Sequence[Message], chars: int) -> Cut | None:
    """The oldest results that make room for so many characters, or all that may go; None when none may."""
    _, kept = since_summary(messages)
    bound = trimmed_upto(messages)
    tools = [m for m in kept if m.role is Role.TOOL]
    upto, results, freed = 0, 0, 0
    for message in tools[:-_FRESH]:
        if message.n <= bound:
            continue
        if freed >= chars:
            break
        long = [b for b in message.blocks if isinstance(b, ResultBlock) and len(b.text) > SHORT_RESULT]
        upto = message.n
        results += len(long)
        freed += sum(len(block.text) for block in long)
    return Cut(upto, results, freed) if results else None


def earlier_turns(messages: Sequence[Message], turn: str) -> list[Message]:
    """What may be summarised: all before the turn that runs which no summary stands for yet."""
    _, kept = since_summary(messages)
    first = next((m.n for m in kept if m.turn == turn), None)
    return [m for m in kept if first is None or m.n < first]
