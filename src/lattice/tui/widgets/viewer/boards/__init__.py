"""What stands in the place of the paper: a table, a tree, a picture, the versions of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from lattice.model.errors import LatticeError
from lattice.model.files import File
from lattice.tui.widgets.viewer.modes import Mode

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView


async def board_of(view: FileView, file: File, mode: Mode) -> Widget:
    """The board for one way to show a file, its module imported only now. Raises LatticeError."""
    match mode:
        case Mode.TABLE:
            from lattice.tui.widgets.viewer.boards.table import table_board

            return await table_board(view, file)
        case Mode.TREE:
            from lattice.tui.widgets.viewer.boards.tree import tree_board

            return await tree_board(view, file)
        case Mode.PICTURE:
            from lattice.tui.widgets.viewer.boards.picture import picture_board

            return await picture_board(view, file)
        case Mode.VERSIONS:
            from lattice.tui.widgets.viewer.boards.versions import versions_board

            return await versions_board(view)
    raise LatticeError("invalid_value", f"{mode} is not shown as a board.", "Choose another view.")
