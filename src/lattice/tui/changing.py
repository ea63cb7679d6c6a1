"""Changing rows and taking changes back, with both sides shown when someone else was there first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual.widget import Widget

from lattice.actions import AddLink, AddLinks, GetRow, Outcome, Redo, Undo, UpdateRow
from lattice.model.errors import LatticeError
from lattice.model.events import Change
from lattice.model.rows import Row
from lattice.model.schema import Table
from lattice.model.values import Value
from lattice.tui.bench import Bench
from lattice.tui.carrying_out import carry_out
from lattice.tui.screens.conflict import Clash, ConflictScreen
from lattice.tui.screens.edit_conflict import Both, EditConflict, Ending
from lattice.tui.screens.pick_row import pick_row
from lattice.tui.widgets.pane import Pane
from lattice.tui.words import ago, handle, short_id, show_value, table_words

#: Values of a conflict that are shown; of a bulk change the rest is counted.
CLASHES = 50


class Edited(NamedTuple):
    """What became of an edit."""

    ending: Ending
    row: Row
    """As it is now: what a further edit was made from."""
    outcome: Outcome[Row] | None = None
    """Of what was saved."""


async def update_row(
    widget: Widget, bench: Bench, table: Table, row: Row, values: dict[str, Value]
) -> Edited:
    """Change a row as it was seen; shows both sides when these values changed meanwhile.

    What somebody changed elsewhere in the row stands in nobody's way. Raises LatticeError.
    """
    seen = row
    while True:
        action = UpdateRow(table=table.name, id=row.id, values=values, expect_version=seen.version)
        try:
            outcome = await bench.run(action)
            return Edited(Ending.MINE, outcome.value, outcome)
        except LatticeError as error:
            if error.code != "conflict":
                raise
        before, seen = seen, (await bench.run(GetRow(table=table.name, id=row.id))).value
        if all(before.values.get(name) == seen.values.get(name) for name in values):
            continue
        both = [_both(table, before, seen, name, value) for name, value in values.items()]
        who, when = handle(seen.updated_by), ago(seen.updated_at)
        text = f"{who} changed this row {when}, while you were editing."
        answer = await widget.app.push_screen_wait(EditConflict(text, both))
        if answer is not Ending.MINE:
            return Edited(answer or Ending.ON, seen)


def _both(table: Table, before: Row, now: Row, name: str, mine: Value) -> Both:
    column = table.find(name)

    def words(value: Value) -> str:
        # whole texts, to be compared; other values as they are shown everywhere
        return value if isinstance(value, str) else show_value(value, column.type if column else None)

    return Both(name, words(mine), words(now.values.get(name)), words(before.values.get(name)))


async def link_rows(widget: Widget, bench: Bench, table: Table, ids: Sequence[str], title: str) -> None:
    """Ask for a row and tie these to it, as one change. Raises LatticeError."""
    picked = await pick_row(widget.app, bench, f"Link {title} to", named=True)
    if picked is None or not ids:
        return
    to_table, to_id, name = picked.table.name, picked.row_id, picked.name
    outcome: Outcome[Any]
    if len(ids) == 1:
        one = AddLink(table=table.name, id=ids[0], to_table=to_table, to_id=to_id, name=name)
        outcome = await bench.run(one)
    else:
        many = AddLinks(table=table.name, ids=tuple(ids), to_table=to_table, to_id=to_id, name=name)
        outcome = await carry_out(widget.app, bench, f"Linking {title}", many)
    other = f"{table_words(to_table)}/{picked.label}"
    if outcome.change_id is None:
        widget.app.notify(
            f"{title} {'is' if len(ids) == 1 else 'are'} linked to {other} already.", markup=False
        )
        return
    widget.post_message(Pane.Done(f"Linked {title} to {other}.", outcome))


async def take_back(widget: Widget, bench: Bench, change_id: str | None = None) -> Change | None:
    """Undo a change, or my newest one; asks when rows were changed since. Raises LatticeError."""
    try:
        return (await carry_out(widget.app, bench, "Taking it back", Undo(change_id=change_id))).value
    except LatticeError as error:
        if error.code != "conflict" or not await overwrite(widget, error, "back"):
            raise_unless_conflict(error)
            return None
    forced = Undo(change_id=change_id, force=True)
    return (await carry_out(widget.app, bench, "Taking it back", forced)).value


async def do_again(widget: Widget, bench: Bench) -> Change | None:
    """Redo what I undid last; asks when rows were changed since. Raises LatticeError."""
    try:
        return (await carry_out(widget.app, bench, "Doing it again", Redo())).value
    except LatticeError as error:
        if error.code != "conflict" or not await overwrite(widget, error, "again"):
            raise_unless_conflict(error)
            return None
    return (await carry_out(widget.app, bench, "Doing it again", Redo(force=True))).value


def raise_unless_conflict(error: LatticeError) -> None:
    """Raise what was not a conflict; a conflict that the person left needs no more words."""
    if error.code != "conflict":
        raise error


async def overwrite(widget: Widget, error: LatticeError, which: str) -> bool:
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
