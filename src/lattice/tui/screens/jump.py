"""Jump mode: a letter on every pane, tab, part and piece that can be pressed; pressing it goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from lattice.tui.keys import bind
from lattice.tui.modal import Modal

#: Panes have the letters under the fingers first, tabs the digits, and what is left the rest.
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_DIGITS = "1234567890"
_REST = _LETTERS.upper()
#: Pieces that do something when they are clicked and never have the focus.
_PRESSED = ".spot, .part, #feed"


@runtime_checkable
class JumpTarget(Protocol):
    """A widget that wants a letter of its own; other widgets that can be focused get one too."""

    jump_letter: str
    """The letter it would like."""


@runtime_checkable
class JumpSpots(Protocol):
    """A widget with several places to go to, each with a digit or a letter."""

    def jump_spots(self) -> Iterable[tuple[Offset, Callable[[], object]]]:
        """Where each stands on the screen, and what goes there."""
        ...


@runtime_checkable
class _Pressed(Protocol):
    def on_click(self) -> None: ...


class Target(NamedTuple):
    """A place with its letter."""

    letter: str
    at: Offset
    """Where the letter stands on the screen."""
    go: Callable[[], object]
    widget: Widget


def targets(screen: Screen[Any]) -> list[Target]:
    """Every place on screen that one can go to, with a letter for each, as far as there are letters."""
    found = [widget for widget in screen.focus_chain if _in_sight(screen, widget)]
    wishes = {w.jump_letter for w in found if isinstance(w, JumpTarget)}
    free = [letter for letter in _LETTERS if letter not in wishes]
    lettered: list[Target] = []
    taken: set[str] = set()

    def put(pool: Iterable[str], at: Offset, go: Callable[[], object], widget: Widget) -> None:
        letter = next((letter for letter in pool if letter not in taken), "")
        if letter:
            taken.add(letter)
            lettered.append(Target(letter, at, go, widget))

    for widget in found:
        pool = widget.jump_letter if isinstance(widget, JumpTarget) else free
        put(pool, widget.region.offset, widget.focus, widget)
    for widget in screen.query("*"):
        if isinstance(widget, JumpSpots) and _in_sight(screen, widget):
            for at, go in widget.jump_spots():
                put((*_DIGITS, *free, *_REST), at, go, widget)
    for widget in screen.query(_PRESSED):
        if isinstance(widget, _Pressed) and _in_sight(screen, widget):
            put((*free, *_REST), widget.region.offset, widget.on_click, widget)
    return lettered


def _in_sight(screen: Screen[Any], widget: Widget) -> bool:
    return bool(widget.is_on_screen and widget.region.area and screen.region.overlaps(widget.region))


class JumpScreen(Modal[None]):
    """Letters over the screen below."""

    CSS_PATH = "../styles/jump.tcss"
    BINDINGS = [
        bind("dialog.cancel", "cancel"),
    ]

    def __init__(self, found: list[Target]) -> None:
        super().__init__()
        self._targets = {target.letter: target for target in found}

    def compose(self) -> ComposeResult:
        """A label at the corner of each."""
        for target in self._targets.values():
            label = Static(Content(f" {target.letter} "), classes="jump-letter")
            label.offset = target.at
            yield label
        yield Static("press a letter · esc back", id="jump-hint")

    def action_cancel(self) -> None:
        """Go nowhere; only this screen is closed, whatever came over it."""
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Go to what has the letter."""
        target = self._targets.get(event.character or "")
        if target is None:
            return
        event.stop()
        self.dismiss(None)
        self.app.call_later(target.go)

    def on_click(self, event: events.Click) -> None:
        """A click on a letter is as good; one beside them goes back."""
        at = event.screen_offset
        inside = (t for t in self._targets.values() if t.at.y == at.y and t.at.x <= at.x < t.at.x + 3)
        target = next(inside, None)
        self.dismiss(None)
        if target is not None:
            self.app.call_later(target.go)
