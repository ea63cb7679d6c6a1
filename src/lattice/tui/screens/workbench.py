"""The workbench: wires the sidebar, the tabs, the inspector and the feed to one open workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Paste, Resize
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from lattice.client import Client
from lattice.tui.app import LatticeApp
from lattice.tui.bench import Bench
from lattice.tui.company import Company
from lattice.tui.keeper import Keeper
from lattice.tui.keys import bind
from lattice.tui.screens import deeds, inspecting, laying, offered, settling, wishes
from lattice.tui.screens.chatting import Chatting
from lattice.tui.screens.offers import layout, menu
from lattice.tui.screens.panes import make_pane
from lattice.tui.session import Arrangement, TabKey, TabKind
from lattice.tui.standing import ContextKeeper
from lattice.tui.widgets.feed import Feed, Stream
from lattice.tui.widgets.inspector import RowView
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.widgets.sidebar import Sidebar
from lattice.tui.widgets.splitter import Splitter
from lattice.tui.widgets.tabs import Tabs
from lattice.tui.widgets.tabs.strip import TabStrip
from lattice.tui.widgets.top_bar import CLICKS, TopBar
from lattice.tui.work import start
from lattice.workspaces import Entry

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command

#: Its style sheets: the frame, then what is in it.
STYLES = (
    *("workbench", "sidebar", "panes"),
    *("grid", "history", "inspector", "audit", "people_pane", "trash", "schema", "sql", "home", "neighbours"),
    *("menu", "chat", "layout", "views"),
)
#: Rows of the terminal below which the inspector takes the place of the table.
SHORT = 30


class WorkbenchScreen(Screen[None]):
    """One open workspace."""

    CSS_PATH = [f"../styles/{name}.tcss" for name in STYLES]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-high")]
    BINDINGS = [
        bind("workbench.find", "find"),
        bind("workbench.chat", "chat('toggle')"),
        bind("workbench.chat_size", "chat('size')"),
        bind("workbench.answer", "chat('answer')"),
        *offered.bindings(),
        *offered.FILTER,
    ]

    app = getters.app(LatticeApp)
    sidebar = getters.query_one("#sidebar", Sidebar)
    tabs = getters.query_one("#tabs", Tabs)
    inspector = getters.query_one("#inspector", RowView)
    top_bar = getters.query_one(TopBar)
    feed = getters.query_one("#feed", Feed)
    stream = getters.query_one("#stream", Stream)

    with_sidebar = var(True, toggle_class="with-sidebar")
    with_inspector = var(False, toggle_class="with-inspector")
    with_chat = var(False, toggle_class="with-chat")

    def __init__(self, client: Client, workspace: Entry) -> None:
        super().__init__()
        self.bench = Bench(client)
        self.workspace = workspace
        self._keeper = Keeper(self, "The tabs, and what was typed and not saved, could not be kept.")
        self.context = ContextKeeper(self, self._show_context)
        self.chat = Chatting(self)
        self.company = Company(self)
        self.arrangement = Arrangement()
        """How its parts share the screen; kept with the tabs."""
        self.left_for_edge: Widget | None = None
        """What had the focus before an edge took the keys."""
        self.ready = False
        """Whether the tabs that were left are open again."""
        self.wished: tuple[TabKey, Spot] | None = None
        """What was to be opened before they were."""

    def compose(self) -> ComposeResult:
        """The panes of the drawing, from top to bottom."""
        yield TopBar(id="top-bar")
        with Horizontal(id="middle"):
            yield Sidebar(id="sidebar")
            yield Splitter(id="sidebar-edge")
            with Vertical(id="centre"):
                yield Tabs(self.bench, make_pane, id="tabs")
                yield Splitter(level=True, id="inspector-edge")
                yield RowView(self.bench, id="inspector")
            yield Splitter(id="chat-edge")
        yield Stream(self.bench, id="stream")
        yield Feed(id="feed")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take up what was left; the word that the workspace opens stays on screen until it is there."""
        self.top_bar.workspace = self.workspace.name
        self.top_bar.place = "local" if self.workspace.kind == "local" else "…"
        self.watch(self.inspector, "part", self.keep, init=False)
        start(self, settling.take_up(self, settling.recall(self)), group="begin", opens=True)

    def on_resize(self, event: Resize) -> None:
        """Sizes that were chosen hold as far as there is room."""
        self.call_after_refresh(laying.lay_out, self)

    def show_bench(self) -> None:
        """What was read about the workspace."""
        settling.show(self)

    # --- what the panes tell ---

    @on(Sidebar.Opened)
    @on(Pane.OpenTab)
    async def _on_open(self, event: Sidebar.Opened | Pane.OpenTab) -> None:
        event.stop()
        await self.open_tab(event.key, event.spot if isinstance(event, Pane.OpenTab) else BEGINNING)

    @on(Tabs.Switched)
    def _on_switched(self) -> None:
        pane = self.tabs.current
        self.top_bar.tab = pane.title if pane else ""
        self.sidebar.mark(pane.key if pane else None)
        self.company.moved()
        if self.with_inspector and pane is not None and self.ready:
            pane.inspect_again()
        self.keep()

    @on(Pane.Touched)
    def _on_touched(self) -> None:
        self.tabs.retitle()
        self.top_bar.tab = self.tabs.current.title if self.tabs.current else ""
        self.keep()

    @on(Pane.Inspect)
    def _on_inspect(self, event: Pane.Inspect) -> None:
        event.stop()
        inspecting.inspect(self, event)

    @on(RowView.Left)
    def _on_left(self) -> None:
        inspecting.leave(self)

    @on(RowView.Closed)
    def _on_closed(self) -> None:
        layout.turn_inspector(self)

    @on(Pane.Done)
    def _on_done(self, event: Pane.Done) -> None:
        event.stop()
        if event.words and event.outcome.change_id:
            key = self.app.get_key_display(bind("workbench.undo", "undo"))
            self.notify(f"{event.words} {key} undoes it.", markup=False)

    @on(Pane.Finished)
    async def _on_finished(self, event: Pane.Finished) -> None:
        event.stop()
        in_front = self.tabs.current
        if in_front is not None and in_front.key == event.key:
            await layout.close_tab(self)

    @on(Pane.UndoChange)
    def _on_undo_change(self, event: Pane.UndoChange) -> None:
        event.stop()
        self.undo_change(event.change.id)

    def undo_change(self, change_id: str | None = None) -> None:
        """Take a change back, my newest one without an id."""
        start(self, deeds.undo(self, change_id), group="undo")

    @on(RowView.LinkWanted)
    @on(Sidebar.NewTable)
    @on(Sidebar.NewArtifact)
    @on(Sidebar.ChangeTable)
    @on(Sidebar.ChangeView)
    def _on_wish(self, event: Message) -> None:
        event.stop()
        wishes.grant(self, event)

    @on(Sidebar.Resized)
    def _on_sidebar(self) -> None:
        self.keep()

    @on(Splitter.Moved)
    def _on_edge(self, event: Splitter.Moved) -> None:
        laying.push(self, event.splitter, event.by)

    @on(Splitter.Reset)
    def _on_edge_back(self, event: Splitter.Reset) -> None:
        laying.reset(self, event.splitter)

    @on(Splitter.Left)
    def _on_edge_left(self, event: Splitter.Left) -> None:
        laying.leave(self, event.splitter, onward=event.onward)

    @on(TabStrip.MenuWanted)
    async def _on_tab_menu(self, event: TabStrip.MenuWanted) -> None:
        await self.tabs.go(event.index)
        self.tabs.take_focus()
        await menu.open_menu(self, event.at, of_tab=True)

    async def on_click(self, event: Click) -> None:
        """The right button asks what can be done with what is under it, which has the focus by now."""
        if event.button == 3:
            await menu.open_menu(self, event.screen_offset)

    @on(Feed.Opened)
    @on(Stream.Folded)
    def _on_feed(self) -> None:
        layout.turn_stream(self)

    @on(TopBar.Clicked)
    async def _on_top_bar(self, event: TopBar.Clicked) -> None:
        await self.run_action(CLICKS[event.what])

    # --- what is pressed ---

    async def open_tab(self, key: TabKey, spot: Spot = BEGINNING) -> None:
        """Bring a tab to the front at a place in it, and the focus into it; a file opens in the viewer."""
        if not self.ready:
            # it may be among those, with what was typed in it
            self.wished = key, spot
            return
        laying.uncover_tabs(self)
        await self.tabs.open(self.bench.place_of(key), spot)
        self.tabs.take_focus()

    async def action_open(self, kind: str, table_id: str = "", name: str = "") -> None:
        """Open a tab."""
        await self.open_tab(TabKey(TabKind(kind), table_id, name=name))

    async def action_do(self, name: str) -> None:
        """Do what a part of the workbench offers, by the name of its key or command."""
        done = offered.DEEDS[name](self)
        if done is not None:
            await done

    def action_filter(self, _: str = "") -> None:
        """Filter the table under the sidebar's cursor, or the one in front; say so where there is none."""
        start(self, deeds.filter_table(self), group="filter", opens=True)

    def action_chat(self, what: str) -> None:
        """Show, size or hide the chat, go to what waits there, or do what a command of it does."""
        if self.arrangement.zoomed:
            laying.zoom(self, "")
        start(self, self.chat.act(what), group="chat", opens=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the chat has to do with it; filtering is for where a table is, elsewhere for telling that."""
        shut = action == "filter" and not (self.ready and deeds.can_filter(self) != bool(parameters))
        return False if shut else self.chat.allows(action, *parameters)

    def on_paste(self, event: Paste) -> None:
        """Files that are dropped onto the terminal arrive as a paste of their paths."""
        deeds.take_dropped(self, event)

    def action_context(self, what: str) -> None:
        """Show how the context stands, or do something with it."""
        start(self, deeds.context(self, what), group="context-deed", opens=what == "details")

    def _show_context(self) -> None:
        for bar in self.query(TopBar):
            bar.context = self.context.words

    def action_find(self) -> None:
        """Find rows, tables and commands."""
        start(self, deeds.find(self), group="find", opens=True)

    def commands(self) -> list[Command]:
        """What can be done beside what has a key."""
        return offered.commands(self)

    # --- what is kept ---

    def keep(self) -> None:
        """Note how it looks now, and write that soon; moving on puts it off."""
        if not self.ready:
            return
        self._keeper.keep(settling.writing(self))

    async def on_unmount(self) -> None:
        """Leaving keeps what a timer would have kept, and ends what the assistant does."""
        self._keeper.finish()
        await self.chat.close()
