"""Keys of two strokes, such as `g t`: a binding whose key has a space in it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.binding import ActiveBinding
from textual.events import Key

if TYPE_CHECKING:
    from textual.app import App

#: How long the second stroke may take.
PATIENCE_S = 1.5


class Chords:
    """Remembers the first stroke of an app until the second comes."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._first = ""
        self._since = 0.0

    async def take(self, event: Key) -> bool:
        """Whether the key was a stroke of a chord, and has been dealt with."""
        stroke = event.character if event.character and event.is_printable else event.key
        first, self._first = self._first, ""
        if first and monotonic() - self._since < PATIENCE_S and await self.run(f"{first} {stroke}"):
            return True
        if self._typing() or not self._begins(stroke, event.key):
            return False
        self._first, self._since = stroke, monotonic()
        return True

    async def run(self, chord: str) -> bool:
        """Do what a chord is bound to; False when it is bound to nothing here."""
        bound = self._active().get(chord)
        if bound is None or not bound.enabled:
            return False
        await self._app.run_action(bound.binding.action, bound.node)
        return True

    def _begins(self, stroke: str, key: str) -> bool:
        active = self._active()
        return key not in active and any(bound.startswith(f"{stroke} ") for bound in active)

    def _typing(self) -> bool:
        """Whether letters go into a text."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("g", "g")

    def _active(self) -> dict[str, ActiveBinding]:
        return self._app.screen.active_bindings if self._app.screen_stack else {}
