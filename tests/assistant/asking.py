"""Asking a provider, and what came of it, for tests of the assistant."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any, TypeVar

from lattice.assistant.provider import (
    BlockDone,
    DoneBlock,
    Provider,
    ProviderEvent,
    Request,
    ResponseDone,
    ResponseStarted,
    Restarted,
    SystemPart,
    TextDelta,
    ThinkingDelta,
    ToolInputDelta,
)

_T = TypeVar("_T")

TOOL = {"name": "row_list", "description": "Rows.", "input_schema": {"type": "object"}}


def a_request(*messages: dict[str, Any], model: str = "claude-sonnet-5-5", **more: Any) -> Request:
    """A small request."""
    said = messages or ({"role": "user", "content": "How many?"},)
    return Request(model, (SystemPart("You are helpful.", cache=True),), said, (TOOL,), **more)


async def events_of(provider: Provider, request: Request | None = None) -> list[ProviderEvent]:
    """All that one request brings."""
    async with aclosing(provider.stream(request or a_request())) as events:
        return [event async for event in events]


def of(events: list[ProviderEvent], kind: type[_T]) -> list[_T]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def kept(events: list[ProviderEvent]) -> list[ProviderEvent]:
    """What is left when void responses are thrown away."""
    last = max((n for n, event in enumerate(events) if isinstance(event, Restarted)), default=-1)
    return events[last + 1 :]


def blocks(events: list[ProviderEvent]) -> list[DoneBlock]:
    """The whole blocks that hold."""
    return [event.block for event in of(kept(events), BlockDone)]


def streamed(events: list[ProviderEvent]) -> dict[tuple[str, int], str]:
    """The deltas that hold, put together by kind and block."""
    together: dict[tuple[str, int], str] = {}
    for event in kept(events):
        match event:
            case TextDelta(text=text, index=n):
                key, part = ("text", n), text
            case ThinkingDelta(text=text, index=n):
                key, part = ("thinking", n), text
            case ToolInputDelta(partial_json=text, index=n):
                key, part = ("input", n), text
            case _:
                continue
        together[key] = together.get(key, "") + part
    return together


def done(events: list[ProviderEvent]) -> ResponseDone:
    """The end of the response, of which there is one, at the end."""
    assert isinstance(events[-1], ResponseDone)
    assert len(of(events, ResponseDone)) == 1
    assert isinstance(next(e for e in kept(events) if type(e).__name__ != "Retrying"), ResponseStarted)
    return events[-1]
