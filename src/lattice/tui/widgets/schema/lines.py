"""The schema as lines: each table, its columns, who refers to it; then what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from lattice.actions import DroppedItem, TableInfo
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.sharing_words import KEPT_MARK, audience_words, table_badge
from lattice.tui.words import local_clock

#: Most cells of the names of columns and of their types; and where the list is narrow, so that there is room
#: for what a column holds.
NAME_CELLS, TYPE_CELLS = 26, 18
SHORT_NAME, SHORT_TYPE = 14, 11
#: Cells from which a list is wide.
WIDE = 78


class Breadths(NamedTuple):
    """Cells that names and types take."""

    name: int
    type: int


class SchemaLine(NamedTuple):
    """One line: a table, one of its columns, or something dropped."""

    id: str
    content: Content
    table: Table | None = None
    column: Column | None = None
    dropped: DroppedItem | None = None
    enabled: bool = True


def schema_lines(
    tables: Sequence[TableInfo], schema: Schema, dropped: Sequence[DroppedItem], *, narrow: bool = False
) -> list[SchemaLine]:
    """All lines in order; names and types are no broader than they need."""
    cells = _breadths(tables, schema, dropped, narrow=narrow)
    lines: list[SchemaLine] = []
    for number, info in enumerate(tables):
        if number:
            lines.append(SchemaLine(f"gap:{info.table.id}", Content(""), enabled=False))
        lines.append(SchemaLine(info.table.id, _table(info, schema), table=info.table))
        lines += [
            SchemaLine(f"{info.table.id}/{column.id}", _column(column, schema, cells), info.table, column)
            for column in info.table.columns
        ]
    if dropped:
        lines.append(SchemaLine("gap:dropped", Content(""), enabled=False))
        lines.append(SchemaLine("dropped", Content.styled("Dropped", "bold $text-muted"), enabled=False))
        lines += [
            SchemaLine(f"dropped:{i.change_id}:{n}", _dropped(i, cells), dropped=i)
            for n, i in enumerate(dropped)
        ]
    return lines


def _breadths(
    tables: Sequence[TableInfo], schema: Schema, dropped: Sequence[DroppedItem], *, narrow: bool
) -> Breadths:
    columns = [column for info in tables for column in info.table.columns]
    names = [column.name for column in columns] + [_dropped_name(item) for item in dropped]
    most_name, most_type = (SHORT_NAME, SHORT_TYPE) if narrow else (NAME_CELLS, TYPE_CELLS)
    return Breadths(
        min(max((cell_len(one_line(name)) for name in names), default=0), most_name),
        min(max((cell_len(type_words(column, schema)) for column in columns), default=0), most_type),
    )


def references_to(table: Table, schema: Schema) -> list[tuple[Table, Column]]:
    """The columns of any table that point into this one."""
    return [(t, c) for t in schema.tables for c in t.columns if c.target == table.id]


def type_words(column: Column, schema: Schema) -> str:
    """The type of a column, and where a reference points."""
    if column.type is not ColumnType.REFERENCE:
        return column.type.value
    target = schema.by_id(column.target or "")
    return f"→ {one_line(target.name, 40)}" if target else "→ a dropped table"


def table_line(info: TableInfo, schema: Schema) -> Content:
    """One table with what it refers to, and what refers to it."""
    count = f"{info.rows:,} row{'' if info.rows == 1 else 's'}"
    away = [
        f"{one_line(column.name, 30)} {type_words(column, schema)}"
        for column in info.table.columns
        if column.type is ColumnType.REFERENCE
    ]
    back = [f"← {one_line(t.name, 30)}.{one_line(c.name, 30)}" for t, c in references_to(info.table, schema)]
    ties = " · ".join([*away, *back]) or "refers to nothing, and nothing refers to it"
    return Content.assemble(
        (one_line(info.table.name), "bold $text-primary"),
        (f"  {count}  ", "$text-muted"),
        (ties, "$text-secondary"),
        f"  {one_line(info.table.definition)}" if info.table.definition else "",
    )


def column_line(column: Column, schema: Schema) -> Content:
    """One column with all that is said of it."""
    return Content.assemble(
        (one_line(column.name), "bold $text-primary"),
        (f"  {type_words(column, schema)}", "$text-accent"),
        f"  {one_line(column.definition)}",
    )


def _table(info: TableInfo, schema: Schema) -> Content:
    count = f"{info.rows:,} row{'' if info.rows == 1 else 's'}"
    back = ", ".join(
        f"{one_line(t.name, 30)}.{one_line(c.name, 30)}" for t, c in references_to(info.table, schema)
    )
    parts: list[str | tuple[str, str]] = [
        (one_line(info.table.name), "bold $text-primary"),
        (f"  {count}", "$text-muted"),
    ]
    if table_badge(info.table):
        parts.append((f"  {KEPT_MARK} new rows are private", "$text-warning"))
    if info.table.definition:
        parts.append(f"  {one_line(info.table.definition)}")
    # last, so that many who refer to it leave in sight what it is
    if back:
        parts.append((f"  ← {back}", "$text-secondary"))
    return Content.assemble(*parts)


def _column(column: Column, schema: Schema, cells: Breadths) -> Content:
    reference = column.type is ColumnType.REFERENCE
    return Content.assemble(
        f"  {fit_cells(one_line(column.name), cells.name)}  ",
        (
            fit_cells(type_words(column, schema), cells.type),
            "$text-secondary" if reference else "$text-accent",
        ),
        (f" {KEPT_MARK} {audience_words(column)}" if audience_words(column) else "", "$text-warning"),
        (f"  {one_line(column.definition)}", "$text-muted"),
    )


def _dropped_name(item: DroppedItem) -> str:
    return f"{item.table}.{item.column}" if item.column else item.table


def _dropped(item: DroppedItem, cells: Breadths) -> Content:
    return Content.assemble(
        (f"  {fit_cells(one_line(_dropped_name(item)), cells.name)}  ", "$text-muted strike"),
        (f"{item.rows:,} rows · {local_clock(item.dropped_at)} · r brings it back", "$text-muted"),
    )
