"""The tools as MCP shows and runs them: the assistant's, with hints about what is at stake."""

from __future__ import annotations

from typing import Any

import mcp_types as types

from lattice.actions.base import Effects, Risk
from lattice.assistant.tools import Seen, Tool, ToolOutcome, Using, run_tool, tools_for
from lattice.mcp.agent import Agent
from lattice.mcp.failures import as_result, unexpected
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id

#: Characters of one result; the tools say what was left out and how to get it.
RESULT_CHARS = 40_000
#: The key of what programs read beside the text: changes, rows and files that a call made or read.
META = "lattice/outcome"


class Toolbox:
    """The tools of one agent, and what it has seen through them."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self._seen = Seen()

    async def listed(self) -> list[types.Tool]:
        """The tools that this agent may use, as the gates stand now."""
        description = await self._agent.ask(self._agent.client.describe())
        return [as_listed(tool) for tool in tools_for(description)]

    async def call(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """Run one tool; what it refuses is a result too, so that the agent reads it."""
        try:
            return as_done(await self._agent.ask(run_tool(name, arguments, self._using())))
        except LatticeError as error:
            return as_result(error)
        except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the agent is told in words
            return as_result(unexpected(error))

    def _using(self) -> Using:
        """One call is one group of changes, which one undo takes back."""
        call = new_id()
        agent = self._agent
        return Using(
            agent.client,
            op_id=call,
            group_id=call,
            known=self._seen,
            max_chars=RESULT_CHARS,
            web=agent.web,
        )


def as_listed(tool: Tool) -> types.Tool:
    """A tool with its hints. They inform a client; what may be done is decided by the gates."""
    inside = tool.effects is Effects.INSIDE
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema={"type": "object", **tool.schema},
        annotations=types.ToolAnnotations(
            title=tool.name.replace("_", " ").capitalize(),
            read_only_hint=tool.risk is Risk.READ and inside,
            destructive_hint=tool.risk in (Risk.DESTRUCTIVE, Risk.ADMIN),
            open_world_hint=not inside,
        ),
    )


def as_done(outcome: ToolOutcome) -> types.CallToolResult:
    """The result of a tool that was carried out."""
    facts = {
        "summary": outcome.words,
        "change_ids": list(outcome.change_ids),
        "refs": list(outcome.refs),
        "artifacts": list(outcome.artifacts),
    }
    return types.CallToolResult(content=[types.TextContent(text=outcome.text)], _meta={META: facts})
