"""Links between rows."""

from __future__ import annotations

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.rows import BulkResult, Link, Links, TiePage


@action("link.add", risk=Risk.WRITE)
class AddLink(Action[Link], frozen=True):
    """Tie two rows together; a tie that is there already stays as it is."""

    table: str
    id: RowId
    to_table: str
    to_id: RowId
    name: str = ""
    """What kind of tie."""


@action("link.add_many", risk=Risk.WRITE)
class AddLinks(Action[BulkResult], frozen=True):
    """Tie many rows of a table to one row, as one change; ties that are there stay as they are."""

    table: str
    ids: tuple[RowId, ...]
    to_table: str
    to_id: RowId
    name: str = ""
    """What kind of tie."""


@action("link.remove", risk=Risk.WRITE)
class RemoveLink(Action[Link], frozen=True):
    """Untie two rows; raises `not_found` when there is no such tie."""

    table: str
    id: RowId
    to_table: str
    to_id: RowId
    name: str = ""


@action("link.all")
class ListAllLinks(Action[TiePage], frozen=True):
    """Every link of the workspace, for those who read it whole; ends in the trash are not left out."""

    after: str | None = None
    """Id of the last link of the page before."""
    limit: int = 1000


@action("link.list")
class ListLinks(Action[Links], frozen=True):
    """What a row is tied to, in both directions, and what refers to it."""

    table: str
    id: RowId
    after: str | None = None
    """Cursor of the page before; the count is then as it was at the first page."""
    limit: int = 200
    """Links at most, and so many of each column that refers to the row."""
