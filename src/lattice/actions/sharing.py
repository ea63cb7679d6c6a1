"""Who sees and changes what."""

from __future__ import annotations

from lattice.actions.base import Action, Effects, Risk, Runs, action
from lattice.model.schema import Table
from lattice.model.sharing import Audience, Share, Visibility


@action("row.sharing", runs=Runs.SERVER)
class ReadSharing(Action[Share], frozen=True):
    """Who may see and change a row."""

    table: str
    id: str


@action("row.share", risk=Risk.WRITE, effects=Effects.OUTSIDE)
class ShareRow(Action[Share], frozen=True):
    """Change who may see and change a row; its owner may."""

    table: str
    id: str
    visibility: Visibility
    read: tuple[str, ...] = ()
    """Actor ids of members who may read it; only with `custom`."""
    write: tuple[str, ...] = ()
    """Actor ids of members who may read and change it; only with `custom`."""


@action("table.share", risk=Risk.WRITE, effects=Effects.OUTSIDE)
class ShareTable(Action[Table], frozen=True):
    """Choose who sees rows that are added to a table from now on: `private` or `everyone`."""

    table: str
    default: Visibility


@action("column.mask", risk=Risk.ADMIN, effects=Effects.OUTSIDE)
class MaskColumn(Action[Table], frozen=True):
    """Choose whose role lets them read a column; for others its values are masked."""

    table: str
    column: str
    audience: Audience
