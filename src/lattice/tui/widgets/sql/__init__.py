"""The SQL console."""

from lattice.tui.widgets.sql.pane import SqlPane

__all__ = ["SqlPane"]
