"""The fields of a row, one line each, and what one does with the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Region
from textual.widgets.option_list import Option

from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.sources import FileSource, parse_source
from lattice.tui.bench import Bench
from lattice.tui.keys import bind
from lattice.tui.widgets.editors.file_field import edit_file_field
from lattice.tui.widgets.inspector.lines import field_lines, name_width
from lattice.tui.widgets.inspector.origin import origin_line, place_of
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.pane import Pane
from lattice.tui.work import start


class Pointed(NamedTuple):
    """One value that keys are on."""

    table: Table
    row: Row
    column: Column
    label: str = ""
    """What people call the row that a reference points at."""


class FieldList(Lines):
    """The fields of one row."""

    BINDINGS = [bind("row.external", "external"), bind("row.toggle", "flip"), bind("row.revert", "revert")]

    def __init__(self, bench: Bench) -> None:
        super().__init__(id="fields")
        self._bench = bench
        self._table: Table | None = None
        self._row: Row | None = None
        self._labels: dict[str, str] = {}

    def show(self, table: Table, row: Row, labels: dict[str, str]) -> None:
        """Show a row; `labels` are what people call the rows that it refers to."""
        self._table, self._row, self._labels = table, row, labels
        refill(self, [*field_lines(table, row, labels), *origin_line(row, name_width(table))])

    def forget(self) -> None:
        """There is no row."""
        self._table, self._row = None, None

    @property
    def pointed(self) -> Pointed | None:
        """The field under the cursor; None on the line that says where the row came from."""
        table, row, at = self._table, self._row, self.highlighted
        if table is None or row is None or at is None or at >= len(table.columns):
            return None
        column = table.columns[at]
        return Pointed(table, row, column, self._labels.get(str(row.values.get(column.name)), ""))

    def edit(self) -> None:
        """Edit the field under the cursor in its place, or open where the row came from."""
        pointed = self.pointed
        if pointed is not None and pointed.table.native:
            work = edit_file_field(self, self._bench, pointed.row, pointed.column)
            start(self, work, group="edit", opens=True)
        elif pointed is not None:
            self._edit(pointed)
        elif self._row is not None and (source := parse_source(self._row.source)) is not None:
            start(self, self._open_source(source), group="source", opens=True)

    def _edit(self, pointed: Pointed, *, outside: bool = False) -> None:
        # the editors cost 40 ms to import, and most rows are only looked at
        from lattice.tui.widgets.editors.value import edit_value

        table, row, column, label = pointed
        work = edit_value(
            self, self._bench, table, row, column, self._value_region, label=label, outside=outside
        )
        start(self, work, group="edit", opens=True)

    def _value_region(self) -> Region | None:
        """Where the value under the cursor is on the screen; None when it is out of sight."""
        if not self.is_attached or self.highlighted is None or self._table is None:
            return None  # the tab was closed while the editor is open
        area, name = self.content_region, name_width(self._table) + 2
        line = Region(area.x + name, area.y + self.highlighted - self.scroll_offset.y, area.width - name, 1)
        return line if area.contains_region(line) else None

    async def _open_source(self, source: FileSource) -> None:
        key, spot = await place_of(self._bench, source)
        self.post_message(Pane.OpenTab(key, spot))

    def action_external(self) -> None:
        """Edit the field under the cursor in one's own editor."""
        pointed = self.pointed
        if pointed is not None and pointed.table.native:
            self.edit()
        elif pointed is not None:
            self._edit(pointed, outside=True)

    def action_flip(self) -> None:
        """Turn yes into no under the cursor, and back."""
        if self.pointed is not None:
            from lattice.tui.widgets.inspector.deeds import flip

            start(self, flip(self, self._bench, self.pointed), group="write")

    def action_revert(self) -> None:
        """Put the field under the cursor back to what it was."""
        if self.pointed is not None:
            from lattice.tui.widgets.inspector.deeds import put_back

            start(self, put_back(self, self._bench, self.pointed), group="write", opens=True)


def refill(lines: Lines, contents: Sequence[Content]) -> None:
    """Put lines in place of others; the cursor and the scroll stay where they are."""
    at, top = lines.highlighted, lines.scroll_offset.y
    lines.set_options(Option(content) for content in contents)
    if contents:
        lines.highlighted = min(at or 0, len(contents) - 1)
    lines.scroll_to(y=top, animate=False)
