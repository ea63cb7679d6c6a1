"""Editing one value in its place: the field of its type over the cell, saved as it was seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import SuspendNotSupported
from textual.geometry import Region
from textual.widget import Widget

from lattice.actions import ListRows, SearchText
from lattice.model.errors import LatticeError
from lattice.model.rows import Row
from lattice.model.schema import Column, Table
from lattice.model.values import ColumnType, Value
from lattice.tui.bench import Bench
from lattice.tui.changing import update_row
from lattice.tui.literal import one_line
from lattice.tui.outside import edit_outside
from lattice.tui.widgets.editors import CellEditor
from lattice.tui.widgets.editors.fields import Search
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import row_label
from lattice.tui.work import start

#: Rows that a reference field offers.
OFFERED = 30

#: Keeps a value; False when the person thought otherwise. Raises LatticeError.
Keep = Callable[[Value], Awaitable[bool]]


class ValueEditor(CellEditor):
    """The editor over a cell or a line, with somebody who keeps the value."""

    def __init__(
        self,
        column: Column,
        value: Value,
        keep: Keep,
        place: Callable[[], Region | None],
        *,
        search: Search | None = None,
        label: str = "",
        back_to: Widget | None = None,
    ) -> None:
        super().__init__(
            one_line(column.name), column.type, value, place, search=search, label=label, back_to=back_to
        )
        self._keep_value = keep

    @on(CellEditor.Submitted)
    def _on_submitted(self, event: CellEditor.Submitted) -> None:
        event.stop()
        start(self, self._save(event.value), group="save", failed=lambda error: self.refuse(str(error)))

    async def _save(self, value: Value) -> None:
        if await self._keep_value(value):
            self.close()
        else:
            self.refuse("It was left as the other one wrote it. esc goes back.")

    @on(CellEditor.Cancelled)
    def _on_cancelled(self, event: CellEditor.Cancelled) -> None:
        event.stop()

    @on(CellEditor.ExternalRequested)
    def _on_external(self, event: CellEditor.ExternalRequested) -> None:
        event.stop()
        try:
            self.take_draft(edit_outside(self.app, event.draft, ".md"))
        except LatticeError as error:
            self.refuse(str(error))
        except SuspendNotSupported:
            self.refuse("This terminal cannot be lent to another program.")


async def edit_value(
    widget: Widget,
    bench: Bench,
    table: Table,
    row: Row,
    column: Column,
    place: Callable[[], Region | None],
    *,
    label: str = "",
) -> None:
    """Open the editor over `place` for one value of a row; `label` names a reference's row."""

    async def keep(value: Value) -> bool:
        outcome = await update_row(widget, bench, table, row, {column.name: value})
        if outcome is not None:
            widget.post_message(Pane.Done("", outcome))
        return outcome is not None

    await open_editor(widget, bench, column, row.values.get(column.name), keep, place, label=label)


async def open_editor(
    widget: Widget,
    bench: Bench,
    column: Column,
    value: Value,
    keep: Keep,
    place: Callable[[], Region | None],
    *,
    label: str = "",
) -> None:
    """Put an editor over `place`; one that is open already goes away."""
    await widget.screen.query(ValueEditor).remove()
    search = reference_search(bench, column)
    editor = ValueEditor(
        column, value, keep, place, search=search, label=label, back_to=widget.screen.focused
    )
    await widget.screen.mount(editor)


def reference_search(bench: Bench, column: Column) -> Search | None:
    """Finds rows for a reference column by their words; the first rows for none."""
    target = bench.table(column.target or "")
    if column.type is not ColumnType.REFERENCE or target is None:
        return None

    async def search(text: str) -> list[tuple[str, str]]:
        if text.strip():
            action = SearchText(text=text, tables=(target.name,), limit=OFFERED)
            return [(hit.row_id, hit.label) for hit in (await bench.run(action)).value.hits]
        page = (await bench.run(ListRows(table=target.name, limit=OFFERED))).value
        return [(row.id, row_label(target, row)) for row in page.rows]

    return search
