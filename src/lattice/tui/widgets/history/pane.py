"""The history of the workspace: every change, narrowed down, opened, compared and taken back."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult

from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.session import TabKey
from lattice.tui.widgets.history.changes import ChangeLog
from lattice.tui.widgets.history.diff import DiffView
from lattice.tui.widgets.history.filters import HistoryFilters
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.marked import Select
from lattice.tui.widgets.pane import Pane, Spot


class HistoryPane(Pane):
    """Every change of the workspace."""

    BINDINGS = [bind("history.filter", "filter")]
    HELP = (
        "Every change, newest first; nothing is ever rewritten. r takes one back, B goes back to what stood"
        " after one. space holds one, so that the others are compared with it."
    )

    changes = getters.query_one(ChangeLog)

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._filters = HistoryFilters(bench)
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """What narrows it down, and the changes."""
        yield self._filters
        yield ChangeLog(
            self.bench,
            empty="No changes here. What you and others do is kept here, newest first; / looks elsewhere.",
        )

    def load(self) -> None:
        """Read the newest changes."""
        self._filters.fill([])
        self.changes.ask(self._filters.asked)

    def turn_to(self, spot: Spot) -> None:
        """Put the cursor on the change of that id, when it is among those that are listed."""
        self._wanted = spot.find
        if self.is_mounted:
            self._go()

    def _go(self) -> None:
        if self._wanted and self.query_one(Lines).highlight_id(self._wanted):
            self._wanted = ""

    def keep(self) -> dict[str, str]:
        """What is chosen."""
        return self._filters.keep()

    def take_back(self, kept: dict[str, str]) -> None:
        """What was chosen."""
        self._filters.take_back(kept)

    @on(HistoryFilters.Changed)
    def _on_choice(self) -> None:
        self.load()
        self.post_message(self.Touched())

    @on(ChangeLog.Loaded)
    def _on_loaded(self) -> None:
        self._filters.fill([change.actor for change in self.changes.changes])
        self._go()
        self._wanted = ""

    @on(DiffView.Opened)
    def _on_opened(self, event: DiffView.Opened) -> None:
        event.stop()
        self.inspect_again()

    def inspect_again(self) -> None:
        """The row that the change under the cursor is about, if it is about one."""
        opened = self.query_one(DiffView).opened
        if opened is None:
            super().inspect_again()
            return
        rows = {(event.table_id or "", event.row_id) for event in opened.events if event.row_id}
        if len(rows) == 1 and not opened.truncated:
            self.post_message(self.Inspect(*rows.pop()))
            return
        many = "several rows" if rows else "no row"
        self.post_message(self.Inspect("", None, words=f"The change under the cursor is about {many}."))

    def take_focus(self) -> None:
        """The list of changes."""
        self.query_one(Lines).focus()

    def action_filter(self) -> None:
        """To what narrows it down."""
        self.query_one("#of-table", Select).focus()
