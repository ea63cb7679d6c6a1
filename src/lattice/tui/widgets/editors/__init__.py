"""Changing values: one editor over a cell, one form for a whole row, the same fields in both."""

from lattice.tui.widgets.editors.cell import CellEditor
from lattice.tui.widgets.editors.fields import Field, make_field
from lattice.tui.widgets.editors.form import FormResult, RowForm

__all__ = ["CellEditor", "Field", "FormResult", "RowForm", "make_field"]
