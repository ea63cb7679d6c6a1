"""Giving a row the values that it had."""

from __future__ import annotations

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.rows import Row


@action("row.revert", risk=Risk.WRITE)
class RevertRow(Action[Row], frozen=True):
    """Give a row the values it had at a version, or before a change; columns that are gone are left out."""

    table: str
    id: RowId
    version: int | None = None
    """From 1; this or `change_id`."""
    change_id: str | None = None
    """The values before this change."""
    expect_version: int | None = None
    """Refuse if someone changed it meanwhile."""
