"""The fields and ties of a row as lines."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from lattice.model.rows import Links, Row
from lattice.model.schema import Column, Schema, Table
from lattice.model.sharing import MASKED
from lattice.model.values import ColumnType, Value
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.sharing_words import mask_words, row_badge
from lattice.tui.words import ago, handle, short_id, show_value, table_words

#: Cells of the longest name of a field.
NAME_CELLS = 24


class Tie(NamedTuple):
    """One line of the links of a row: where it leads, and whether it can be untied."""

    table_id: str
    row_id: str
    content: Content
    link_name: str | None = None
    """Of a link; None for a reference, which is a field and not a link."""
    outgoing: bool = True


def name_width(table: Table) -> int:
    """Cells that the names of the fields take."""
    return min(max((cell_len(one_line(c.name)) for c in table.columns), default=0), NAME_CELLS)


def field_lines(table: Table, row: Row, labels: dict[str, str]) -> list[Content]:
    """One line for each column."""
    width = name_width(table)
    return [_field(column, row.values.get(column.name), labels, width) for column in table.columns]


def _field(column: Column, value: Value, labels: dict[str, str], width: int) -> Content:
    name = (f"{fit_cells(one_line(column.name), width)}  ", "$text-muted")
    if column.masked:
        return Content.assemble(name, MASKED, (f"  {mask_words(column)}", "$text-muted"))
    if value is None:
        return Content.assemble(name, ("·", "$text-disabled"))
    if column.type is ColumnType.REFERENCE:
        return Content.assemble(
            name, ("→ ", "$text-accent"), one_line(labels.get(str(value)) or short_id(str(value)))
        )
    return Content.assemble(name, show_value(value, column.type, limit=1_000))


def stamp(row: Row, me: str) -> str:
    """Who sees it when not everyone does, version, who and when: `⊘ only you · v7 · bo · 2 min ago`."""
    badge = row_badge(row.visibility, row.owner, me)
    parts = [badge, f"v{row.version}"] if badge else [f"v{row.version}"]
    if row.updated_by:
        parts.append(handle(row.updated_by))
    if row.updated_at:
        parts.append(ago(row.updated_at))
    if row.deleted_at:
        parts.append("in the trash")
    return " · ".join(parts)


def own_ties(schema: Schema, table: Table, row: Row, labels: dict[str, str]) -> list[Tie]:
    """What the row refers to by its columns."""
    found: list[Tie] = []
    for column in table.columns:
        value = row.values.get(column.name)
        if column.type is ColumnType.REFERENCE and value is not None:
            label = labels.get(str(value)) or short_id(str(value))
            found.append(
                Tie(column.target or "", str(value), _tie("→", column.name, label, schema, column.target))
            )
    return found


def ties(schema: Schema, links: Links) -> list[Tie]:
    """Links and what refers to the row, in this order: those of one page."""
    ids = {t.name: t.id for t in schema.tables}
    found: list[Tie] = []
    for link in links.links:
        mark = "↔" if not link.name else "⇢" if link.outgoing else "⇠"
        content = _tie(mark, link.name or "linked", link.label, schema, ids.get(link.table))
        found.append(Tie(ids.get(link.table, ""), link.row_id, content, link.name, link.outgoing))
    for back in links.references:
        name = f"{back.table}.{back.column}"
        found.append(Tie(ids.get(back.table, ""), back.row_id, _tie("←", name, back.label, schema, None)))
    return found


def _tie(mark: str, name: str, label: str, schema: Schema, table_id: str | None) -> Content:
    table = schema.by_id(table_id) if table_id else None
    return Content.assemble(
        (f"{mark} ", "$text-accent"),
        (f"{fit_cells(one_line(name), NAME_CELLS)}  ", "$text-muted"),
        one_line(label) or "(no name)",
        (f"  {one_line(table_words(table.name))}" if table else "", "$text-muted"),
    )
