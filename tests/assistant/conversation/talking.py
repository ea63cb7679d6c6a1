"""A person, a workspace, a service that speaks the Messages API, and what a turn told, for tests of turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from lattice.actions import CreateTable, CreateThread, InsertRows, ListRows, ReadThread
from lattice.assistant.conversation import Assistant, Screen
from lattice.assistant.credentials import Credential, Kind, Source
from lattice.assistant.events import ApprovalAsked, Ended, Said, TurnEvent
from lattice.assistant.provider import Limits, Provider
from lattice.client import LocalClient, create_local
from lattice.model.chat import Block, CallBlock, Message, ResultBlock, TextBlock, Thread
from lattice.model.people import Caller
from lattice.model.policy import Decision
from lattice.model.schema import NewColumn
from lattice.secrets import Secret
from lattice.settings.tree import Assistant as AssistantSettings
from tests.assistant.wire import Asked, Turn, Wire, titled

T = TypeVar("T")
#: Fails fast where a person would wait.
QUICK = Limits(tries=3, first_wait_s=0.001, most_wait_s=0.002)


class Talk:
    """One conversation."""

    def __init__(self, client: LocalClient, assistant: Assistant, thread: Thread, wire: Wire) -> None:
        self.client = client
        self.assistant = assistant
        self.thread = thread
        self.wire = wire
        self.events: list[TurnEvent] = []
        self.answers: list[Decision] = []
        """What the person says when asked, one after the other; no when none is left."""
        self.on_event: Callable[[TurnEvent], None] = lambda event: None
        self._changed = asyncio.Event()

    async def say(self, *said: str | Block, **more: Any) -> Ended:
        """Say something and wait for the end."""
        blocks = tuple(TextBlock(one) if isinstance(one, str) else one for one in said)
        return await self.assistant.run_turn(
            self.thread.id, blocks, tell=self.tell, decide=more.pop("decide", self.decide), **more
        )

    def begin(self, *said: str | Block, **more: Any) -> asyncio.Task[Ended]:
        """Say something and go on."""
        return asyncio.ensure_future(self.say(*said, **more))

    def tell(self, event: TurnEvent) -> None:
        self.events.append(event)
        self.on_event(event)
        self._changed.set()

    async def decide(self, asked: ApprovalAsked) -> Decision:
        return self.answers.pop(0) if self.answers else Decision.NO

    async def until(self, kind: type[T], within: float = 10) -> T:
        """Wait until something of a kind was told."""
        async with asyncio.timeout(within):
            while not self.of(kind):
                self._changed.clear()
                await self._changed.wait()
        return self.of(kind)[-1]

    async def until_said(self, words: str, within: float = 10) -> None:
        """Wait until these words have streamed in."""
        async with asyncio.timeout(within):
            while words not in self.said:
                self._changed.clear()
                await self._changed.wait()

    def of(self, kind: type[T]) -> list[T]:
        """What was told of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def asked(self) -> list[Asked]:
        """What the model was asked in the conversation, without titles and summaries."""
        return [asked for asked in self.wire.asked if asked.tools]

    @property
    def said(self) -> str:
        """The words that streamed in."""
        return "".join(event.text for event in self.of(Said))

    async def messages(self) -> tuple[Message, ...]:
        """What stands in the thread."""
        return (await self.client.run(ReadThread(id=self.thread.id, limit=1000))).value.messages

    async def results(self) -> list[ResultBlock]:
        """What calls came to."""
        return [b for m in await self.messages() for b in m.blocks if isinstance(b, ResultBlock)]

    async def calls(self) -> list[CallBlock]:
        """What was called."""
        return [b for m in await self.messages() for b in m.blocks if isinstance(b, CallBlock)]

    async def people(self) -> list[str]:
        """The names in the table."""
        rows = (await self.client.run(ListRows(table="people"))).value.rows
        return [str(row.values["name"]) for row in rows]


@asynccontextmanager
async def talking(
    tmp_path: Path,
    script: Sequence[Turn | Callable[[Asked], Turn]],
    *,
    settings: AssistantSettings = AssistantSettings(),  # noqa: B008 - it is frozen
    limits: Limits = QUICK,
    **wiring: Any,
) -> AsyncIterator[Talk]:
    """A workspace with a table of people, a thread, and a service that plays a script."""
    wiring.setdefault("aside", titled("A title"))
    client = await a_workspace(tmp_path / "w.lattice")
    thread = (await client.run(CreateThread())).value
    async with Wire(script, **wiring) as wire:
        assistant = an_assistant(client, wire.url, settings, limits)
        try:
            yield Talk(client, assistant, thread, wire)
        finally:
            await assistant.close()
            await client.close()


async def a_workspace(path: Path) -> LocalClient:
    """With a table of two people."""
    client = await create_local(path, name="Test", caller=Caller("human:ada"))
    await client.run(CreateTable(name="people", columns=(NewColumn("name"), NewColumn("city"))))
    await client.run(
        InsertRows(table="people", rows=({"name": "Bo", "city": "Oslo"}, {"name": "Cy", "city": "Rome"}))
    )
    return client


def an_assistant(
    client: LocalClient,
    url: str,
    settings: AssistantSettings = AssistantSettings(),  # noqa: B008 - it is frozen
    limits: Limits = QUICK,
) -> Assistant:
    """The assistant of a client, at a service."""
    credential = Credential(Kind.API_KEY, Source.ENVIRONMENT, Secret("sk-test"))
    return Assistant(client, Provider(credential, base_url=url, limits=limits), settings)


__all__ = ["QUICK", "Screen", "Talk", "a_workspace", "an_assistant", "talking"]
