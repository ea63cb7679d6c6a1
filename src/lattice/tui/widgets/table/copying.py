"""Copying out of a table: a cell, a rectangle of cells, rows; as text that other programs take."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lattice.actions import ListRows
from lattice.model.rows import Row
from lattice.model.schema import Column
from lattice.model.values import ColumnType, Value, canonical_json
from lattice.tui import clipboard
from lattice.tui.copied import FORMAT_NAMES, CopyWish
from lattice.tui.widgets.table import view
from lattice.tui.words import said

if TYPE_CHECKING:
    from lattice.tui.widgets.table.browsing import BrowsePane

#: Rows that one copy takes; more are exported.
COPIED = 10_000
#: Rows of one page when rows are gathered.
PAGE = 1_000


class Picked(NamedTuple):
    """What is to be copied."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    labels: dict[str, str]
    total: int
    """Of rows wanted; those are more than `rows` when they are too many."""
    cells: bool
    """Whether it is a rectangle of cells, and not whole rows."""

    @property
    def words(self) -> str:
        """`3 rows`, `3 × 2 cells`."""
        count = len(self.rows)
        rows = f"{count:,} row{'' if count == 1 else 's'}"
        words = f"{count:,} × {len(self.columns)} cells" if self.cells else rows
        return words if count == self.total else f"the first {words} of {self.total:,}"


async def copy_cell(pane: BrowsePane) -> None:
    """Copy the cell as it would be typed, or the rectangle that is drawn. Raises LatticeError."""
    if pane.grid.block is not None:
        await copy_as(pane, msgspec.structs.replace(pane.copied_as, header=False))
        return
    column, row = pane.column, pane.grid.current
    if column is None or row is None:
        return
    value = row.values.get(column.name)
    label = pane.grid.window.labels(pane.grid.cursor_row).get(str(value))
    await clipboard.hand_over(pane.app, label or as_typed(value), said(label or value))


async def copy_rows(pane: BrowsePane) -> None:
    """Copy the rows selected, or the one under the cursor, as was wanted last. Raises LatticeError."""
    await copy_as(pane, pane.copied_as)


async def choose_copy(pane: BrowsePane) -> None:
    """Ask as what to copy, and do it; the next copy is made the same way. Raises LatticeError."""
    from lattice.tui.screens.copy_as import CopyScreen

    words = (await pick(pane)).words
    wish = await pane.app.push_screen_wait(CopyScreen(words, pane.copied_as))
    if wish is not None:
        pane.copied_as = wish
        await copy_as(pane, wish)


async def copy_as(pane: BrowsePane, wish: CopyWish) -> None:
    """Copy what is chosen, that way. Raises LatticeError."""
    picked = await pick(pane)
    if not picked.rows or not picked.columns:
        pane.app.notify("There is nothing here to copy.", severity="warning")
        return
    text = await asyncio.to_thread(text_of, picked, wish)
    await clipboard.hand_over(pane.app, text, f"{picked.words} as {FORMAT_NAMES[wish.format]}")


async def pick(pane: BrowsePane) -> Picked:
    """The rectangle, the rows selected, else the row under the cursor. Raises LatticeError."""
    assert pane.table is not None
    grid = pane.grid
    shown = [column for column in view.shown(pane.table, pane.view) if not column.masked]
    if (block := grid.block) is not None:
        taken = await grid.take(block.rows[:COPIED])
        columns = [column for column in shown if column.name in block.columns]
        return Picked(columns, taken.rows, taken.labels, len(block.rows), True)
    chosen = await grid.chosen()
    if not chosen.ids and not chosen.everything:
        rows = [grid.current] if grid.current is not None else []
        return Picked(shown, rows, grid.window.labels(grid.cursor_row), len(rows), False)
    total = chosen.count(await grid.feed.source.count() if chosen.everything and grid.feed.source else 0) or 0
    held = [row for row in grid.window.rows() if row.id in chosen.ids]
    if not chosen.everything and len(held) == total:
        return Picked(shown, held[:COPIED], grid.window.first_labels(), total, False)
    found: list[Row] = []
    labels: dict[str, str] = {}
    after: str | None = None
    asked = pane.asked
    while True:
        action = ListRows(table=asked.table, where=asked.where, sort=asked.sort, limit=PAGE, after=after)
        page = (await pane.bench.run(action)).value
        found += [row for row in page.rows if chosen.holds(row.id)]
        labels.update(page.labels)
        after = page.next
        if after is None or len(found) >= min(total, COPIED):
            return Picked(shown, found[:COPIED], labels, total, False)


def text_of(picked: Picked, wish: CopyWish) -> str:
    """It as text."""
    from lattice.ingest.export import format_rows

    named = [c.type is ColumnType.REFERENCE and not wish.ids for c in picked.columns]
    columns = [
        (column.name, ColumnType.TEXT if by_name else column.type)
        for column, by_name in zip(picked.columns, named, strict=True)
    ]
    rows = [
        [
            _named(row.values.get(column.name), picked.labels) if by_name else row.values.get(column.name)
            for column, by_name in zip(picked.columns, named, strict=True)
        ]
        for row in picked.rows
    ]
    return format_rows(columns, rows, wish.format, header=wish.header)


def _named(value: Value, labels: dict[str, str]) -> Value:
    return labels.get(value) or value if isinstance(value, str) else value


def as_typed(value: Value) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return canonical_json(value) if isinstance(value, dict | list) else str(value)
