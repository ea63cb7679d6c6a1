"""Saved views: rows of a native table that belong to the table they show, and are seen by whoever sees it.

Columns are kept by id, so that a view outlives their renaming; people and agents name them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lattice.actions import DeleteView, ListViews, RenameView, SaveView, ViewList
from lattice.databases.base import Record
from lattice.engine import rowstore
from lattice.engine.catalog import Layout
from lattice.engine.handlers.rows import check_version
from lattice.engine.incoming import stored_values
from lattice.engine.registry import reads, writes
from lattice.engine.select import condition
from lattice.engine.work import Reading, Writing
from lattice.model.errors import LatticeError, Stage
from lattice.model.query import parse_sort
from lattice.model.rows import Row
from lattice.model.schema import Table, check_name, fold
from lattice.model.values import Value
from lattice.model.views import VIEWS, View, ViewColumn

#: Views of one table; a list that is longer helps nobody to find one.
MOST_VIEWS = 200
#: Cells of a column, at most.
MOST_CELLS = 1_000


@reads(ListViews)
async def list_views(work: Reading, action: ListViews) -> ViewList:
    """Views of one table, or of all that the caller may know of."""
    if action.table is not None:
        return ViewList(tuple(await _views_of(work, work.layout(action.table).table)))
    return ViewList(tuple(await _views_of(work, None)))


async def _views_of(work: Reading, table: Table | None) -> list[View]:
    layout = work.catalog.views
    if layout is None:
        return []
    which, params = ("", ()) if table is None else (" AND table_id = ?", (table.id,))
    records = await work.tx.all(
        f"SELECT {', '.join(layout.fields)} FROM {layout.seen} WHERE _deleted_at IS NULL{which}", params
    )
    found = [view for record in records if (view := _view(work, layout.row(record))) is not None]
    return sorted(found, key=lambda view: (fold(view.table), fold(view.name), view.id))


def _view(work: Reading, row: Row) -> View | None:
    """The view that a row says; None when its table was dropped, or the caller may not know of it."""
    table = _shown(work, row)
    if table is None:
        return None
    values = row.values
    return View(
        id=row.id,
        table=table.name,
        table_id=table.id,
        name=str(values["name"] or ""),
        where=str(values["filter"] or ""),
        sort=tuple(_sort_names(table, values["sort"])),
        columns=tuple(_columns(table, values["columns"])),
        frozen=values["frozen"] if isinstance(values["frozen"], int) else 0,
        version=row.version,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )


def _shown(work: Reading, row: Row) -> Table | None:
    wanted = row.values["table_id"]
    return next((o.table for o in work.catalog.layouts if o.table.id == wanted), None)


def _sort_names(table: Table, kept: Value) -> list[str]:
    """Sort keys by name; those of columns that were dropped are left out."""
    found = []
    for key in kept if isinstance(kept, list) else ():
        down, id_ = str(key).startswith("-"), str(key).removeprefix("-")
        column = table.by_id(id_)
        if column is not None or id_.startswith("_"):
            found.append(f"{'-' if down else ''}{column.name if column else id_}")
    return found


def _columns(table: Table, kept: Value) -> list[ViewColumn]:
    """Columns by name; those that were dropped are left out."""
    found = []
    for one in kept if isinstance(kept, list) else ():
        column = table.by_id(str(one.get("id"))) if isinstance(one, dict) else None
        if column is not None and isinstance(one, dict):
            width = one.get("width")
            found.append(
                ViewColumn(column.name, bool(one.get("hidden")), width if isinstance(width, int) else None)
            )
    return found


@writes(SaveView)
async def save_view(work: Writing, action: SaveView) -> View:
    """Make a view, or save over one."""
    layout, shown = _layout(work), work.layout(action.table)
    name = check_name(action.name, "View")
    await _refuse_taken(work, shown.table, name, but=action.id)
    work.summary = f"saved the view {name} of {shown.table.name}"
    if action.id is None:
        new = {"table_id": shown.table.id, "frozen": 0, **_said(work, shown, action, ())}
        (view_id,) = await rowstore.insert(work, layout, [stored_values(layout, {"name": name, **new})])
        return await _read(work, layout, view_id)
    record, view = await _living(work, layout, action.id)
    check_version(layout, record, action.expect_version)
    if view.table_id != shown.table.id:
        raise _refusal(
            f"The view {view.name} shows {view.table}, not {shown.table.name}.", "Save it under a new name."
        )
    anew = {"name": name, **_said(work, shown, action, view.columns)}
    await rowstore.update(work, layout, [(record, stored_values(layout, anew))])
    return await _read(work, layout, view.id)


@writes(RenameView)
async def rename_view(work: Writing, action: RenameView) -> View:
    """Give a view another name."""
    layout = _layout(work)
    record, view = await _living(work, layout, action.id)
    name = check_name(action.name, "View")
    await _refuse_taken(work, work.layout(view.table).table, name, but=view.id)
    await rowstore.update(work, layout, [(record, stored_values(layout, {"name": name}))])
    work.summary = f"renamed the view {view.name} of {view.table} to {name}"
    return await _read(work, layout, view.id)


@writes(DeleteView)
async def delete_view(work: Writing, action: DeleteView) -> View:
    """Move a view to the trash."""
    layout = _layout(work)
    record, view = await _living(work, layout, action.id)
    await rowstore.trash(work, layout, [record])
    work.summary = f"deleted the view {view.name} of {view.table}"
    return view


def _layout(work: Reading) -> Layout:
    return work.catalog.views or work.layout(VIEWS)


async def _living(work: Reading, layout: Layout, view_id: str) -> tuple[Record, View]:
    """A view that is not in the trash; raises `not_found`, also when its table is kept from the caller."""
    record = (await rowstore.fetch(work, layout, [view_id.upper()])).get(view_id.upper())
    view = _view(work, layout.row(record)) if record and not rowstore.is_trashed(record) else None
    if record is None or view is None:
        raise LatticeError(
            "not_found",
            f"There is no view {view_id!r}.",
            "It may be in the trash; `lattice view list` lists those that are there.",
        )
    return record, view


async def _read(work: Reading, layout: Layout, view_id: str) -> View:
    return (await _living(work, layout, view_id))[1]


async def _refuse_taken(work: Reading, table: Table, name: str, *, but: str | None) -> None:
    views = await _views_of(work, table)
    if any(fold(view.name) == fold(name) and view.id != (but or "").upper() for view in views):
        raise LatticeError(
            "exists",
            f"{table.name} has a view called {name} already.",
            "Choose another name, or save over that one.",
            stage=Stage.CONSTRAINTS,
        )
    if but is None and len(views) >= MOST_VIEWS:
        raise _refusal(f"{table.name} has {len(views)} views, which is the most.", "Delete one first.")


def _said(work: Reading, shown: Layout, action: SaveView, old: Sequence[ViewColumn]) -> dict[str, Value]:
    """What the action says of a view, as its row holds it; raises what refuses that."""
    table = shown.table
    values: dict[str, Value] = {}
    if action.where is not None:
        condition(work, shown, action.where)  # refuses what is no filter of this table, with its place
        values["filter"] = action.where.strip() or None
    if action.sort is not None:
        values["sort"] = list(_sort_ids(table, action.sort)) or None
    if (action.columns, action.hidden, action.widths) != (None, None, None):
        values["columns"] = _kept_columns(table, action, old) or None
    if action.frozen is not None:
        values["frozen"] = _checked_frozen(table, action.frozen)
    return values


def _sort_ids(table: Table, sort: Sequence[str]) -> list[str]:
    ids = {column.name: column.id for column in table.columns}
    return [
        f"{'-' if key.descending else ''}{ids.get(key.name, key.name)}" for key in parse_sort(sort, table)
    ]


def _kept_columns(table: Table, action: SaveView, old: Sequence[ViewColumn]) -> list[Value]:
    """All columns by id, or none if they are as the table has them; raises `not_found`, `invalid_value`."""
    order, hidden = [column.name for column in old], {column.name for column in old if column.hidden}
    widths = {column.name: column.width for column in old if column.width is not None}
    if action.columns is not None:
        order = _once(table, action.columns)
        hidden.difference_update(order)
    if action.hidden is not None:
        hidden = set(_once(table, action.hidden))
    if action.widths is not None:
        widths = _checked_widths(table, action.widths)
    if not (order or hidden or widths):
        return []
    kept: list[Value] = []
    for name in dict.fromkeys((*order, *(column.name for column in table.columns))):
        one: dict[str, Value] = {"id": table.column(name).id}
        if name in hidden:
            one["hidden"] = True
        if name in widths:
            one["width"] = widths[name]
        kept.append(one)
    return kept


def _once(table: Table, names: Iterable[str]) -> list[str]:
    """Columns as the table spells them; raises `not_found`, and `invalid_value` for one named twice."""
    found: list[str] = []
    for asked in names:
        name = table.column(asked).name
        if name in found:
            raise _refusal(f"Column {name} stands in the view twice.", "Name each column once.")
        found.append(name)
    return found


def _checked_widths(table: Table, asked: Mapping[str, int]) -> dict[str, int]:
    widths = dict(zip(_once(table, asked), asked.values(), strict=True))
    for name, width in widths.items():
        if not 1 <= width <= MOST_CELLS:
            raise _refusal(f"The width of {name} is {width}.", f"A column has 1 to {MOST_CELLS:,} cells.")
    return widths


def _checked_frozen(table: Table, frozen: int) -> int:
    if 0 <= frozen <= len(table.columns):
        return frozen
    raise _refusal(
        f"{frozen} columns cannot stay in sight: {table.name} has {len(table.columns)}.",
        "Give a number from 0 to that.",
    )


def _refusal(message: str, hint: str) -> LatticeError:
    return LatticeError("invalid_value", message, hint, stage=Stage.CONSTRAINTS)
