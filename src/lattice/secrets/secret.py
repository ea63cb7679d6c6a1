"""A text that must not be seen: no repr, no format, no pickle, no JSON shows it."""

from __future__ import annotations

import hmac
from typing import NoReturn

#: Shorter secrets show nothing of themselves: four characters of them would be too many.
_LEAST_FOR_ENDING = 20
HIDDEN = "•••"


class Secret:
    """A key, token or passphrase. Only `reveal` gives it away, so that every use can be searched for."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; for the call that needs it, never for words."""
        return self._value

    @property
    def ending(self) -> str:
        """`…` and the last four characters, for people to tell keys apart; `…` alone of short ones."""
        return f"…{self._value[-4:]}" if len(self._value) >= _LEAST_FOR_ENDING else "…"

    def scrub(self, text: str) -> str:
        """`text` without this secret, for words that came from elsewhere."""
        return text.replace(self._value, HIDDEN) if self._value else text

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(
            self._value.encode("utf-8", "surrogatepass"), other._value.encode("utf-8", "surrogatepass")
        )

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return format(HIDDEN, spec)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not copied into anything that can be written")
