"""The chat of one open workspace: which conversation is shown, and what is kept; the pane only shows it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.actions.chat import CreateThread, ReadThread, SettleTurn, ThreadPage, UpdateThread
from lattice.actions.policy import DecideApproval, ListApprovals
from lattice.client import Client
from lattice.model.chat import ASSISTANT, Thread
from lattice.model.errors import LatticeError
from lattice.model.policy import Approval, Decision
from lattice.tui.chat.kept import REMEMBERED, ChatState, load_chat, save_chat
from lattice.tui.chat.listening import Listener, Listeners
from lattice.tui.chat.running import Running, Said
from lattice.tui.chat.turns import Turns

if TYPE_CHECKING:
    from lattice.assistant.conversation import Assistant, Screen
    from lattice.assistant.events import ApprovalAsked

#: Messages that are read at once.
PAGE = 60
#: What others ask for is looked for again after this many seconds also where nobody wrote: it ends by time.
LOOK_S = 30.0


class ChatSession:
    """Lives as long as its workspace is open, whether or not a pane shows it."""

    def __init__(
        self,
        client: Client,
        path: Path,
        open_assistant: Callable[[], Awaitable[Assistant]],
        look: Callable[[], Screen],
    ) -> None:
        self.client = client
        self.state: ChatState = load_chat(path)
        self.page: ThreadPage | None = None
        """The conversation that is shown, as last read; None for a new one."""
        self.waiting: tuple[Approval, ...] = ()
        """What other agents ask for."""
        self.words: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """What exactly each of these would do, and more of it; by the id of the approval."""
        self._path = path
        self._dirty = False
        self._on_note: Callable[[], None] | None = None
        self._seen_at: tuple[tuple[int, int, int] | None, float] = (None, 0.0)
        self._listeners = Listeners()
        self.turns = Turns(client, open_assistant, look, self._listeners)

    def follow(self, listener: Listener) -> None:
        """Tell somebody what happens from now on."""
        self._listeners.add(listener)

    # --- what is kept ---

    def keep(self, **changes: object) -> None:
        """Note what is kept over a restart; `write` puts it on the disk."""
        fresh = msgspec.structs.replace(self.state, **changes)
        if fresh != self.state:
            if not self._dirty and self._on_note is not None:
                self._on_note()
            self.state, self._dirty = fresh, True

    def when_noted(self, call: Callable[[], None]) -> None:
        """Call it when there is something to write, once for each time that it is written."""
        self._on_note = call
        if self._dirty:
            call()

    def write(self) -> None:
        """Write what was noted since the last time. Raises LatticeError."""
        if self._dirty:
            save_chat(self._path, self.state)
            self._dirty = False

    # --- the conversation that is shown ---

    @property
    def thread(self) -> Thread | None:
        """The conversation that is shown; None for a new one."""
        return self.page.thread if self.page is not None else None

    @property
    def running(self) -> Running | None:
        """The turn that runs in it."""
        return self.turns.of(self.thread.id) if self.thread is not None else None

    @property
    def queued(self) -> tuple[Said, ...]:
        """What is said next in it."""
        return self.turns.queued(self.thread.id) if self.thread is not None else ()

    async def open(self) -> None:
        """Take up the conversation that was shown last; what a crash left is settled. Raises LatticeError."""
        if self.state.thread:
            try:
                await self.show(self.state.thread)
                return
            except LatticeError as error:
                if error.code != "not_found":
                    raise
        self.begin_new()

    async def show(self, thread: str, *, upto: int | None = None) -> None:
        """Show a conversation, with at least the message of that number. Raises LatticeError."""
        page = await self._read(thread)
        if page.thread.running and self.turns.of(thread) is None:
            # its process is gone, or it is another one that still lives: then nothing is settled
            await self.client.run(SettleTurn(thread=thread))
            page = await self._read(thread)
        while upto is not None and page.more and page.messages and page.messages[0].n > upto:
            earlier = await self._read(thread, before=page.messages[0].n)
            page = ThreadPage(page.thread, (*earlier.messages, *page.messages), earlier.more)
        self.page = page
        self.keep(thread=thread)
        self._listeners.thread_shown()

    def begin_new(self) -> None:
        """An empty conversation; it is made when something is said."""
        self.page = None
        self.keep(thread="")
        self._listeners.thread_shown()

    async def earlier(self) -> ThreadPage | None:
        """The messages before those that are shown; None when there are none. Raises LatticeError."""
        page = self.page
        if page is None or not page.more or not page.messages:
            return None
        found = await self._read(page.thread.id, before=page.messages[0].n)
        if self.page is not page:
            return None
        self.page = ThreadPage(page.thread, (*found.messages, *page.messages), found.more)
        return found

    async def refresh(self) -> None:
        """Know the newest messages and what was used, without showing all anew. Raises LatticeError."""
        page = self.page
        if page is None:
            return
        fresh = await self._read(page.thread.id)
        if self.page is not page:
            return
        older = tuple(m for m in page.messages if fresh.messages and m.n < fresh.messages[0].n)
        self.page = ThreadPage(fresh.thread, (*older, *fresh.messages), page.more if older else fresh.more)
        self._listeners.changed()

    async def _read(self, thread: str, before: int | None = None) -> ThreadPage:
        return (await self.client.run(ReadThread(id=thread, before=before, limit=PAGE))).value

    # --- what is said ---

    @property
    def model(self) -> str:
        """The model that the next turn asks for; empty for the default."""
        return (self.thread.model if self.thread is not None else "") or self.state.model

    async def choose_model(self, model: str) -> None:
        """Ask another model from now on, here and in new conversations. Raises LatticeError."""
        self.keep(model=model)
        if self.thread is not None:
            await self.client.run(UpdateThread(id=self.thread.id, model=model))
            await self.refresh()
        self._listeners.changed()

    async def say(self, said: Said) -> None:
        """Say something: at once, or after the turn that runs. Raises LatticeError; then nothing was said."""
        self.remember(said.text)
        thread = self.thread
        if thread is not None and self.turns.of(thread.id) is not None:
            self.turns.queue(thread.id, said)
            return
        # without a key there is no conversation to begin
        await self.turns.assistant()
        if thread is None:
            thread = (await self.client.run(CreateThread(model=self.state.model))).value
            self.page = ThreadPage(thread, ())
            self.keep(thread=thread.id)
            # at once: whoever is killed now finds the conversation again
            self.write()
        self.turns.begin(thread, said)

    def remember(self, text: str) -> None:
        """Something was said that `up` brings back."""
        if text:
            self.keep(said=(*(t for t in self.state.said if t != text), text)[-REMEMBERED:])

    async def go_on(self, model: str = "") -> None:
        """Let an interrupted turn go on, or a finished one answer again. Raises LatticeError."""
        page = self.page
        if page is None or not page.messages or self.running is not None:
            return
        await self.turns.assistant()
        self.turns.begin(page.thread, None, model=model, turn=page.messages[-1].turn)

    def stop(self) -> bool:
        """Stop the turn that runs here; False when none does."""
        return self.thread is not None and self.turns.stop(self.thread.id)

    def take_back(self) -> Said | None:
        """What was queued last, queued no more."""
        return self.turns.take_back(self.thread.id) if self.thread is not None else None

    # --- what waits for an answer ---

    @property
    def asked(self) -> tuple[ApprovalAsked, ...]:
        """What turns ask for, that of the conversation shown first."""
        return self.turns.asked(self.thread.id if self.thread is not None else "")

    async def answer(self, approval_id: str, decision: Decision) -> None:
        """Answer what the assistant or another agent asks for. Raises LatticeError."""
        if self.turns.answer(approval_id, decision):
            return
        await self.client.run(DecideApproval(id=approval_id, decision=decision))
        await self.look_for_approvals()

    async def look_for_approvals(self) -> None:
        """Find what other agents ask for, unless nobody wrote since the last time. Raises LatticeError."""
        mark, moment = self.client.standing().mark, time.monotonic()
        if mark is not None and mark == self._seen_at[0] and moment - self._seen_at[1] < LOOK_S:
            return
        found = (await self.client.run(ListApprovals())).value
        self._seen_at = (mark, moment)
        others = tuple(reversed([a for a in found if a.actor != ASSISTANT]))
        if others != self.waiting:
            await self._put_into_words(others)
            self.waiting = others
            self._listeners.changed()

    async def _put_into_words(self, approvals: tuple[Approval, ...]) -> None:
        from lattice.assistant.approval_words import approval_words

        for approval in approvals:
            if approval.id not in self.words:
                self.words[approval.id] = await approval_words(approval, self.client)

    async def close(self) -> None:
        """Stop what runs, and let it write down what it did."""
        self._listeners.clear()
        await self.turns.close()
