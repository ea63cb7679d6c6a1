"""The list that every pane of lines uses: vim keys beside the arrows, literal text, more at its end."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from lattice.tui.keys import bind
from lattice.tui.widgets.marked import MarkedList


class Lines(MarkedList):
    """An option list that moves with j and k and says when its end comes into sight."""

    BINDINGS = [
        bind("list.down", "cursor_down"),
        bind("list.up", "cursor_up"),
        bind("list.first", "first"),
        bind("list.last", "last"),
    ]

    @dataclass
    class EndNear(Message):
        """The cursor is close to the last line."""

        lines: Lines

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    class Moved(Message):
        """The cursor stands on another line, which may be worth keeping."""

        def can_replace(self, message: Message) -> bool:
            """Only that it moved matters."""
            return isinstance(message, Lines.Moved)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._wished: str | None = None

    def wish(self, option_id: str) -> None:
        """Where the cursor was before the lines are there: whoever fills them asks for `highlighted_id`."""
        self._wished = option_id

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell when the end comes near, beside what an option list does."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            self._wished = None
            self.post_message(self.Moved())
        if highlighted is not None and highlighted >= self.option_count - 5:
            self.post_message(self.EndNear(self))

    def on_click(self, event: events.Click) -> None:
        """Other buttons than the first only go to a line: what a menu is about."""
        if event.button != 1:
            event.prevent_default()
            at = event.style.meta.get("option")
            if isinstance(at, int) and at < self.option_count:
                self.highlighted = at

    @property
    def highlighted_id(self) -> str | None:
        """Id of the line under the cursor; before there are lines, of the one that it was on."""
        if self.highlighted is None:
            return self._wished
        if self.highlighted >= self.option_count:
            return None
        return self.get_option_at_index(self.highlighted).id

    def highlight_id(self, option_id: str | None) -> bool:
        """Put the cursor on the line with that id; False when there is none."""
        for index in range(self.option_count):
            if option_id is not None and self.get_option_at_index(index).id == option_id:
                self.highlighted = index
                return True
        return False
