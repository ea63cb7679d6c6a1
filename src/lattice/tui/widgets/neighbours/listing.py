"""The ties of a row page by page: what was read is kept, so that a page further is all that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from lattice.actions import ListLinks, ListRows
from lattice.model.query import format_filter
from lattice.tui.bench import Bench
from lattice.tui.widgets.neighbours.reading import (
    FURTHER,
    PAGE,
    Around,
    Group,
    Neighbour,
    group_id,
    kind_of,
    neighbour,
    table_ids,
)
from lattice.tui.words import row_label


class Listing:
    """The pages of all kinds of tie of one row; when something changed there, a new one is made."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._kinds: dict[str, _Links | _References] = {}

    def rows(self) -> set[str]:
        """Ids of the rows that are kept."""
        return {tie.row_id for kind in self._kinds.values() for tie in kind.kept()}

    async def page(self, around: Around, group: str, number: int) -> Group | None:
        """One page of a kind of tie of the row, from 0 on; the last one when there are not so many.

        None when there is no such kind. Raises LatticeError.
        """
        whole = next((one for one in around.groups if one.id == group), None)
        if whole is None:
            return None
        if group not in self._kinds:
            kind = _Links if whole.column is None else _References
            self._kinds[group] = kind(self._bench, around, whole)
        last = max(0, (whole.total - 1) // PAGE)
        start = min(max(number, 0), last) * PAGE
        return whole._replace(ties=await self._kinds[group].page(start), start=start)


class _Links:
    """Links of one kind: kept from the first one on, with the cursor behind the last that was read."""

    def __init__(self, bench: Bench, around: Around, whole: Group) -> None:
        self._bench = bench
        self._around = around
        self._whole = whole
        self._ties = list(whole.ties)
        self._after = whole.next

    def kept(self) -> Sequence[Neighbour]:
        return self._ties

    async def page(self, start: int) -> tuple[Neighbour, ...]:
        """What stands there, read on from where reading ended, if it is beyond that."""
        table, row_id, ids = self._around.table.name, self._around.row.id, table_ids(self._bench)
        wanted = min(start + PAGE, self._whole.total)
        while self._after is not None and len(self._ties) < wanted:
            action = ListLinks(table=table, id=row_id, after=self._after, limit=FURTHER)
            found = (await self._bench.run(action)).value
            own = (link for link in found.links if group_id(kind_of(link)) == self._whole.id)
            self._ties += [neighbour(ids, link) for link in own]
            self._after = found.next
        return tuple(self._ties[start : start + PAGE])


class _References:
    """Rows that refer to the row by one column: any page is read by its position."""

    def __init__(self, bench: Bench, around: Around, whole: Group) -> None:
        self._bench = bench
        self._around = around
        self._whole = whole
        self._pages: dict[int, tuple[Neighbour, ...]] = {}

    def kept(self) -> Sequence[Neighbour]:
        return tuple(tie for page in self._pages.values() for tie in page)

    async def page(self, start: int) -> tuple[Neighbour, ...]:
        """What stands there."""
        if start not in self._pages:
            self._pages[start] = await self._read(start)
        return self._pages[start]

    async def _read(self, start: int) -> tuple[Neighbour, ...]:
        whole, ties = self._whole, self._whole.ties[start : start + PAGE]
        table = self._bench.table(whole.ties[0].table_id) if whole.ties else None
        if whole.column is None or table is None or len(ties) >= min(PAGE, whole.total - start):
            return ties
        where = format_filter(whole.column, "=", self._around.row.id)
        action = ListRows(table=table.name, where=where, limit=PAGE, offset=start)
        rows = (await self._bench.run(action)).value.rows
        return tuple(Neighbour(table.id, row.id, row_label(table, row)) for row in rows)
