"""What a row is tied to: references, links and what refers to it, each of which can be followed."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets.option_list import Option

from lattice.actions import ListLinks, RemoveLink
from lattice.model.rows import Links, Row
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.inspector.fields import refill
from lattice.tui.widgets.inspector.lines import Tie, own_ties, ties
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.work import start


class TieList(Lines):
    """The ties of one row."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(id="links")
        self._bench = bench
        self._row: tuple[Table, Row] | None = None
        self._ties: list[Tie] = []
        self._pages = 1
        """How many pages are looked at."""
        self._next: str | None = None
        """The cursor of the page behind them; None at the end, and while something is read."""
        self._left = 0
        """How many ties are behind them."""

    def show(self, table: Table, row: Row, labels: dict[str, str]) -> None:
        """Read what a row is tied to; `labels` are what people call the rows that it refers to."""
        if self._row is None or row.id != self._row[1].id:
            self._pages = 1
        self._row, self._next = (table, row), None
        start(self, self._read(table, row, labels), group="links")

    def forget(self) -> None:
        """There is no row."""
        self._row, self._ties, self._next, self._pages = None, [], None, 1

    async def _read(self, table: Table, row: Row, labels: dict[str, str]) -> None:
        """Read as many pages as are looked at."""
        found = own_ties(self._bench.everything, table, row, labels)
        read, after = 0, None
        for _ in range(self._pages):
            links = await self._page(table, row, after)
            found += ties(self._bench.everything, links)
            read, after = read + len(links.links) + len(links.references), links.next
            if after is None:
                break
        if self._row is None or row.id != self._row[1].id:
            return
        self._ties, self._next, self._left = found, after, links.total - read
        lines = [tie.content for tie in found]
        if not lines:
            lines = [Content.styled("Tied to nothing yet. l ties this row to another.", "$text-muted")]
        refill(self, [*lines, *self._beyond()])

    def _beyond(self) -> list[Content]:
        """A line about what is not listed yet."""
        if self._next is None:
            return []
        return [Content.styled(f"… {max(self._left, 1):,} more", "$text-muted")]

    async def _page(self, table: Table, row: Row, after: str | None) -> Links:
        return (await self._bench.run(ListLinks(table=table.name, id=row.id, after=after))).value

    @on(Lines.EndNear)
    def _on_end(self, event: Lines.EndNear) -> None:
        event.stop()
        if self._next is not None and self._row is not None:
            after, self._next = self._next, None
            start(self, self._read_on(*self._row, after), group="links")

    async def _read_on(self, table: Table, row: Row, after: str) -> None:
        """Put one page behind those that are there."""
        links = await self._page(table, row, after)
        if self._row is None or row.id != self._row[1].id:
            return
        fresh = ties(self._bench.everything, links)
        self._ties, self._pages, self._next = [*self._ties, *fresh], self._pages + 1, links.next
        self._left -= len(fresh)
        at = self.highlighted
        self.remove_option_at_index(self.option_count - 1)  # the line about what was not listed yet
        self.add_options(Option(line) for line in [*(tie.content for tie in fresh), *self._beyond()])
        self.highlighted = at

    @property
    def _tie(self) -> Tie | None:
        at = self.highlighted
        return self._ties[at] if at is not None and at < len(self._ties) else None

    @property
    def other_end(self) -> TabKey | None:
        """The tab of the row at the other end of the tie under the cursor."""
        if self._tie is None or not self._tie.table_id:
            return None
        return TabKey(TabKind.ROW, self._tie.table_id, self._tie.row_id)

    def unlink(self) -> None:
        """Take the link under the cursor away; a reference is a field, and changed as one."""
        if self._tie is None:
            self.app.notify("Nothing is tied here that could be taken away.")
        elif self._tie.link_name is None:
            self.app.notify("This is a reference: the field that holds it is changed, under Fields.")
        else:
            start(self, self._unlink(self._tie), group="write", exclusive=False)

    async def _unlink(self, tie: Tie) -> None:
        other = self._bench.table(tie.table_id)
        if self._row is None or other is None:
            return
        mine = self._row[0].name, self._row[1].id
        ends = mine, (other.name, tie.row_id)
        (table, row_id), (to_table, to_id) = ends if tie.outgoing else ends[::-1]
        action = RemoveLink(table=table, id=row_id, to_table=to_table, to_id=to_id, name=tie.link_name or "")
        self.post_message(Pane.Done("Took the link away.", await self._bench.run(action)))
