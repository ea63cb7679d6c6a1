"""What a tool is: an input, the actions that it may run, and what comes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import msgspec

from lattice.actions import Description, Effects, Outcome, Risk, specs
from lattice.actions.base import Action
from lattice.assistant.tools.schema import Input, decode, schema_of
from lattice.assistant.tools.seen import Seen
from lattice.client.base import Client
from lattice.model.web import WebRules

I = TypeVar("I", bound=Input)  # noqa: E741 - an input
R = TypeVar("R")

#: Characters of a result unless said.
MAX_CHARS = 12_000
_RISKS = tuple(Risk)


class ToolOutcome(msgspec.Struct, frozen=True):
    """What a tool came to."""

    text: str
    """What the model reads: bounded, and what others wrote wrapped with its provenance."""
    words: str
    """One line for people: `4 rows of people changed`. Holds names from the data, so it is data too."""
    change_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    """Rows and files that were read or made, as `lattice://table/id`."""
    artifacts: tuple[str, ...] = ()
    """Ids of the artifacts that were written."""


class Using:
    """With what a tool is run: one for each call."""

    def __init__(
        self,
        client: Client,
        *,
        op_id: str | None = None,
        group_id: str | None = None,
        known: Seen | None = None,
        max_chars: int = MAX_CHARS,
        web: WebRules | None = None,
    ) -> None:
        self.client = client
        """Of the agent: `client.acting(…)`."""
        self.op_id = op_id
        """Of the first write; further ones have `OP.1`, `OP.2`, …"""
        self.group_id = group_id
        """Of all that it writes, so that one undo takes it back."""
        self.known = known if known is not None else Seen()
        self.max_chars = max_chars
        """Characters of a result, at least 1,000."""
        self.web = web or WebRules()
        self._described: Description | None = None

    async def read(self, action: Action[R]) -> R:
        """What an action that reads answers."""
        return (await self.client.run(action)).value

    async def write(self, action: Action[R], n: int = 0) -> Outcome[R]:
        """Carry out the tool's write number `n`, from 0."""
        op_id = self.op_id if self.op_id is None or n == 0 else f"{self.op_id}.{n}"
        return await self.client.run(action, op_id=op_id, group_id=self.group_id)

    async def described(self) -> Description:
        """The workspace, who acts, and what may be done."""
        if self._described is None:
            self._described = await self.client.describe()
        return self._described

    async def me(self) -> str:
        """The person whom the agent works for."""
        description = await self.described()
        return description.on_behalf_of or description.actor

    async def may(self, action: str) -> bool:
        """Whether an action is allowed, be it after a person's approval."""
        description = await self.described()
        return action in description.actions or action in description.needs_approval


class Tool(msgspec.Struct, frozen=True):
    """One tool that a model may call."""

    name: str
    """As models want it: `query_rows`."""
    description: str
    schema: dict[str, Any]
    """JSON schema of the input."""
    actions: tuple[str, ...]
    """Names of the actions that it may run."""
    risk: Risk
    """The highest of its actions."""
    effects: Effects
    needs: tuple[str, ...]
    """Any of these must be allowed for the tool to be of use."""


class Known(msgspec.Struct, frozen=True):
    """A tool with what carries it out."""

    tool: Tool
    input: type[Input]
    run: Callable[[Using, Any], Awaitable[ToolOutcome]]


_known: dict[str, Known] = {}


def tool(
    cls: type[I], *actions: str, needs: Sequence[str] = ()
) -> Callable[[Callable[[Using, I], Awaitable[ToolOutcome]]], Callable[[Using, I], Awaitable[ToolOutcome]]]:
    """Register what carries out a tool; it is named like its function and described by its input."""

    def register(
        run: Callable[[Using, I], Awaitable[ToolOutcome]],
    ) -> Callable[[Using, I], Awaitable[ToolOutcome]]:
        its = [specs()[name] for name in actions]
        outside = any(spec.effects is Effects.OUTSIDE for spec in its)
        made = Tool(
            name=run.__name__,
            description=" ".join((cls.__doc__ or "").split()),
            schema=schema_of(cls),
            actions=actions,
            risk=max((spec.risk for spec in its), key=_RISKS.index),
            effects=Effects.OUTSIDE if outside else Effects.INSIDE,
            needs=tuple(needs) or actions,
        )
        _known[made.name] = Known(made, cls, run)
        return run

    return register


def known() -> dict[str, Known]:
    """Every tool by name."""
    return _known


def input_of(known: Known, given: dict[str, Any]) -> Input:
    """The input of a tool; raises `invalid_action` that says what is wrong and what was expected."""
    return decode(known.tool.name, known.input, given)
