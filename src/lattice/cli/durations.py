"""Spans of time as people write them: `7d`, `12h`, `30m`."""

from __future__ import annotations

import re

from lattice.model.errors import LatticeError, Stage

_SPAN = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,3})?)\s*(m|h|d|w)\Z")
_DAYS = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0}


def days(text: str) -> float:
    """A span of time in days; raises `usage`."""
    found = _SPAN.match(text.strip().lower())
    if found is None:
        raise LatticeError(
            "usage",
            f"{text!r} is no span of time.",
            "Write a number with m, h, d or w behind it, such as 7d or 12h.",
            stage=Stage.CONSTRAINTS,
        )
    return float(found[1]) * _DAYS[found[2]]
