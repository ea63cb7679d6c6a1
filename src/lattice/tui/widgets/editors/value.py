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
from lattice.tui.place_words import unsaved_words
from lattice.tui.screens.edit_conflict import Ending
from lattice.tui.sharing_words import mask_words
from lattice.tui.widgets.editors import CellEditor
from lattice.tui.widgets.editors.drafts import suffix_of
from lattice.tui.widgets.editors.field import Field
from lattice.tui.widgets.editors.fields import Search
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import row_label
from lattice.tui.work import start

#: Rows that a reference field offers.
OFFERED = 30

#: Keeps a value; says what became of it, MINE when it was kept. Raises LatticeError.
Keep = Callable[[Value], Awaitable[Ending]]
#: Holds on to what is typed until it is saved; None when there is nothing to hold on to.
Remember = Callable[[str | None], None]


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
        draft: str | None = None,
        remember: Remember | None = None,
        rows: int = 0,
    ) -> None:
        name, type_ = one_line(column.name), column.type
        super().__init__(
            *(name, type_, value, place),
            search=search,
            label=label,
            back_to=back_to,
            draft=draft,
            rows=rows,
        )
        self._keep_value = keep
        self._remember = remember or (lambda draft: None)
        self._resumed = draft
        self._kept = remember is not None

    @on(Field.Changed)
    def _on_typed(self) -> None:
        self._remember(self.field.draft if self.field.dirty else None)

    @on(CellEditor.Submitted)
    def _on_submitted(self, event: CellEditor.Submitted) -> None:
        event.stop()
        start(self, self._save(event.value), group="save", failed=self._failed)

    def _failed(self, error: LatticeError) -> None:
        self.refuse(unsaved_words(error))

    async def _save(self, value: Value) -> None:
        if await self._keep_value(value) is Ending.ON:
            self.refuse("Nothing is saved yet. Saving now writes yours over theirs; esc keeps a draft.")
            return
        self._remember(None)
        self.close()

    @on(CellEditor.Cancelled)
    def _on_cancelled(self, event: CellEditor.Cancelled) -> None:
        event.stop()
        if not self._kept or event.draft is None or event.draft == self._resumed:
            # left as it was taken up: it is not wanted
            self._remember(None)
            return
        self._remember(event.draft)
        self.app.notify("Not saved; the next edit takes up what you typed, esc there lets go of it.")

    def leave(self) -> None:
        """See CellEditor; a draft stays, also one that was taken up; where none can, that is said."""
        self._resumed = None
        if not self._kept and self.field.dirty:
            self.app.notify("Nothing was changed: what you typed was not saved.")
        super().leave()

    @on(CellEditor.ExternalRequested)
    def _on_external(self, event: CellEditor.ExternalRequested) -> None:
        event.stop()
        self.write_outside()

    def write_outside(self) -> bool:
        """Let the person's own editor have the draft; whether it came back, else the line says why."""
        if not self.field.can_take_draft:
            return False
        try:
            self.take_draft(edit_outside(self.app, self.field.draft, suffix_of(self.field.type)))
        except LatticeError as error:
            self.refuse(str(error))
        except SuspendNotSupported:
            self.refuse("This terminal cannot be lent to another program.")
        else:
            return True
        return False


async def edit_value(
    widget: Widget,
    bench: Bench,
    table: Table,
    row: Row,
    column: Column,
    place: Callable[[], Region | None],
    *,
    label: str = "",
    outside: bool = False,
) -> None:
    """Open the editor over `place` for one value of a row; `label` names a reference's row.

    With `outside` the text goes on to the person's own editor, and is saved when that ends.
    """
    if column.masked:
        widget.app.notify(f"{one_line(column.name)} is not for you to change: {mask_words(column)}.")
        return

    seen = row

    async def keep(value: Value) -> Ending:
        nonlocal seen
        # both may have been renamed while one typed
        now = bench.table(table.id) or table
        name = (now.by_id(column.id) or column).name
        edited = await update_row(widget, bench, now, seen, {name: value})
        seen = edited.row
        if edited.outcome is not None:
            widget.post_message(Pane.Done("", edited.outcome))
        return edited.ending

    def remember(draft: str | None) -> None:
        others = {k: v for k, v in bench.drafts.get(row.id, {}).items() if k != column.id}
        bench.keep_draft(row.id, others if draft is None else {**others, column.id: draft})

    draft = bench.drafts.get(row.id, {}).get(column.id)
    if draft is not None:
        widget.app.notify("What you typed here before and did not save is back; esc lets go of it.")
    value = row.values.get(column.name)
    editor = await open_editor(
        widget, bench, column, value, keep, place, label=label, draft=draft, remember=remember
    )
    if outside and editor.write_outside():
        editor.action_save()


async def open_editor(
    widget: Widget,
    bench: Bench,
    column: Column,
    value: Value,
    keep: Keep,
    place: Callable[[], Region | None],
    *,
    label: str = "",
    draft: str | None = None,
    remember: Remember | None = None,
    rows: int = 0,
) -> ValueEditor:
    """Put an editor over `place`, ready for keys; one that is open already goes away.

    `rows` is how many rows get the value, to be told; 0 for one that is plain to see.
    """
    await widget.screen.query(ValueEditor).remove()
    search = reference_search(bench, column)
    editor = ValueEditor(
        column,
        value,
        keep,
        place,
        search=search,
        label=label,
        back_to=widget.screen.focused,
        draft=draft,
        remember=remember,
        rows=rows,
    )
    await widget.screen.mount(editor)
    await editor.begun.wait()
    return editor


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
