"""The stream: the newest changes of everyone, and beside them who is here; the feed, opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lattice.actions import ListChanges, ListEvents
from lattice.model.members import Presence
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.change_line import Fit, paint_change
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle, table_words
from lattice.tui.work import start

#: Changes in the list; the history has all.
NEWEST = 60


class Stream(Horizontal):
    """What happens, and who is here."""

    BINDINGS = [bind("feed.open", "open"), bind("feed.fold", "fold")]
    HELP = "What you and others change, newest first, and who is here. enter goes there, esc folds it."

    class Folded(Message):
        """One line is enough again."""

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._here: tuple[Presence, ...] = ()

    def compose(self) -> ComposeResult:
        """The changes, and the people."""
        yield Lines(id="stream-changes")
        yield Lines(id="stream-here")

    def on_mount(self) -> None:
        """Say what each list is."""
        self.query_one("#stream-changes").border_title = "Changes"
        self.query_one("#stream-here").border_title = "Here now"

    def load(self) -> None:
        """Read the newest changes; who is here is told."""
        start(self, self._read(), group="stream")
        self.show_here(self._bench.here)

    async def _read(self) -> None:
        changes = (await self._bench.run(ListChanges(limit=NEWEST))).value.changes
        lines = self.query_one("#stream-changes", Lines)
        held, top = lines.highlighted_id, not lines.highlighted
        fit = Fit().of(changes)
        lines.set_options(Option(paint_change(change, fit), id=change.id) for change in changes)
        if changes and (top or not lines.highlight_id(held)):
            lines.highlighted = 0

    def show_here(self, people: Sequence[Presence]) -> None:
        """Show who is here, and in which table."""
        self._here = tuple(people)
        lines = self.query_one("#stream-here", Lines)
        lines.set_options(Option(self._person(person)) for person in people)
        if not people:
            lines.add_option(Option(Content.styled("Nobody else can be here.", "$text-muted"), disabled=True))

    def _person(self, person: Presence) -> Content:
        mine = " (you)" if person.actor == self._bench.actor else ""
        where = f" in {one_line(table_words(person.where), 24)}" if person.where else ""
        return Content.assemble("● ", one_line(handle(person.actor), 24), mine, (where, "$text-muted"))

    def take_focus(self) -> None:
        """The changes."""
        self.query_one("#stream-changes", Lines).focus()

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go to what changed, or to the table where somebody is."""
        here = self.query_one("#stream-here", Lines)
        if here.has_focus:
            at = here.highlighted
            person = self._here[at] if at is not None and at < len(self._here) else None
            table = self._bench.find(person.where) if person is not None and person.where else None
            if table is not None:
                self.post_message(Pane.OpenTab(TabKey(TabKind.TABLE, table.id)))
            return
        change_id = self.query_one("#stream-changes", Lines).highlighted_id
        if change_id is not None:
            start(self, self._open(change_id), group="stream-open", opens=True)

    async def _open(self, change_id: str) -> None:
        """What the first event of a change is about, or the history if that is gone. Raises LatticeError."""
        events = (await self._bench.run(ListEvents(change_id=change_id, limit=1))).value.events
        event = events[0] if events else None
        table = self._bench.table(event.table_id or "") if event is not None else None
        if event is None or table is None or event.op in ("row.delete", "row.purge"):
            key = TabKey(TabKind.HISTORY)
        elif event.row_id:
            key = TabKey(TabKind.ROW, table.id, event.row_id)
        else:
            key = TabKey(TabKind.TABLE, table.id)
        self.post_message(Pane.OpenTab(key))

    def action_fold(self) -> None:
        """Back to one line."""
        self.post_message(self.Folded())
