"""Waits for the key that somebody wants, and says why one cannot be it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from lattice.tui.key_names import key_name
from lattice.tui.keys import KEYS, split_keys
from lattice.tui.pressing import strokes
from lattice.tui.screens.dialogs import Dialog


class Catch(Widget, can_focus=True):
    """Takes every key for itself, but the one that always quits."""

    class Caught(Message):
        """A key was pressed, or two strokes, in the notation of the settings."""

        def __init__(self, pressed: str) -> None:
            super().__init__()
            self.pressed = pressed

    def __init__(self) -> None:
        super().__init__()
        self._first = ""

    def render(self) -> Content:
        """What is waited for."""
        return Content(f"{key_name(self._first)} …" if self._first else "press the key")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """All of them."""
        return True

    def on_key(self, event: events.Key) -> None:
        """One stroke; where it begins keys of two strokes, the second is waited for."""
        event.stop()
        event.prevent_default()
        stroke = event.character if event.character and event.is_printable and event.key != "space" else ""
        if event.key == "escape":
            self._first = ""
            self.post_message(self.Caught("escape"))
        elif self._first:
            pressed, self._first = f"{self._first} {stroke or event.key}", ""
            self.post_message(self.Caught(pressed))
        elif stroke and any(begins(stroke, key.keys) for key in KEYS):
            self._first = stroke
        else:
            self.post_message(self.Caught(event.key))
        self.refresh()


def begins(stroke: str, keys: str) -> bool:
    """Whether a stroke is the first of two in some of these keys."""
    return any(len(strokes(one)) == 2 and strokes(one)[0] == stroke for one in split_keys(keys))


class CatchScreen(Dialog[str | None]):
    """The answer is what was pressed and may be; None when it was left."""

    CSS_PATH = ["../../styles/dialogs.tcss", "../../styles/settings.tcss"]
    HELP = "Press the key you want. esc goes back; ^q quits, whatever is bound."

    catch = getters.query_one(Catch)

    def __init__(self, what: str, check: Callable[[str], str]) -> None:
        super().__init__()
        self._what, self._check = what, check

    def compose(self) -> ComposeResult:
        """What it is for, the place that takes keys, why one cannot be."""
        with Vertical(classes="dialog") as box:
            box.border_title = Content(f"The key for {self._what}")
            box.border_subtitle = "esc back"
            yield Catch()
            yield Static("", classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """Keys go to the one place."""
        self.catch.focus()

    def on_catch_caught(self, event: Catch.Caught) -> None:
        """Take it, or say what is wrong with it."""
        event.stop()
        if event.pressed == "escape":
            self.dismiss(None)
        elif problem := self._check(event.pressed):
            self.query_one(".problem", Static).update(Content(problem))
        else:
            self.dismiss(event.pressed)

    def on_button_pressed(self) -> None:
        """Leave it."""
        self.dismiss(None)
