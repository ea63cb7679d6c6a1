"""The keys that the grid itself answers to; its parent binds the rest of the group `grid`."""

from __future__ import annotations

from textual.binding import BindingType

from lattice.tui.keys import bind

#: Actions that are of a row or of several: of none they are not offered.
OF_ROWS = frozenset(("open", "edit", "select", "range", "select_all", "extend", "cells", "extend_column"))

BINDINGS: list[BindingType] = [
    bind("grid.down", "move(1)"),
    bind("grid.up", "move(-1)"),
    bind("grid.left", "move_column(-1)"),
    bind("grid.right", "move_column(1)"),
    bind("grid.first_column", "move_column(-1000000)"),
    bind("grid.last_column", "move_column(1000000)"),
    bind("grid.page_down", "page(1)"),
    bind("grid.page_up", "page(-1)"),
    bind("grid.first", "first"),
    bind("grid.last", "last"),
    bind("grid.open", "open"),
    bind("grid.edit", "edit"),
    bind("grid.sort", "sort(False)"),
    bind("grid.sort_add", "sort(True)"),
    bind("grid.widen", "widen(2)"),
    bind("grid.narrow", "widen(-2)"),
    bind("grid.select", "select"),
    bind("grid.select_range", "range"),
    bind("grid.select_all", "select_all"),
    bind("grid.extend_down", "extend(1)"),
    bind("grid.extend_up", "extend(-1)"),
    bind("grid.cells", "cells"),
    bind("grid.extend_right", "extend_column(1)"),
    bind("grid.extend_left", "extend_column(-1)"),
    bind("grid.select_none", "select_none"),
]
