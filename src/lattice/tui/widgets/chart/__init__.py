"""Small charts of plain characters: bars that lie, columns that stand."""

from lattice.tui.widgets.chart.bars import bar
from lattice.tui.widgets.chart.columns import ColumnChart

__all__ = ["ColumnChart", "bar"]
