"""The workbench: wires the sidebar, the tabs, the inspector and the feed to one open workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen

from lattice.client import Client
from lattice.tui import changing
from lattice.tui.app import LatticeApp
from lattice.tui.bench import Bench
from lattice.tui.keeper import Keeper
from lattice.tui.keys import bind
from lattice.tui.screens import deeds, hearing
from lattice.tui.session import SessionState, TabKey, TabKind, load_session, session_path
from lattice.tui.widgets.feed import Feed
from lattice.tui.widgets.inspector import RowView
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.sidebar import Sidebar
from lattice.tui.widgets.tabs import Tabs
from lattice.tui.widgets.top_bar import TopBar
from lattice.tui.words import handle, row_label
from lattice.tui.work import start
from lattice.workspaces import Entry

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command

#: Rows of the terminal below which the inspector takes the place of the table.
SHORT = 30


class WorkbenchScreen(Screen[None]):
    """One open workspace."""

    CSS_PATH = "../styles/workbench.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-high")]
    BINDINGS = [
        bind("workbench.find", "find"),
        bind("workbench.sidebar", "sidebar"),
        bind("workbench.inspector", "inspector"),
        bind("workbench.feed", "open('history')"),
        bind("workbench.undo", "undo"),
        bind("workbench.redo", "redo"),
        bind("workbench.import", "import"),
        bind("workbench.export", "export"),
        bind("workbench.new_table", "new_table"),
        bind("workbench.history", "open('history')"),
        bind("workbench.trash", "open('trash')"),
        bind("workbench.refresh", "refresh_all"),
        bind("grid.filter", "filter"),
        bind("tab.close", "close_tab"),
        bind("tab.next", "turn(1)"),
        bind("tab.previous", "turn(-1)"),
    ]

    app = getters.app(LatticeApp)
    sidebar = getters.query_one("#sidebar", Sidebar)
    tabs = getters.query_one("#tabs", Tabs)
    inspector = getters.query_one("#inspector", RowView)
    top_bar = getters.query_one(TopBar)
    feed = getters.query_one("#feed", Feed)

    with_sidebar = var(True, toggle_class="with-sidebar")
    with_inspector = var(False, toggle_class="with-inspector")

    def __init__(self, client: Client, workspace: Entry) -> None:
        super().__init__()
        self.bench = Bench(client)
        self.workspace = workspace
        self._keeper = Keeper(self)
        self.ready = False
        """Whether the tabs that were left are open again."""

    def compose(self) -> ComposeResult:
        """The panes of the drawing, from top to bottom."""
        yield TopBar(id="top-bar")
        with Horizontal(id="middle"):
            yield Sidebar(id="sidebar")
            with Vertical(id="centre"):
                yield Tabs(self.bench, id="tabs")
                yield RowView(self.bench, id="inspector")
        yield Feed(id="feed")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take up what was left; the word that the workspace opens stays on screen until it is there."""
        self.top_bar.workspace = self.workspace.name
        self.top_bar.place = self.workspace.kind
        state = load_session(session_path(self.app.home, self.workspace.id))
        self.with_sidebar, self.with_inspector = state.sidebar, state.inspector
        self.sidebar.chosen_width, self.sidebar.folded = state.sidebar_width, state.folded
        self.bench.drafts = dict(state.drafts)
        start(self, self._begin(state), group="begin")

    async def _begin(self, state: SessionState) -> None:
        # one painting of all of it instead of one of each part: 0.2 s of a start
        with self.app.batch_update():
            await self.bench.read()
            self.show_bench()
            await self.tabs.restore(state.tabs, state.active)
            if not self.tabs.panes and self.bench.tables:
                await self.tabs.open(TabKey(TabKind.TABLE, self.bench.tables[0].table.id))
            await deeds.read_feed(self)
            (self.tabs if self.tabs.panes else self.sidebar).take_focus()
        self.ready = True
        self.bench.drafts_changed = self._keep
        hearing.listen(self)

    def show_bench(self) -> None:
        """What was read about the workspace."""
        self.sidebar.show(self.bench.tables)
        self.top_bar.seq = self.bench.seq
        if self.bench.me is not None:
            self.top_bar.workspace = self.bench.me.name
            self.top_bar.who = f"{handle(self.bench.me.actor)} ●"
        nothing = "Nothing is open. Choose a table at the left: enter opens it."
        empty = "This workspace is empty.\n\nn makes a table\ni brings in CSV, JSON, Excel or SQLite files"
        self.tabs.say_nothing_open(Content.styled(nothing if self.bench.tables else empty, "$text-muted"))

    # --- what the panes tell ---

    @on(Sidebar.Opened)
    @on(Pane.OpenTab)
    async def _on_open(self, event: Sidebar.Opened | Pane.OpenTab) -> None:
        event.stop()
        await self.open_tab(event.key)

    @on(Tabs.Switched)
    def _on_switched(self) -> None:
        pane = self.tabs.current
        self.top_bar.tab = pane.title if pane else ""
        self.sidebar.mark(pane.key if pane else None)
        self._keep()

    @on(Pane.Touched)
    def _on_touched(self) -> None:
        self.tabs.retitle()
        self._keep()

    @on(Pane.Inspect)
    def _on_inspect(self, event: Pane.Inspect) -> None:
        event.stop()
        if event.open:
            self.with_inspector = True
        if self.with_inspector:
            self.inspector.show(event.table_id, event.row_id)
        if event.part:
            self.inspector.part = event.part
        if event.open:
            self.inspector.take_focus()
            self._keep()

    @on(RowView.Left)
    def _on_left(self) -> None:
        if self.has_class("-short"):
            self.with_inspector = False
        self.tabs.take_focus()

    @on(RowView.Closed)
    def _on_closed(self) -> None:
        self.action_inspector()

    @on(Pane.Done)
    def _on_done(self, event: Pane.Done) -> None:
        event.stop()
        if event.words and event.outcome.change_id:
            key = self.app.get_key_display(bind("workbench.undo", "undo"))
            self.notify(f"{event.words} {key} undoes it.", markup=False)

    @on(Pane.UndoChange)
    def _on_undo_change(self, event: Pane.UndoChange) -> None:
        event.stop()
        self.undo_change(event.change.id)

    def undo_change(self, change_id: str | None = None) -> None:
        """Take a change back, my newest one without an id."""
        start(self, deeds.undo(self, change_id), group="undo")

    @on(RowView.LinkWanted)
    def _on_link(self, event: RowView.LinkWanted) -> None:
        event.stop()
        start(
            self,
            changing.link_rows(
                self, self.bench, event.table, [event.row.id], row_label(event.table, event.row)
            ),
            group="write",
            opens=True,
        )

    @on(Sidebar.NewTable)
    def _on_new_table(self) -> None:
        self.action_new_table()

    @on(Sidebar.ChangeTable)
    def _on_change_table(self, event: Sidebar.ChangeTable) -> None:
        from lattice.tui.widgets.schema.changes import change_table

        start(self, change_table(self, self.bench, event.table, event.how), group="schema-change", opens=True)

    @on(Sidebar.Resized)
    def _on_sidebar(self) -> None:
        self._keep()

    @on(Feed.Opened)
    async def _on_feed(self) -> None:
        await self.action_open("history")

    @on(TopBar.Clicked)
    async def _on_top_bar(self, event: TopBar.Clicked) -> None:
        actions = {
            "menu": "screen.sidebar",
            "workspace": "app.switch",
            "find": "screen.find",
            "seq": "screen.open('history')",
        }
        await self.run_action(actions[event.what])

    # --- what is pressed ---

    async def open_tab(self, key: TabKey) -> None:
        """Bring a tab to the front and the focus into it."""
        self.remove_class("sidebar-over")
        await self.tabs.open(key)
        self.tabs.take_focus()

    async def action_open(self, kind: str, table_id: str = "") -> None:
        """Open a tab."""
        await self.open_tab(TabKey(TabKind(kind), table_id))

    async def action_close_tab(self) -> None:
        """Close the tab in front."""
        await self.tabs.close(self.tabs.active)
        (self.tabs if self.tabs.panes else self.sidebar).take_focus()

    async def action_turn(self, by: int) -> None:
        """The next tab, or the one before."""
        await self.tabs.turn(by)
        self.tabs.take_focus()

    def action_filter(self) -> None:
        """Filter the table under the sidebar's cursor, or the one in front."""
        start(self, deeds.filter_table(self), group="filter", opens=True)

    def action_sidebar(self) -> None:
        """Show or hide the sidebar; where there is little room it lies over the table."""
        if self.has_class("-narrow"):
            self.toggle_class("sidebar-over")
        else:
            self.with_sidebar = not self.with_sidebar
        (self.sidebar if self.sidebar.display else self.tabs).take_focus()
        self._keep()

    def action_inspector(self) -> None:
        """Show or hide the inspector."""
        self.with_inspector = not self.with_inspector
        pane = self.tabs.current
        if self.with_inspector and pane is not None:
            pane.inspect_again()
        if not self.with_inspector:
            self.tabs.take_focus()
        self._keep()

    def action_undo(self) -> None:
        """Take back my newest change."""
        self.undo_change()

    def action_redo(self) -> None:
        """Do again what I took back last."""
        start(self, deeds.redo(self), group="undo")

    def action_new_table(self) -> None:
        """Make a table and open it."""
        start(self, deeds.new_table(self), group="schema-change", opens=True)

    def action_import(self) -> None:
        """Bring files in."""
        self.app.flow.import_files()

    def action_export(self) -> None:
        """Write the table in front to a file: what is selected, else what the filter shows."""
        pane = self.tabs.current
        table = self.sidebar.table if self.sidebar.has_focus_within else None
        if table is not None:
            self.app.flow.export(table.name)
        elif pane is not None:
            self.app.flow.export(*pane.exported)
        else:
            self.app.flow.export()

    def action_refresh_all(self) -> None:
        """Read everything again."""
        start(self, deeds.refresh(self), group="begin")

    def action_find(self) -> None:
        """Find rows, tables and commands."""
        start(self, deeds.find(self), group="find", opens=True)

    def commands(self) -> list[Command]:
        """What can be done beside what has a key."""
        return deeds.commands(self)

    # --- what is kept ---

    def _keep(self) -> None:
        """Note how it looks now, and write that soon; moving on puts it off."""
        if not self.ready:
            return
        state = SessionState(
            tabs=self.tabs.states(),
            active=self.tabs.active,
            sidebar=self.with_sidebar,
            sidebar_width=self.sidebar.chosen_width,
            folded=self.sidebar.folded,
            inspector=self.with_inspector,
            drafts={table_id: typed for table_id, typed in self.bench.drafts.items() if typed},
        )
        self._keeper.keep(session_path(self.app.home, self.workspace.id), state)

    def on_unmount(self) -> None:
        """Leaving keeps what a timer would have kept."""
        self._keeper.write()
