"""What a pass says about itself."""

from __future__ import annotations

import msgspec


class RenderReport(msgspec.Struct, frozen=True):
    """What one pass did."""

    seq: int
    """The last event that the tree shows."""
    written: int
    """Files that were made or made anew."""
    unchanged: int
    """Files that were looked at and not touched."""
    removed: int
    seconds: float
    conflicts: tuple[str, ...] = ()
    """Paths at which somebody else's file, or somebody's edit, stands and was left alone."""
    notes: tuple[str, ...] = ()
    """What went wrong and was worked around, such as a template that cannot be used."""

    @property
    def words(self) -> str:
        """What was written, in a sentence: `1 page written, 0 removed, in 0.04 s.`"""
        pages = f"{self.written:,} page{'' if self.written == 1 else 's'}"
        return f"{pages} written, {self.removed:,} removed, in {self.seconds:.2f} s."


class RenderProgress(msgspec.Struct, frozen=True):
    """How far a pass is."""

    done: int
    """Rows."""
    total: int
