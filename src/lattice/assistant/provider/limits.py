"""How long the service is waited for, and how often it is asked."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one response, in seconds where nothing else is said."""

    connect_s: float = 10
    """Until the connection stands."""
    silence_s: float = 60
    """Between two bytes; the service sends a ping now and then while a model thinks."""
    reply_s: float = 600
    """From asking to the end of one answer."""
    tries: int = 5
    first_wait_s: float = 1
    """Before the second try at most; doubles with each. The wait itself is drawn between none and that, so
    that many who were refused together do not come back together."""
    most_wait_s: float = 30
    most_asked_wait_s: float = 60
    """A wait that the service asks for is kept up to here; a longer one is told to the person instead."""

    def wait_s(self, attempt: int, drawn: float) -> float:
        """How long to wait after a failed try, from 1, with a number drawn from [0, 1)."""
        return drawn * min(self.most_wait_s, self.first_wait_s * float(2 ** (attempt - 1)))


LIMITS = Limits()
