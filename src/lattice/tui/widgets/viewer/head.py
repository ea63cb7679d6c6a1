"""What stands over a file: the ways to show it, what it is, and what has to be known before one reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from lattice.model.files import File
from lattice.tui.literal import fit_cells
from lattice.tui.widgets.markdown.lines import cells
from lattice.tui.widgets.viewer.details import facts, warnings
from lattice.tui.widgets.viewer.modes import Mode

_SIGNS = {"error": "✗", "warning": "⚠", "muted": "·"}


class Head(Widget):
    """One line with the ways, and a line for each warning. One widget: a dozen would cost 50 ms to mount."""

    COMPONENT_CLASSES = {
        "head--mode",
        "head--current",
        "head--rest",
        "head--error",
        "head--warning",
        "head--muted",
    }

    @dataclass
    class Picked(Message):
        """A way to show the file is wanted."""

        mode: Mode

    def __init__(self) -> None:
        super().__init__()
        self._modes: Sequence[Mode] = ()
        self._current: Mode | None = None
        self._facts = ""
        self._warnings: list[tuple[str, str]] = []

    def show(self, file: File, modes: Sequence[Mode], current: Mode) -> None:
        """Say what the file is and how it is shown."""
        self._modes, self._current, self._facts = modes, current, facts(file)
        self._warn(warnings(file))

    def refuse(self, words: str) -> None:
        """Say why there is nothing to see."""
        self._warn([(words, "error")])

    def _warn(self, found: list[tuple[str, str]]) -> None:
        if len(found) != len(self._warnings):
            self.styles.height = 1 + len(found)
        self._warnings = found
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The ways with the facts at the right; then the warnings."""
        width = self.size.width
        if y:
            words, tone = self._warnings[y - 1] if y <= len(self._warnings) else ("", "muted")
            text = fit_cells(f"  {_SIGNS[tone]} {words}", width)
            return Strip([Segment(text, self.get_component_rich_style(f"head--{tone}"))], width)
        styles = [
            self.get_component_rich_style("head--current" if mode is self._current else "head--mode")
            for mode in self._modes
        ]
        found = [Segment(" ", self.get_component_rich_style("head--rest"))]
        found += [Segment(f" {mode} ", style) for mode, style in zip(self._modes, styles, strict=True)]
        room = width - sum(cells(segment.text) for segment in found) - 1
        words = self._facts
        while words and cells(words) > room - 2:
            words = words.rpartition(" · ")[0]  # the least telling ones stand last
        text = f"{fit_cells(words, room, right=True)} " if room > 0 else " "
        return Strip([*found, Segment(text, self.get_component_rich_style("head--rest"))]).crop(0, width)

    def on_click(self, event: events.Click) -> None:
        """Show it in the way that was clicked."""
        at = 1
        for mode in self._modes:
            if event.y == 0 and at <= event.x < at + len(mode) + 2:
                event.stop()
                self.post_message(self.Picked(mode))
            at += len(mode) + 2
