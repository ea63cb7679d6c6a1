"""The assistant of one person in one workspace: runs turns, and settles those that were cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from lattice.actions import BeginTurn, Outcome, SettleTurn, ThreadPage, TurnStart
from lattice.assistant.conversation.approving import withdraw
from lattice.assistant.conversation.attachments import Attached
from lattice.assistant.conversation.journal import Journal
from lattice.assistant.conversation.running import Decide, Running, Tell
from lattice.assistant.conversation.screen import Screen
from lattice.assistant.conversation.stopping import stop, uninterrupted
from lattice.assistant.events import Ended
from lattice.assistant.provider import Provider
from lattice.client.base import Client
from lattice.model.chat import ASSISTANT, AttachmentBlock, Block, TextBlock
from lattice.model.errors import LatticeError, Stage
from lattice.model.web import WebRules
from lattice.settings.tree import Assistant as AssistantSettings


class Assistant:
    """See the module. It is used from one event loop; turns of different threads may run side by side."""

    def __init__(
        self, client: Client, provider: Provider, settings: AssistantSettings, web: WebRules | None = None
    ) -> None:
        """`client` is the person's; `web` says what of the web its tools may fetch."""
        self.client = client
        self.provider = provider
        self.settings = settings
        self.web = web or WebRules()
        self._attached: Attached = {}
        self._beside: set[asyncio.Task[None]] = set()

    async def run_turn(
        self,
        thread: str,
        blocks: tuple[Block, ...],
        *,
        tell: Tell,
        decide: Decide,
        model: str = "",
        screen: Screen = Screen(),  # noqa: B008 - it is frozen
        turn: str | None = None,
    ) -> Ended:
        """One turn to its end: what is said, the answers, their calls; all of it written down as it comes.

        `blocks` are words and attachments; without any an interrupted turn goes on, under the id `turn` or a
        new one. `tell` gets each event, `Ended` last; a title may come after it.
        Cancelling the task stops the turn: what was done is written down, and `Ended` with the status
        `stopped` is told and returned. Whatever goes wrong is told as `Ended` with an error; raised are only
        the refusals of a turn's beginning: `busy`, `conflict`, `not_found`, `invalid_action`.
        """
        if not all(isinstance(block, TextBlock | AttachmentBlock) for block in blocks):
            raise LatticeError(
                "invalid_action", "A person says words and attaches files.", stage=Stage.CONSTRAINTS
            )
        begun = await self._begin(thread, blocks, turn)
        running = Running(
            self.client,
            self.provider,
            self.settings,
            begun,
            tell,
            decide,
            self.web,
            self._run_beside,
            self._attached,
        )
        return await running.to_its_end(model, screen)

    async def _begin(self, thread: str, blocks: tuple[Block, ...], turn: str | None) -> TurnStart:
        """Take the thread; stopped meanwhile it is freed again."""
        begin = asyncio.ensure_future(self.client.run(BeginTurn(thread=thread, blocks=blocks, turn=turn)))
        try:
            return (await asyncio.shield(begin)).value
        except asyncio.CancelledError:
            await uninterrupted(self._free(begin))
            raise

    async def _free(self, begin: asyncio.Future[Outcome[TurnStart]]) -> None:
        try:
            begun = (await begin).value
        except LatticeError:
            return
        await Journal(self.client.acting(ASSISTANT, begun.thread.id), begun.thread.id, begun.turn).end()

    def _run_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def settle(self, thread: str) -> ThreadPage:
        """After a crash: find out what came of the last turn, write it down, and free the thread.

        Does nothing while a turn runs, and when none was cut off.
        """
        page = (await self.client.run(SettleTurn(thread=thread))).value
        if page.thread.running is None:
            await withdraw(self.client, page.thread.id)
        return page

    async def rest(self, within_s: float = 5.0) -> None:
        """Wait for what goes on beside the turns, such as titles; what takes longer is given up."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=within_s)
        await stop(*self._beside)

    async def close(self) -> None:
        """Give up what goes on beside the turns, and close the connections to the service."""
        await stop(*self._beside)
        await self.provider.close()
