"""What a check of a workspace found."""

from __future__ import annotations

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """What one check found."""

    name: str
    """Of the check: `file`, `format`, `permissions`, `counts`, `search`, `log`, `rows`, `audit`, …"""
    ok: bool
    message: str
    hint: str = ""
    """What to do; empty when it is well."""
    repaired: bool = False
    """Whether it was wrong and is mended now."""


def mark_of(*, ok: bool, repaired: bool, hint: str) -> str:
    """In one word how it is: `note` is nothing wrong, but something that one may want to do."""
    if ok:
        return "note" if hint else "ok"
    return "mended" if repaired else "WRONG"
