"""Asking the person: what a gate held back is shown, and their answer written down; nobody else's counts."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from lattice.actions import DecideApproval, ListApprovals
from lattice.assistant.approval_words import approval_words
from lattice.assistant.conversation.stopping import finished, uninterrupted
from lattice.assistant.events import ApprovalAnswered, ApprovalAsked, TurnEvent
from lattice.client.base import Client
from lattice.model.chat import ASSISTANT
from lattice.model.errors import LatticeError
from lattice.model.policy import Approval, Decision

Decide = Callable[[ApprovalAsked], Awaitable[Decision]]
#: What lets the call go on.
ALLOWED = frozenset({Decision.ONCE, Decision.CONVERSATION})


async def withdraw(person: Client, thread: str) -> None:
    """Answer no to what turns of a thread still wait for, when none of them runs any more."""
    for approval in (await person.run(ListApprovals(waiting=True))).value:
        if approval.actor == ASSISTANT and approval.session == thread:
            with contextlib.suppress(LatticeError):  # answered meanwhile, which is as good
                await person.run(DecideApproval(id=approval.id, decision=Decision.NO))


class Approvals:
    """What a turn asks its person for, one question at a time."""

    def __init__(self, person: Client, tell: Callable[[TurnEvent], None], decide: Decide) -> None:
        self._person = person
        self._tell = tell
        self._decide = decide
        self._asking = asyncio.Lock()

    async def ask(self, call_id: str, refusal: LatticeError) -> Decision:
        """What the person says to what a gate refused with `approval_required`.

        Stopping while they think it over answers no. Raises the refusal when nothing waits for an answer.
        """
        async with self._asking:
            approval = await self._waiting(str(refusal.details.get("approval", "")))
            if approval is None:
                raise refusal
            words, details = await approval_words(approval, self._person)
            asked = ApprovalAsked(call_id, approval, words, details)
            self._tell(asked)
            try:
                decision = await self._decide(asked)
            except BaseException:
                # what is not wanted any more must not wait for an answer for ever
                await uninterrupted(self._answer(call_id, approval, Decision.NO))
                raise
            if decision is Decision.ASKED:
                decision = Decision.NO
            return (await finished(self._answer(call_id, approval, decision))).decision

    async def _waiting(self, approval_id: str) -> Approval | None:
        waiting = (await self._person.run(ListApprovals(waiting=True))).value
        return next((approval for approval in waiting if approval.id == approval_id), None)

    async def _answer(self, call_id: str, approval: Approval, decision: Decision) -> Approval:
        try:
            decided = (await self._person.run(DecideApproval(id=approval.id, decision=decision))).value
        except LatticeError as error:
            if error.code != "conflict":
                raise
            # the same person answered it elsewhere meanwhile, and that holds
            every = (await self._person.run(ListApprovals(waiting=False, limit=1000))).value
            decided = next((known for known in every if known.id == approval.id), approval)
        self._tell(ApprovalAnswered(call_id, decided))
        return decided
