"""What stands in the box of a table: its name, how many rows, and as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from rich.cells import cell_len

from lattice.actions import TableInfo
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.sharing_words import KEPT_MARK, table_badge
from lattice.tui.widgets.drawing import Ink
from lattice.tui.widgets.schema.graph.rows import Node, Ref

#: Cells of the longest name of a table and of a column, and of a type beside it.
TITLE_CELLS, NAME_CELLS, TYPE_CELLS = 24, 18, 16
#: Columns that a box names at most.
MOST_COLUMNS = 12
#: Cells of an edge with the space inside it.
EDGE = 2


class Detail(IntEnum):
    """How much a box says."""

    NAME = 0
    REFERENCES = 1
    COLUMNS = 2


class Card(NamedTuple):
    """The box of one table."""

    id: str
    lines: tuple[tuple[tuple[str, Ink], ...], ...]
    """Its lines in pieces."""

    @property
    def node(self) -> Node:
        """How much room it takes."""
        widest = max(sum(cell_len(text) for text, _ in line) for line in self.lines)
        return Node(self.id, widest + 2 * EDGE, len(self.lines) + 2)


def card_of(info: TableInfo, schema: Schema, detail: Detail, room: int) -> Card:
    """The box of a table, no wider than `room` cells."""
    inside = max(room - 2 * EDGE, 1)
    columns = [c for c in info.table.columns if detail is Detail.COLUMNS or _refers(c)]
    lines = [_title(info, inside)]
    if detail is not Detail.NAME and columns:
        shown = columns if len(columns) <= MOST_COLUMNS else columns[: MOST_COLUMNS - 1]
        names = min(max(cell_len(one_line(c.name)) for c in shown), NAME_CELLS, inside)
        lines += [_column(c, schema, names, inside) for c in shown]
        if more := len(columns) - len(shown):
            lines.append(((fit_cells(f"… {more:,} more", inside).rstrip(), Ink.NOTE),))
    return Card(info.table.id, tuple(lines))


def refs_of(tables: Iterable[Table]) -> list[Ref]:
    """Every reference from one table to another or to itself, once each."""
    found = [(t.id, c.target) for t in tables for c in t.columns if _refers(c) and c.target]
    return list(dict.fromkeys(found))


def _refers(column: Column) -> bool:
    return column.type is ColumnType.REFERENCE


def _title(info: TableInfo, inside: int) -> tuple[tuple[str, Ink], ...]:
    name = one_line(info.table.name)
    badge = f" {KEPT_MARK}" if table_badge(info.table) else ""
    count = f"  {info.rows:,}{badge}"
    room = min(TITLE_CELLS, inside)
    title = (fit_cells(name, min(cell_len(name), room)), Ink.NAME)
    rest = inside - cell_len(title[0])
    return (title, (count, Ink.NOTE)) if cell_len(count) <= rest else (title,)


def _column(column: Column, schema: Schema, names: int, inside: int) -> tuple[tuple[str, Ink], ...]:
    name = fit_cells(one_line(column.name), names)
    words, ink = column.type.value, Ink.NOTE
    if _refers(column):
        target = schema.by_id(column.target or "")
        words, ink = f"→ {one_line(target.name) if target else 'dropped'}", Ink.MARK
    room = min(TYPE_CELLS, inside - names - 2)
    if room < 3:
        return ((name, Ink.TEXT),)
    return ((f"{name}  ", Ink.TEXT), (fit_cells(words, min(cell_len(words), room)), ink))


def cards_of(tables: Sequence[TableInfo], schema: Schema, detail: Detail, room: int) -> list[Card]:
    """The boxes of all tables."""
    return [card_of(info, schema, detail, room) for info in tables]
