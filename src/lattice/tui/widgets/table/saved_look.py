"""From a saved view to a way of looking at its table, and back."""

from __future__ import annotations

from lattice.model.schema import Table
from lattice.model.views import View, ViewColumn
from lattice.tui.session import ViewState
from lattice.tui.widgets.table.view import ordered


def look_from(table: Table, view: View) -> ViewState:
    """How a view looks at its table."""
    known = {c.id: asked for asked in view.columns if (c := table.find(asked.name)) is not None}
    return ViewState(
        where=view.where,
        sort=view.sort,
        hidden=tuple(id_ for id_, asked in known.items() if asked.hidden),
        order=tuple(known),
        frozen=view.frozen,
        widths={id_: asked.width for id_, asked in known.items() if asked.width is not None},
    )


def columns_of(table: Table, look: ViewState) -> tuple[ViewColumn, ...]:
    """The columns of a look, to be saved; nothing where they are as the table has them."""
    if not (look.hidden or look.order or look.widths):
        return ()
    return tuple(
        ViewColumn(column.name, column.id in look.hidden, look.widths.get(column.id))
        for column in ordered(table, look)
    )
