"""The sidebar: what is in the workspace."""

from lattice.tui.widgets.sidebar.sidebar import Sidebar

__all__ = ["Sidebar"]
