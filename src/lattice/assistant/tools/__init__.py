"""The tools of agents: made from actions, their results bounded and wrapped with where they come from.

The assistant and the MCP server offer the same ones.
"""

from __future__ import annotations

from typing import Any

from lattice.actions import Description, Effects, Risk
from lattice.assistant.tools import (
    duplicates,
    fetching,
    files,
    finding,
    history,
    links,
    reading,
    tables,
    views,
    writing,
)
from lattice.assistant.tools.base import MAX_CHARS, Tool, ToolOutcome, Using, input_of, known
from lattice.assistant.tools.provenance import MEANING, Origin, Trust
from lattice.assistant.tools.seen import Seen
from lattice.assistant.tools.words import call_words
from lattice.model.errors import LatticeError, Stage
from lattice.model.references import ref

__all__ = [
    "MAX_CHARS",
    "MEANING",
    "TOOLS",
    "Origin",
    "Seen",
    "Tool",
    "ToolOutcome",
    "Trust",
    "Using",
    "call_words",
    "ref",
    "run_tool",
    "tools_for",
    "wire_tools",
]

_MODULES = (reading, finding, files, history, writing, links, duplicates, tables, views, fetching)

#: Every tool, in the order in which models are told of them.
TOOLS: tuple[Tool, ...] = tuple(
    one.tool for module in _MODULES for one in known().values() if one.run.__module__ == module.__name__
)


def tools_for(description: Description) -> tuple[Tool, ...]:
    """The tools that may be of use to an actor, by what it may run at once or after a person's approval."""
    allowed = {*description.actions, *description.needs_approval}
    return tuple(tool for tool in TOOLS if allowed.intersection(tool.needs))


def wire_tools(tools: tuple[Tool, ...]) -> tuple[dict[str, Any], ...]:
    """Tools as the Messages API takes them."""
    return tuple(
        {"name": t.name, "description": t.description + _at_stake(t), "input_schema": t.schema} for t in tools
    )


def _at_stake(tool: Tool) -> str:
    if tool.effects is Effects.OUTSIDE:
        return " [goes outside]"
    return {Risk.READ: "", Risk.WRITE: " [writes, undoable]"}.get(tool.risk, " [cannot be undone]")


async def run_tool(name: str, input: dict[str, Any], using: Using) -> ToolOutcome:
    """Carry out one call of a tool.

    Raises LatticeError: what the action was refused with, as it is (`approval_required` with its details; the
    same call with the same `op_id` then runs the very same action), and `invalid_action` for an unknown tool
    or for input that is not what the tool takes.
    """
    one = known().get(name)
    if one is None:
        raise LatticeError(
            "invalid_action",
            f"There is no tool {name[:100]!r}.",
            f"There are: {', '.join(tool.name for tool in TOOLS)}.",
            stage=Stage.CONSTRAINTS,
        )
    return await one.run(using, input_of(one, input))
