"""Which rows are chosen: ids that outlive a reload, or all that match, or a stretch being drawn."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Selection(msgspec.Struct, frozen=True):
    """Chosen rows."""

    ids: frozenset[str] = frozenset()
    """Chosen one by one."""
    everything: bool = False
    """All rows that match, also those never looked at."""
    without: frozenset[str] = frozenset()
    """Taken out again; only with `everything`."""

    def holds(self, row_id: str) -> bool:
        """Whether a row is chosen."""
        return row_id not in self.without if self.everything else row_id in self.ids

    def toggled(self, row_id: str) -> Selection:
        """With that row chosen if it was not, and the other way round."""
        if self.everything:
            return Selection(everything=True, without=self.without ^ {row_id})
        return Selection(self.ids ^ {row_id})

    def adding(self, row_ids: Iterable[str]) -> Selection:
        """With those rows chosen."""
        if self.everything:
            return Selection(everything=True, without=self.without - frozenset(row_ids))
        return Selection(self.ids | frozenset(row_ids))

    def count(self, total: int | None) -> int | None:
        """How many rows are chosen of `total`; None when that is not known."""
        if not self.everything:
            return len(self.ids)
        return None if total is None else max(0, total - len(self.without))


class Stretch(msgspec.Struct, frozen=True):
    """Rows from a fixed one to the cursor, while it is being drawn. Positions, from 0."""

    anchor: int
    sticky: bool
    """Drawn with `v`, until it is ended; else with shift held, until a plain move."""

    def rows(self, cursor: int) -> range:
        """The positions it covers."""
        return range(min(self.anchor, cursor), max(self.anchor, cursor) + 1)
