"""Documents of any size as numbered lines: read in stretches, indexed as far as needed."""

from lattice.tui.widgets.viewer.long.rows import Rows
from lattice.tui.widgets.viewer.long.source import MemorySource, PathSource, Source, source_of

__all__ = ["MemorySource", "PathSource", "Rows", "Source", "source_of"]
