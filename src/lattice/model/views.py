"""Saved views: a way of looking at one table that has a name, for everyone in the workspace."""

from __future__ import annotations

import msgspec

#: Name and permanent id of the native table that holds a row for each view.
VIEWS = "_views"
VIEWS_ID = "000000000000000000000V1EWS"


class ViewColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a view shows one column."""

    name: str
    hidden: bool = False
    width: int | None = None
    """In cells; None to fit what stands in it."""


class View(msgspec.Struct, frozen=True):
    """One saved view: filter, sort and columns of a table."""

    id: str
    table: str
    """Name of the table that it shows."""
    table_id: str
    name: str
    where: str
    """The filter, as it was typed; empty for all rows."""
    sort: tuple[str, ...]
    """Column names in order of weight, `-` before a name for descending."""
    columns: tuple[ViewColumn, ...]
    """In the order wanted; columns that it does not name follow. Those dropped since are left out."""
    frozen: int
    """How many columns at the left stay in sight; 0 for as many as a table has without a view."""
    version: int
    updated_at: str
    updated_by: str
