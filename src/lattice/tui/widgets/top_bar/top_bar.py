"""The top line: the workspace, where it is, the tab in front, find, who I am, where the log stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from lattice.tui.literal import one_line

#: What a click on each piece does.
CLICKS = {
    "menu": "screen.do('layout.fold_sidebar')",
    "zoom": "screen.do('workbench.maximize')",
    "workspace": "app.switch",
    "place": "app.place",
    "find": "screen.find",
    "context": "screen.context('details')",
    "who": "screen.open('people')",
    "seq": "screen.open('history')",
}


class Spot(Static):
    """A piece of the line that can be clicked."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, classes="spot", markup=False)

    def on_click(self) -> None:
        """Hand the click to the bar."""
        self.post_message(TopBar.Clicked(self.id or ""))


class TopBar(Horizontal):
    """The top line of the workbench."""

    class Clicked(Message):
        """A piece was clicked: `menu`, `workspace`, `zoom`, `place`, `context`, `find`, `who` or `seq`."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    workspace = var("")
    place = var("local")
    tab = var("")
    who = var("")
    here = var(0)
    """How many are here, where others can be; else 0."""
    seq = var(0)
    context = var("")
    lost = var(False, toggle_class="lost")
    zoomed = var(False, toggle_class="zoomed")
    """Whether one part has the whole screen."""
    trouble = var(False, toggle_class="trouble")
    """Whether the server cannot be reached, or lets nobody in."""

    def compose(self) -> ComposeResult:
        """The pieces, from left to right."""
        yield Spot(id="menu")
        yield Spot(id="workspace")
        yield Spot(id="place")
        yield Static(id="tab", markup=False)
        yield Spot(id="zoom")
        yield Spot(id="context")
        yield Spot(id="find")
        yield Spot(id="who")
        yield Spot(id="seq")

    def on_mount(self) -> None:
        """What was said before the pieces were there."""
        self.query_one("#context", Spot).tooltip = "The Markdown that agents read; click for the details"
        self.query_one("#find", Spot).tooltip = "Find anywhere"
        self.query_one("#workspace", Spot).tooltip = "Change the workspace"
        self.query_one("#place", Spot).tooltip = "Where this workspace is; click for more, and to move it"
        self.query_one("#who", Spot).tooltip = "Who is here; click for the people of this workspace"
        self.query_one("#seq", Spot).tooltip = "Changes so far; click for the history"
        self.query_one("#menu", Spot).tooltip = "Show or hide the sidebar"
        self.query_one("#zoom", Spot).tooltip = "One part has the whole screen; click for all of them"
        self._put("menu", "≡")
        self._put("zoom", "⤢ full screen")
        self._put("find", "⌕ ^k")
        self.watch_place(self.place)
        self.watch_context(self.context)
        self.watch_seq(self.seq)

    def _put(self, id: str, text: str) -> None:
        for piece in self.query(f"#{id}").results(Static):
            piece.update(Content(text))

    def watch_workspace(self, name: str) -> None:
        """The name of the workspace."""
        self._put("workspace", f"◆ {one_line(name, 40)} ▾")

    def watch_place(self, place: str) -> None:
        """Where it is."""
        self._put("place", one_line(place, 26))

    def watch_context(self, words: str) -> None:
        """How the tree of Markdown stands."""
        self._put("context", one_line(words, 30))
        self.set_class("!" in words, "waits")

    def watch_tab(self, tab: str) -> None:
        """The tab in front."""
        self._put("tab", one_line(tab, 40))

    def watch_who(self, who: str) -> None:
        """Who I am."""
        others = f" {self.here} here" if self.here else ""
        self._put("who", f"{one_line(who, 30)} ●{others}" if who else "")

    def watch_here(self) -> None:
        """How many are here."""
        self.watch_who(self.who)

    def watch_seq(self, seq: int) -> None:
        """Where the log stands."""
        self._put("seq", f"↻ {seq:,}")
