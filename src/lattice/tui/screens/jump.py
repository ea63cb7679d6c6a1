"""Jump mode: a letter on every pane; pressing it goes there."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from lattice.tui.keys import bind

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@runtime_checkable
class JumpTarget(Protocol):
    """A widget that wants a letter of its own; other widgets that can be focused get one too."""

    jump_letter: str
    """The letter it would like."""


class Target(NamedTuple):
    """A widget with its letter."""

    letter: str
    widget: Widget


def targets(screen: Screen[Any]) -> list[Target]:
    """Every widget on screen that takes the focus, with a letter for each."""
    found = [
        widget
        for widget in screen.focus_chain
        if widget.display and widget.region.area and screen.region.overlaps(widget.region)
    ]
    wishes = {w.jump_letter for w in found if isinstance(w, JumpTarget)}
    free = iter([letter for letter in _LETTERS if letter not in wishes])
    taken: set[str] = set()
    lettered: list[Target] = []
    for widget in found:
        letter = widget.jump_letter if isinstance(widget, JumpTarget) else next(free, "")
        if letter and letter not in taken:
            taken.add(letter)
            lettered.append(Target(letter, widget))
    return lettered


class JumpScreen(ModalScreen[None]):
    """Letters over the screen below."""

    CSS_PATH = "../styles/jump.tcss"
    BINDINGS = [
        bind("dialog.cancel", "app.pop_screen"),
    ]

    def __init__(self, found: list[Target]) -> None:
        super().__init__()
        self._targets = {target.letter: target.widget for target in found}

    def compose(self) -> ComposeResult:
        """A label at the corner of each."""
        for letter, widget in self._targets.items():
            label = Static(Content(f" {letter} "), classes="jump-letter")
            label.offset = widget.region.offset
            yield label
        yield Static("press a letter · esc back", id="jump-hint")

    def on_key(self, event: events.Key) -> None:
        """Go to what has the letter."""
        widget = self._targets.get(event.character or "")
        if widget is None:
            return
        event.stop()
        self.dismiss(None)
        self.app.call_later(widget.focus)
