"""The tabs that were closed and can come back: where they stood, and what they were."""

from __future__ import annotations

from collections.abc import Callable

from lattice.tui.session import TabKey, TabState

#: Tabs that are remembered.
MOST_CLOSED = 20


class Closed:
    """The newest come back first."""

    def __init__(self) -> None:
        self._shut: list[tuple[int, TabState]] = []

    def note(self, at: int, state: TabState) -> None:
        """A tab was closed that stood there."""
        self._shut = [*self._shut, (at, state)][-MOST_CLOSED:]

    def take(self, fits: Callable[[TabKey], bool]) -> tuple[int, TabState] | None:
        """The tab that was closed last and can be opened; None when there is none."""
        while self._shut:
            at, state = self._shut.pop()
            if fits(state.key):
                return at, state
        return None
