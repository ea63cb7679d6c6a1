"""The first tab of a workspace."""

from lattice.tui.widgets.home.pane import HomePane

__all__ = ["HomePane"]
