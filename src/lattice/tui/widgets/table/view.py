"""How a table is looked at, as plain data: which columns, in which order, sorted how."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lattice.model.schema import Column, Table
from lattice.tui.session import ViewState
from lattice.tui.sharing_words import audience_words
from lattice.tui.widgets.grid import GridColumn


def ordered(table: Table, view: ViewState) -> list[Column]:
    """All columns in the order wanted; those the view does not know come last."""
    known = {column_id: place for place, column_id in enumerate(view.order)}
    return sorted(table.columns, key=lambda c: known.get(c.id, len(known)))


def shown(table: Table, view: ViewState) -> list[Column]:
    """The columns that are not hidden, in order; all of them if that would leave none."""
    return [c for c in ordered(table, view) if c.id not in view.hidden] or ordered(table, view)


def grid_columns(table: Table, view: ViewState) -> tuple[GridColumn, ...]:
    """The shown columns for the grid, with the widths that were chosen by hand."""
    return tuple(
        GridColumn(
            c.name,
            c.type,
            width=view.widths.get(c.id),
            definition=c.definition,
            kept=audience_words(c),
            masked=c.masked,
        )
        for c in shown(table, view)
    )


def clean(table: Table, view: ViewState) -> ViewState:
    """The view without what the table no longer has, and without numbers that a damaged file may hold."""
    return msgspec.structs.replace(
        view,
        sort=tuple(key for key in view.sort if table.find(key.removeprefix("-")) is not None),
        frozen=min(max(view.frozen, 0), len(table.columns)),
        offset=max(view.offset, 0),
    )


def renamed(view: ViewState, before: Table, after: Table) -> ViewState:
    """The view after columns were renamed: the sort names them."""
    names = {c.name: new.name for c in before.columns if (new := after.by_id(c.id)) is not None}
    sort = tuple(
        f"-{names[key[1:]]}" if key.startswith("-") and key[1:] in names else names.get(key, key)
        for key in view.sort
    )
    return clean(after, msgspec.structs.replace(view, sort=sort))


def moved(table: Table, view: ViewState, column_id: str, by: int) -> ViewState:
    """The view with one shown column moved left or right among the shown ones."""
    ids = [c.id for c in shown(table, view)]
    if column_id not in ids:
        return view
    at = ids.index(column_id)
    to = min(max(at + by, 0), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    hidden = [c.id for c in ordered(table, view) if c.id not in ids]
    return msgspec.structs.replace(view, order=(*ids, *hidden))


def toggled(view: ViewState, column_id: str) -> ViewState:
    """The view with one column hidden, or shown again."""
    hidden = view.hidden
    wanted = tuple(i for i in hidden if i != column_id) if column_id in hidden else (*hidden, column_id)
    return msgspec.structs.replace(view, hidden=wanted)


def look_of(view: ViewState) -> ViewState:
    """Only how the table is looked at: filter, order, columns; without where the cursor is."""
    return msgspec.structs.replace(view, row_id="", offset=0, column_id="")


def with_look(view: ViewState, look: ViewState) -> ViewState:
    """The view with all of another look, the cursor where it is."""
    return msgspec.structs.replace(look, row_id=view.row_id, offset=view.offset, column_id=view.column_id)


def same_look(table: Table, one: ViewState, other: ViewState) -> bool:
    """Whether two views show the table alike, however they came to it."""
    return _facts(table, one) == _facts(table, other)


def _facts(table: Table, view: ViewState) -> tuple[object, ...]:
    columns = [c.id for c in shown(table, view)]
    widths = {c: w for c, w in view.widths.items() if c in columns}
    return view.where, clean(table, view).sort, columns, view.frozen or 1, widths


def fitted(view: ViewState, column_ids: Sequence[str]) -> ViewState:
    """The view without the widths that were chosen by hand for these columns."""
    widths = {c: w for c, w in view.widths.items() if c not in column_ids}
    return msgspec.structs.replace(view, widths=widths)


def widened(view: ViewState, column_id: str, width: int) -> ViewState:
    """The view with a width, in cells, for one column."""
    return msgspec.structs.replace(view, widths={**view.widths, column_id: width})
