"""What a turn writes into its thread: each message whole, also while the turn is being stopped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from lattice.actions import AddMessage, EndTurn, KeepTurn, ReadThread, UpdateMessage
from lattice.assistant.conversation.stopping import finished
from lattice.client.base import Client
from lattice.model.chat import Block, Message, MessageStatus, Role, Usage
from lattice.model.errors import LatticeError

#: What streams in is kept this often, in seconds.
KEEP_S = 1.0
#: While nothing streams in, this many of these pass between two signs of life.
_BEATS = 10
#: Messages of one page.
_PAGE = 1000


class Journal:
    """The messages of one thread, as they stand and as a turn adds to them."""

    def __init__(self, client: Client, thread: str, turn: str) -> None:
        """`client` is the agent's."""
        self._client = client
        self._thread = thread
        self._turn = turn
        self._streaming: Callable[[], tuple[Block, ...]] | None = None
        self._keeping = asyncio.Lock()
        self.messages: list[Message] = []
        """All of the thread, oldest first."""

    async def read(self) -> None:
        """Read what was said so far."""
        found: list[Message] = []
        before: int | None = None
        while True:
            page = (await self._client.run(ReadThread(id=self._thread, before=before, limit=_PAGE))).value
            found = [*page.messages, *found]
            if not page.more:
                break
            before = page.messages[0].n
        self.messages = found

    async def add(
        self,
        role: Role,
        blocks: tuple[Block, ...],
        *,
        status: MessageStatus = MessageStatus.DONE,
        model: str = "",
        usage: Usage | None = None,
        error: str = "",
    ) -> Message:
        """Write a message down; it takes the place of what streamed in."""
        action = AddMessage(
            thread=self._thread,
            turn=self._turn,
            role=role,
            blocks=blocks,
            status=status,
            model=model,
            usage=usage or Usage(),
            error=error,
        )

        async def write() -> Message:
            async with self._keeping:
                message = (await self._client.run(action)).value
                self._streaming = None
                self.messages.append(message)
            return message

        return await finished(write())

    async def update(self, message: Message, blocks: tuple[Block, ...], status: MessageStatus) -> Message:
        """Write down how far a message has come."""
        action = UpdateMessage(id=message.id, blocks=blocks, status=status)

        async def write() -> Message:
            changed = (await self._client.run(action)).value
            self.messages = [changed if known.id == changed.id else known for known in self.messages]
            return changed

        return await finished(write())

    def stream(self, blocks: Callable[[], tuple[Block, ...]]) -> None:
        """From now on keep what `blocks` gives, until a message is added."""
        self._streaming = blocks

    async def keep(self) -> None:
        """Keep what streams in, once a second at most, and show that the turn lives; runs until cancelled."""
        kept: tuple[Block, ...] = ()
        silent = 0
        while True:
            await asyncio.sleep(KEEP_S)
            silent += 1
            async with self._keeping:
                blocks = self._streaming() if self._streaming else ()
                if blocks == kept and silent < _BEATS:
                    continue
                # the whole message is written at the end, and says it when that fails
                with contextlib.suppress(LatticeError):
                    await self._client.run(KeepTurn(turn=self._turn, blocks=blocks))
                kept, silent = blocks, 0

    async def end(self) -> None:
        """Free the thread."""
        await finished(self._free())

    async def _free(self) -> None:
        await self._client.run(EndTurn(turn=self._turn))
