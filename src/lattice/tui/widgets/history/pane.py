"""The history of the workspace: every change, by table and by actor, each of which can be taken back."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Select, Static

from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.session import TabKey
from lattice.tui.widgets.history.changes import ChangeLog
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle, table_words

_EVERY = ""


class HistoryPane(Pane):
    """Every change of the workspace."""

    BINDINGS = [bind("history.filter", "filter")]
    HELP = "Every change, newest first. r takes one back; nothing is ever rewritten."

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._actors: list[str] = []
        self._listed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def compose(self) -> ComposeResult:
        """Two filters and the changes."""
        with Horizontal(classes="filters"):
            yield Static("Table", markup=False)
            yield Select([("all", _EVERY)], value=_EVERY, allow_blank=False, compact=True, id="of-table")
            yield Static("By", markup=False)
            yield Select([("everyone", _EVERY)], value=_EVERY, allow_blank=False, compact=True, id="of-actor")
        yield ChangeLog(
            self.bench, empty="No changes here yet. What you and others do is kept here, newest first."
        )

    def load(self) -> None:
        """Read the newest changes."""
        self._fill()
        table, actor = self._picked("of-table"), self._picked("of-actor")
        self.query_one(ChangeLog).show(table=table, actor=actor)

    def _picked(self, id: str) -> str | None:
        value = self.query_one(f"#{id}", Select).value
        return value if isinstance(value, str) and value else None

    def _fill(self) -> None:
        """Offer the tables and actors that there are, and keep what was chosen."""
        log = self.query_one(ChangeLog)
        for change in log.changes:
            if change.actor not in self._actors:
                self._actors.append(change.actor)
        names = tuple(info.table.name for info in self.bench.known)
        if (names, tuple(self._actors)) == self._listed:
            return
        self._listed = (names, tuple(self._actors))
        with self.prevent(Select.Changed):
            self._offer("of-table", [("all", _EVERY), *((one_line(table_words(n), 30), n) for n in names)])
            self._offer("of-actor", [("everyone", _EVERY), *((handle(a), a) for a in self._actors)])

    def _offer(self, id: str, options: list[tuple[str, str]]) -> None:
        select: Select[str] = self.query_one(f"#{id}", Select)
        held = select.value
        select.set_options(options)
        select.value = held if held in [value for _, value in options] else _EVERY

    @on(Select.Changed)
    def _on_choice(self) -> None:
        self.load()

    @on(ChangeLog.Loaded)
    def _on_loaded(self) -> None:
        self._fill()

    def take_focus(self) -> None:
        """The list of changes."""
        self.query_one(Lines).focus()

    def action_filter(self) -> None:
        """To the filters."""
        self.query_one("#of-table", Select).focus()
