"""What streams in of an answer: blocks of words and of thinking that are no message yet."""

from __future__ import annotations

from time import monotonic

import msgspec

from lattice.model.chat import TextBlock, ThinkingBlock
from lattice.tui.widgets.chat.history.parts import Answer, Manner


class Live(msgspec.Struct):
    """A block of the answer that is streaming in."""

    key: str
    answer: Answer | None = None
    """None for thinking."""
    said: list[str] = []
    """Of thinking."""
    since: float = 0
    seconds: float = 0

    @property
    def text(self) -> str:
        """All that came of it."""
        return self.answer.text if self.answer is not None else "".join(self.said)


class Streaming:
    """The blocks of one answer, in the order they began."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._begun = 0
        self.blocks: list[Live] = []
        self.wait = ""
        """What is waited for, in words, while nothing comes."""

    def drop(self, wait: str = "") -> None:
        """Nothing is streaming in any more; `wait` says what is waited for instead."""
        self.blocks, self.wait = [], wait

    def say(self, text: str) -> None:
        """More words."""
        if not self.blocks or self.blocks[-1].answer is None:
            self._begin(Live("", Answer(self._manner)))
        answer = self.blocks[-1].answer
        if answer is not None:
            answer.feed(text)

    def think(self, text: str) -> None:
        """More thinking."""
        if not self.blocks or self.blocks[-1].answer is not None:
            self._begin(Live("", None, since=monotonic()))
        self.blocks[-1].said.append(text)

    def _begin(self, live: Live) -> None:
        self.close_thinking()
        self.wait = ""
        self._begun += 1
        live.key = f"live:{self._begun}"
        self.blocks.append(live)

    def close_thinking(self) -> None:
        """What was thought until now has taken as long as it has."""
        for live in self.blocks:
            if live.answer is None and not live.seconds:
                live.seconds = max(0.5, monotonic() - live.since)

    @property
    def left(self) -> tuple[TextBlock | ThinkingBlock, ...]:
        """What came of an answer that did not become a message."""
        return tuple(
            TextBlock(live.text) if live.answer is not None else ThinkingBlock(live.text)
            for live in self.blocks
            if live.text.strip()
        )
