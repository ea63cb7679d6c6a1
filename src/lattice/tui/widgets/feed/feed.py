"""The feed: the last change in one line; click it for the stream of them."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from lattice.model.events import Event
from lattice.tui.literal import one_line
from lattice.tui.words import feed_words, local_clock


class Together:
    """What belongs together: the events of one change, or of the changes of one group."""

    def __init__(self, event: Event) -> None:
        self.first = event
        """The first that is about a row; those like it are counted."""
        self.whole: dict[str, int] = {}
        """How many a change has, by its id, where the log said so: no event of it counts besides."""
        self._rows: dict[str, set[str | None]] = {event.change_id: {event.row_id}}

    def take(self, event: Event) -> bool:
        """Take in an event; whether it belongs here."""
        ours = (self.first.group_id or self.first.change_id) == (event.group_id or event.change_id)
        rows = event.op.startswith("row.")
        if not ours or (rows and event.table_id != self.first.table_id):
            return False
        if rows and not self.first.op.startswith("row."):
            self.first, self._rows = event, {}
        if (event.op, event.table_id) == (self.first.op, self.first.table_id):
            self._rows.setdefault(event.change_id, set()).add(event.row_id)
        return True

    @property
    def count(self) -> int:
        """How many there are like the first."""
        met = {change: len(rows) for change, rows in self._rows.items()}
        return sum({**met, **self.whole}.values())


class Feed(Static):
    """The line above the footer."""

    class Opened(Message):
        """The stream is wanted, or to be folded."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._together: Together | None = None

    def show(self, events: tuple[Event, ...], *, count: int = 0) -> None:
        """Tell the newest of these events; `count` says how many its change has, when more than these."""
        if not events:
            return
        for event in events:
            if self._together is None or not self._together.take(event):
                self._together = Together(event)
        last, together = events[-1], self._together
        if together is None:
            return
        if count:
            together.whole[last.change_id] = count
        clock, words = local_clock(last.at), feed_words(last, together.first, together.count)
        self.update(Content.assemble((clock, "$text-muted"), " ", words), layout=False)

    def say(self, words: str, at: str) -> None:
        """Tell something that is no change, such as that somebody came."""
        self._together = None
        self.update(Content.assemble((local_clock(at), "$text-muted"), " ", one_line(words)), layout=False)

    def show_empty(self) -> None:
        """Say what will stand here."""
        self.update(Content.styled("What you and others change is told here.", "$text-muted"), layout=False)

    def on_click(self) -> None:
        """Open the stream, or fold it."""
        self.post_message(self.Opened())
