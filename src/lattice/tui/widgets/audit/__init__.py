"""The audit chain."""

from lattice.tui.widgets.audit.pane import AuditPane

__all__ = ["AuditPane"]
