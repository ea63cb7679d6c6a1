"""The line of tabs: click one to go there, its × or the middle button to close it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from lattice.tui.widgets.tabs.layout import Placed, place


class TabStrip(Widget):
    """One line with the titles of the open tabs."""

    COMPONENT_CLASSES = {"tab--active", "tab--idle", "tab--hover", "tab--rest"}

    @dataclass
    class Chosen(Message):
        """A tab is wanted in front."""

        index: int

    @dataclass
    class Closed(Message):
        """A tab is to be closed."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles: tuple[str, ...] = ()
        self._active = 0
        self._hover: int | None = None
        self._placed: list[Placed] = []

    def show(self, titles: Sequence[str], active: int) -> None:
        """Show these titles."""
        if (tuple(titles), active) != (self._titles, self._active):
            self._titles, self._active = tuple(titles), active
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The only line."""
        width = self.size.width
        if y:
            return Strip.blank(width)
        rest = self.get_component_rich_style("tab--rest")
        self._placed = place(self._titles, self._active, width)
        segments: list[Segment] = []
        if self._placed and self._placed[0].start:
            segments.append(Segment("‹ ", rest))
        for tab in self._placed:
            name = (
                "active" if tab.number == self._active else "hover" if tab.number == self._hover else "idle"
            )
            segments.append(Segment(tab.text, self.get_component_rich_style(f"tab--{name}")))
        more = bool(self._placed) and self._placed[-1].number < len(self._titles) - 1
        strip = Strip(segments)
        if more:
            strip = Strip([*strip.crop(0, width - 2), Segment(" ›", rest)])
        return strip.adjust_cell_length(width, rest)

    def _at(self, x: int) -> Placed | None:
        return next((tab for tab in self._placed if tab.start <= x < tab.end), None)

    def on_click(self, event: events.Click) -> None:
        """Go to a tab, or close it; the arrows at the ends go one further."""
        tab = self._at(event.x)
        if tab is None:
            if event.x < 2 and self._active:
                self.post_message(self.Chosen(self._active - 1))
            return
        if event.button == 2 or (event.x in (tab.close, tab.close + 1) and event.button == 1):
            self.post_message(self.Closed(tab.number))
        elif event.button == 1:
            last_shown = self._placed[-1].number < len(self._titles) - 1 and event.x >= self.size.width - 2
            self.post_message(self.Chosen(tab.number + 1 if last_shown else tab.number))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up the tab under the mouse and tell its whole title."""
        tab = self._at(event.x)
        hover = tab.number if tab else None
        if hover != self._hover:
            self._hover = hover
            self.refresh()

    def on_leave(self) -> None:
        """Nothing is under the mouse."""
        self._hover = None
        self.refresh()
