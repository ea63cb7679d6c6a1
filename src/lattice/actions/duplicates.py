"""Rows that stand for the same thing: finding them, and making one of them."""

from __future__ import annotations

import msgspec

from lattice.actions.base import Action, Risk, action
from lattice.model.ids import RowId
from lattice.model.rows import Row


class Duplicate(msgspec.Struct, frozen=True):
    """One row of a group of duplicates."""

    id: str
    label: str
    created_at: str
    similarity: float
    """To the oldest of its group, from 0 to 1; 1 for the oldest itself."""


class DuplicateGroup(msgspec.Struct, frozen=True):
    """Rows that are the same, oldest first."""

    rows: tuple[Duplicate, ...]
    """The first 100 of them."""
    size: int


class Duplicates(msgspec.Struct, frozen=True):
    """Groups of duplicates, the oldest first."""

    groups: tuple[DuplicateGroup, ...]
    total: int
    """Groups there are."""
    extra: int
    """Rows that would go if each group became one row."""
    compared: int
    """Rows that were looked at: those that have something in one of the columns."""


class Merged(msgspec.Struct, frozen=True):
    """What became of rows that were merged."""

    row: Row
    """The one that stays."""
    merged: tuple[str, ...]
    """Ids of the others, now in the trash."""
    filled: tuple[str, ...]
    """Columns that were empty and have a value of another row now."""
    links: int
    """Links that were moved."""
    references: int
    """Rows that referred to one of the others and refer to this one now."""


@action("row.duplicates")
class FindDuplicates(Action[Duplicates], frozen=True):
    """Rows that are the same in some columns, without regard to case, spaces and forms of Unicode."""

    table: str
    on: tuple[str, ...] = ()
    """Columns that are compared; all when empty."""
    fuzzy: float | None = None
    """Also rows whose texts are alike to this degree, from 0 to 1; 1 is the same up to the order of words.
    Compared are the first 2,000 characters. Below 0.7 some may be missed: not every row is compared with
    every other."""
    where: str = ""
    limit: int = 100
    """Groups, at most 1,000."""


@action("row.merge", risk=Risk.WRITE)
class MergeRows(Action[Merged], frozen=True):
    """Make one row of several: what it lacks comes from the others, their links move, they are trashed."""

    table: str
    ids: tuple[RowId, ...]
    """All of them, at least two."""
    survivor: RowId | None = None
    """Which of them stays; the oldest when None."""
