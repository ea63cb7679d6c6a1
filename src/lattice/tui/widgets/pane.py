"""What every tab's contents are: a pane that wakes when it comes to the front and hears of changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from textual import on
from textual.containers import Vertical
from textual.message import Message

from lattice.actions import Outcome
from lattice.ingest.portion import EVERYTHING, Portion
from lattice.model.events import Change
from lattice.tui.bench import Bench
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabState
from lattice.tui.widgets.lists import Lines

_numbers = count(1)
#: Under which name a pane keeps the line that its cursor is on.
CURSOR = "line"


class Spot(NamedTuple):
    """A place in what a tab shows."""

    at: int | None = None
    """Of a file: a character of its text."""
    find: str = ""
    """Words to be marked."""
    edit: bool = False
    """Whether it is opened to be written in."""


#: Where a tab begins.
BEGINNING = Spot()


class Pane(Vertical):
    """The contents of one tab."""

    @dataclass
    class OpenTab(Message):
        """Something is wanted in a tab of its own."""

        key: TabKey
        spot: Spot = BEGINNING

    @dataclass
    class Inspect(Message):
        """A row came under the cursor; `open` when the inspector is to be shown and take the focus."""

        table_id: str
        row_id: str | None
        open: bool = False
        part: str = ""
        """Which part of the inspector is wanted: `fields`, `links`, `history` or `context`."""
        words: str = ""
        """What is said in place of a row, where there is none."""

    class Touched(Message):
        """Something worth keeping over a restart was changed, or the title."""

    @dataclass
    class Finished(Message):
        """What this tab shows is no more: the tab may close."""

        key: TabKey

    @dataclass
    class UndoChange(Message):
        """One change is to be taken back."""

        change: Change

    @dataclass
    class Done(Message):
        """A change was made that can be undone; `words` says what, for a toast."""

        words: str
        outcome: Outcome[Any]

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(id=f"pane-{next(_numbers)}", classes="pane")
        self.bench = bench
        self.key = key
        self._stale = True
        self._kept: dict[str, str] = {}

    @property
    def title(self) -> str:
        """What the tab is called."""
        return self.key.kind.value.capitalize()

    @property
    def state(self) -> TabState:
        """What to keep of it over a restart."""
        return TabState(self.key, kept=self.kept)

    @property
    def kept(self) -> dict[str, str]:
        """What is written down for it; of one that was not built since it was left, what was read."""
        if not (self.is_attached and self.is_mounted):
            return self._kept
        held = next((lines.highlighted_id for lines in self.query(Lines) if lines.highlighted_id), None)
        line = held or self._kept.get(CURSOR, "")
        return {**({CURSOR: line} if line else {}), **self.keep()}

    def give_back(self, kept: dict[str, str]) -> None:
        """Hand it what was written down when it was left."""
        self._kept = kept
        self.take_back(kept)

    def keep(self) -> dict[str, str]:
        """Tell what it wants back after a restart, by names of its own; asked only once it is built.

        `Touched` has it asked again and written down. The line under its cursor is kept beside that.
        """
        return {}

    def take_back(self, kept: dict[str, str]) -> None:
        """Take what it kept; called before it is built and loads, and only if there is something.

        It comes from a file that others can write: what makes no sense is left aside.
        """

    def on_mount(self) -> None:
        """Its list knows where the cursor was before there are lines."""
        if CURSOR in self._kept:
            for lines in self.query(Lines).results(Lines):
                lines.wish(self._kept[CURSOR])
                break

    @on(Lines.Moved)
    def _on_line(self, event: Lines.Moved) -> None:
        event.stop()
        self.post_message(self.Touched())

    async def learn_title(self) -> None:
        """Learn what the tab is called, where it was not opened yet. Raises LatticeError."""

    def load(self) -> None:
        """Read what it shows, again or for the first time."""

    async def exported(self) -> tuple[str, Portion]:
        """What an export writes from here: the name of a table, empty for a choice, and which part of it.

        Raises LatticeError.
        """
        return "", EVERYTHING

    def turn_to(self, spot: Spot) -> None:
        """Show a place in what is shown."""

    def go_to(self, table_id: str) -> None:
        """Show a table in what is shown; only what shows several of them has such a place."""

    def recount(self) -> None:
        """Counts were read anew."""

    def inspect_again(self) -> None:
        """Tell once more which row is under the cursor: it came to the front, or the inspector was opened."""
        self.post_message(self.Inspect("", None, words="Nothing in front has a row under the cursor."))

    def take_focus(self) -> None:
        """Put the focus where one works."""

    def concerns(self, batch: Batch) -> bool:
        """Whether these changes alter what it shows."""
        return True

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """Hear of changes: load now when in front, else when it comes there."""
        if not self.concerns(batch):
            return
        if in_front:
            self.load()
        else:
            self._stale = True

    def wake(self) -> None:
        """It came to the front."""
        if self._stale:
            self._stale = False
            self.load()
