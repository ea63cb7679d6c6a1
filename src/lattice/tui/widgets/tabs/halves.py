"""Where the panes stand: one that fills the room, or two side by side with an edge between them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lattice.tui.widgets.splitter import Splitter

#: Fewest cells of one half; where there is less room only the tab in front is shown.
LEAST_HALF = 24


class Halves(Horizontal):
    """All panes that were built; one or two of them are shown."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Widget | None = None
        self._right: Widget | None = None
        self._front: Widget | None = None
        self.share = 0
        """Of the left one, in thousandths; 0 for half."""

    def compose(self) -> ComposeResult:
        """What is said without any, and the edge."""
        yield Static("", id="no-tab", markup=False)
        yield Splitter(id="split-edge")

    def say_nothing_open(self, words: Content) -> None:
        """What stands there without panes."""
        self.query_one("#no-tab", Static).update(words)

    def show(self, left: Widget | None, right: Widget | None = None, *, front: Widget | None = None) -> None:
        """Show one pane, or two; `front` is the one that stays where there is no room for both."""
        self._left, self._right, self._front = left, right, front or left
        edge = self.query_one("#split-edge", Splitter)
        if left is not None and right is not None:
            children = list(self.children)
            if not children.index(left) < children.index(edge) < children.index(right):
                self.move_child(left, before=edge)
                self.move_child(right, after=edge)
        self.lay_out()

    @property
    def both(self) -> bool:
        """Whether two are in sight."""
        return self._right is not None and self.query_one("#split-edge").display

    def lay_out(self) -> None:
        """Give each its room."""
        two = self._left is not None and self._right is not None and not self._narrow
        shown = (self._left, self._right) if two else (self._front,)
        for child in self.children:
            if isinstance(child, Splitter):
                child.display = two
            elif child.id == "no-tab":
                child.display = self._left is None
            else:
                child.display = child in shown
                child.styles.width = child.styles.min_width = None
        if two and self._left is not None and self._right is not None:
            share = min(max(self.share or 500, 50), 950)
            self._left.styles.width = f"{share}fr"
            self._right.styles.width = f"{1000 - share}fr"
            for half in (self._left, self._right):
                half.styles.min_width = LEAST_HALF

    @property
    def _narrow(self) -> bool:
        return self.has_class("alone") or 0 < self.size.width < 2 * LEAST_HALF + 1

    def on_resize(self) -> None:
        """There may be room for both now, or no longer."""
        if self._right is not None:
            self.lay_out()

    def push(self, by: int) -> None:
        """Move the edge by so many cells; `share` says where it stands then."""
        if self._left is None or self.size.width <= 2 * LEAST_HALF:
            return
        room = self.size.width - 1
        width = min(max(self._left.size.width + by, LEAST_HALF), room - LEAST_HALF)
        self.share = round(width * 1000 / room)
        self.lay_out()
