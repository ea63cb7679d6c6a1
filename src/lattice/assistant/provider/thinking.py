"""How each model is asked to think, or not to: which settings it takes differs by model.

The table says what the documentation of the models says (platform.claude.com, migration guides of Sonnet 5.5,
Opus 5.5 and Opus 5, October 2026); what the service lists about a model is better and comes first.
"""

from __future__ import annotations

from typing import Any

#: Values of `thinking.type` that models take, by how their names begin; the first that fits holds.
ACCEPTED: tuple[tuple[str, frozenset[str]], ...] = (
    ("claude-sonnet-5-5", frozenset({"adaptive", "between_tools"})),
    ("claude-opus-5-5", frozenset({"adaptive"})),
    ("claude-opus-5", frozenset({"adaptive", "disabled"})),
    ("claude-sonnet-5", frozenset({"adaptive", "disabled"})),
    ("claude-opus-4-8", frozenset({"adaptive"})),
    ("claude-opus-4-7", frozenset({"adaptive"})),
    ("claude-opus-4-6", frozenset({"adaptive", "enabled", "disabled"})),
    ("claude-sonnet-4-6", frozenset({"adaptive", "enabled", "disabled"})),
    ("claude-opus-4", frozenset({"enabled", "disabled"})),
    ("claude-sonnet-4", frozenset({"enabled", "disabled"})),
    ("claude-haiku-4", frozenset({"enabled", "disabled"})),
    ("claude-3-7", frozenset({"enabled", "disabled"})),
    ("claude-3", frozenset()),
    ("claude-", frozenset({"adaptive"})),
)
#: The least budget that the service takes.
LEAST_BUDGET = 1024


def accepted_by(model: str) -> frozenset[str]:
    """What a model takes, as far as its name says; nothing for names that are not Claude's."""
    return next((accepted for start, accepted in ACCEPTED if model.startswith(start)), frozenset())


def asked_to_think(accepted: frozenset[str], tokens: int, max_tokens: int) -> dict[str, Any]:
    """The part of a request that says how much to think.

    The words of the thinking are always asked for: newer models leave them out by default, and with them what
    they say between calls of tools.
    """
    if tokens <= 0:
        return _asked_not_to(accepted)
    if "adaptive" in accepted:
        return {"thinking": {"type": "adaptive", "display": "summarized"}}
    if "enabled" in accepted and max_tokens > LEAST_BUDGET:
        budget = min(max(tokens, LEAST_BUDGET), max_tokens - 1)
        return {"thinking": {"type": "enabled", "budget_tokens": budget}}
    return {}


def _asked_not_to(accepted: frozenset[str]) -> dict[str, Any]:
    for kind in ("between_tools", "disabled"):
        if kind in accepted:
            return {"thinking": {"type": kind}}
    if "adaptive" in accepted:
        # it cannot be turned off here: as little as there is
        return {"output_config": {"effort": "low"}}
    return {}
