"""The tabs in the middle of the workbench."""

from lattice.tui.widgets.tabs.strip import TabStrip

__all__ = ["TabStrip"]
