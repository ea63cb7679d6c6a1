"""Taking back what a change did to one row, or the whole of it after saying how much that is."""

from __future__ import annotations

from collections import Counter

from textual.widget import Widget

from lattice.actions import GetChange, ListEvents, RevertRow
from lattice.model.events import Change, Diff, Event
from lattice.model.schema import Table
from lattice.tui.bench import Bench
from lattice.tui.literal import one_line
from lattice.tui.screens.asking import confirm
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import change_words, short_id, table_words

#: Events of a change that are looked at to tell what it did to a row.
LOOKED_AT = 100


async def revert_row(widget: Widget, bench: Bench, table: Table, row_id: str, change: Change) -> None:
    """Give one row the values it had before a change; the others stay. Raises LatticeError.

    What did nothing to values (a link, a deletion) is taken back only where it was about this row alone.
    """
    action = ListEvents(table=table.name, row_id=row_id, change_id=change.id, limit=LOOKED_AT)
    events = (await bench.run(action)).value.events
    ops = {event.op for event in events}
    if "row.update" in ops and not table.native:
        outcome = await bench.run(RevertRow(table=table.name, id=row_id, change_id=change.id))
        if outcome.change_id is None:
            widget.app.notify("The row has those values already.", markup=False)
            return
        name = (
            f"{table_words(table.name)}/{one_line(await bench.name_of(table.id, row_id) or short_id(row_id))}"
        )
        widget.post_message(Pane.Done(f"{name} has the values it had before that change.", outcome))
        return
    if len(events) == change.events:
        widget.post_message(Pane.UndoChange(change))
        return
    if "row.insert" in ops:
        words = f"That change brought the row in, with {_others(change)}. Deleting it takes this one away."
    else:
        words = f"That change is about {_others(change)} too. r in All history takes the whole of it back."
    widget.app.notify(words, severity="warning", markup=False)


def _others(change: Change) -> str:
    others = change.events - 1
    return f"{others:,} other{'' if others == 1 else 's'}"


async def revert_change(widget: Widget, bench: Bench, change: Change) -> None:
    """Take a whole change back; one of many rows says how many before it goes. Raises LatticeError."""
    if change.events > 1:
        diff = (await bench.run(GetChange(change_id=change.id))).value
        rows = _rows(diff)
        if (rows > 1 or _tables(diff.events)) and not await confirm(
            widget.app,
            f"Take back {rows:,} row{'' if rows == 1 else 's'}?" if rows else "Take it back?",
            f"{change_words(change.summary)}\n\n{weight_words(diff)}",
            yes="Take it back",
            danger=False,
        ):
            return
    widget.post_message(Pane.UndoChange(change))


def weight_words(diff: Diff) -> str:
    """What taking a change back does, and to how many rows."""
    lines = [f"The table {one_line(name, 60)} goes, with every row in it." for name in _tables(diff.events)]
    ops = Counter(event.op for event in diff.events if event.op.startswith("row."))
    if not lines and not diff.truncated:
        lines = [
            f"{count:,} row{'' if count == 1 else 's'} {_BACK[op]}."
            for op, count in ops.items()
            if op in _BACK
        ]
    elif not lines and len(ops) == 1 and (op := next(iter(ops))) in _BACK:
        lines = [f"{_rows(diff):,} rows {_BACK[op]}."]
    return "\n".join([*lines, "This is one change, which can be undone."])


_BACK = {
    "row.insert": "will be in the trash",
    "row.update": "will have the values they had",
    "row.delete": "will come back from the trash",
    "row.restore": "will be in the trash again",
    "row.share": "will be shared as they were",
}


def _rows(diff: Diff) -> int:
    """How many rows a change is about; of a long one what its first events are not counted as."""
    if diff.truncated:
        return diff.change.events - sum(not event.op.startswith("row.") for event in diff.events)
    return len({event.row_id for event in diff.events if event.op.startswith("row.")})


def _tables(events: tuple[Event, ...]) -> list[str]:
    return [table_words(event.table) for event in events if event.op == "table.create"]
