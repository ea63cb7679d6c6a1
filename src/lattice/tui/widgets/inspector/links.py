"""What a row is tied to: references, links and what refers to it, each of which can be followed."""

from __future__ import annotations

from textual.content import Content

from lattice.actions import ListLinks, RemoveLink
from lattice.model.rows import Links, Row
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.session import TabKey, TabKind
from lattice.tui.widgets.inspector.fields import refill
from lattice.tui.widgets.inspector.lines import Tie, ties
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

    def show(self, table: Table, row: Row, labels: dict[str, str]) -> None:
        """Read what a row is tied to; `labels` are what people call the rows that it refers to."""
        self._row = table, row
        start(self, self._read(table, row, labels), group="links")

    def forget(self) -> None:
        """There is no row."""
        self._row, self._ties = None, []

    async def _read(self, table: Table, row: Row, labels: dict[str, str]) -> None:
        links: Links = (await self._bench.run(ListLinks(table=table.name, id=row.id))).value
        if self._row is None or row.id != self._row[1].id:
            return
        self._ties = ties(self._bench.everything, table, row, labels, links)
        lines = [tie.content for tie in self._ties]
        if not lines:
            lines = [Content.styled("Tied to nothing yet. l ties this row to another.", "$text-muted")]
        elif links.truncated:
            lines.append(Content.styled("… and more than are listed", "$text-muted"))
        refill(self, lines)

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
        if self._tie is not None and self._tie.link_name is not None:
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
