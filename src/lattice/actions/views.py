"""Saved views of tables: listing, saving, renaming, deleting."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.views import View


class ViewList(msgspec.Struct, frozen=True):
    """Views of the tables that the caller may know of, by table and name."""

    views: tuple[View, ...]


@action("view.list")
class ListViews(Action[ViewList], frozen=True):
    """Saved views: filter, sort and columns of a table with a name."""

    table: str | None = None
    """Views of this table alone."""


@action("view.save", risk=Risk.WRITE)
class SaveView(Action[View], frozen=True):
    """Save a filter, a sort and columns of a table under a name, for everyone.

    Of a view that is saved over, what is None stays as it was; a new one has the table's own there.
    """

    table: str
    name: str
    """As names of tables are, unique among the views of the table without regard to case."""
    where: str | None = None
    """Empty for all rows."""
    sort: tuple[str, ...] | None = None
    """Column names in order of weight, `-` before a name for descending."""
    columns: tuple[str, ...] | None = None
    """Names in the order wanted; columns that are not named follow as the table has them."""
    hidden: tuple[str, ...] | None = None
    """Names of the columns that do not show. When None, those that `columns` names show."""
    widths: dict[str, int] | None = None
    """Cells by name of the column; columns that are not named fit what stands in them."""
    frozen: int | None = None
    """How many columns at the left stay in sight; 0 for as many as a table has without a view."""
    id: RowId | None = None
    """Save over this view of the table instead of making one."""
    expect_version: int | None = None
    """Refuse if someone changed the view meanwhile."""


@action("view.rename", risk=Risk.WRITE)
class RenameView(Action[View], frozen=True):
    """Give a saved view another name."""

    id: RowId
    name: str


@action("view.delete", risk=Risk.WRITE)
class DeleteView(Action[View], frozen=True):
    """Move a saved view to the trash."""

    id: RowId
