"""Ids of rows as they are typed."""

from __future__ import annotations

from lattice.model.errors import LatticeError, Stage
from lattice.model.ids import is_id


def checked_id(text: str) -> str:
    """A row id as Lattice writes it; raises `usage` for what cannot be one."""
    row_id = text.strip().upper()
    if is_id(row_id):
        return row_id
    raise LatticeError(
        "usage",
        f"{text!r} is not the id of a row.",
        "An id is 26 letters and digits, as `lattice rows T` shows in its first column.",
        stage=Stage.CONSTRAINTS,
    )
