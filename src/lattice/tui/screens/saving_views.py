"""Saving how a table is looked at, under a name: what is asked, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lattice.actions import DeleteView, RenameView
from lattice.model.errors import LatticeError
from lattice.model.schema import check_name, fold
from lattice.model.views import View
from lattice.tui.literal import one_line
from lattice.tui.saved_views import tab_of, words_of
from lattice.tui.screens.asking import ask_text
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.table.pane import TablePane
from lattice.tui.widgets.table.saved import SavedPane
from lattice.tui.widgets.table.saved_look import saving

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

_NO_TABLE = "No table is in front: a view says how one is looked at."


async def save(screen: WorkbenchScreen) -> None:
    """Save over the view in front, or the table in front as a new one. Raises LatticeError."""
    pane = screen.tabs.current
    if not isinstance(pane, SavedPane) or pane.saved is None:
        await save_as(screen)
        return
    if not pane.altered:
        screen.notify(f"{one_line(pane.saved.name)} is as it was saved.", markup=False)
        return
    await _save(screen, pane, pane.saved.name, over=pane.saved)


async def save_as(screen: WorkbenchScreen) -> None:
    """Ask for a name, save the table in front under it, and open it. Raises LatticeError."""
    pane = screen.tabs.current
    if not isinstance(pane, TablePane) or pane.table is None:
        screen.notify(_NO_TABLE, markup=False)
        return
    hint = "For everyone in the workspace: its filter, sort and columns, as they are now."
    check = _check(screen, pane.table.id)
    name = await ask_text(screen.app, f"Save a view of {pane.table.name}", hint, check=check, yes="Save")
    if not name:
        return
    view = await _save(screen, pane, name)
    if isinstance(pane, SavedPane):
        pane.back_to_saved()
    if view is not None:
        await screen.open_tab(tab_of(view))


async def _save(
    screen: WorkbenchScreen, pane: TablePane, name: str, *, over: View | None = None
) -> View | None:
    table, look = pane.table, pane.view
    if table is None:
        return None
    outcome = await screen.bench.run(saving(table, look, name.strip(), over))
    screen.post_message(Pane.Done(f"Saved the view {one_line(outcome.value.name)}.", outcome))
    await _read(screen)
    return outcome.value


async def change(screen: WorkbenchScreen, view: View, how: str) -> None:
    """Rename or delete a view. Raises LatticeError."""
    bench = screen.bench
    if how == "drop":
        deleted = await bench.run(DeleteView(id=view.id))
        screen.post_message(Pane.Done(f"Deleted the view {one_line(view.name)}.", deleted))
    elif how == "rename":
        check = _check(screen, view.table_id, but=view.id)
        title = f"Rename the view {view.name}"
        name = await ask_text(screen.app, title, words_of(view), value=view.name, check=check, yes="Rename")
        if not name or name == view.name:
            return
        renamed = await bench.run(RenameView(id=view.id, name=name.strip()))
        words = f"Renamed the view {one_line(view.name)} to {one_line(renamed.value.name)}."
        screen.post_message(Pane.Done(words, renamed))
    await _read(screen)


async def _read(screen: WorkbenchScreen) -> None:
    """What was saved is there at once, not when the log tells of it."""
    await screen.bench.read(files=False)
    screen.show_bench()
    screen.tabs.recount()
    screen.tabs.retitle()


def _check(screen: WorkbenchScreen, table_id: str, but: str = "") -> Callable[[str], str]:
    """What is wrong with a name, as one types it."""
    taken = {fold(view.name) for view in screen.bench.views if view.table_id == table_id and view.id != but}

    def check(name: str) -> str:
        if not name.strip():
            return "Type a name that says what it shows."
        try:
            check_name(name.strip(), "View")
        except LatticeError as error:
            return error.message
        return "There is a view of that name." if fold(name.strip()) in taken else ""

    return check
