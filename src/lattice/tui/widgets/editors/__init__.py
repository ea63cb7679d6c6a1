"""Changing values: one editor over a cell, one form for a whole row, the same fields in both."""

from lattice.tui.widgets.editors.cell import CellEditor
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.fields import make_field
from lattice.tui.widgets.editors.form import FormResult, RowForm
from lattice.tui.widgets.editors.reference import Search

__all__ = ["CellEditor", "Field", "FormResult", "RowForm", "Search", "make_field"]
