"""Whatever a client sends, each of its requests is answered exactly once, and the next client is served."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import mcp_types as types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mcp.shared.memory import create_client_server_memory_streams
from mcp.shared.message import SessionMessage

from lattice.assistant.tools import TOOLS
from lattice.mcp.agent import Agent
from lattice.mcp.prompts import FORMS
from lattice.mcp.server import serve_over
from lattice.model.context import ContextRules
from lattice.model.web import WebRules
from tests.mcp.serving import workspace

METHODS = (
    "tools/list",
    "tools/call",
    "resources/list",
    "resources/read",
    "resources/templates/list",
    "resources/subscribe",
    "resources/unsubscribe",
    "prompts/list",
    "prompts/get",
    "completion/complete",
    "ping",
    "initialize",
    "logging/setLevel",
    "sampling/createMessage",
    "server/discover",
)
HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
URIS = (
    "lattice://index",
    "lattice://people",
    "lattice://_files/x",
    "lattice://%",
    "x:",
    "",
    "lattice:///a/b",
)

words = st.text(max_size=20) | st.sampled_from(
    ["people", "_messages", "lattice_meta", "01K000000000000000000000AA"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
tool_calls = st.sampled_from(TOOLS).flatmap(
    lambda tool: st.fixed_dictionaries(
        {
            "name": st.just(tool.name),
            "arguments": st.dictionaries(
                st.sampled_from([*tool.schema.get("properties", {}), "other"]), json_values, max_size=5
            ),
        }
    )
)
params = st.one_of(
    tool_calls,
    st.fixed_dictionaries({"uri": st.sampled_from(URIS) | words}),
    st.fixed_dictionaries({"name": st.sampled_from(list(FORMS)), "arguments": st.dictionaries(words, words)}),
    st.dictionaries(words, json_values, max_size=4),
    st.none(),
)
requests = st.lists(st.tuples(st.sampled_from(METHODS) | words, params), min_size=1, max_size=12)


async def answers(asked: list[tuple[str, Any]], folder: Path) -> list[types.RequestId | None]:
    """The ids of the answers, sorted, to these requests after a handshake."""
    async with workspace(folder) as ground:
        agent = Agent(
            ground.person,
            "agent:scout",
            place=ground.place,
            rules=ContextRules(),
            web=WebRules(enabled=False),
        )
        async with create_client_server_memory_streams() as ((back, to), theirs):
            serving = asyncio.create_task(serve_over(agent, "", *theirs))  # type: ignore[arg-type]
            sent = [("initialize", HELLO), *asked, ("ping", None)]
            sending = asyncio.create_task(_send(to, sent))
            found = []
            async with asyncio.timeout(30):
                while len(found) < len(sent):
                    message = (await back.receive()).message  # type: ignore[union-attr]
                    if isinstance(message, types.JSONRPCResponse | types.JSONRPCError):
                        found.append(message.id)
            await sending
            await to.aclose()
            await asyncio.wait_for(serving, 30)
            return sorted(found, key=str)


async def _send(to: Any, asked: list[tuple[str, Any]]) -> None:
    for n, (method, given_) in enumerate(asked):
        request = types.JSONRPCRequest(jsonrpc="2.0", id=n, method=method, params=given_)
        await to.send(SessionMessage(request))


def check(asked: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(answers(asked, Path(folder)))
    assert found == sorted(range(len(asked) + 2), key=str)


@settings(max_examples=15, deadline=None)
@given(asked=requests)
def test_every_request_is_answered_once(asked: list[tuple[str, Any]]) -> None:
    check(asked)


@pytest.mark.soak
@settings(max_examples=1500, deadline=None)
@given(asked=requests)
def test_every_request_is_answered_once_for_a_long_time(asked: list[tuple[str, Any]]) -> None:
    check(asked)
