"""Which part of a table goes out, and in which order."""

from __future__ import annotations

import msgspec


class Portion(msgspec.Struct, frozen=True):
    """Rows and columns of one table, as somebody looks at them. All of it when nothing is said."""

    where: str = ""
    """Filter; every row when empty."""
    sort: tuple[str, ...] = ()
    """Columns in order of weight, `-` before a name for descending; by id when empty."""
    columns: tuple[str, ...] = ()
    """Names of the columns wanted, in the order wanted; all in the table's own order when empty."""
    ids: frozenset[str] | None = None
    """Only these rows of those that match; None for all that match."""
    without: frozenset[str] = frozenset()
    """Rows that match and are left out."""

    def holds(self, row_id: str) -> bool:
        """Whether a row that matches goes out."""
        return row_id not in self.without and (self.ids is None or row_id in self.ids)

    def count(self, matching: int) -> int:
        """How many rows go out of those that match; ids that do not match are counted as if they did."""
        return max(0, matching - len(self.without)) if self.ids is None else min(len(self.ids), matching)

    @property
    def named(self) -> str:
        """The filter, which names the chosen rows themselves where they are few enough for one."""
        if self.ids is None or not 0 < len(self.ids) <= NAMED_IDS:
            return self.where
        return f"_id in ({', '.join(sorted(self.ids))})"


#: Rows that a filter names one by one: 28 characters each, and a filter has at most 10,000.
NAMED_IDS = 300
EVERYTHING = Portion()
