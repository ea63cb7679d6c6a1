"""One turn as a state machine: ask, run the calls, ask again, until the model has no more calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from datetime import tzinfo

import msgspec

from lattice.actions import AskModel, ModelLeave, RecordUsage
from lattice.assistant.conversation import endings
from lattice.assistant.conversation.answer import Answer
from lattice.assistant.conversation.aside import Aside
from lattice.assistant.conversation.calls import Calls
from lattice.assistant.conversation.history import Wire, wire_messages
from lattice.assistant.conversation.journal import Journal
from lattice.assistant.conversation.shortening import Shortening
from lattice.assistant.conversation.stopping import finished, uninterrupted
from lattice.assistant.conversation.trimming import bound_of, chars_of
from lattice.assistant.events import Answered, Asking, TurnEvent, Used
from lattice.assistant.models import Price, charged, context_tokens
from lattice.assistant.provider import Provider, Request, StopReason, SystemPart
from lattice.client.base import Client
from lattice.model.chat import Block, CallBlock, Message, MessageStatus, Role, Usage
from lattice.model.errors import LatticeError

#: Answers with calls in one turn; then the model sums up without tools.
ROUNDS = 40


class Asked(msgspec.Struct, frozen=True):
    """What stays the same in all requests of a turn."""

    model: str
    system: tuple[SystemPart, ...]
    tools: tuple[Wire, ...]
    attachments: dict[str, tuple[Wire, ...]]
    """Blocks of attached files by their ids."""
    max_tokens: int
    thinking_tokens: int
    price: Price | None
    """Of models of unknown price."""
    zone: tzinfo | None = None


class Turn:
    """The rounds of one turn."""

    def __init__(
        self,
        client: Client,
        provider: Provider,
        journal: Journal,
        calls: Calls,
        asked: Asked,
        tell: Callable[[TurnEvent], None],
        *,
        aside: Aside,
        on_answer: Callable[[Message], None],
    ) -> None:
        """`client` is the agent's; `on_answer` gets each answer that is whole."""
        self._client = client
        self._provider = provider
        self._journal = journal
        self._calls = calls
        self._asked = asked
        self._tell = tell
        self._thread = aside.thread
        self._turn = aside.turn
        self._on_answer = on_answer
        bound = bound_of(context_tokens(asked.model))
        self._shortening = Shortening(journal, aside, tell, bound=bound, chars=self._chars)
        self._warned = 0
        self.usage = Usage()
        """Of all requests so far."""

    async def run(self) -> None:
        """Ask until the model is done; raises what stops the turn, with all that came written down."""
        for number in range(1, ROUNDS + 1):
            message, stop_reason = await self._answer(number)
            calls = [block for block in message.blocks if isinstance(block, CallBlock)]
            if calls:
                await self._run(calls)
            elif stop_reason != StopReason.PAUSE:
                return
        await self._journal.add(Role.NOTE, (endings.rounds(ROUNDS),))
        await self._answer(ROUNDS + 1, may_call=False)

    async def _run(self, calls: Sequence[CallBlock]) -> None:
        await self._calls.run(calls)

    async def _answer(self, number: int, *, may_call: bool = True) -> tuple[Message, str]:
        """One answer, written down; raises LatticeError when there is none."""
        await self._shortening.fit()
        leave = (await self._client.run(AskModel(model=self._asked.model, turn=self._turn))).value
        if len(leave.warnings) > self._warned:
            self._warned = len(leave.warnings)
            self._tell(Used(self.usage, leave.warnings))
        self._tell(Asking(number, self._asked.model))
        answer = Answer()
        try:
            await self._stream(leave, answer, may_call)
        except asyncio.CancelledError:
            await uninterrupted(self._broken(answer, MessageStatus.STOPPED, ""))
            raise
        except LatticeError as error:
            await finished(self._broken(answer, MessageStatus.FAILED, str(error)))
            raise
        await finished(self._meter(answer))
        ending = endings.of(answer.stop_reason, answer.explanation, answer.blocks)
        blocks = answer.blocks if ending.keeps_calls and may_call else answer.words
        message = await self._add(answer, (*blocks, *ending.notes), ending.status, ending.error)
        self._tell(Answered(message))
        if ending.status is MessageStatus.FAILED:
            raise LatticeError("failed", ending.error, ending.hint)
        self._on_answer(message)
        return message, answer.stop_reason

    async def _stream(self, leave: ModelLeave, answer: Answer, may_call: bool) -> None:
        """Ask; if the conversation is too long for the model, once more with half of it."""
        chars = self._chars()
        try:
            await self._receive(self._request(leave, may_call), answer)
        except LatticeError as error:
            if error.code != "context_too_long" or not await self._shortening.halve():
                raise
            chars = self._chars()
            await self._receive(self._request(leave, may_call), answer)
        used = answer.usage
        self._shortening.learn(chars, used.tokens - used.output_tokens)

    async def _receive(self, request: Request, answer: Answer) -> None:
        self._journal.stream(lambda: answer.words)
        async with aclosing(self._provider.stream(request)) as events:
            async for event in events:
                if (told := answer.take(event)) is not None:
                    self._tell(told)

    def _request(self, leave: ModelLeave, may_call: bool) -> Request:
        most = self._asked.max_tokens
        if leave.turn_tokens_left is not None:
            most = max(1, min(most, leave.turn_tokens_left))
        return Request(
            model=self._asked.model,
            system=self._asked.system,
            messages=self._wire(),
            tools=self._asked.tools,
            may_call=may_call,
            max_tokens=most,
            thinking_tokens=min(self._asked.thinking_tokens, most // 2),
        )

    def _wire(self) -> tuple[Wire, ...]:
        return wire_messages(self._journal.messages, self._asked.attachments, self._asked.zone)

    def _chars(self) -> int:
        system = sum(len(part.text) for part in self._asked.system)
        return system + chars_of(self._asked.tools) + chars_of(self._wire())

    async def _broken(self, answer: Answer, status: MessageStatus, error: str) -> None:
        """Write down what came of an answer that broke off; its calls are not carried out."""
        await self._meter(answer)
        await self._add(answer, answer.words, status, error)

    async def _add(
        self, answer: Answer, blocks: tuple[Block, ...], status: MessageStatus, error: str
    ) -> Message:
        usage = charged(self._asked.model, answer.usage, self._asked.price)
        model = answer.model or self._asked.model
        return await self._journal.add(
            Role.ASSISTANT, blocks, status=status, model=model, usage=usage, error=error
        )

    async def _meter(self, answer: Answer) -> None:
        """Write down what an answer used, also one that broke off, as far as the service has said it."""
        for usage in (answer.void, answer.usage):
            if not usage.tokens:
                continue
            costly = charged(self._asked.model, usage, self._asked.price)
            await self._client.run(
                RecordUsage(model=self._asked.model, usage=costly, turn=self._turn, thread=self._thread)
            )
            self.usage += costly
        self._tell(Used(self.usage))
