"""One row in full: its fields, what it is tied to, what happened to it."""

from lattice.tui.widgets.inspector.view import RowView

__all__ = ["RowView"]
