"""A client for one call of a tool: its changes are counted, and none of them is cut off in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from lattice.actions.base import Action, Outcome, Risk, spec_of
from lattice.actions.workspace import Description
from lattice.assistant.conversation.stopping import to_its_end
from lattice.client.base import Client
from lattice.model.events import Event
from lattice.model.files import Content, KeptText, Part
from lattice.model.findings import Finding
from lattice.model.loads import LoadBatch, LoadPlan
from lattice.model.members import Presence
from lattice.model.pulse import Pulse
from lattice.model.rows import LoadReport
from lattice.model.standing import Standing

R = TypeVar("R")


class SteadyClient:
    """See Client. A write that has begun is carried out and answered also when the call is stopped; a call
    of which nothing more is wanted makes no other one."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.change_ids: list[str] = []
        """What was changed, oldest first."""
        self.is_stopped = False
        """The call was to be stopped while a write was under way."""

    def acting(self, actor: str, session: str = "") -> Client:
        """See Client."""
        return self._client.acting(actor, session)

    async def run(
        self,
        action: Action[R],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        pulse: Pulse | None = None,
    ) -> Outcome[R]:
        """See Client."""
        if spec_of(action).risk is Risk.READ:
            return await self._client.run(action, op_id=op_id, group_id=group_id, pulse=pulse)
        self._check_wanted()
        work = self._client.run(action, op_id=op_id, group_id=group_id, pulse=pulse)
        outcome, is_stopped = await to_its_end(work)
        self.is_stopped = self.is_stopped or is_stopped
        self._changed(outcome.change_id)
        return outcome

    async def load(
        self,
        plan: LoadPlan,
        batches: Iterable[LoadBatch],
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[LoadReport]:
        """See Client; unlike one write it can take long, and is given up when the call is stopped."""
        self._check_wanted()
        outcome = await self._client.load(plan, batches, op_id=op_id, group_id=group_id, progress=progress)
        self._changed(outcome.change_id)
        return outcome

    def _check_wanted(self) -> None:
        if self.is_stopped:
            raise asyncio.CancelledError

    def _changed(self, change_id: str | None) -> None:
        if change_id is not None and change_id not in self.change_ids:
            self.change_ids.append(change_id)

    def watch(self, after_seq: int | None = None) -> AsyncIterator[Event]:
        """See Client."""
        return self._client.watch(after_seq)

    async def put_bytes(self, chunks: Iterable[bytes]) -> Content:
        """See Client."""
        return await self._client.put_bytes(chunks)

    def read_bytes(
        self, file_id: str, *, version: int | None = None, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See Client."""
        return self._client.read_bytes(file_id, version=version, start=start, length=length)

    async def put_text(self, parts: Iterable[Part]) -> KeptText:
        """See Client."""
        return await self._client.put_text(parts)

    async def describe(self) -> Description:
        """See Client."""
        return await self._client.describe()

    async def who(self) -> tuple[Presence, ...]:
        """See Client."""
        return await self._client.who()

    async def here(self, where: str) -> None:
        """See Client; where the person is, their own screen says."""

    def standing(self) -> Standing:
        """See Client."""
        return self._client.standing()

    async def sync(self, *, full: bool = False) -> Standing:
        """See Client."""
        return await self._client.sync(full=full)

    async def check(self, *, repair: bool = False) -> tuple[Finding, ...]:
        """See Client."""
        return await self._client.check(repair=repair)

    async def close(self) -> None:
        """The workspace belongs to others."""
