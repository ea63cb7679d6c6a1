"""Links between rows."""

from __future__ import annotations

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.rows import Link, Links


@action("link.add", risk=Risk.WRITE)
class AddLink(Action[Link], frozen=True):
    """Tie two rows together; a tie that is there already stays as it is."""

    table: str
    id: RowId
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


@action("link.list")
class ListLinks(Action[Links], frozen=True):
    """What a row is tied to, in both directions, and what refers to it."""

    table: str
    id: RowId
    limit: int = 200
