"""A row among its neighbours: what it points at, what points at it, and what it is linked with."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from lattice.model.errors import LatticeError
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.neighbours.board import TiesBoard
from lattice.tui.widgets.neighbours.listing import Listing
from lattice.tui.widgets.neighbours.reading import PAGE, Around, Group, read_around
from lattice.tui.widgets.neighbours.star import MIDDLE, entry_id
from lattice.tui.widgets.neighbours.trail import MOST_STANDS, Stand, read_trail, write_trail
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.words import table_words
from lattice.tui.work import start

#: Where the cursor goes on a page that is not read yet.
_FIRST = "first"
_NOTHING = "No row was chosen. Go to a row of a table and press g n."


class NeighboursPane(Pane):
    """A row among its neighbours."""

    BINDINGS = [
        bind("graph.row", "row"),
        bind("graph.back", "walk_back"),
        bind("graph.page_after", "page(1)"),
        bind("graph.page_before", "page(-1)"),
    ]
    HELP = (
        "A row among its neighbours: at the left what points at it, at the right what it points at and is "
        "linked with. enter goes on to a neighbour, backspace back, o opens the row."
    )

    def __init__(self, bench: Bench, key: TabKey) -> None:
        super().__init__(bench, key)
        self._trail = [Stand(key.table_id, key.row_id)]
        self._labels: dict[str, str] = {}
        self._around: Around | None = None
        self._page: Group | None = None
        # of the row in the middle, once it was read to the end: its other ties are shown from here
        self._listing: Listing | None = None

    @property
    def title(self) -> str:
        """What the tab is called: the row in the middle."""
        label = self._labels.get(self.stand.row_id)
        return f"around {one_line(label, 60)}" if label else "neighbours"

    @property
    def stand(self) -> Stand:
        """The row in the middle, and what is looked at there."""
        return self._trail[-1]

    @property
    def board(self) -> TiesBoard:
        """What is drawn."""
        return self.query_one(TiesBoard)

    def compose(self) -> ComposeResult:
        """The way here, the drawing, and a word on what is under the cursor."""
        yield Static("", classes="trail", markup=False)
        yield TiesBoard(self.bench)
        yield Static("", classes="foot", markup=False)
        yield Static(_NOTHING, classes="empty", markup=False)

    def on_mount(self) -> None:
        """The cursor is where it was."""
        self.board.here = self.stand.here or MIDDLE

    # --- what is kept ---

    def keep(self) -> dict[str, str]:
        """The way that was gone, with where the cursor is."""
        return {"trail": write_trail([*self._trail[:-1], self._standing()])}

    def take_back(self, kept: dict[str, str]) -> None:
        """Stand where one stood."""
        trail = read_trail(kept.get("trail", ""))
        if trail and (trail[0].table_id, trail[0].row_id) == (self.key.table_id, self.key.row_id):
            self._trail = trail

    def _standing(self) -> Stand:
        return msgspec.structs.replace(self.stand, here=self.board.here)

    async def learn_title(self) -> None:
        """What the row is called, before the tab comes to the front."""
        stand = self.stand
        self._labels[stand.row_id] = await self.bench.name_of(stand.table_id, stand.row_id)

    def turn_to(self, spot: Spot) -> None:
        """Asked for anew, its own row is in the middle again."""
        if spot is not BEGINNING or len(self._trail) == 1:
            return
        first = [msgspec.structs.replace(self._trail[0], here="")]
        if self.is_mounted:
            self._go(first)
        else:
            self._trail = first

    # --- what is read ---

    @property
    def table(self) -> Table | None:
        """The table of the row in the middle."""
        return self.bench.table(self.stand.table_id)

    def concerns(self, batch: Batch) -> bool:
        """Links, the rows in sight, and tables that refer to the one in the middle."""
        if batch.flood or batch.schema or any(e.op.startswith("link.") for e in batch.events):
            return True
        if self._around is None or self.stand.row_id in batch.rows:
            return True
        referring = {
            t.id for t in self.bench.schema.tables if any(c.target == self.stand.table_id for c in t.columns)
        }
        shown = {tie.row_id for group in self._around.groups for tie in group.ties}
        shown |= self._listing.rows() if self._listing is not None else set()
        return bool(batch.tables & referring or batch.rows & shown)

    def load(self) -> None:
        """Read the row and what it is tied to."""
        self._listing = None
        if not self.stand.row_id:
            self._show(None, None, _NOTHING)
            return
        start(self, self._read(), group="around", failed=self._gone)

    async def _read(self) -> None:
        stand, table = self.stand, self.table
        if table is None:
            raise LatticeError("not_found", "The table of this row is gone.", "Undo brings back a table.")
        listing = Listing(self.bench)
        async for around in read_around(self.bench, table, stand.row_id):
            page = await listing.page(around, stand.group, stand.page)
            if stand != self.stand:
                return
            self._labels[stand.row_id] = around.label
            self._show(around, page)
        self._listing = listing

    async def _turn(self, around: Around, listing: Listing) -> None:
        """Show other ties of the row that is in the middle."""
        stand = self.stand
        page = await listing.page(around, stand.group, stand.page)
        if stand == self.stand:
            self._show(around, page)

    def _gone(self, error: LatticeError) -> None:
        self._listing = None
        back = " backspace goes back." if len(self._trail) > 1 else ""
        self._show(None, None, f"{error.message}{back}")

    def _show(self, around: Around | None, page: Group | None, words: str = "") -> None:
        self._around, self._page = around, page
        self.set_class(around is None, "nothing")
        self.query_one(".empty", Static).update(Content(words))
        self.board.show(around, page)
        if page is not None and page.ties and self.board.here == _FIRST:
            self.board.go(entry_id(page, 0))
        self._say()
        self.post_message(self.Touched())

    def _say(self) -> None:
        """The way here, and what is under the cursor."""
        parts: list[tuple[str, str]] = []
        # listing the ties of a row is a step of its own, of which the row is named once
        rows = [s for s, after in pairwise(self._trail) if after.row_id != s.row_id] + [self.stand]
        for stand in rows[-6:]:
            last = stand is self.stand
            label = one_line(self._labels.get(stand.row_id) or "…", 24)
            parts += [(label, "bold $text-primary" if last else "$text-muted"), (" › ", "$text-muted")]
        if self._page is not None:
            parts.append((f"{self._page.mark} {one_line(self._page.name) or 'linked'}", "$text-secondary"))
        else:
            parts.pop()
        self.query_one(".trail", Static).update(Content.assemble(*parts))
        self.query_one(".foot", Static).update(self._foot())

    def _foot(self) -> Content:
        around, entry = self._around, self.board.chosen
        if around is None:
            return Content("")
        if entry is None:
            ties = "" if around.groups else "  Tied to nothing yet: l on a row ties it to another."
            return Content.assemble(
                one_line(around.label), (f"  {one_line(around.table.definition)}{ties}", "$text-muted")
            )
        group = entry.group
        name = one_line(group.name) or "linked"
        if entry.at < 0:
            return Content.assemble((f"{group.mark} {name}  ", "$text-secondary"), f"{group.total:,} in all")
        tie = group.ties[entry.at]
        table = self.bench.table(tie.table_id)
        place = one_line(table_words(table.name)) if table is not None else ""
        return Content.assemble(
            (f"{group.mark} {name}  ", "$text-secondary"), one_line(tie.label), (f"  {place}", "$text-muted")
        )

    # --- what is pressed ---

    def _go(self, trail: list[Stand]) -> None:
        """Put another row in the middle, or list other ties of this one."""
        same = trail[-1].row_id == self.stand.row_id
        self._trail = trail[:1] + trail[1:][-MOST_STANDS:]
        self.board.here = self.stand.here or MIDDLE
        if not same:
            self._around = None
        if self._around is not None and self._listing is not None:
            start(self, self._turn(self._around, self._listing), group="around", failed=self._gone)
        else:
            self.load()

    @on(TiesBoard.Moved)
    def _on_moved(self, event: TiesBoard.Moved) -> None:
        event.stop()
        self._say()
        self.inspect_again()
        self.post_message(self.Touched())

    @on(TiesBoard.Opened)
    def _on_opened(self, event: TiesBoard.Opened) -> None:
        event.stop()
        entry, way = self.board.chosen, [*self._trail[:-1], self._standing()]
        if entry is None:
            self.action_row()
        elif entry.page:
            self.action_page(entry.page)
        elif entry.at < 0:
            self._go([*way, msgspec.structs.replace(self.stand, group=entry.group.id, page=0, here=_FIRST)])
        else:
            tie = entry.group.ties[entry.at]
            self._go([*way, Stand(tie.table_id, tie.row_id)])

    def _under_cursor(self) -> tuple[str, str] | None:
        """The table and id of the row under the cursor; None on what stands for several."""
        entry = self.board.chosen
        if entry is None:
            return (self.stand.table_id, self.stand.row_id) if self._around is not None else None
        if entry.at < 0:
            return None
        tie = entry.group.ties[entry.at]
        return tie.table_id, tie.row_id

    def inspect_again(self) -> None:
        """The inspector shows the row under the cursor."""
        if (found := self._under_cursor()) is not None:
            self.post_message(self.Inspect(*found))
        else:
            super().inspect_again()

    def action_row(self) -> None:
        """Open the row under the cursor as a whole."""
        if (found := self._under_cursor()) is not None:
            self.post_message(self.OpenTab(TabKey(TabKind.ROW, *found)))

    def action_walk_back(self) -> None:
        """Back to where one came from."""
        if len(self._trail) > 1:
            self._go(self._trail[:-1])
        else:
            self.notify("This is the row that you began with.", markup=False)

    def action_page(self, by: int) -> None:
        """Another page of the ties that are listed."""
        if self._page is None:
            return
        page = self._page.start // PAGE + by
        if 0 <= page * PAGE < self._page.total:
            self._go([*self._trail[:-1], msgspec.structs.replace(self.stand, page=page, here=_FIRST)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Pages are turned where ties are listed."""
        return action != "page" or self._page is not None

    def take_focus(self) -> None:
        """The drawing."""
        self.board.focus()
