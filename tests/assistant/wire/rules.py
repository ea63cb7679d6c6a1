"""What the service refuses: the rules of the Messages API that a client breaks most easily."""

from __future__ import annotations

from typing import Any

MOST_BREAKPOINTS = 4


def wrong(body: dict[str, Any]) -> str:
    """What is wrong with a request, as the service says it; empty when nothing is."""
    for name in ("model", "messages", "max_tokens"):
        if name not in body:
            return f"{name}: Field required"
    if not isinstance(body["max_tokens"], int) or body["max_tokens"] < 1:
        return "max_tokens: must be greater than or equal to 1"
    if not body["messages"]:
        return "messages: at least one message is required"
    return _thinking(body) or _breakpoints(body) or _tools(body) or _messages(body["messages"])


def _thinking(body: dict[str, Any]) -> str:
    thinking = body.get("thinking") or {}
    if thinking.get("type") != "enabled":
        return ""
    budget = thinking.get("budget_tokens", 0)
    if budget < 1024:
        return "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"
    if budget >= body["max_tokens"]:
        return "`max_tokens` must be greater than `thinking.budget_tokens`"
    return ""


def _breakpoints(body: dict[str, Any]) -> str:
    found = marked(body)
    if found > MOST_BREAKPOINTS:
        return f"A maximum of 4 blocks with cache_control may be provided. Found {found}."
    return ""


def marked(value: Any) -> int:
    """How many breakpoints of the cache stand in a request."""
    if isinstance(value, dict):
        return ("cache_control" in value) + sum(marked(v) for v in value.values())
    if isinstance(value, list):
        return sum(marked(v) for v in value)
    return 0


def _tools(body: dict[str, Any]) -> str:
    names = [tool.get("name", "") for tool in body.get("tools", [])]
    for n, tool in enumerate(body.get("tools", [])):
        name = names[n]
        if not (0 < len(name) <= 128 and all(c.isascii() and (c.isalnum() or c in "_-") for c in name)):
            return f"tools.{n}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'"
        if tool.get("input_schema", {}).get("type") != "object":
            return f"tools.{n}.custom.input_schema.type: Input should be 'object'"
    return "tools: Tool names must be unique." if len(set(names)) != len(names) else ""


def _messages(messages: list[dict[str, Any]]) -> str:
    if messages[0].get("role") != "user":
        return 'messages: first message must use the "user" role'
    open_calls: set[str] = set()
    for n, message in enumerate(messages):
        if message.get("role") not in ("user", "assistant"):
            return f"messages.{n}.role: Input should be 'user' or 'assistant'"
        said = blocks(message)
        if not said or any(b["type"] == "text" and not b["text"].strip() for b in said):
            return f"messages.{n}: text content blocks must be non-empty"
        if broken := _results(n, message, said, open_calls):
            return broken
        open_calls = {b["id"] for b in said if b["type"] == "tool_use"}
    if open_calls:
        return _unanswered(len(messages) - 1, open_calls)
    if messages[-1]["role"] == "assistant":
        return (
            "This model does not support assistant message prefill. "
            "The conversation must end with a user message."
        )
    return ""


def _results(n: int, message: dict[str, Any], said: list[dict[str, Any]], open_calls: set[str]) -> str:
    answered = [b["tool_use_id"] for b in said if b["type"] == "tool_result"]
    if message["role"] == "assistant":
        return _unanswered(n - 1, open_calls) if open_calls else ""
    if len(answered) != len(set(answered)):
        return f"messages.{n}: each tool_use must have a single result"
    strange = [one for one in answered if one not in open_calls]
    if strange:
        return (
            f"messages.{n}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {strange[0]}. "
            "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
        )
    missing = open_calls - set(answered)
    return _unanswered(n - 1, missing) if missing else ""


def _unanswered(n: int, missing: set[str]) -> str:
    return (
        f"messages.{n}: `tool_use` ids were found without `tool_result` blocks immediately after: "
        f"{', '.join(sorted(missing))}"
    )


def blocks(message: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in a message, as blocks."""
    content = message.get("content") or []
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)
