"""The first tab of a workspace: what is in it, and what happened lately."""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from lattice.tui.bench import Bench
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey
from lattice.tui.widgets.home.board import Board
from lattice.tui.widgets.home.reading import Told, read_home, stamps_of
from lattice.tui.widgets.pane import Pane
from lattice.tui.work import start

#: Changes that come within this time are told together, in seconds.
TOGETHER_S = 0.4
#: How often the words for how long ago something was are made anew, in seconds.
WORDS_S = 30.0
_EMPTY = (
    "Nothing is in this workspace yet.\n\nn makes a table\n"
    "i brings in documents, folders, web pages,\nand CSV, JSON, Excel or SQLite files as tables"
)


class HomePane(Pane):
    """The first tab of a workspace."""

    HELP = (
        "What is in this workspace, and what happened lately. enter opens what is under the cursor; "
        "] goes on to the changes, the files, and what the assistant did."
    )

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._told = Told(tables=bench.tables)
        self._here = ""
        self._soon: Timer | None = None

    @property
    def title(self) -> str:
        """What the tab is called."""
        return "Home"

    def compose(self) -> ComposeResult:
        """What the workspace is called and holds; the board."""
        yield Static("", classes="home-head", markup=False)
        with VerticalScroll(can_focus=False, classes="home-scroll"):
            yield Board()
        yield Static(_EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """What is known is told at once, and times grow old."""
        self.board.here = self._here
        self._tell()
        self.set_interval(WORDS_S, self._tell)

    @property
    def board(self) -> Board:
        """The cards and lists."""
        return self.query_one(Board)

    def keep(self) -> dict[str, str]:
        """What the cursor was on."""
        return {"here": self.board.here} if self.board.here else {}

    def take_back(self, kept: dict[str, str]) -> None:
        """The cursor goes where it was; a name that means nothing is the first tile."""
        self._here = kept.get("here", "")[:200]

    def load(self) -> None:
        """Read it anew."""
        start(self, self._read(), group="home")

    async def _read(self) -> None:
        async for told in read_home(self.bench, self._told):
            self._told = told
            self._tell()

    def _tell(self) -> None:
        bench, told = self.bench, self._told
        self.set_class(not told.tables and not (bench.files and bench.files.rows), "nothing")
        self.query_one(".home-head", Static).update(self._head())
        self.board.show(told)

    def _head(self) -> Content:
        bench = self.bench
        about = bench.me
        files = bench.files.rows - bench.artifacts if bench.files else 0
        counts = [
            _count(len(bench.tables), "table"),
            _count(sum(info.rows for info in bench.tables), "row"),
            _count(files, "file") if files else "",
            _count(bench.artifacts, "artifact") if bench.artifacts else "",
            f"{len(bench.here)} here" if len(bench.here) > 1 else "",
        ]
        words = one_line(about.description) if about else ""
        return Content.assemble(
            (one_line(about.name) if about else "", "bold $text-primary"),
            (f"  {words}" if words else "", ""),
            (f"  {' · '.join(part for part in counts if part)}", "$text-muted"),
        )

    def recount(self) -> None:
        """Counts were read anew."""
        self._told = msgspec.structs.replace(self._told, tables=self.bench.tables)
        if self.is_mounted and self.is_attached:
            self._tell()

    def changed(self, batch: Batch, *, in_front: bool) -> None:
        """What changed is on its card at once; the lists follow together with what comes right after."""
        stamps = self._told.stamps
        if batch.flood:
            # of tables whose events were dropped on the way nothing is known: they are asked for again
            stamps = {id_: stamp for id_, stamp in stamps.items() if id_ not in batch.tables}
        self._told = msgspec.structs.replace(self._told, stamps={**stamps, **stamps_of(batch.events)})
        if not in_front:
            self._stale = True
        elif self._soon is None:
            self._soon = self.set_timer(TOGETHER_S, self._load_soon)

    def _load_soon(self) -> None:
        self._soon = None
        self.load()

    @on(Board.Wanted)
    def _on_wanted(self, event: Board.Wanted) -> None:
        event.stop()
        if event.tile.key is not None:
            self.post_message(self.OpenTab(event.tile.key, event.tile.spot))

    @on(Board.Moved)
    def _on_moved(self, event: Board.Moved) -> None:
        event.stop()
        self.post_message(self.Touched())

    def take_focus(self) -> None:
        """The cards."""
        self.board.focus()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
