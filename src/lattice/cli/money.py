"""Money and tokens as people read and write them; kept in millionths of a US dollar."""

from __future__ import annotations

import re

from lattice.model.chat import Usage
from lattice.model.errors import LatticeError, Stage

_MILLION = 1_000_000
_DOLLARS = re.compile(r"\$?(\d{1,9})(?:\.(\d{1,6}))?\Z")
_TOKENS = re.compile(r"(\d{1,12})([km]?)\Z", re.IGNORECASE)
_SCALE = {"": 1, "k": 1_000, "m": _MILLION}
#: What a bound is called that binds nothing.
UNBOUND = "none"


def dollars(millionths: int) -> str:
    """`$12.30`, and of less than a cent so much that it is seen: `$0.0042`."""
    if 0 < millionths < 10_000:
        return f"${max(millionths, 100) / _MILLION:.4f}"
    return f"${millionths / _MILLION:,.2f}"


def parse_dollars(text: str) -> int:
    """Millionths of a dollar from `2`, `2.50`, `$2.50` or `none`; raises `invalid_value`."""
    plain = text.strip().replace(",", "")
    if plain.lower() == UNBOUND:
        return 0
    found = _DOLLARS.match(plain)
    if found is None:
        raise _wrong(text, "an amount in US dollars", "2.50")
    return int(found[1]) * _MILLION + int((found[2] or "").ljust(6, "0"))


def parse_tokens(text: str) -> int:
    """A number of tokens from `200000`, `200,000`, `200k` or `none`; raises `invalid_value`."""
    plain = text.strip().replace(",", "").replace("_", "")
    if plain.lower() == UNBOUND:
        return 0
    found = _TOKENS.match(plain)
    if found is None:
        raise _wrong(text, "a number of tokens", "200000 or 200k")
    return int(found[1]) * _SCALE[found[2].lower()]


def _wrong(text: str, what: str, example: str) -> LatticeError:
    return LatticeError(
        "invalid_value",
        f"{text!r} is not {what}.",
        f"Write {example}; {UNBOUND} is without bound.",
        stage=Stage.CONSTRAINTS,
    )


def usage_words(usage: Usage) -> str:
    """`1,204 tokens · $0.01`."""
    return f"{usage.tokens:,} token{'' if usage.tokens == 1 else 's'} · {dollars(usage.cost)}"
