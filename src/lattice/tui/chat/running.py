"""One turn that runs: what it has told so far, what it asks, how it stands."""

from __future__ import annotations

import asyncio
from time import monotonic

import msgspec

from lattice.assistant.events import (
    Answered,
    ApprovalAsked,
    Asking,
    Began,
    CallBegan,
    CallEnded,
    Ended,
    Kept,
    Thought,
    Titled,
    TurnEvent,
    Used,
    Voided,
    Waiting,
)
from lattice.assistant.events import Said as SaidEvent
from lattice.model.chat import AttachmentBlock, Block, Message, MessageStatus, TextBlock, Usage
from lattice.model.policy import Decision


class Said(msgspec.Struct, frozen=True):
    """Something the person says: words and the files beside them."""

    text: str
    attached: tuple[AttachmentBlock, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """As a message holds it."""
        return (*((TextBlock(self.text),) if self.text else ()), *self.attached)


class Running:
    """A turn in one thread, from the moment it was asked for until it has ended."""

    def __init__(self, thread: str, said: Said | None, model: str) -> None:
        self.thread = thread
        self.said = said
        """None when an interrupted turn goes on."""
        self.model = model
        self.task: asyncio.Task[None] | None = None
        self.turn = ""
        self.events: list[TurnEvent] = []
        """All of it, pieces of one answer joined: who begins to look now is told these."""
        self.asked: dict[str, tuple[ApprovalAsked, asyncio.Future[Decision]]] = {}
        """What it waits for, by the id of the approval."""
        self.usage = Usage()
        self.before = Usage()
        """What its conversation had used when it began."""
        self.warnings: tuple[str, ...] = ()
        self.doing = "starting…"
        """What it does right now, in words."""
        self.until: float | None = None
        """When it asks again after a failure, in seconds of the monotonic clock."""
        self.since = monotonic()
        """Since when it does that."""
        self.stopping = False
        self.ended: Ended | None = None
        self._calls: dict[str, str] = {}

    def take(self, event: TurnEvent) -> None:
        """Remember what happened."""
        self._keep(event)
        before = self.doing
        self._follow(event)
        if self.doing != before:
            self.since = monotonic()

    def _follow(self, event: TurnEvent) -> None:
        self.until = None
        match event:
            case Began(turn=turn):
                self.turn = turn
            case Asking(model=model):
                self.model, self.doing = model, "asking…"
            case Waiting(seconds=seconds, reason=reason, attempt=attempt, of=of):
                self.until = monotonic() + seconds
                self.doing = f"retrying ({reason.rstrip('.')}), {attempt} of {of}"
            case Voided():
                self.doing = "asking again…"
            case Thought():
                self.doing = "thinking…"
            case SaidEvent():
                self.doing = "answering…"
            case CallBegan(call=call, words=words):
                self._calls[call.id] = words
                self._working()
            case ApprovalAsked():
                self.doing = "waits for you"
            case CallEnded(call=call):
                self._calls.pop(call.id, None)
                self._working()
            case Used(turn=usage, warnings=warnings):
                self.usage, self.warnings = usage, warnings or self.warnings
            case Ended():
                self.ended, self.doing = event, ""
            case _:
                pass

    @property
    def done(self) -> bool:
        """Whether it came to its own end."""
        return self.ended is not None and self.ended.status is MessageStatus.DONE

    def stop(self) -> None:
        """Stop it; it writes down what it did."""
        self.stopping, self.doing = True, "stopping…"
        if self.task is not None:
            self.task.cancel()

    def _working(self) -> None:
        if len(self._calls) > 1:
            self.doing = f"{len(self._calls)} calls run…"
        else:
            self.doing = next(iter(self._calls.values()), "asking…")

    def _keep(self, event: TurnEvent) -> None:
        last = self.events[-1] if self.events else None
        if isinstance(event, SaidEvent) and isinstance(last, SaidEvent):
            self.events[-1] = SaidEvent(last.text + event.text)
        elif isinstance(event, Thought) and isinstance(last, Thought):
            self.events[-1] = Thought(last.text + event.text)
        elif not isinstance(event, Titled | Used):
            self.events.append(event)

    def without_mine(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """Messages of a page that its events do not bring themselves."""
        mine = {e.message.id for e in self.events if isinstance(e, Began | Answered | Kept) and e.message}
        return tuple(message for message in messages if message.id not in mine)
