"""The viewer: a file of the workspace in the best way that a terminal can show it."""

from lattice.tui.widgets.viewer.view import FileView

__all__ = ["FileView"]
