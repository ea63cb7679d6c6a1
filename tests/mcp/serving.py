"""The server under test, with a real client at the other end: in this process, or in one of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import mcp_types as types
from mcp.client.client import Client as McpClient
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.memory import create_client_server_memory_streams

from lattice.actions import CreateTable, InsertRow
from lattice.client import LocalClient, create_local
from lattice.mcp.agent import Agent
from lattice.mcp.instructions import server_instructions
from lattice.mcp.server import serve_over
from lattice.model.context import ContextRules
from lattice.model.people import AgentRules, Caller
from lattice.model.schema import NewColumn
from lattice.model.web import WebRules

#: Both ways of the protocol to begin: by shaking hands, and with every request on its own.
ERAS = ("legacy", "auto")


class Ground(NamedTuple):
    """A workspace with its person."""

    person: LocalClient
    place: Path

    async def add(self, table: str, **values: Any) -> str:
        """A row that the person adds; its id."""
        return (await self.person.run(InsertRow(table=table, values=values))).value.id


@asynccontextmanager
async def workspace(folder: Path, *, rules: AgentRules | None = None) -> AsyncIterator[Ground]:
    """A workspace of Ada with a table of people."""
    place = folder / "acme.lattice"
    person = await create_local(place, name="acme", caller=Caller("human:ada"), rules=rules)
    try:
        await person.run(CreateTable(name="people", columns=(NewColumn("name"), NewColumn("city"))))
        yield Ground(person, place)
    finally:
        await person.close()


@asynccontextmanager
async def agent_on(
    ground: Ground,
    actor: str = "agent:scout",
    mode: str = "legacy",
    heard: list[Any] | None = None,
    elicit: Any = None,
) -> AsyncIterator[McpClient]:
    """A client of a server in this process; what it is told unasked goes into `heard`.

    `elicit` answers what the server asks the person at the client.
    """
    agent = Agent(ground.person, actor, place=ground.place, rules=ContextRules(), web=WebRules())
    words = await server_instructions(agent.client)
    async with create_client_server_memory_streams() as (ours, theirs):
        serving = asyncio.create_task(serve_over(agent, words, *theirs))  # type: ignore[arg-type]
        connecting = McpClient(
            _transport(ours), mode=mode, message_handler=_hearing(heard), elicitation_callback=elicit
        )
        try:
            async with connecting as client:
                yield client
        finally:
            await ours[1].aclose()
            await asyncio.wait_for(serving, 30)


@asynccontextmanager
async def _transport(streams: Any) -> AsyncIterator[Any]:
    yield streams


def _hearing(heard: list[Any] | None) -> Any:
    async def hear(message: Any) -> None:
        if heard is not None:
            heard.append(message)

    return hear


@asynccontextmanager
async def process_on(
    home: Path, *arguments: str, mode: str = "legacy", stderr: Path
) -> AsyncIterator[McpClient]:
    """A client of `lattice mcp` in a process of its own."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "lattice", "--home", str(home), "mcp", *arguments], cwd=home
    )
    with stderr.open("w") as log:
        async with McpClient(stdio_client(parameters, errlog=log), mode=mode) as client:
            yield client


def said(result: types.CallToolResult) -> str:
    """The text of a result that is no error."""
    assert not result.is_error, text_of(result)
    return text_of(result)


def text_of(result: types.CallToolResult) -> str:
    """The text of a result."""
    return "\n".join(block.text for block in result.content if isinstance(block, types.TextContent))


def refused(result: types.CallToolResult) -> dict[str, Any]:
    """The error of a result: the same as data and as text."""
    assert result.is_error, text_of(result)
    error: dict[str, Any] = result.structured_content["error"]
    assert json.loads(text_of(result)) == {"error": error}
    assert set(error) >= {"code", "stage", "message", "hint"}
    return error


async def page(client: McpClient, uri: str) -> str:
    """The text of a resource."""
    (contents,) = (await client.read_resource(uri)).contents
    assert isinstance(contents, types.TextResourceContents)
    return contents.text


async def until(true: Any, seconds: float = 30) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  # what is waited for is another process, or the log
            await asyncio.sleep(0.01)
