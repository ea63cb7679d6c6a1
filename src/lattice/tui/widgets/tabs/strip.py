"""The line of tabs: click one to go there, its × or the middle button to close it, drag it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from lattice.tui.widgets.tabs.layout import Placed, place


class TabStrip(Widget):
    """One line with the titles of the open tabs."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"tab--active", "tab--beside", "tab--idle", "tab--hover", "tab--rest"}

    @dataclass
    class Chosen(Message):
        """A tab is wanted in front."""

        index: int

    @dataclass
    class Closed(Message):
        """A tab is to be closed."""

        index: int

    @dataclass
    class Moved(Message):
        """A tab is to stand elsewhere."""

        index: int
        to: int

    @dataclass
    class MenuWanted(Message):
        """What can be done with a tab is asked."""

        index: int
        at: Offset
        """On the screen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._titles: tuple[str, ...] = ()
        self._active = 0
        self._beside = -1
        self._held: int | None = None
        """The tab that the mouse holds."""
        self._dragged = False
        self._hover: int | None = None
        self._placed: list[Placed] = []

    def show(self, titles: Sequence[str], active: int, beside: int = -1) -> None:
        """Show these titles; `beside` is the tab that is in sight next to the active one."""
        if (tuple(titles), active, beside) != (self._titles, self._active, self._beside):
            self._titles, self._active, self._beside = tuple(titles), active, beside
            self.refresh()

    @property
    def placed(self) -> Sequence[Placed]:
        """The tabs in sight."""
        return self._placed

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
            style = self.get_component_rich_style(f"tab--{self._look(tab.number)}")
            segments.append(Segment(tab.text, style))
        more = bool(self._placed) and self._placed[-1].number < len(self._titles) - 1
        strip = Strip(segments)
        if more:
            strip = Strip([*strip.crop(0, width - 2), Segment(" ›", rest)])
        return strip.adjust_cell_length(width, rest)

    def jump_spots(self) -> list[tuple[Offset, Callable[[], object]]]:
        """Where each tab in sight begins on the screen, and what brings it to the front."""
        x, y = self.region.offset
        return [
            (Offset(x + tab.start, y), partial(self.post_message, self.Chosen(tab.number)))
            for tab in self._placed
        ]

    def _look(self, number: int) -> str:
        if number in (self._active, self._beside):
            return "active" if number == self._active else "beside"
        return "hover" if number == self._hover else "idle"

    def _at(self, x: int) -> Placed | None:
        return next((tab for tab in self._placed if tab.start <= x < tab.end), None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a tab."""
        tab = self._at(event.x)
        self._dragged = False
        if event.button == 1 and tab is not None:
            self._held = tab.number
            self.capture_mouse()

    def on_mouse_up(self) -> None:
        """Let it go where it is."""
        if self._held is not None:
            self._held = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Go to a tab, or close it; the arrows at the ends go one further."""
        tab = self._at(event.x)
        if self._dragged:
            return
        if tab is None:
            if event.x < 2 and self._active:
                self.post_message(self.Chosen(self._active - 1))
            return
        if event.button == 3:
            event.stop()
            self.post_message(self.MenuWanted(tab.number, event.screen_offset))
        elif event.button == 2 or (event.x in (tab.close, tab.close + 1) and event.button == 1):
            self.post_message(self.Closed(tab.number))
        elif event.button == 1:
            last_shown = self._placed[-1].number < len(self._titles) - 1 and event.x >= self.size.width - 2
            self.post_message(self.Chosen(tab.number + 1 if last_shown else tab.number))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Light up the tab under the mouse; one that is held takes its place."""
        tab = self._at(event.x)
        if self._held is not None and tab is not None and tab.number != self._held:
            # by one cell from the far side only, so that a short tab does not jump to and fro over a long one
            held = next((t for t in self._placed if t.number == self._held), None)
            size = held.end - held.start if held else 0
            onward = tab.number > self._held
            if event.x >= tab.end - size if onward else event.x < tab.start + size:
                self.post_message(self.Moved(self._held, tab.number))
                self._held, self._dragged = tab.number, True
            return
        hover = tab.number if tab else None
        if hover != self._hover:
            self._hover = hover
            self.refresh()

    def on_leave(self) -> None:
        """Nothing is under the mouse."""
        self._hover = None
        self.refresh()
