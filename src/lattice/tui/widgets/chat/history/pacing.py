"""When what streams in is shown: the first piece at once, the rest ten times a second at most."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.timer import Timer

from lattice.assistant.events import Said, Thought

#: Time between two looks at what streams in, in seconds.
FLUSH_S = 0.1
#: How many times as long as showing it took the pause after it is at least.
CALM = 8


class Pacing:
    """Gathers pieces of text until they are shown together."""

    def __init__(
        self,
        show: Callable[[list[Said | Thought]], None],
        later: Callable[[float, Callable[[], None]], Timer],
    ) -> None:
        """`show` takes in what was gathered; `later` calls back after some seconds."""
        self._show = show
        self._later = later
        self._pending: list[Said | Thought] = []
        self._shown_at, self._pause = 0.0, FLUSH_S
        self._timer: Timer | None = None

    def add(self, event: Said | Thought) -> None:
        """A piece came."""
        self._pending.append(event)
        wait = self._shown_at + self._pause - monotonic()
        if wait <= 0:
            self.flush()
        elif self._timer is None:
            self._timer = self._later(wait, self.flush)

    def flush(self) -> None:
        """Show what has come since the last time."""
        self._stop()
        pending, self._pending = self._pending, []
        if not pending:
            return
        begun = monotonic()
        self._show(_joined(pending))
        self._shown_at = monotonic()
        self._pause = max(FLUSH_S, CALM * (self._shown_at - begun))

    def clear(self) -> None:
        """Let go of what has come."""
        self._stop()
        self._pending.clear()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def _joined(pieces: list[Said | Thought]) -> list[Said | Thought]:
    """The pieces, those of one kind that follow each other made one."""
    found: list[Said | Thought] = []
    texts: list[str] = []
    for at, piece in enumerate(pieces):
        texts.append(piece.text)
        if at + 1 == len(pieces) or type(pieces[at + 1]) is not type(piece):
            found.append(type(piece)("".join(texts)))
            texts.clear()
    return found
