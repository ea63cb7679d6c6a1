"""Conversations for tests of the command line, written by the actions that the assistant itself uses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lattice.actions import AddMessage, BeginTurn, CreateThread, EndTurn, InsertRow, RecordUsage
from lattice.client import Client, open_local
from lattice.model.chat import (
    ASSISTANT,
    CallBlock,
    CallStatus,
    ResultBlock,
    Role,
    TextBlock,
    ThinkingBlock,
    Usage,
)
from lattice.model.people import Caller
from tests.cli.shell import Shell

T = TypeVar("T")


def as_person(shell: Shell, work: Callable[[Client], Awaitable[T]]) -> T:
    """What `work` answers on the workspace of the shell, done by its person."""
    status = shell.ask("status")

    async def run() -> T:
        client = await open_local(Path(status["path"]), caller=Caller(status["actor"]))
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(run())


def talk(shell: Shell, title: str = "Airports", question: str = "How many?", answer: str = "Four.") -> str:
    """A conversation of one turn in which a row of `people` was added; its id."""

    async def work(client: Client) -> str:
        thread = (await client.run(CreateThread(title=title))).value.id
        begun = (await client.run(BeginTurn(thread=thread, blocks=(TextBlock(question),)))).value
        agent = client.acting(ASSISTANT, thread)
        call = CallBlock("c1", "insert_rows", {"table": "people", "name": "Bo"}, "01M7Z8Q7BXQNQZS005JRMCDJXY")
        usage = Usage(1200, 30, cost=4_200)
        await agent.run(
            AddMessage(
                thread=thread,
                turn=begun.turn,
                role=Role.ASSISTANT,
                blocks=(ThinkingBlock("secret thought"), TextBlock("I add one."), call),
                model="claude-test",
                usage=usage,
            )
        )
        await agent.run(RecordUsage(model="claude-test", usage=usage, turn=begun.turn, thread=thread))
        added = await agent.run(InsertRow(table="people", values={"name": "Bo"}), group_id=begun.turn)
        result = ResultBlock(
            "c1", CallStatus.DONE, "added", "1 row added", (added.change_id or "",), (), 210.0
        )
        await agent.run(AddMessage(thread=thread, turn=begun.turn, role=Role.TOOL, blocks=(result,)))
        await agent.run(
            AddMessage(thread=thread, turn=begun.turn, role=Role.ASSISTANT, blocks=(TextBlock(answer),))
        )
        await agent.run(EndTurn(turn=begun.turn))
        return thread

    return as_person(shell, work)
