"""Conversion of stored values from one column type to another."""

from __future__ import annotations

from collections.abc import Mapping

from lattice.model.values import TEXTUAL, ColumnType, Misfit, Stored, fit, parse, show, unfit


def convert(old: ColumnType, new: ColumnType, stored: Stored) -> Stored:
    """A stored value of type `old` as type `new` stores it; raises Misfit.

    References are found by `references`, since a value may stand for a row.
    """
    if stored is None or old is new:
        return stored
    if new in TEXTUAL:
        return show(old, stored) if old is not ColumnType.DATETIME else str(stored)
    if new is ColumnType.JSON:
        return fit(new, parse(new, str(stored)) if old in TEXTUAL else unfit(old, stored))
    if old in TEXTUAL:
        return fit(new, parse(new, str(stored)))
    if old is ColumnType.JSON:
        value = unfit(old, stored)
        if isinstance(value, list | dict):
            raise Misfit("is a list or an object")
        return fit(new, value)
    if old is ColumnType.DATETIME and new is ColumnType.DATE:
        text = str(stored)
        if not text.endswith("T00:00:00.000000Z"):
            raise Misfit("has a time of day")
        return text[:10]
    if old is ColumnType.DATE and new is ColumnType.DATETIME:
        return f"{stored}T00:00:00.000000Z"
    if old is ColumnType.INTEGER and new is ColumnType.BOOLEAN:
        if stored in (0, 1):
            return stored
        raise Misfit("is neither 0 nor 1")
    if old is ColumnType.BOOLEAN and new is ColumnType.INTEGER:
        return stored
    if {old, new} <= {ColumnType.INTEGER, ColumnType.NUMBER}:
        return fit(new, stored)
    raise Misfit(f"cannot become a {new.value}")


class Conversion:
    """How the values of one column become another type, and what does not fit."""

    def __init__(
        self,
        old: ColumnType,
        new: ColumnType,
        *,
        references: Mapping[str, str] | None = None,
        empty_misfits: bool = False,
    ) -> None:
        self._old = old
        self._new = new
        self._references = references
        self._empty_misfits = empty_misfits

    def convert(self, stored: Stored) -> Stored:
        """One value; raises Misfit."""
        if self._references is None:
            return convert(self._old, self._new, stored)
        if stored is None or not str(stored).strip():
            return None
        found = self._references.get(str(stored))
        if found is None:
            raise Misfit("is no row of the table it would refer to")
        return found

    def stored(self, current: Stored) -> Stored:
        """What to store for one value: converted, or empty when that is allowed for misfits."""
        try:
            return self.convert(current)
        except Misfit:
            if self._empty_misfits:
                return None
            raise

    def misfits(self, current: Stored) -> bool:
        """Whether a value cannot be converted."""
        try:
            self.convert(current)
        except Misfit:
            return True
        return False
