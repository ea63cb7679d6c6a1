"""A row among its neighbours."""

from lattice.tui.widgets.neighbours.pane import NeighboursPane

__all__ = ["NeighboursPane"]
