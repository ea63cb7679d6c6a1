"""The sidebar: tables with live counts, and the places of the workspace; fold, resize, hide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.actions import TableInfo
from lattice.model.schema import Table
from lattice.model.views import View
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.session import TabKey, TabKind
from lattice.tui.sharing_words import KEPT_MARK, table_badge
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.sidebar.entries import FOLD, Entry, Line, entries

#: Narrowest and widest sidebar, in cells.
WIDTHS = (14, 60)


class Sidebar(Vertical):
    """What is in the workspace."""

    BINDINGS = [
        bind("sidebar.open", "open", show=True),
        bind("sidebar.new", "new_table"),
        bind("sidebar.schema", "schema"),
        bind("sidebar.rename", "change('rename')"),
        bind("sidebar.define", "change('define')"),
        bind("sidebar.drop", "change('drop')"),
        bind("sidebar.share", "change('share')"),
        bind("sidebar.narrower", "resize(-2)"),
        bind("sidebar.wider", "resize(2)"),
    ]
    HELP = "What is in this workspace. enter opens, n makes a table, i brings files in."

    folded = var(False)
    chosen_width = var(0)

    @dataclass
    class Opened(Message):
        """A line was chosen."""

        key: TabKey

    class NewTable(Message):
        """A table is to be made."""

    class NewArtifact(Message):
        """A document is to be written."""

    @dataclass
    class ChangeTable(Message):
        """A table is to be renamed, defined or dropped."""

        table: Table
        how: str
        """`rename`, `define`, `drop` or `share`."""

    @dataclass
    class ChangeView(Message):
        """A saved view is to be renamed or deleted."""

        view: View
        how: str
        """`rename` or `drop`."""

    class Resized(Message):
        """Its width or fold was changed, which is worth keeping."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tables: Sequence[TableInfo] | None = None
        """None before it is known which there are."""
        self._files: TableInfo | None = None
        self._artifacts = 0
        self._views: Sequence[View] = ()
        self._here: int | None = None
        self._entries: list[Entry] = []
        self._active: TabKey | None = None

    def compose(self) -> ComposeResult:
        """The list, and under it what the line under the cursor means."""
        yield Lines(id="sidebar-list")
        yield Static("", id="sidebar-definition", markup=False)

    @property
    def lines(self) -> Lines:
        """The list of lines."""
        return self.query_one("#sidebar-list", Lines)

    def show(
        self,
        tables: Sequence[TableInfo],
        files: TableInfo | None = None,
        artifacts: int = 0,
        views: Sequence[View] = (),
    ) -> None:
        """Show these tables and the files with their counts, and the views of each table under it."""
        self._tables, self._files, self._artifacts, self._views = tables, files, artifacts, views
        self._fill()

    def count_people(self, here: int | None) -> None:
        """Show how many are here; None while nobody knows."""
        self._here = here
        self._fill()

    def take_focus(self) -> None:
        """The list."""
        self.lines.focus()

    def mark(self, key: TabKey | None) -> None:
        """Say which tab is in front; its line takes the cursor unless the sidebar has the focus."""
        self._active = key
        entry = next((e for e in self._entries if e.key is not None and e.key == key), None)
        if entry is not None and not self.lines.has_focus:
            self.lines.highlight_id(entry.id)

    def _fill(self) -> None:
        fresh = entries(
            self._tables or (), self._files, self._artifacts, self._here, self._views, folded=self.folded
        )
        if fresh == self._entries:
            return
        same = [e.id for e in fresh] == [e.id for e in self._entries]
        held = self.lines.highlighted_id
        self._entries = fresh
        if same:
            for entry in fresh:
                self.lines.replace_option_prompt(entry.id, Line(entry))
        else:
            self.lines.set_options(Option(Line(entry), id=entry.id) for entry in fresh)
            if not self.lines.highlight_id(held):
                self.mark(self._active)
        self._define()

    def _define(self, entry: Entry | None = None) -> None:
        entry = entry or self.entry
        text = one_line(entry.definition) if entry else ""
        if entry and entry.key and entry.key.kind is TabKind.TABLE and not entry.key.name:
            table = next((i.table for i in self._tables or () if i.table.id == entry.id), None)
            private = f"{KEPT_MARK} New rows are private. " if table and table_badge(table) else ""
            text = private + (text or "No definition yet: D says what it holds.")
        if self._tables is not None and not self._tables and (entry is None or entry.id == FOLD):
            text = "No tables yet: n makes one, i brings a file in."
        self.query_one("#sidebar-definition", Static).update(Content(text), layout=False)

    @property
    def entry(self) -> Entry | None:
        """The line under the cursor."""
        held = self.lines.highlighted_id
        return next((e for e in self._entries if e.id == held), None)

    @property
    def table(self) -> Table | None:
        """The table under the cursor, or that of the view there."""
        key = self.entry.key if self.entry else None
        return next((i.table for i in self._tables or () if key and i.table.id == key.table_id), None)

    @property
    def view(self) -> View | None:
        """The saved view under the cursor."""
        entry = self.entry
        return next((view for view in self._views if entry and view.id == entry.id), None)

    def watch_folded(self) -> None:
        """Fold or unfold the tables."""
        if self.children:
            self._fill()
            self.post_message(self.Resized())

    def watch_chosen_width(self, width: int) -> None:
        """The one size that is the person's and not the style sheet's."""
        if width:
            self.styles.width = min(max(width, WIDTHS[0]), WIDTHS[1])

    @on(OptionList.OptionHighlighted)
    def _on_highlight(self) -> None:
        self._define()
        # what can be done from here is about the line
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _on_select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The definition of the line under the mouse."""
        index = event.style.meta.get("option")
        if isinstance(index, int) and index < len(self._entries):
            self._define(self._entries[index])

    def on_leave(self) -> None:
        """Back to the line under the cursor."""
        self._define()

    def action_open(self) -> None:
        """Open what is under the cursor, or fold."""
        entry = self.entry
        if entry is None:
            return
        if entry.id == FOLD:
            self.folded = not self.folded
        elif entry.key is not None:
            self.post_message(self.Opened(entry.key))

    def action_schema(self) -> None:
        """Open the columns of the table under the cursor."""
        key = TabKey(TabKind.SCHEMA, self.table.id if self.table else "")
        self.post_message(self.Opened(key))

    def action_new_table(self) -> None:
        """Ask for a new table, or on the line of artifacts for one of these."""
        entry = self.entry
        artifact = entry is not None and entry.id == "artifacts"
        self.post_message(self.NewArtifact() if artifact else self.NewTable())

    def action_change(self, how: str) -> None:
        """Rename, define or drop the table under the cursor, or choose who sees its new rows; or its view."""
        if self.view is not None:
            if how in ("rename", "drop"):
                self.post_message(self.ChangeView(self.view, how))
        elif self.table is not None:
            self.post_message(self.ChangeTable(self.table, how))

    def action_resize(self, cells: int) -> None:
        """Make the sidebar wider or narrower."""
        self.chosen_width = min(max(self.size.width + cells, WIDTHS[0]), WIDTHS[1])
        self.post_message(self.Resized())
