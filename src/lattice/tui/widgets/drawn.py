"""A drawing that scrolls, one box of which has the cursor: by key, by mouse, painted line by line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lattice.tui.keys import bind
from lattice.tui.widgets.drawing import INKS, Drawing, Ink, Piece, strip_of
from lattice.tui.widgets.walking import step

#: Cells around the box under the cursor that stay in sight, so that one sees where its lines go.
_AROUND = Spacing(2, 2, 2, 2)


class Plan(NamedTuple):
    """Where everything stands for one size of the widget."""

    size: tuple[int, int]
    """Cells that the drawing takes."""
    spots: dict[str, Region]
    """What the cursor can be on, in the order of reading."""


class Drawn(ScrollView, can_focus=True):
    """A drawing with a cursor; what is drawn is made by those who extend it."""

    COMPONENT_CLASSES = set(INKS)
    BINDINGS = [
        bind("graph.open", "open"),
        bind("graph.left", "step(-1, 0)"),
        bind("graph.right", "step(1, 0)"),
        bind("graph.up", "step(0, -1)"),
        bind("graph.down", "step(0, 1)"),
        bind("graph.next", "turn(1)"),
        bind("graph.previous", "turn(-1)"),
        bind("graph.first", "end(0)"),
        bind("graph.last", "end(-1)"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on something else."""

        id: str

    @dataclass
    class Opened(Message):
        """What is under the cursor is to be opened."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.here = ""
        """What the cursor is on; something that is not there is the first."""
        self._plan: tuple[Size, Plan] | None = None
        self._lines: list[list[tuple[int, Piece]]] | None = None
        self._inks: dict[Ink, Style] = {}

    # --- what those who extend it say ---

    def plan_for(self, room: Size) -> Plan:
        """Where everything stands in this much room."""
        return Plan((0, 0), {})

    def draw(self, here: str) -> Drawing:
        """What is drawn as it was last arranged, with the cursor on something."""
        return Drawing()

    def tied(self, here: str) -> Collection[str]:
        """What the keys prefer to go to from there."""
        return ()

    # --- what is drawn ---

    def redraw(self) -> None:
        """What is shown is another: arrange and draw it anew; the cursor stays where it is, if it can."""
        self._plan = None
        self._repaint()
        if self.size:
            self.virtual_size = Size(*self.plan.size)

    @property
    def plan(self) -> Plan:
        """Where everything stands now."""
        room = self.container_size or self.size
        if self._plan is None or self._plan[0] != room:
            self._plan = room, self.plan_for(room)
        return self._plan[1]

    @property
    def current(self) -> str:
        """What the cursor is on; empty when nothing is drawn."""
        spots = self.plan.spots
        return self.here if self.here in spots else next(iter(spots), "")

    def _repaint(self) -> None:
        self._lines = None
        self.refresh()

    def on_resize(self) -> None:
        """Another size has another arrangement."""
        self.redraw()
        self.call_after_refresh(self.show_cursor)

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self._inks.clear()

    def on_focus(self) -> None:
        """The cursor is stronger where keys go."""
        self._inks.clear()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is calmer elsewhere."""
        self._inks.clear()
        self.refresh()

    def _ink(self, ink: Ink) -> Style:
        if (known := self._inks.get(ink)) is None:
            known = self._inks[ink] = self.get_component_rich_style(f"drawing--{ink}")
        return known

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        if self._lines is None:
            self._lines = self.draw(self.current).finish() if self.plan.spots else []
        left, top = self.scroll_offset
        pieces = self._lines[top + y] if top + y < len(self._lines) else []
        strip = strip_of(pieces, max(self.plan.size[0], left + self.size.width), self._ink, self.rich_style)
        return strip.crop(left, left + self.size.width)

    # --- keys ---

    def go(self, id_: str) -> None:
        """Put the cursor on something, and that into sight."""
        if id_ != self.here:
            self.here = id_
            self._repaint()
            self.post_message(self.Moved(id_))
        self.show_cursor()

    def show_cursor(self) -> None:
        """Bring what the cursor is on into sight."""
        if spot := self.plan.spots.get(self.current):
            self.scroll_to_region(spot, spacing=_AROUND, animate=False, force=True)

    def action_step(self, x: int, y: int) -> None:
        """To the nearest in a direction; where there is none, on or back in the order of reading."""
        now = self.current
        if (found := step(self.plan.spots, now, x, y, self.tied(now))) is not None:
            self.go(found)
        else:
            self.action_turn(x + y)

    def action_turn(self, by: int) -> None:
        """To the next in the order of reading, around the ends."""
        names = list(self.plan.spots)
        if names:
            self.go(names[(names.index(self.current) + by) % len(names)])

    def action_end(self, at: int) -> None:
        """To the first or the last."""
        if names := list(self.plan.spots):
            self.go(names[at])

    def action_open(self) -> None:
        """Open what is under the cursor."""
        if self.current:
            self.post_message(self.Opened(self.current))

    # --- mouse ---

    def on_click(self, event: events.Click) -> None:
        """A click chooses, a double click opens."""
        at = event.get_content_offset(self)
        if at is None:
            return
        x, y = at + self.scroll_offset
        spot = next((id_ for id_, spot in self.plan.spots.items() if spot.contains(x, y)), None)
        if spot is None:
            return
        self.go(spot)
        if event.button == 1 and event.chain == 2:
            self.post_message(self.Opened(spot))
