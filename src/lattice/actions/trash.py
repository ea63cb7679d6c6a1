"""What was deleted and can come back."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, action


class TrashItem(msgspec.Struct, frozen=True):
    """A row in the trash."""

    table: str
    row_id: str
    label: str
    deleted_at: str
    deleted_by: str


class Trash(msgspec.Struct, frozen=True):
    """The trash of all tables, newest first."""

    items: tuple[TrashItem, ...]
    total: int


@action("trash.list")
class ListTrash(Action[Trash], frozen=True):
    """Deleted rows of all tables, newest first."""

    limit: int = 200
    offset: int = 0
