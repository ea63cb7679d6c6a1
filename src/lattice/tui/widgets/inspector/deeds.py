"""What is done to one value at a key: turn yes into no, put back what was there before."""

from __future__ import annotations

from textual.widget import Widget

from lattice.actions import ListEvents
from lattice.model.values import ColumnType, Value
from lattice.tui.bench import Bench
from lattice.tui.changing import update_row
from lattice.tui.literal import one_line
from lattice.tui.sharing_words import mask_words
from lattice.tui.widgets.inspector.fields import Pointed
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import said

#: Changes of a row that are looked through for the one that changed a field.
LOOKED = 500


async def flip(widget: Widget, bench: Bench, pointed: Pointed) -> None:
    """Turn yes into no, no and empty into yes. Raises LatticeError."""
    column, row = pointed.column, pointed.row
    if column.type is not ColumnType.BOOLEAN:
        widget.app.notify(f"{one_line(column.name)} is no yes or no; e changes it.", markup=False)
        return
    await _set(widget, bench, pointed, row.values.get(column.name) is not True)


async def put_back(widget: Widget, bench: Bench, pointed: Pointed) -> None:
    """Give a field the value that it had before it was changed last. Raises LatticeError."""
    table, row, column, _ = pointed
    name = one_line(column.name)
    if table.native:
        widget.app.notify("What stands here of a file comes from the file. Its history takes a change back.")
        return
    events = (await bench.run(ListEvents(table=table.name, row_id=row.id, limit=LOOKED))).value.events
    before = next(
        (e.before for e in events if e.op == "row.update" and e.before and column.name in e.before), None
    )
    if before is None:
        widget.app.notify(f"{name} was never anything else.", markup=False)
        return
    value: Value = before[column.name]
    if await _set(widget, bench, pointed, value):
        widget.app.notify(f"{name} is {said(value)} again. u undoes it.", markup=False)


async def _set(widget: Widget, bench: Bench, pointed: Pointed, value: Value) -> bool:
    table, row, column, _ = pointed
    if column.masked:
        widget.app.notify(
            f"{one_line(column.name)} is not for you to change: {mask_words(column)}.", markup=False
        )
        return False
    edited = await update_row(widget, bench, table, row, {column.name: value})
    if edited.outcome is not None:
        widget.post_message(Pane.Done("", edited.outcome))
    return edited.outcome is not None
