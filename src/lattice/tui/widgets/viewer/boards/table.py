"""A CSV as a grid that is only looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.model.files import File
from lattice.model.values import ColumnType
from lattice.tui.widgets.grid import Grid, GridColumn
from lattice.tui.widgets.viewer.boards.records import Records
from lattice.tui.widgets.viewer.opening import bytes_of

if TYPE_CHECKING:
    from lattice.tui.widgets.viewer.view import FileView

#: What a grid does to rows that belong to a workspace.
_CHANGING = frozenset({"edit", "sort", "open", "select", "range", "select_all", "extend", "select_none"})


class TableBoard(Grid):
    """Rows of a file; nothing in them can be changed here."""

    def __init__(self, records: Records) -> None:
        columns = [GridColumn(name, ColumnType.TEXT) for name in records.names]
        super().__init__(columns, records, frozen=0, numbers=True, classes="board")
        self.empty_text = "No rows, only the names of columns."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what cannot be done here."""
        return action not in _CHANGING

    @property
    def words(self) -> str:
        """How many there are, for the line under it."""
        rows = f"{self.row_count:,} rows" if self.window.total is not None else "counting rows"
        return f"{rows} · {len(self.columns)} columns"

    def rows_counted(self) -> None:
        """Say how many there are."""
        super().rows_counted()
        from lattice.tui.widgets.viewer.view import FileView

        view = next((node for node in self.ancestors if isinstance(node, FileView)), None)
        if view is not None:
            view.show_position()


async def table_board(view: FileView, file: File) -> TableBoard:
    """The records of a file as a grid. Raises LatticeError."""
    source, encoding = await bytes_of(view.client, file)
    records = Records(source, encoding, "\t" if file.media_type == "text/tab-separated-values" else "")
    await records.open()
    return TableBoard(records)
