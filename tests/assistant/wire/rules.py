"""What the service refuses: the rules of the Messages API that a client breaks most easily."""

from __future__ import annotations

import hashlib
import json
from typing import Any

MOST_BREAKPOINTS = 4
#: Models that decide by themselves whether they think, and take no tool by force.
_NEWER = ("claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5", "claude-fable-5", "claude-mythos-5")


def wrong(body: dict[str, Any]) -> str:
    """What is wrong with a request, as the service says it; empty when nothing is."""
    for name in ("model", "messages", "max_tokens"):
        if name not in body:
            return f"{name}: Field required"
    if not isinstance(body["max_tokens"], int) or body["max_tokens"] < 1:
        return "max_tokens: must be greater than or equal to 1"
    if not body["messages"]:
        return "messages: at least one message is required"
    for rule in (_newer, _thinking, _breakpoints, _tools, _messages):
        if problem := rule(body):
            return problem
    return ""


def _newer(body: dict[str, Any]) -> str:
    if not str(body["model"]).startswith(_NEWER):
        return ""
    thinking = (body.get("thinking") or {}).get("type")
    if thinking in ("enabled", "disabled"):
        return f'"thinking.type.{thinking}" is not supported for this model.'
    if (body.get("tool_choice") or {}).get("type") in ("any", "tool"):
        return "tool_choice: forced tool use is not supported for this model."
    if any(body.get(name) is not None for name in ("temperature", "top_p", "top_k")):
        return "`temperature`, `top_p` and `top_k` are not supported for this model."
    return ""


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


def _messages(body: dict[str, Any]) -> str:
    messages = body["messages"]
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


def bound_to(body: dict[str, Any], before: int) -> str:
    """The signature of thinking that comes after so many messages of a conversation."""
    said = [{"role": m["role"], "content": blocks(m)} for m in body["messages"][:before]]
    prefix = _unmarked([body.get("system"), body.get("tools"), said])
    return "bound-" + hashlib.sha256(json.dumps(prefix, sort_keys=True).encode()).hexdigest()[:24]


def unbound(body: dict[str, Any]) -> str:
    """What newer models say when anything before a block of thinking has changed since they wrote it."""
    for n, message in enumerate(body["messages"]):
        for m, block in enumerate(blocks(message)):
            signature = str(block.get("signature", ""))
            if signature.startswith("bound-") and signature != bound_to(body, n):
                return (
                    f"messages.{n}.content.{m}: Invalid `signature` in `thinking` block. "
                    "The block is bound to a different conversation. Remove the block, or set "
                    '`thinking.block_binding.prefix_mismatch_behavior` to "drop_block".'
                )
    return ""


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unmarked(one) for key, one in value.items() if key != "cache_control"}
    return [_unmarked(one) for one in value] if isinstance(value, list) else value
