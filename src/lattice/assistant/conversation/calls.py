"""The calls of one answer: those that only read at once, others one by one, each with a true result."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from lattice.actions.base import Effects, Risk
from lattice.assistant.conversation import results
from lattice.assistant.conversation.approving import ALLOWED, Approvals
from lattice.assistant.conversation.journal import Journal
from lattice.assistant.conversation.steady import SteadyClient
from lattice.assistant.conversation.stopping import stop, uninterrupted
from lattice.assistant.events import CallBegan, CallEnded, Kept, TurnEvent
from lattice.client.base import Client
from lattice.model.chat import CallBlock, Message, MessageStatus, ResultBlock, Role
from lattice.model.errors import LatticeError
from lattice.model.web import WebRules

if TYPE_CHECKING:
    from lattice.assistant.tools import Seen, Tool, ToolOutcome

_log = logging.getLogger(__name__)
#: How often one call may come to a gate that a person must open.
_MOST_QUESTIONS = 20
#: Calls of one answer that are carried out, and characters that their results share: they are one message.
MOST_CALLS = 100
SHARED_CHARS = 400_000


class Calls:
    """Runs the calls of a turn."""

    def __init__(
        self,
        client: Client,
        journal: Journal,
        approvals: Approvals,
        tell: Callable[[TurnEvent], None],
        *,
        turn: str,
        tools: Sequence[Tool],
        known: Seen,
        web: WebRules,
        max_chars: int,
    ) -> None:
        """`client` is the agent's; `known` grows by what the calls bring."""
        self._client = client
        self._journal = journal
        self._approvals = approvals
        self._tell = tell
        self._turn = turn
        self._tools = {tool.name: tool for tool in tools}
        self._known = known
        self._web = web
        self._max_chars = max_chars
        self._share = max_chars
        self._beyond: frozenset[str] = frozenset()
        self.change_ids: list[str] = []
        """Of all changes that the turn made."""
        self.artifacts: list[str] = []
        """Ids of the files that it wrote."""

    async def run(self, calls: Sequence[CallBlock]) -> Message:
        """Carry out the calls of one answer; the message with their results, in the order of the calls.

        Stopped in the middle, the message is written as well, and says of each call what came of it.
        """
        self._share = min(self._max_chars, SHARED_CHARS // max(1, min(len(calls), MOST_CALLS)))
        self._beyond = frozenset(call.op_id for call in calls[MOST_CALLS:])
        if all(self._only_reads(call) for call in calls):
            return await self._at_once(calls)
        return await self._in_order(calls)

    def _only_reads(self, call: CallBlock) -> bool:
        tool = self._tools.get(call.name)
        return tool is None or (tool.risk is Risk.READ and tool.effects is Effects.INSIDE)

    async def _at_once(self, calls: Sequence[CallBlock]) -> Message:
        tasks = [asyncio.ensure_future(self._one(call)) for call in calls]
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError:
            await uninterrupted(stop(*tasks))
            found = tuple(self._result_of(call, task) for call, task in zip(calls, tasks, strict=True))
            await uninterrupted(self._write(None, found, MessageStatus.STOPPED))
            raise
        found = tuple(self._result_of(call, task) for call, task in zip(calls, tasks, strict=True))
        return await self._write(None, found, MessageStatus.DONE)

    def _result_of(self, call: CallBlock, task: asyncio.Task[ResultBlock]) -> ResultBlock:
        if not task.cancelled():
            return task.result()
        return self._ended(call, results.not_begun(call))

    async def _in_order(self, calls: Sequence[CallBlock]) -> Message:
        """Before anything is changed the thread says that the calls run; that counts after a crash."""
        message = await self._journal.add(Role.TOOL, (), status=MessageStatus.RUNNING)
        found: list[ResultBlock] = []
        for n, call in enumerate(calls):
            running = asyncio.ensure_future(self._one(call))
            try:
                await asyncio.wait([running])
            except asyncio.CancelledError:
                await uninterrupted(stop(running))
                found.append(self._result_of(call, running))
                found += [self._ended(later, results.not_begun(later)) for later in calls[n + 1 :]]
                await uninterrupted(self._write(message, tuple(found), MessageStatus.STOPPED))
                raise
            found.append(running.result())
            if n < len(calls) - 1:
                message = await self._journal.update(message, tuple(found), MessageStatus.RUNNING)
        return await self._write(message, tuple(found), MessageStatus.DONE)

    async def _write(
        self, message: Message | None, found: tuple[ResultBlock, ...], status: MessageStatus
    ) -> Message:
        if message is None:
            written = await self._journal.add(Role.TOOL, found, status=status)
        else:
            written = await self._journal.update(message, found, status)
        self._tell(Kept(written))
        return written

    async def _one(self, call: CallBlock) -> ResultBlock:
        """One call to its result; a stop in the middle of its changes is a result too."""
        from lattice.assistant.tools import call_words

        self._tell(CallBegan(call, call_words(call.name, call.input)))
        begun = time.monotonic()
        steady = SteadyClient(self._client)
        try:
            outcome = await self._carried_out(call, steady)
            result = self._done(call, outcome, steady)
        except LatticeError as error:
            result = results.refused(call, error, tuple(steady.change_ids))
        except asyncio.CancelledError:
            if not steady.change_ids:
                raise
            result = results.cut_off(call, tuple(steady.change_ids))
        except Exception as bug:  # noqa: BLE001 - each call must have a result, also of a tool that is broken
            _log.exception("%s failed", call.name)
            result = results.refused(call, results.broken(call, bug), tuple(steady.change_ids))
        self.change_ids += [c for c in result.change_ids if c not in self.change_ids]
        elapsed = (time.monotonic() - begun) * 1000
        return self._ended(call, msgspec.structs.replace(result, elapsed_ms=round(elapsed, 1)))

    def _ended(self, call: CallBlock, result: ResultBlock) -> ResultBlock:
        self._tell(CallEnded(call, result))
        return result

    def _done(self, call: CallBlock, outcome: ToolOutcome | None, steady: SteadyClient) -> ResultBlock:
        if outcome is None:
            return results.denied(call, tuple(steady.change_ids))
        self.artifacts += [a for a in outcome.artifacts if a not in self.artifacts]
        changes = dict.fromkeys((*outcome.change_ids, *steady.change_ids))
        return results.done(call, outcome, tuple(changes))

    async def _carried_out(self, call: CallBlock, steady: SteadyClient) -> ToolOutcome | None:
        """Run the tool, and again after each allowance: what it has done by then is done only once, by its
        op_ids. None when the person says no. Raises what the tool and the gates raise."""
        from lattice.assistant.tools import Using, run_tool

        if call.op_id in self._beyond:
            raise results.too_many_calls(MOST_CALLS)
        if call.invalid:
            raise results.unreadable(call)
        if call.name not in self._tools:
            raise results.unknown(call, self._tools)
        using = Using(
            steady,
            op_id=call.op_id,
            group_id=self._turn,
            known=self._known,
            max_chars=self._share,
            web=self._web,
        )
        for _ in range(_MOST_QUESTIONS):
            try:
                return await run_tool(call.name, call.input, using)
            except LatticeError as error:
                if error.code != "approval_required":
                    raise
                if await self._approvals.ask(call.id, error) not in ALLOWED:
                    return None
        raise results.too_many_questions(_MOST_QUESTIONS)
