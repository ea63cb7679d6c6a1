"""The files of the workspace, or its artifacts, as a list in a tab."""

from __future__ import annotations

import msgspec
from textual import on

from lattice.actions import GetRow
from lattice.model.files import FILES, File, FileKind, file_of
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType, Value
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.session import TabKey, TabKind, ViewState
from lattice.tui.sharing_words import row_words
from lattice.tui.widgets.files import deeds
from lattice.tui.widgets.files.shape import SHELVES, STAMPS, ShelfSource, first_view, shown_table
from lattice.tui.widgets.grid import GridColumn, messages
from lattice.tui.widgets.table.browsing import BrowsePane
from lattice.tui.widgets.table.copying import choose_copy, copy_cell, copy_rows
from lattice.tui.widgets.table.rows import picked_ids
from lattice.tui.widgets.table.source import TableSource
from lattice.tui.work import start


class FilesPane(BrowsePane):
    """One shelf of files; enter opens one in the viewer."""

    BINDINGS = [
        bind("files.new", "file('new')", show=False),
        bind("workbench.import", "screen.import", show=True),
        bind("files.edit", "file('edit')"),
        bind("files.delete", "file('delete')"),
        bind("files.restore", "file('restore')"),
        bind("files.link", "file('link')"),
        bind("files.save", "file('save')"),
        bind("files.read_again", "file('read_again')"),
        bind("files.share", "file('share')"),
        bind("grid.copy", "copy('cell')"),
        bind("grid.copy_row", "copy('rows')"),
        bind("grid.copy_as", "copy('as')"),
    ]
    HELP = "The files of this workspace. enter opens one, i brings more in, x saves one to a path."
    EXAMPLE = "status = failed or name ~ report"
    BACK = "; r brings it back"
    FILTERED = "No file matches. / changes the filter, backspace shows all."

    def __init__(self, bench: Bench, key: TabKey, state: ViewState) -> None:
        super().__init__(bench, key, state)
        self.shelf = SHELVES[key.kind]
        self._fresh = state == ViewState()
        self.EMPTY = (
            "No files yet. i brings documents in; a path dropped here does too."
            if key.kind is TabKind.FILES
            else "No artifacts yet. n writes one, in Markdown."
        )
        self.NOUN = self.shelf.noun

    @property
    def table(self) -> Table | None:
        """The native table as this list shows it."""
        return shown_table(self.bench.files.table, self.shelf) if self.bench.files else None

    @property
    def files_id(self) -> str:
        """Id of the native table."""
        return self.bench.files.table.id if self.bench.files else ""

    @property
    def title(self) -> str:
        """What the list holds."""
        return self.shelf.title

    @property
    def total(self) -> int | None:
        """How many stand on this shelf."""
        if self.bench.files is None:
            return None
        artifacts = self.bench.artifacts
        return artifacts if self.key.kind is TabKind.ARTIFACTS else self.bench.files.rows - artifacts

    @property
    def file(self) -> File | None:
        """The file under the cursor, as far as the list knows it."""
        row = self.grid.current
        return as_file(row) if row is not None else None

    def _source(self, table: Table) -> TableSource:
        return ShelfSource(self.bench, self.view.where, self.view.sort, self.shelf)

    def _open(self, table: Table) -> None:
        if self._fresh:
            self.view = first_view(table, self.shelf)
        super()._open(table)

    def asked_name(self, column: Column) -> str:
        """What the table of files calls a column of the list."""
        return STAMPS.get(column.name, column.name)

    async def cell_value(self, row: Row, column: Column) -> Value:
        """What is kept of a file, where the list has words for it. Raises LatticeError."""
        if column.name in STAMPS:
            return row.updated_at if column.type is ColumnType.DATETIME else row.updated_by
        kept = (await self.bench.run(GetRow(table=FILES, id=row.id))).value
        return kept.values.get(column.name)

    def _columns(self, table: Table) -> tuple[GridColumn, ...]:
        # times and sizes are words here
        return tuple(
            msgspec.structs.replace(column, type=ColumnType.TEXT)
            if column.type is ColumnType.DATETIME
            else column
            for column in super()._columns(table)
        )

    def _row_table(self) -> str:
        return self.files_id

    def _tell_column(self) -> None:
        """Where the file under the cursor came from, and what is wrong with it."""
        file = self.file
        if file is None:
            super()._tell_column()
            return
        row = self.grid.current
        seen = row_words(row.visibility, row.owner, self.bench.actor) if row is not None else ""
        parts = [seen, file.media_type, file.path or file.source, file.error]
        self.line.tell(" · ".join(one_line(part, 160) for part in parts if part))

    @on(messages.RowHighlighted)
    def _on_file(self) -> None:
        self._tell_column()

    @on(messages.RowOpened)
    def _on_open(self, event: messages.RowOpened) -> None:
        event.stop()
        self.post_message(self.OpenTab(TabKey(TabKind.FILE, row_id=event.row.id)))

    @on(messages.CellEditRequested)
    def _on_edit(self, event: messages.CellEditRequested) -> None:
        event.stop()
        self.action_file("edit")

    async def picked(self) -> tuple[str, ...]:
        """Ids of the files selected, else of the one under the cursor. Raises LatticeError."""
        return await picked_ids(self)

    def let_go(self, *, deleted: bool) -> None:
        """Something was done with them."""
        self.grid.clear_selection()

    def action_file(self, what: str) -> None:
        """Do something with the files selected, or the one under the cursor."""
        if self.bench.files is not None:
            start(self, deeds.DEEDS[what](self), group="write", exclusive=False, opens=what in deeds.OPENING)

    def action_copy(self, what: str) -> None:
        """Copy the cell, or the lines selected, or ask as what."""
        deed = {"cell": copy_cell, "rows": copy_rows, "as": choose_copy}[what]
        start(self, deed(self), group="copy", exclusive=False, opens=what == "as")


class ArtifactsPane(FilesPane):
    """The shelf of what was written here."""

    BINDINGS = [
        bind("files.new", "file('new')"),
        bind("workbench.import", "screen.import", show=False),
    ]
    HELP = "What people and agents wrote here. n writes another, enter opens one, e writes in it."


def as_file(row: Row) -> File:
    """The file of a line of the list, whose sizes are words."""
    values = {k: v for k, v in row.values.items() if k not in ("size", "when", "who")}
    known = {**values, "kind": values.get("kind") or FileKind.STORED}
    return file_of(msgspec.structs.replace(row, values=known))
