"""What a filter demands of a row that is to show: the values that it names outright."""

from __future__ import annotations

from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.query import Filter, Op, parse_filter
from lattice.model.query.tree import All, Compare, Literal, Not, Path, Truth
from lattice.model.schema import Table, fold
from lattice.model.values import ColumnType, Misfit
from lattice.tui.widgets.editors.drafts import value_of


def demanded(where: str, table: Table) -> dict[str, str]:
    """Drafts by column, from conditions such as `country = SE` that are joined by `and`.

    Whatever else the filter asks has no single value that would do, and is left out.
    """
    try:
        found = parse_filter(where)
    except LatticeError:
        return {}
    drafts: dict[str, str] = {}
    for one in found.of if isinstance(found, All) else (found,):
        path, text = _said(one)
        if path is None or len(path.parts) != 1:
            continue
        column = next((c for c in table.columns if fold(c.name) == fold(path.parts[0])), None)
        if column is None or not text or column.name in drafts:
            continue
        if column.type is ColumnType.REFERENCE and not is_id(text):
            continue
        try:
            value_of(column.type, text)
        except Misfit:
            continue
        drafts[column.name] = text
    return drafts


def _said(condition: Filter) -> tuple[Path | None, str]:
    """The column and the one value of a condition; no column when it has none."""
    match condition:
        case Compare(path=path, op=Op.EQ, operand=Literal(text=text)):
            return path, text
        case Truth(path=path):
            return path, "true"
        case Not(of=Truth(path=path)):
            return path, "false"
    return None, ""
