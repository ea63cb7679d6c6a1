"""The tabs in the middle of the workbench."""

from lattice.tui.widgets.tabs.tabs import Tabs

__all__ = ["Tabs"]
