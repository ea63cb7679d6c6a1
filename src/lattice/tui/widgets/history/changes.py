"""Changes, newest first and paged, with what the one under the cursor did beside them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import ListChanges
from lattice.model.events import Change
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.history.reverting import revert_change, revert_row
from lattice.tui.widgets.lists import Lines
from lattice.tui.words import change_words, handle, local_clock
from lattice.tui.work import start

#: Changes that one question brings.
PAGE = 100


class ChangeLog(Horizontal):
    """A list of changes; the one under the cursor is opened beside it."""

    BINDINGS = [
        bind("history.open", "open"),
        bind("history.undo", "revert"),
        bind("history.more", "more"),
    ]

    class Loaded(Message):
        """A page came in."""

    def __init__(self, bench: Bench, *, empty: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._empty = empty
        self._asked = ListChanges(limit=PAGE)
        self._next: int | None = None
        self.changes: list[Change] = []

    def compose(self) -> ComposeResult:
        """List, opened change, and what is said when there is nothing."""
        yield Lines(classes="changes")
        yield DiffView(self._bench)
        yield Static(self._empty, classes="empty", markup=False)

    def show(self, *, table: str | None = None, row_id: str | None = None, actor: str | None = None) -> None:
        """Show the changes of a table, a row, an actor; all of them without."""
        asked = ListChanges(table=table, row_id=row_id, actor=actor, limit=PAGE)
        if asked != self._asked:
            self.changes = []
        self._asked = asked
        start(self, self._read(None), group="changes")

    async def _read(self, before: int | None) -> None:
        asked = self._asked
        # what is on screen stays there while it is read anew
        limit = PAGE if before is not None else min(max(len(self.changes), PAGE), 1_000)
        action = ListChanges(
            table=asked.table, row_id=asked.row_id, actor=asked.actor, before_seq=before, limit=limit
        )
        page = (await self._bench.run(action)).value
        if asked != self._asked:
            return
        self._next = page.next
        lines = self.query_one(Lines)
        if before is None:
            held, top = lines.highlighted_id, lines.highlighted == 0
            self.changes = list(page.changes)
            lines.set_options(self._option(change) for change in self.changes)
            if self.changes and (top or not lines.highlight_id(held)):
                lines.highlighted = 0
        else:
            self.changes += page.changes
            lines.add_options(self._option(change) for change in page.changes)
        self.set_class(not self.changes, "nothing")
        self.post_message(self.Loaded())

    def _option(self, change: Change) -> Option:
        return Option(paint_change(change), id=change.id)

    @property
    def change(self) -> Change | None:
        """The change under the cursor."""
        held = self.query_one(Lines).highlighted_id
        return next((c for c in self.changes if c.id == held), None)

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one(DiffView).show(event.option_id, self._asked.row_id)

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    @on(Lines.EndNear)
    def action_more(self) -> None:
        """Read older changes."""
        if self._next is not None:
            before, self._next = self._next, None
            start(self, self._read(before), group="changes", exclusive=False)

    def action_open(self) -> None:
        """Go into the opened change, to scroll through it."""
        self.add_class("opened")
        self.query_one(DiffView).focus()

    def action_revert(self) -> None:
        """Take the change under the cursor back; in the history of a row, for that row alone."""
        change, row_id = self.change, self._asked.row_id
        if change is None:
            return
        if row_id is None:
            start(self, revert_change(self, self._bench, change), group="undo", opens=True)
        elif (table := self._bench.find(self._asked.table or "")) is not None:
            start(self, revert_row(self, self._bench, table, row_id, change), group="undo")


def paint_change(change: Change) -> Content:
    """One line: when, who, what."""
    clock = fit_cells(local_clock(change.at), 12, right=True)
    who = fit_cells(one_line(handle(change.actor)), 10)
    words = change_words(change.summary)
    style = "$text-muted strike" if change.undone_by else ""
    mark = "↶ " if change.undoes else ""
    return Content.assemble(
        (clock, "$text-muted"), "  ", (who, "$text-secondary"), "  ", (mark, "$text-muted"), (words, style)
    )
