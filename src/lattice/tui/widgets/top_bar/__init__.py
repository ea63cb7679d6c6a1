"""The line at the top of the workbench."""

from lattice.tui.widgets.top_bar.top_bar import CLICKS, TopBar

__all__ = ["CLICKS", "TopBar"]
