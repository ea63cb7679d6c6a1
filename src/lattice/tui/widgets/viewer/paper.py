"""The paper: a document under a window that moves over it, as far as anybody looks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from lattice.tui.keys import bind
from lattice.tui.widgets.markdown.lines import Match, Place
from lattice.tui.widgets.markdown.sheet import Sheet
from lattice.tui.widgets.viewer.following import follow_at, open_link, walk_links
from lattice.tui.widgets.viewer.leaf import Leaf
from lattice.tui.widgets.viewer.painter import Painter
from lattice.tui.widgets.viewer.walking import selected
from lattice.tui.work import start

#: Lines of the last page that stay in sight when one turns to the next.
OVERLAP = 2
#: Quiet time before what comes next is laid out.
AHEAD_S = 0.04


class Paper(Sheet, can_focus=True):
    """Shows a leaf and moves over it; what is looked for is marked, links can be walked."""

    BINDINGS = [
        bind("viewer.down", "lines(1)"),
        bind("viewer.up", "lines(-1)"),
        bind("viewer.left", "sideways(-8)"),
        bind("viewer.right", "sideways(8)"),
        bind("viewer.page_down", "pages(1)"),
        bind("viewer.page_up", "pages(-1)"),
        bind("viewer.first", "first"),
        bind("viewer.last", "last"),
        bind("viewer.next_link", "walk_links(1)"),
        bind("viewer.previous_link", "walk_links(-1)"),
        bind("viewer.open_link", "open_link"),
    ]

    @dataclass
    class LinkOpened(Message):
        """A link is to be followed."""

        target: str

    def __init__(self, moved: Callable[[], None] = lambda: None) -> None:
        """`moved` is called when another stretch of the document comes into sight."""
        super().__init__()
        self._moved = moved
        self._ahead: Timer | None = None
        self.leaf: Leaf | None = None
        self.matches: Sequence[Match] = ()
        """What is looked for, in order."""
        self.here_match = -1
        """Which match keys are on."""
        self.here_link: tuple[int, int] | None = None
        """Section and number of the link that keys are on."""
        self.at_end = False
        """Whether the end was asked for: what is added then stays in sight."""
        self.with_mouse = False
        """Whether the mouse was ever here, so that text may be selected with it."""
        self._painter = Painter(self)
        self._complete = True
        """Whether what is in sight is as it should be; what is read then is for later."""

    # --- what it shows ---

    @property
    def gutter_width(self) -> int:
        """Cells at the left that belong to no text."""
        return self.leaf.gutter if self.leaf is not None else 0

    @property
    def place(self) -> Place:
        """Where in the document the screen begins."""
        return self.leaf.place_at(self.top) if self.leaf is not None else Place(0, 0)

    @property
    def below(self) -> int:
        """How many lines below its place the screen begins: lines that only adorn have none."""
        return max(0, self.top - self.leaf.line_of(self.place)) if self.leaf is not None else 0

    def show(self, leaf: Leaf, place: Place | None = None, *, below: int = 0) -> None:
        """Show a document, from some lines below a place on."""
        self.leaf = leaf
        self.matches, self.here_match, self.here_link, self.at_end = (), -1, None, False
        self.scroll_to(x=0, y=0, animate=False, force=True)
        self._fit()
        if place is not None and place != Place(0, 0):
            self.go_to(place, above=-below)
        else:
            self._settle(0)
            self.refresh()

    def _fit(self) -> None:
        if self.leaf is not None and self.room.width:
            self.leaf.fit(self.room.width)

    def _settle(self, top: int) -> int:
        """Make sure of the lines from `top` on and tell the scroll bars; where that line is now."""
        if self.leaf is None or not self.room.height:
            return top
        top = self.leaf.settle(max(0, top), self.room.height)
        self.tell_size()
        work = self.leaf.load(top, self.room.height)
        self._complete = work is None or self.leaf.ready(
            top, min(self.leaf.height, top + self.room.height) - 1
        )
        if work is not None:
            start(self, self._load(work), group="load")
        else:
            if self._ahead is not None:
                self._ahead.stop()
            self._ahead = self.set_timer(AHEAD_S, self._look_ahead)
        return top

    def _look_ahead(self) -> None:
        """Lay out what comes next while nobody waits; what is in sight stays where it is."""
        if self.leaf is None or not self.room.height:
            return
        rows = self.room.height
        self.leaf.settle(self.top + rows, rows)
        top = self.leaf.settle_before(self.top, rows)
        # the scroll bars hear of it with the next key: telling them now would draw the screen again
        if top != self.top:
            self.tell_size()
            self.scroll_to(y=top, animate=False, force=True)

    async def _load(self, work: AsyncIterator[None]) -> None:
        async for _ in work:
            if self.leaf is not None and not self._complete:
                self._complete = self._is_complete()
                self.leaf.settle(self.top, self.room.height)
                self.tell_size()
                self.refresh()
                self._moved()
        if self.at_end and self.top != max(0, self._end_top()):
            self.action_last()  # what came is longer or shorter than was guessed

    def _is_complete(self) -> bool:
        """Whether all lines in sight are here, in their colours."""
        if self.leaf is None:
            return True
        bottom = min(self.leaf.height, self.top + self.room.height) - 1
        return self.leaf.ready(self.top, bottom)

    def tell_size(self) -> None:
        """Tell the scroll bars how much there is."""
        if self.leaf is not None:
            width = self.leaf.width + self.gutter_width if self.leaf.width else 0
            self.tell_extent(width, self.leaf.height)

    def grown(self) -> None:
        """The document has more at its end; the place stays, or the end when one is there."""
        self.tell_size()
        if self.at_end:
            self.action_last()
        else:
            self._settle(self.top)
        self.refresh()

    # --- where it is ---

    def scroll_lines(self, top: int) -> None:
        """Have a line stand first on the screen, as far as there are lines below it."""
        if self.leaf is None:
            return
        top = self._settle(max(0, min(top, self.leaf.height - 1)))
        self.scroll_to(y=min(top, max(0, self.leaf.height - self.room.height)), animate=False, force=True)
        self._moved()

    def go_to(self, place: Place, *, above: int = 0) -> None:
        """Show a place of the document, with some lines above it; what is not here is read first."""
        start(self, self._go_to(place, above), group="go")

    async def _go_to(self, place: Place, above: int) -> None:
        if self.leaf is None:
            return
        self.at_end = False
        line = await self.leaf.seek(place)
        line = self.leaf.settle_before(line, above)
        self.scroll_lines(line - above)
        self.refresh()

    def shows(self, place: Place) -> bool:
        """Whether a place is in sight now."""
        if self.leaf is None:
            return False
        line = self.leaf.line_of(place)
        return self.top <= line < self.top + self.room.height

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what comes into sight, however it was scrolled."""
        top = round(new_value)
        settled = self._settle(top)
        super().watch_scroll_y(old_value, new_value)
        if settled != top and round(self.scroll_target_y) == top:
            self.scroll_to(y=settled, animate=False, force=True)
        self._moved()

    def on_resize(self) -> None:
        """Lay out for the new width; the place stays."""
        if self.leaf is None:
            return
        place = self.leaf.place_at(self.top)
        self._fit()
        line = self.leaf.line_of(place)
        self.scroll_lines(line)
        self.refresh()

    # --- keys ---

    def action_lines(self, by: int) -> None:
        """Up or down."""
        self.at_end = False
        if by < 0 and self.leaf is not None:
            self.scroll_lines(self.leaf.settle_before(self.top, -by) + by)
        else:
            self.scroll_lines(self.top + by)

    def action_pages(self, by: int) -> None:
        """A screen up or down."""
        self.action_lines(by * max(1, self.room.height - OVERLAP))

    def action_sideways(self, by: int) -> None:
        """To the left or right."""
        self.scroll_to(x=max(0, round(self.scroll_target_x) + by), animate=False, force=True)

    def action_first(self) -> None:
        """To the beginning."""
        self.at_end = False
        self.scroll_lines(0)

    def action_last(self) -> None:
        """To the end, and stay there while more is added."""
        self.at_end = True
        self.scroll_lines(self._end_top())

    def _end_top(self) -> int:
        """The line that stands first on the screen when the last one stands last, as far as is known."""
        rows = self.room.height
        return self.leaf.settle_before(self.leaf.height, rows) - rows if self.leaf is not None else 0

    def on_mouse_scroll_up(self) -> None:
        """Who turns back with the mouse leaves the end, too."""
        self.at_end = False

    def action_walk_links(self, by: int) -> None:
        """To the next link, or the one before; past the last one the focus goes on."""
        walk_links(self, by)

    def action_open_link(self) -> None:
        """Follow the link that keys are on."""
        open_link(self)

    def follow_at(self, x: int, y: int) -> bool:
        """Follow the link under a cell of the screen; False when there is none."""
        return follow_at(self, x, y)

    def on_enter(self) -> None:
        """The mouse came: from now on lines say where they are in the text."""
        if not self.with_mouse:
            self.with_mouse = True
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Follow a link."""
        if self.follow_at(event.x, event.y):
            event.stop()

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the visible area."""
        at = self.scroll_offset.y + y
        if self.leaf is None or at >= self.leaf.height:
            return Strip.blank(self.room.width, self.rich_style)
        line = self.leaf.line(at)
        return self._painter.strip(at, line, self.leaf.number(at), self.leaf.section_at(at))

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what the mouse went over."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse went over."""
        return (selected(self.leaf, selection, self.gutter_width), "\n") if self.leaf is not None else None
