"""One table: filter bar, grid, and everything one does with rows."""

from lattice.tui.widgets.table.pane import TablePane

__all__ = ["TablePane"]
