"""Rows of a table for the grid: pages by position, the count, the place of a row."""

from __future__ import annotations

from lattice.actions import CountRows, ListRows, LocateRow
from lattice.model.rows import Page
from lattice.tui.bench import Bench


class TableSource:
    """One table under one filter and in one order."""

    def __init__(self, bench: Bench, table: str, where: str = "", sort: tuple[str, ...] = ()) -> None:
        self._bench = bench
        self.table = table
        self.where = where
        self.sort = sort

    async def fetch(self, offset: int, limit: int) -> Page:
        """Rows from a position on. Raises LatticeError."""
        action = ListRows(table=self.table, where=self.where, sort=self.sort, limit=limit, offset=offset)
        return (await self._bench.run(action)).value

    async def count(self) -> int:
        """How many rows match. Raises LatticeError."""
        return (await self._bench.run(CountRows(table=self.table, where=self.where))).value.total

    async def locate(self, row_id: str) -> int | None:
        """Where a row stands; None when it does not match or is gone. Raises LatticeError."""
        action = LocateRow(table=self.table, id=row_id, where=self.where, sort=self.sort)
        return (await self._bench.run(action)).value.offset
