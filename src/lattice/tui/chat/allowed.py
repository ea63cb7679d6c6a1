"""Which models a workspace's policy allows."""

from __future__ import annotations

from collections.abc import Sequence


def allowed(model: str, patterns: Sequence[str]) -> bool:
    """Whether a model may be asked: all when nothing is named; a final `*` stands for any ending."""
    if not patterns:
        return True
    return any(model.startswith(p[:-1]) if p.endswith("*") else model == p for p in patterns)
