"""From a saved view to a way of looking at its table, and back."""

from __future__ import annotations

from lattice.actions import SaveView
from lattice.model.schema import Table
from lattice.model.views import View
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


def saving(table: Table, look: ViewState, name: str, over: View | None = None) -> SaveView:
    """What saves a look whole, as a new view or over one that was seen as it is."""
    names = {column.id: column.name for column in table.columns}
    # an order is written down where it is another than the table's own
    order = tuple(column.name for column in ordered(table, look)) if look.order else ()
    return SaveView(
        table=table.name,
        name=name,
        where=look.where,
        sort=look.sort,
        columns=order,
        hidden=tuple(names[id_] for id_ in names if id_ in look.hidden),
        widths={names[id_]: cells for id_, cells in look.widths.items() if id_ in names},
        frozen=look.frozen,
        id=over.id if over is not None else None,
        expect_version=over.version if over is not None else None,
    )
