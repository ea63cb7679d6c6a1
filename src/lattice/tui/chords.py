"""Keys of two strokes, such as `g t`: a binding whose key has a space in it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.binding import ActiveBinding
from textual.events import Key

from lattice.tui.widgets.second_strokes import SecondStrokes

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

#: How long the second stroke may take while what it can be is not in sight.
PATIENCE_S = 1.5
#: Quiet time after which it is shown what the second stroke can be: who knows it never sees the list.
SHOWN_AFTER_S = 0.5


class Chords:
    """Remembers the first stroke of an app until the second comes."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._first = ""
        self._since = 0.0
        self._soon: Timer | None = None
        self._list: SecondStrokes | None = None
        """What the second stroke can be, once it was put up."""

    async def take(self, event: Key) -> bool:
        """Whether the key was a stroke of a chord, and has been dealt with."""
        stroke = event.character if event.character and event.is_printable else event.key
        first, self._first = self._first, ""
        listed = self._shut()
        if first and (listed or monotonic() - self._since < PATIENCE_S):
            if await self.run(f"{first} {stroke}"):
                return True
            if listed:
                return True  # it was to be one of the list
        if self._typing() or not self._begins(stroke, event.key):
            return False
        self._first, self._since = stroke, monotonic()
        self._soon = self._app.set_timer(SHOWN_AFTER_S, self._show)
        return True

    async def run(self, chord: str) -> bool:
        """Do what a chord is bound to; False when it is bound to nothing here."""
        self._first = ""  # a click on the list is a second stroke, too
        bound = self._active().get(chord)
        if bound is None or not bound.enabled:
            return False
        await self._app.run_action(bound.binding.action, bound.node)
        return True

    def _show(self) -> None:
        """Show what the second stroke can be."""
        self._soon = None
        if self._first and not self._typing() and self._app.screen_stack:
            self._list = SecondStrokes(self._first)
            self._app.screen.mount(self._list)

    def _shut(self) -> bool:
        """Take the list away; whether it was in sight of who pressed a key."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        shown, self._list = self._list, None
        if shown is None or not shown.is_attached:
            return False
        shown.remove()
        return shown.screen is self._app.screen

    def _begins(self, stroke: str, key: str) -> bool:
        active = self._active()
        return key not in active and any(bound.startswith(f"{stroke} ") for bound in active)

    def _typing(self) -> bool:
        """Whether letters go into a text."""
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("g", "g")

    def _active(self) -> dict[str, ActiveBinding]:
        return self._app.screen.active_bindings if self._app.screen_stack else {}
