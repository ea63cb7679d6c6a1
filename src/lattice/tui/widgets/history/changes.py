"""Changes, newest first and paged, with what the one under the cursor did beside them."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import ListChanges
from lattice.model.events import Change
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.widgets.change_line import Fit, paint_change
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.history.going_back import go_back, row_back
from lattice.tui.widgets.history.reverting import revert_change, revert_row
from lattice.tui.widgets.lists import Lines
from lattice.tui.work import start

#: Changes that one question brings.
PAGE = 100


class ChangeLog(Horizontal):
    """A list of changes; the one under the cursor is opened beside it."""

    BINDINGS = [
        bind("history.open", "open"),
        bind("history.undo", "revert"),
        bind("history.more", "more"),
        bind("history.mark", "mark"),
        bind("history.back_to", "back_to"),
        bind("history.copy", "copy"),
    ]

    class Loaded(Message):
        """A page came in."""

    def __init__(self, bench: Bench, *, empty: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._empty = empty
        self._asked = ListChanges()
        self._marked: Change | None = None
        """The one that the others are compared with."""
        self._next: int | None = None
        self._fit = Fit()
        """Cells of the widest time in the list."""
        self.changes: list[Change] = []

    def compose(self) -> ComposeResult:
        """List, opened change, and what is said when there is nothing."""
        yield Lines(classes="changes")
        yield DiffView(self._bench)
        yield Static(self._empty, classes="empty", markup=False)

    def show(self, *, table: str | None = None, row_id: str | None = None, actor: str | None = None) -> None:
        """Show the changes of a table, a row, an actor; all of them without."""
        self.ask(ListChanges(table=table, row_id=row_id, actor=actor))

    def ask(self, asked: ListChanges) -> None:
        """Show the changes that are asked for."""
        if asked != self._asked:
            self.changes = []
            self._marked = None
        self._asked = asked
        start(self, self._read(None), group="changes")

    async def _read(self, before: int | None) -> None:
        asked = self._asked
        # what is on screen stays there while it is read anew
        limit = PAGE if before is not None else min(max(len(self.changes), PAGE), 1_000)
        action = msgspec.structs.replace(asked, before_seq=before, limit=limit)
        page = (await self._bench.run(action)).value
        if asked != self._asked:
            return
        self._next = page.next
        lines = self.query_one(Lines)
        held, top = lines.highlighted_id, lines.highlighted == 0
        fit = (self._fit if before is not None else Fit()).of(page.changes)
        same, self._fit = fit == self._fit, fit
        self.changes = [*(self.changes if before is not None else ()), *page.changes]
        if before is not None and same:
            lines.add_options(self._option(change) for change in page.changes)
        else:
            lines.set_options(self._option(change) for change in self.changes)
            if self.changes and (top or not lines.highlight_id(held)):
                lines.highlighted = 0
        self.set_class(not self.changes, "nothing")
        self.post_message(self.Loaded())

    def _option(self, change: Change) -> Option:
        painted = paint_change(change, self._fit, marked=change == self._marked)
        return Option(painted, id=change.id)

    @property
    def change(self) -> Change | None:
        """The change under the cursor."""
        held = self.query_one(Lines).highlighted_id
        return next((c for c in self.changes if c.id == held), None)

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        """Open the change under the cursor, or compare it with the marked one."""
        change, marked = self.change, self._marked
        if change is None or marked is None or change.id == marked.id:
            self.query_one(DiffView).show(change.id if change else None, self._asked.row_id)
            return
        first, last = sorted((change, marked), key=lambda one: one.last_seq)
        self.query_one(DiffView).compare(first, last, self._asked.table, self._asked.row_id)

    def action_mark(self) -> None:
        """Hold the change under the cursor, so that others are compared with it; or let go of it."""
        change, before = self.change, self._marked
        if change is None:
            return
        self._marked = None if before is not None and before.id == change.id else change
        lines = self.query_one(Lines)
        for one in (before, change):
            if one is not None and any(one.id == listed.id for listed in self.changes):
                lines.replace_option_prompt(one.id, self._option(one).prompt)
        self._show()

    def action_copy(self) -> None:
        """Copy what is shown of the change."""
        self.app.copy_to_clipboard(self.query_one(DiffView).text)
        self.app.notify("Copied what this change did.", markup=False)

    def action_back_to(self) -> None:
        """Go back to what stood after the change under the cursor."""
        change, asked = self.change, self._asked
        if change is None:
            return
        if asked.row_id is None:
            start(
                self, go_back(self, self._bench, change, asked.table, asked.actor), group="undo", opens=True
            )
        elif (table := self._bench.find(asked.table or "")) is not None:
            start(self, row_back(self, self._bench, table, asked.row_id, change), group="undo")

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Older changes are read where there are some."""
        return self._next is not None if action == "more" else True

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
