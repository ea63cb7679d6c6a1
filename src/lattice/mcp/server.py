"""The server: which request is answered by what, from the first message to the last."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import NotificationOptions, Server
from mcp.server.subscriptions import ListenHandler
from mcp.shared.exceptions import MCPError

from lattice import __version__
from lattice.mcp import completion, prompts, resources
from lattice.mcp.agent import Agent
from lattice.mcp.changes import Changes
from lattice.mcp.failures import as_error, unexpected
from lattice.mcp.instructions import server_instructions
from lattice.mcp.tools import Toolbox
from lattice.mcp.wire import Incoming, Outgoing, standard_streams
from lattice.model.errors import LatticeError

_Context = ServerRequestContext[Any, Any]
_Paged = types.PaginatedRequestParams | None


async def serve(agent: Agent) -> None:
    """Answer the client on standard input and output until it leaves."""
    words = await agent.ask(server_instructions(agent.client))
    async with standard_streams() as (incoming, outgoing):
        await serve_over(agent, words, incoming, outgoing)


async def serve_over(agent: Agent, words: str, incoming: Incoming, outgoing: Outgoing) -> None:
    """Answer the client of one pair of streams until it leaves; `words` are told when it connects."""
    house = _House(agent)
    server = house.server(words)
    told = NotificationOptions(resources_changed=True, tools_changed=True)
    watching = asyncio.create_task(house.changes.watch())
    try:
        await server.run(incoming, outgoing, server.create_initialization_options(told))
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


@contextmanager
def _refusals() -> Iterator[None]:
    """What Lattice refuses becomes an error of the protocol, in words."""
    try:
        yield
    except LatticeError as error:
        raise as_error(error) from None
    except MCPError:
        raise
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the client is told in words
        raise as_error(unexpected(error)) from None


class _House:
    """What answers: tools, resources, prompts, and who is told of changes."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._toolbox = Toolbox(agent)
        self._resources = resources.Resources(agent)
        self.changes = Changes(agent)

    def server(self, words: str) -> Server[Any]:
        """The server of the SDK with these answers."""
        server: Server[Any] = Server(
            "lattice",
            title="Lattice",
            version=__version__,
            instructions=words,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_subscribe_resource=self._subscribe,
            on_unsubscribe_resource=self._unsubscribe,
            on_subscriptions_listen=ListenHandler(self.changes.bus, max_subscriptions=16),
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
            on_completion=self._complete,
        )
        server.add_notification_handler(
            "notifications/initialized", types.NotificationParams, self._initialized
        )
        return server

    async def _initialized(self, context: _Context, _: types.NotificationParams) -> None:
        self.changes.begin(context.session)

    async def _list_tools(self, _: _Context, __: _Paged) -> types.ListToolsResult:
        with _refusals():
            return types.ListToolsResult(tools=await self._toolbox.listed())

    async def _call_tool(self, _: _Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await self._toolbox.call(params.name, params.arguments or {})

    async def _list_resources(self, _: _Context, __: _Paged) -> types.ListResourcesResult:
        with _refusals():
            return types.ListResourcesResult(resources=await self._resources.listed())

    async def _list_templates(self, _: _Context, __: _Paged) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=resources.templates())

    async def _read_resource(
        self, _: _Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        with _refusals():
            return await self._resources.read(params.uri)

    async def _subscribe(self, _: _Context, params: types.SubscribeRequestParams) -> types.EmptyResult:
        with _refusals():
            self.changes.subscribe(params.uri)
        return types.EmptyResult()

    async def _unsubscribe(self, _: _Context, params: types.UnsubscribeRequestParams) -> types.EmptyResult:
        self.changes.unsubscribe(params.uri)
        return types.EmptyResult()

    async def _list_prompts(self, _: _Context, __: _Paged) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=prompts.listed())

    async def _get_prompt(self, _: _Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        with _refusals():
            return prompts.filled(params.name, params.arguments or {})

    async def _complete(self, _: _Context, params: types.CompleteRequestParams) -> types.CompleteResult:
        with _refusals():
            found = await self._agent.ask(
                completion.complete(
                    self._agent.client, params.ref, params.argument.name, params.argument.value
                )
            )
        return types.CompleteResult(completion=found)
