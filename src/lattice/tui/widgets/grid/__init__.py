"""The grid: any number of rows on the screen, only those in view in memory."""

from lattice.tui.widgets.grid.grid import Grid
from lattice.tui.widgets.grid.layout import GridColumn, columns_of
from lattice.tui.widgets.grid.selection import Selection
from lattice.tui.widgets.grid.window import RowSource

__all__ = ["Grid", "GridColumn", "RowSource", "Selection", "columns_of"]
