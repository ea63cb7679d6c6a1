"""Rows as words and tables for people."""

from __future__ import annotations

from collections.abc import Mapping

from lattice.cli.output import shown
from lattice.cli.tables_text import pairs_text, table_text
from lattice.model.rows import Page, Row
from lattice.model.schema import Column, Table
from lattice.model.sharing import MASKED
from lattice.model.values import ColumnType, Value, show_time
from lattice.model.visible import visible

_RIGHT = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})


def rows_text(page: Page, table: Table) -> str:
    """A page as a table, ids first."""
    if not page.rows:
        return "No rows.\n"
    columns = [table.column(name) for name in page.rows[0].values]
    headers = ("_id", *(visible(column.name) for column in columns))
    body = [
        (row.id, *(cell_text(column, row.values.get(column.name), page.labels) for column in columns))
        for row in page.rows
    ]
    right = frozenset(i for i, column in enumerate(columns, 1) if column.type in _RIGHT)
    return table_text(headers, body, right=right)


def row_text(row: Row, table: Table, labels: Mapping[str, str] | None = None) -> str:
    """One row as lines of name and value, long text as it is."""
    pairs = [("_id", row.id), ("_version", str(row.version))]
    for name, value in row.values.items():
        column = table.find(name)
        pairs.append((visible(name), cell_text(column, value, labels or {}) if column else shown(value)))
    if row.source:
        pairs.append(("_source", visible(row.source)))
    if row.updated_at:
        pairs.append(("_updated", f"{show_time(row.updated_at)[:19]} by {visible(row.updated_by)}"))
    if row.deleted_at:
        pairs.append(("_deleted", show_time(row.deleted_at)[:19]))
    return pairs_text(pairs)


def cell_text(column: Column, value: Value, labels: Mapping[str, str]) -> str:
    """A value as people read it in a cell, by the type of its column; `•••` for one that is kept away."""
    if column.masked:
        return MASKED
    if column.type is ColumnType.DATETIME and isinstance(value, str):
        return visible(show_time(value))
    if column.type is ColumnType.REFERENCE and isinstance(value, str):
        return f"→ {visible(labels.get(value) or value)}"
    return shown(value)
