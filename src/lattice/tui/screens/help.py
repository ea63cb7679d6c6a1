"""What has focus and what it is for, its keys, then those of everywhere: made from the bindings that act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from lattice.tui.keys import GROUPS, bind
from lattice.tui.possible import Possible, possible
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.screens.laying import turn_keys
from lattice.tui.widgets.lists import Lines

#: Over the keys that are pressed just as what was typed.
PRESSED = "This key"


class HelpScreen(Dialog[None]):
    """What can be pressed here; typing narrows it."""

    CSS_PATH = "../styles/palette.tcss"

    BINDINGS = [bind("help.panel", "panel")]

    lines = getters.query_one(Lines)
    words = getters.query_one(Input)

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._below = below
        self._keys = possible(below)
        self._about = about_focus(below)

    def compose(self) -> ComposeResult:
        """The field that narrows, and the keys in groups."""
        with Vertical(classes="dialog", id="help") as box:
            box.border_title = "Keys"
            beside = f"{self._panel_key} beside the work · " if self.check_action("panel", ()) else ""
            box.border_subtitle = Content(f"esc back · {beside}other keys: My settings (,)")
            if self._about:
                yield Static(Content(self._about), id="help-about")
            yield Input(placeholder="what do you want to do?")
            yield Lines()

    def on_mount(self) -> None:
        """Show all."""
        self._fill("")

    @property
    def _panel_key(self) -> str:
        return self.app.get_key_display(bind("help.panel", "panel"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys stay in sight beside a workbench alone."""
        from lattice.tui.screens.workbench import WorkbenchScreen

        return action != "panel" or isinstance(self._below, WorkbenchScreen)

    def action_panel(self) -> None:
        """Keep the keys in sight beside the work, or shut the panel that does."""
        from lattice.tui.screens.workbench import WorkbenchScreen

        if isinstance(self._below, WorkbenchScreen):
            self.dismiss(None)
            self._below.call_after_refresh(turn_keys, self._below)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._fill(event.value.strip().casefold())

    def _fill(self, words: str) -> None:
        self.lines.clear_options()
        group = None
        for title, key in found(self._keys, words):
            if title != group:
                group = title
                gap = "\n" if self.lines.option_count else ""
                shown = Content.assemble(gap, (title, "bold $text-primary"))
                self.lines.add_option(Option(shown, disabled=True))
            self.lines.add_option(Option(self._line(key)))
        if not self.lines.option_count:
            self.lines.add_option(Option(Content("Nothing here does that."), disabled=True))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.lines.focus()

    def _line(self, key: Possible) -> Content:
        says = key.tooltip or key.description
        wide = self.app.size.width >= 120
        return Content.assemble(
            (key.shown.rjust(12), "bold $footer-key-foreground"),
            "  ",
            key.description.ljust(14),
            (says if says != key.description else "", "$text-muted"),
            (f"  {key.id}" if wide else "", "$text-muted"),
        )


def found(keys: Sequence[Possible], words: str) -> list[tuple[str, Possible]]:
    """What has the words in it, each under the title of its group; first what is pressed just so.

    Keys of two strokes are written with a space or without; `words` are casefolded.
    """
    pressed = _strokes(words)
    just_so = [key for key in keys if pressed and pressed in map(_strokes, key.shown.split(", "))]
    others = [
        key
        for key in keys
        if key not in just_so and words in f"{key.description} {key.tooltip} {key.id} {key.shown}".casefold()
    ]
    return [*((PRESSED, key) for key in just_so), *((GROUPS.get(key.group, "Here"), key) for key in others)]


def _strokes(shown: str) -> str:
    return shown.replace(" ", "").casefold()


def about_focus(screen: Screen[Any]) -> str:
    """What the nearest part around the focus says it is for; empty where none says so."""
    node: DOMNode | None = screen.focused or screen
    while node is not None and node is not screen.app:
        if said := type(node).__dict__.get("HELP"):
            return " ".join(said.split())
        node = node.parent if isinstance(node.parent, DOMNode) else None
    return ""
