"""A request in the form of the Messages API, with the places where the service's cache is cut."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from lattice.assistant.provider.events import Request, SystemPart
from lattice.assistant.provider.thinking import asked_to_think

#: The service takes no more in one request.
MOST_BREAKPOINTS = 4
#: Of those for the system prompt, which comes after the tools and covers them.
_FOR_SYSTEM = 2
_MARK: dict[str, Any] = {"type": "ephemeral"}
#: Blocks that cannot be cut behind.
_UNMARKED = ("thinking", "redacted_thinking")


def body_of(request: Request, accepted: frozenset[str], unwelcome: Set[str]) -> dict[str, Any]:
    """The arguments of `messages.create`.

    `accepted` is what the model takes as `thinking.type`. Thinking goes back only within the turn it belongs
    to: newer models refuse it once anything before it has changed, and from turn to turn the schema in the
    system prompt does. Where its signature (or data) is among `unwelcome` it is left out as well, because the
    service refused it once.
    """
    body: dict[str, Any] = {
        "model": request.model,
        "max_tokens": request.max_tokens,
        "messages": _messages(request.messages, unwelcome),
        **asked_to_think(accepted, request.thinking_tokens, request.max_tokens),
    }
    if system := [part for part in request.system if part.text.strip()]:
        body["system"] = _system(system)
    if request.tools:
        body["tools"] = [dict(tool) for tool in request.tools]
        if not request.may_call:
            body["tool_choice"] = {"type": "none"}
        if not any(part.cache for part in system):
            body["tools"][-1]["cache_control"] = _MARK
    return body


def _system(parts: list[SystemPart]) -> list[dict[str, Any]]:
    kept = [n for n, part in enumerate(parts) if part.cache][-_FOR_SYSTEM:]
    return [
        {"type": "text", "text": part.text} | ({"cache_control": _MARK} if n in kept else {})
        for n, part in enumerate(parts)
    ]


def _messages(messages: tuple[dict[str, Any], ...], unwelcome: Set[str]) -> list[dict[str, Any]]:
    begins = _turn_begins(messages)
    said = [
        {"role": m["role"], "content": _content(m["content"], None if n < begins else unwelcome)}
        for n, m in enumerate(messages)
    ]
    said = [message for message in said if message["content"]]
    people = [n for n, message in enumerate(said) if message["role"] == "user"]
    # behind the newest message, and where the request before this one was cut: the service looks back from a
    # cut for what it keeps, but not over many blocks, and one round of parallel calls has many
    for n in people[-2:]:
        _mark(said[n]["content"])
    return said


def _turn_begins(messages: tuple[dict[str, Any], ...]) -> int:
    """The number of the last message that brings something new, and not only what calls came to."""
    for n in range(len(messages) - 1, -1, -1):
        content = messages[n]["content"]
        if messages[n]["role"] == "user" and (
            isinstance(content, str) or not any(block["type"] == "tool_result" for block in content)
        ):
            return n
    return 0


def _content(content: str | list[dict[str, Any]], unwelcome: Set[str] | None) -> list[dict[str, Any]]:
    """The blocks of a message that are sent; without any thinking where `unwelcome` is None."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}] if content.strip() else []
    return [
        {key: value for key, value in block.items() if key != "cache_control"}
        for block in content
        if not (block["type"] in _UNMARKED and (unwelcome is None or seal_of(block) in unwelcome))
        and not (block["type"] == "text" and not block["text"].strip())
    ]


def _mark(blocks: list[dict[str, Any]]) -> None:
    for n in range(len(blocks) - 1, -1, -1):
        if blocks[n]["type"] not in _UNMARKED:
            blocks[n] = {**blocks[n], "cache_control": _MARK}
            return


def seal_of(block: dict[str, Any]) -> str:
    """What tells one block of thinking from all others."""
    return str(block.get("signature") or block.get("data") or block.get("thinking", ""))


def seals(messages: tuple[dict[str, Any], ...]) -> frozenset[str]:
    """Of all thinking in a conversation."""
    return frozenset(
        seal_of(block)
        for message in messages
        if not isinstance(message["content"], str)
        for block in message["content"]
        if block["type"] in _UNMARKED
    )
