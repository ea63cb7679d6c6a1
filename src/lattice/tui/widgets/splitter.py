"""The edge between two parts of the screen: drawn along by the mouse, or by keys while it has the focus."""

from __future__ import annotations

from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from lattice.tui.keys import bind


class Splitter(Widget):
    """One cell between two parts; upright between left and right, level between above and below.

    It has the focus only while someone moves it by keys, so that tab does not stop at every edge.
    """

    BINDINGS = [
        bind("edge.less", "push(-1)"),
        bind("edge.more", "push(1)"),
        bind("edge.much_less", "push(-8)"),
        bind("edge.much_more", "push(8)"),
        bind("edge.reset", "reset"),
        bind("edge.next", "next"),
        bind("edge.done", "done"),
    ]
    HELP = "An edge. The arrows move it, 0 puts it back, tab goes to the next edge, enter is done."
    COMPONENT_CLASSES = {"splitter--line", "splitter--held"}
    ALLOW_SELECT = False

    @dataclass
    class Moved(Message):
        """It is to stand at another place."""

        splitter: Splitter
        by: int
        """Cells to the right or down from where it stands."""

    @dataclass
    class Reset(Message):
        """It is to go back to where the style sheet has it."""

        splitter: Splitter

    @dataclass
    class Left(Message):
        """No keys are wanted any more; `onward` when the next edge has them now."""

        splitter: Splitter
        onward: bool = False

    def __init__(self, *, level: bool = False, id: str | None = None) -> None:
        super().__init__(id=id, classes="level" if level else "upright")
        self.level = level
        self._held = False
        self.tooltip = "Drag to resize; twice: as it was"

    def hold(self) -> None:
        """Take the keys."""
        self.can_focus = True
        self.focus()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line; a heavy one while it is moved, which shows without colour."""
        held = self._held or self.has_focus
        glyph = ("━" if held else "─") if self.level else ("┃" if held else "│")
        style = self.get_component_rich_style("splitter--held" if held else "splitter--line")
        return Strip([Segment(glyph * self.size.width, style)], self.size.width)

    def on_blur(self) -> None:
        """Someone else has the keys."""
        self.can_focus = False
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold."""
        if event.button == 1:
            event.stop()
            self._held = True
            self.capture_mouse()
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw it along; how far is reckoned from where it stands, so that no move is counted twice."""
        if self._held:
            event.stop()
            by = event.screen_y - self.region.y if self.level else event.screen_x - self.region.x
            if by:
                self.post_message(self.Moved(self, by))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._held:
            event.stop()
            self._held = False
            self.release_mouse()
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Twice: back to where it was."""
        event.stop()
        if event.chain == 2:
            self.post_message(self.Reset(self))

    def action_push(self, by: int) -> None:
        """Move by so many cells."""
        self.post_message(self.Moved(self, by))

    def action_reset(self) -> None:
        """Back to where the style sheet has it."""
        self.post_message(self.Reset(self))

    def action_next(self) -> None:
        """To the next edge."""
        self.post_message(self.Left(self, onward=True))

    def action_done(self) -> None:
        """It stands well."""
        self.post_message(self.Left(self))
