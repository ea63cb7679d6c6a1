"""A request that arrived, with what tests ask of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import msgspec

from tests.assistant.wire.rules import blocks, marked


class Asked(msgspec.Struct):
    """One request."""

    n: int
    """From 1, in the order of arrival, of its path."""
    method: str
    path: str
    headers: dict[str, str]
    """By names in lower case. A name that came twice has both values, with a comma."""
    body: dict[str, Any]
    at: float
    """When it was whole, by the clock of the server's loop."""
    left_at: float | None = None
    """When the client closed the connection before the answer was whole."""
    gone: asyncio.Event = msgspec.field(default_factory=asyncio.Event)
    """Set once the connection is closed, by whichever side."""

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body.get("messages", []))

    @property
    def system(self) -> str:
        """The whole system prompt."""
        said = self.body.get("system") or ""
        return said if isinstance(said, str) else "\n".join(part["text"] for part in said)

    @property
    def tools(self) -> list[str]:
        """The names of the tools."""
        return [tool["name"] for tool in self.body.get("tools", [])]

    @property
    def said(self) -> str:
        """The words of the last message, without results of tools."""
        return "\n".join(b["text"] for b in blocks(self.messages[-1]) if b["type"] == "text")

    @property
    def results(self) -> dict[str, str]:
        """What calls came to, by their ids, as far as the last message says so."""
        found = [b for b in blocks(self.messages[-1]) if b["type"] == "tool_result"]
        return {b["tool_use_id"]: _text(b.get("content", "")) for b in found}

    @property
    def failures(self) -> dict[str, str]:
        """Of `results` those that are marked as errors."""
        found = [b for b in blocks(self.messages[-1]) if b["type"] == "tool_result" and b.get("is_error")]
        return {b["tool_use_id"]: _text(b.get("content", "")) for b in found}

    @property
    def breakpoints(self) -> int:
        """How many breakpoints of the cache it has."""
        return marked(self.body)

    @property
    def size(self) -> int:
        """Tokens, roughly."""
        return len(json.dumps(self.body, ensure_ascii=False)) // 4


def _text(content: str | list[dict[str, Any]]) -> str:
    return content if isinstance(content, str) else "\n".join(b.get("text", "") for b in content)
