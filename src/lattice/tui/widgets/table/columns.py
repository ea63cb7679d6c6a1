"""What one does with the columns of a table: choose, hide, move, freeze, fit, go to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from lattice.tui.literal import one_line
from lattice.tui.widgets.table import view

if TYPE_CHECKING:
    from lattice.tui.widgets.table.looking import LookPane


async def choose(pane: LookPane) -> None:
    """Choose which columns show, in which order, how wide, and which stay in sight."""
    from lattice.tui.screens.columns import ColumnsScreen

    if pane.table is None:
        return
    slots = pane.grid.arrangement.slots
    widths = {c.id: s.width for s in slots if (c := pane.table.find(s.column.name)) is not None}
    at = pane.column.id if pane.column else ""
    chosen = await pane.app.push_screen_wait(ColumnsScreen(pane.table, pane.view, widths, at))
    if chosen is not None:
        pane.look(chosen)


async def go_to(pane: LookPane) -> None:
    """Ask for a column by a few letters and go there; a hidden one is shown."""
    from lattice.tui.screens.go_column import GoToColumn

    if pane.table is None:
        return
    chosen = await pane.app.push_screen_wait(GoToColumn(pane.table, pane.view))
    column = pane.table.by_id(chosen) if chosen else None
    if column is None:
        return
    if column.id in pane.view.hidden:
        pane.look(view.toggled(pane.view, column.id))
    pane.grid.go_to_column(column.name)
    pane.grid.focus()


def hide(pane: LookPane) -> None:
    """Hide the column under the cursor, unless it is the last."""
    if pane.table is not None and pane.column and len(view.shown(pane.table, pane.view)) > 1:
        at = pane.grid.cursor_column
        pane.look(view.toggled(pane.view, pane.column.id))
        pane.grid.move_to(pane.grid.cursor_row, at)


def move(pane: LookPane, by: int) -> None:
    """Move the column under the cursor."""
    if pane.table is not None and pane.column:
        pane.look(view.moved(pane.table, pane.view, pane.column.id, by))


def freeze(pane: LookPane) -> None:
    """Keep the columns up to this one in sight, or only the first."""
    wanted = pane.grid.cursor_column + 1
    frozen = 0 if pane.view.frozen == wanted else wanted
    pane.look(msgspec.structs.replace(pane.view, frozen=frozen))
    if frozen <= 1:
        pane.notify("The first column alone stays in sight.")
    else:
        pane.notify(f"The columns up to {one_line(pane.grid.cursor_name)} stay in sight.", markup=False)


def fit(pane: LookPane) -> None:
    """Make the column under the cursor as wide as what is in it."""
    if pane.column:
        fit_one(pane, pane.column.name)


def fit_one(pane: LookPane, name: str) -> None:
    """Make one column as wide as what is in it, whatever width it was given by hand."""
    column = pane.table.find(name) if pane.table else None
    if column is not None:
        before = _widths(pane)
        pane.grid.fitting.forget(column.name)
        pane.look(view.fitted(pane.view, [column.id]))
        words = f"{one_line(column.name)} is as wide as its values."
        pane.call_after_refresh(_say_when_same, pane, before, words)


def fit_all(pane: LookPane) -> None:
    """Make all columns as wide as what is in them, as far as there is room."""
    before = _widths(pane)
    pane.grid.fitting.forget()
    pane.look(view.fitted(pane.view, list(pane.view.widths)))
    pane.call_after_refresh(_say_when_same, pane, before, "All columns are as wide as their values.")


def _widths(pane: LookPane) -> list[int]:
    return [slot.width for slot in pane.grid.arrangement.slots]


def _say_when_same(pane: LookPane, before: list[int], words: str) -> None:
    if _widths(pane) == before:
        pane.notify(words, markup=False)


DEEDS: dict[str, Callable[[LookPane], None]] = {
    "hide": hide,
    "freeze": freeze,
    "fit": fit,
    "fit_all": fit_all,
}
