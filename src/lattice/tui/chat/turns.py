"""The turns that run in the conversations of one workspace, what is said next, and what they ask for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lattice.actions.chat import ReadThread
from lattice.client import Client
from lattice.model.chat import Thread
from lattice.model.errors import LatticeError
from lattice.model.policy import Decision
from lattice.tui.chat.listening import Listeners
from lattice.tui.chat.running import Running, Said

if TYPE_CHECKING:
    from lattice.assistant.conversation import Assistant, Screen
    from lattice.assistant.events import ApprovalAsked, TurnEvent

_log = logging.getLogger("lattice.tui")

#: How long a turn that is stopped as the workspace closes may take to write down what it did, in seconds.
LEAVING_S = 3.0


class Turns:
    """At most one turn in each conversation; several conversations may have one."""

    def __init__(
        self,
        client: Client,
        open_assistant: Callable[[], Awaitable[Assistant]],
        look: Callable[[], Screen],
        listeners: Listeners,
    ) -> None:
        self._client = client
        self._open_assistant = open_assistant
        self._look = look
        self._listeners = listeners
        self._assistant: Assistant | None = None
        self._former: list[Assistant] = []
        """With an older key or other settings; a turn may still be theirs."""
        self._opening = asyncio.Lock()
        self._running: dict[str, Running] = {}
        self._queued: dict[str, list[Said]] = {}

    def of(self, thread: str) -> Running | None:
        """The turn that runs in a conversation."""
        return self._running.get(thread)

    def queued(self, thread: str) -> tuple[Said, ...]:
        """What is said next in a conversation."""
        return tuple(self._queued.get(thread, ()))

    def __len__(self) -> int:
        return len(self._running)

    async def assistant(self) -> Assistant:
        """Whoever answers; opened once. Raises LatticeError, `no_key` among them."""
        async with self._opening:
            if self._assistant is None:
                self._assistant = await self._open_assistant()
            return self._assistant

    def forget_assistant(self) -> None:
        """Another key was connected, or other settings hold: the next turn begins with them."""
        if self._assistant is not None:
            self._former.append(self._assistant)
            self._assistant = None

    def queue(self, thread: str, said: Said) -> None:
        """Say something after the turn that runs."""
        self._queued.setdefault(thread, []).append(said)
        self._listeners.changed()

    def take_back(self, thread: str) -> Said | None:
        """What was queued last, queued no more."""
        waiting = self._queued.get(thread)
        if not waiting:
            return None
        said = waiting.pop()
        self._listeners.changed()
        return said

    def begin(self, thread: Thread, said: Said | None, *, model: str = "", turn: str | None = None) -> None:
        """Begin a turn; without anything said one goes on."""
        running = Running(thread.id, said, model or thread.model)
        running.before = thread.usage
        self._running[thread.id] = running
        running.task = asyncio.create_task(self._run(running, turn))
        self._listeners.changed()

    async def _run(self, running: Running, turn: str | None) -> None:
        refusal: LatticeError | None = None
        try:
            await self._answer(running, turn)
        except asyncio.CancelledError:
            if not running.stopping:
                raise
            if not running.turn:
                refusal = LatticeError("interrupted", "Stopped before it was sent.")
        except LatticeError as error:
            refusal = error
        except Exception as error:  # noqa: BLE001 - the edge: a bug must be told and must not end the session
            _log.exception("a turn broke off")
            refusal = LatticeError("failed", f"The turn broke off: {type(error).__name__}: {error}.")
        finally:
            self._running.pop(running.thread, None)
        done = refusal is None and running.done
        if not done:
            self._give_back(running.thread)
        if refusal is not None:
            self._listeners.refused(running.said, refusal)
        self._listeners.changed()
        if done:
            await self._next(running.thread)

    def _give_back(self, thread: str) -> None:
        """What was queued behind a turn that did not come to its end goes back to where one writes."""
        waiting = self._queued.pop(thread, [])
        if waiting:
            text = "\n\n".join(said.text for said in waiting if said.text)
            back = Said(text, tuple(file for said in waiting for file in said.attached))
            words = "What waited was not sent: it stands where you write."
            self._listeners.refused(back, LatticeError("interrupted", words, "Enter sends it."))

    async def _answer(self, running: Running, turn: str | None) -> None:
        def tell(event: TurnEvent) -> None:
            running.take(event)
            if running.ended:
                # whoever is told of the end may begin the next turn
                self._running.pop(running.thread, None)
            self._listeners.turn_event(running, event)

        async def decide(asked: ApprovalAsked) -> Decision:
            return await self._decide(running, asked)

        assistant = await self.assistant()
        await assistant.run_turn(
            running.thread,
            running.said.blocks if running.said is not None else (),
            tell=tell,
            decide=decide,
            model=running.model,
            screen=self._look(),
            turn=turn,
        )

    async def _next(self, thread: str) -> None:
        """Say what was queued, unless something else was begun meanwhile."""
        if not self._queued.get(thread) or thread in self._running:
            return
        fresh = (await self._client.run(ReadThread(id=thread, limit=1))).value.thread
        if self._queued[thread] and thread not in self._running:
            self.begin(fresh, self._queued[thread].pop(0))

    def stop(self, thread: str) -> bool:
        """Stop the turn of a conversation; False when none runs."""
        running = self._running.get(thread)
        if running is None or running.task is None:
            return False
        running.stop()
        self._listeners.changed()
        return True

    async def _decide(self, running: Running, asked: ApprovalAsked) -> Decision:
        answer: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        running.asked[asked.approval.id] = (asked, answer)
        self._listeners.changed()
        try:
            return await answer
        finally:
            running.asked.pop(asked.approval.id, None)
            self._listeners.changed()

    def asked(self, first: str) -> tuple[ApprovalAsked, ...]:
        """What the turns ask for, that of one conversation first."""
        runs = sorted(self._running.values(), key=lambda run: run.thread != first)
        return tuple(asked for run in runs for asked, _ in run.asked.values())

    def answer(self, approval_id: str, decision: Decision) -> bool:
        """Answer what a turn asks for; False when none of them asks for that."""
        for run in self._running.values():
            if approval_id in run.asked:
                _, answer = run.asked[approval_id]
                if not answer.done():
                    answer.set_result(decision)
                return True
        return False

    async def close(self) -> None:
        """Stop what runs, and let it write down what it did."""
        tasks = [run.task for run in self._running.values() if run.task is not None]
        for run in list(self._running.values()):
            run.stop()
        if tasks:
            await asyncio.wait(tasks, timeout=LEAVING_S)
        self.forget_assistant()
        for assistant in self._former:
            await assistant.close()
