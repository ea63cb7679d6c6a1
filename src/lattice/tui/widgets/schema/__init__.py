"""The schema of the workspace: tables, columns, references, definitions."""

from lattice.tui.widgets.schema.pane import SchemaPane

__all__ = ["SchemaPane"]
