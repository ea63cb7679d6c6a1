"""The trash: what was deleted and can come back."""

from lattice.tui.widgets.trash.pane import TrashPane

__all__ = ["TrashPane"]
