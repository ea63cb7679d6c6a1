"""Saved views as people name them, and the rows that one shows."""

from __future__ import annotations

import msgspec

from lattice.actions.rows import CountRows, ListRows
from lattice.actions.views import ListViews
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.schema import Table, fold
from lattice.model.views import View


async def view_called(client: Client, table: str, name: str) -> View:
    """The view of a table by its name, or by its id; raises `not_found`, which names those that are there."""
    views = (await client.run(ListViews(table=table))).value.views
    found = [view for view in views if fold(view.name) == fold(name)] or [
        view for view in views if view.id == name.upper()
    ]
    if len(found) > 1:
        raise LatticeError(
            "not_found",
            f"{table} has {len(found)} views called {name!r}.",
            f"Say which by its id: {', '.join(view.id for view in found)}.",
        )
    if not found:
        names = ", ".join(view.name for view in views) or "none yet"
        raise LatticeError("not_found", f"{table} has no view {name!r}.", f"Views: {names}.")
    return found[0]


def shown_columns(view: View, table: Table) -> tuple[str, ...]:
    """Names of the columns that a view shows, in its order; all of them if that would leave none."""
    known = [column.name for column in view.columns]
    hidden = {column.name for column in view.columns if column.hidden}
    ordered = (*known, *(column.name for column in table.columns if column.name not in known))
    return tuple(name for name in ordered if name not in hidden) or ordered


def through(view: View, action: ListRows, table: Table) -> ListRows:
    """The rows that a view shows, narrowed by what was asked; a sort and columns that were asked go first."""
    return msgspec.structs.replace(
        action,
        where=both(view.where, action.where),
        sort=action.sort or view.sort,
        columns=action.columns or shown_columns(view, table),
    )


def counted_through(view: View, action: CountRows) -> CountRows:
    """The count of the rows that a view shows."""
    return msgspec.structs.replace(action, where=both(view.where, action.where))


def both(first: str, second: str) -> str:
    """The filter that keeps what both keep."""
    parts = [part for part in (first.strip(), second.strip()) if part]
    return " and ".join(f"({part})" for part in parts) if len(parts) > 1 else "".join(parts)
