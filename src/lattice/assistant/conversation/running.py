"""A turn that runs, from its beginning to `Ended`: what it is made of, how it stops, what it leaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeGuard

from lattice.actions import Description, TurnStart, UpdateThread
from lattice.assistant.conversation.approving import Approvals
from lattice.assistant.conversation.aside import aside_of
from lattice.assistant.conversation.attachments import Attached, attached
from lattice.assistant.conversation.calls import Calls
from lattice.assistant.conversation.journal import Journal
from lattice.assistant.conversation.screen import SCREEN, Screen, screen_text
from lattice.assistant.conversation.stopping import stop, uninterrupted
from lattice.assistant.conversation.titles import give_title
from lattice.assistant.conversation.turn import Asked, Turn
from lattice.assistant.events import ApprovalAsked, Began, Ended, TurnEvent
from lattice.assistant.models import default_model, set_price
from lattice.assistant.prompts import system_prompt
from lattice.assistant.provider import Provider
from lattice.client.base import Client
from lattice.model.chat import (
    ASSISTANT,
    AttachmentBlock,
    Block,
    Message,
    MessageStatus,
    NoteBlock,
    ResultBlock,
    Role,
    TextBlock,
)
from lattice.model.errors import ErrorBody, LatticeError, Stage
from lattice.model.policy import Decision
from lattice.model.web import WebRules
from lattice.settings.tree import Assistant as AssistantSettings

if TYPE_CHECKING:
    from lattice.assistant.tools import Seen

_log = logging.getLogger(__name__)
Tell = Callable[[TurnEvent], None]
Decide = Callable[[ApprovalAsked], Awaitable[Decision]]


class Running:
    """One turn."""

    def __init__(
        self,
        person: Client,
        provider: Provider,
        settings: AssistantSettings,
        begun: TurnStart,
        tell: Tell,
        decide: Decide,
        web: WebRules,
        beside: Callable[[Coroutine[Any, Any, None]], None],
        seen_files: Attached,
    ) -> None:
        """`person` is the person's client; `beside` runs what must not hold the turn up; `seen_files` are
        those that were attached before, and is filled."""
        self._person = person
        self._agent = person.acting(ASSISTANT, begun.thread.id)
        self._provider = provider
        self._settings = settings
        self._web = web
        self._begun = begun
        self._tell = tell
        self._approvals = Approvals(person, tell, decide)
        self._journal = Journal(self._agent, begun.thread.id, begun.turn)
        self._beside = beside
        self._seen_files = seen_files
        self._aside = aside_of(self._agent, provider, settings, thread=begun.thread.id, turn=begun.turn)
        self._is_titled = False
        self._calls: Calls | None = None

    async def to_its_end(self, model: str, screen: Screen) -> Ended:
        """Run it; `Ended` is told and returned whatever comes between."""
        beating = asyncio.ensure_future(self._journal.keep())
        status, error = MessageStatus.DONE, None
        try:
            self._tell(Began(self._begun.thread.id, self._begun.turn, self._begun.message))
            turn = await self._turn(model, screen)
            await turn.run()
        except asyncio.CancelledError:
            status = MessageStatus.STOPPED
            task = asyncio.current_task()
            while task is not None and task.cancelling():
                task.uncancel()  # it was for the turn, and has been obeyed
        except LatticeError as failure:
            status, error = MessageStatus.FAILED, failure.body
        except Exception as bug:  # noqa: BLE001 - the thread must be freed, and the person told, whatever it was
            _log.exception("a turn failed")
            status = MessageStatus.FAILED
            error = ErrorBody(
                "failed", Stage.EXECUTION.value, f"The turn failed: {type(bug).__name__}: {bug}"
            )
        return await uninterrupted(self._ended(status, error, beating))

    async def _ended(
        self, status: MessageStatus, error: ErrorBody | None, beating: asyncio.Task[None]
    ) -> Ended:
        await stop(beating)
        try:
            try:
                await self._say_end(status, error)
            finally:
                await self._journal.end()
        except LatticeError as failure:
            status, error = MessageStatus.FAILED, error or failure.body
        changes = len(self._calls.change_ids) if self._calls else 0
        artifacts = tuple(self._calls.artifacts) if self._calls else ()
        ended = Ended(status, self._begun.turn, changes, artifacts, error)
        self._tell(ended)
        return ended

    async def _say_end(self, status: MessageStatus, error: ErrorBody | None) -> None:
        """The thread says itself that a turn was stopped or failed, also between two answers."""
        last = self._journal.messages[-1].status if self._journal.messages else None
        if status is not MessageStatus.DONE and last is not status:
            why = f"{error.message} {error.hint}".strip() if error else ""
            await self._journal.add(Role.ASSISTANT, (), status=status, error=why)

    async def _turn(self, model: str, screen: Screen) -> Turn:
        """All that the rounds need."""
        from lattice.assistant.tools import MAX_CHARS, tools_for, wire_tools

        model = model or self._begun.thread.model or self._settings.model or default_model()
        await self._journal.read()
        await self._note_beginning(screen)
        if model != self._begun.thread.model:
            await self._person.run(UpdateThread(id=self._begun.thread.id, model=model))
        described: Description = await self._agent.describe()
        me = described.on_behalf_of or described.actor
        tools = tools_for(described)
        calls = self._calls = Calls(
            self._agent,
            self._journal,
            self._approvals,
            self._tell,
            turn=self._begun.turn,
            tools=tools,
            known=self._known(),
            web=self._web,
            max_chars=MAX_CHARS,
        )
        asked = Asked(
            model=model,
            system=await system_prompt(self._agent, self._person),
            tools=wire_tools(tools),
            attachments=await attached(self._agent, self._journal.messages, me, self._seen_files),
            max_tokens=self._settings.max_tokens,
            thinking_tokens=self._settings.thinking_tokens,
            price=set_price(self._settings.price_input, self._settings.price_output),
        )
        return Turn(
            self._agent,
            self._provider,
            self._journal,
            calls,
            asked,
            self._tell,
            aside=self._aside,
            on_answer=self._answered,
        )

    def _answered(self, message: Message) -> None:
        """After the first answer with words the thread gets a title, beside the turn."""
        if self._begun.thread.title or self._is_titled or not message.text.strip():
            return
        self._is_titled = True
        asked = next((m.text for m in self._journal.messages if m.role is Role.PERSON), "")
        self._beside(give_title(self._aside, self._person, asked, message.text, self._tell))

    async def _note_beginning(self, screen: Screen) -> None:
        """Tell the model that an earlier turn goes on, and what is on screen if that has changed."""
        notes: list[NoteBlock] = []
        if self._begun.message is None:
            notes.append(NoteBlock("The turn goes on.", kind="continued"))
        words = screen_text(screen)
        shown = [b.text for m in self._journal.messages for b in m.blocks if _is_screen(b)]
        if words and (not shown or shown[-1] != words):
            notes.append(NoteBlock(words, kind=SCREEN))
        if notes:
            await self._journal.add(Role.NOTE, tuple(notes))

    def _known(self) -> Seen:
        """What was retrieved or named in the thread so far, and what is on screen."""
        from lattice.assistant.tools import Seen

        seen = Seen()
        for message in self._journal.messages:
            for block in message.blocks:
                if isinstance(block, ResultBlock):
                    seen.add(block.refs)
                elif message.role is Role.PERSON and isinstance(block, TextBlock):
                    seen.add_from(block.text)
                elif isinstance(block, AttachmentBlock):
                    seen.add((block.file_id,))
                elif _is_screen(block):
                    seen.add_from(block.text)
        return seen


def _is_screen(block: Block) -> TypeGuard[NoteBlock]:
    return isinstance(block, NoteBlock) and block.kind == SCREEN
