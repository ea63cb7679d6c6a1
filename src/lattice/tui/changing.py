"""Changing rows and taking changes back, with both sides shown when someone else was there first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.widget import Widget

from lattice.actions import AddLink, GetRow, Outcome, Redo, Undo, UpdateRow
from lattice.model.errors import LatticeError
from lattice.model.events import Change
from lattice.model.ids import new_id
from lattice.model.rows import Row
from lattice.model.schema import Table
from lattice.model.values import Value
from lattice.tui.bench import Bench
from lattice.tui.screens.conflict import Clash, ConflictScreen
from lattice.tui.screens.pick_row import pick_row
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import handle, short_id, show_value, table_words

#: Values of a conflict that are shown; of a bulk change the rest is counted.
CLASHES = 50


async def update_row(
    widget: Widget, bench: Bench, table: Table, row: Row, values: dict[str, Value]
) -> Outcome[Row] | None:
    """Change a row as it was seen; asks when it changed meanwhile. None when left. Raises LatticeError."""
    seen = row
    while True:
        action = UpdateRow(table=table.name, id=row.id, values=values, expect_version=seen.version)
        try:
            return await bench.run(action)
        except LatticeError as error:
            if error.code != "conflict":
                raise
        seen = (await bench.run(GetRow(table=table.name, id=row.id))).value
        clashes = [
            Clash(name, show_value(value), show_value(seen.values.get(name)))
            for name, value in values.items()
        ]
        screen = ConflictScreen(
            "Changed meanwhile",
            f"{handle(seen.updated_by)} changed this row while you were editing.",
            clashes,
            mine="yours",
            theirs="theirs",
            force="Overwrite with mine",
            leave="Keep theirs",
        )
        if not await widget.app.push_screen_wait(screen):
            return None


async def link_rows(widget: Widget, bench: Bench, table: Table, ids: Sequence[str], title: str) -> None:
    """Ask for a row and tie these to it; undone one by one or, as a group, at once. Raises LatticeError."""
    picked = await pick_row(widget.app, bench, f"Link {title} to", named=True)
    if picked is None or not ids:
        return
    group = new_id() if len(ids) > 1 else None
    for row_id in ids:
        action = AddLink(
            table=table.name, id=row_id, to_table=picked.table.name, to_id=picked.row_id, name=picked.name
        )
        outcome = await bench.client.run(action, group_id=group)
    other = f"{table_words(picked.table.name)}/{picked.label}"
    widget.post_message(Pane.Done(f"Linked {title} to {other}.", outcome))


async def take_back(widget: Widget, bench: Bench, change_id: str | None = None) -> Change | None:
    """Undo a change, or my newest one; asks when rows were changed since. Raises LatticeError."""
    try:
        return (await bench.run(Undo(change_id=change_id))).value
    except LatticeError as error:
        if error.code != "conflict" or not await _overwrite(widget, error, "back"):
            raise_unless_conflict(error)
            return None
    return (await bench.run(Undo(change_id=change_id, force=True))).value


async def do_again(widget: Widget, bench: Bench) -> Change | None:
    """Redo what I undid last; asks when rows were changed since. Raises LatticeError."""
    try:
        return (await bench.run(Redo())).value
    except LatticeError as error:
        if error.code != "conflict" or not await _overwrite(widget, error, "again"):
            raise_unless_conflict(error)
            return None
    return (await bench.run(Redo(force=True))).value


def raise_unless_conflict(error: LatticeError) -> None:
    """Raise what was not a conflict; a conflict that the person left needs no more words."""
    if error.code != "conflict":
        raise error


async def _overwrite(widget: Widget, error: LatticeError, which: str) -> bool:
    """Show both sides of a conflict; whether to overwrite what came later."""
    found: list[dict[str, Any]] = error.details.get("conflicts", [])
    clashes = [_clash(conflict) for conflict in found[:CLASHES]]
    more = f" {len(found) - CLASHES:,} more are not shown." if len(found) > CLASHES else ""
    screen = ConflictScreen(
        "Changed since",
        f"{error.message}{more}",
        clashes,
        mine="as it was then",
        theirs="now",
        force="Take it back anyway" if which == "back" else "Do it anyway",
        leave="Leave it",
    )
    answer: bool | None = await widget.app.push_screen_wait(screen)
    return bool(answer)


def _clash(conflict: dict[str, Any]) -> Clash:
    row = short_id(conflict.get("row_id"))
    where = " · ".join(str(part) for part in (conflict.get("table"), row, conflict.get("column")) if part)
    return Clash(where, show_value(conflict.get("expected")), show_value(conflict.get("current")))
