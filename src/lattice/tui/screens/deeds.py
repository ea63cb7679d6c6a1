"""What the workbench does that takes more than one step: undo, redo, a new table, find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.actions import ListChanges, ListEvents
from lattice.tui import changing
from lattice.tui.words import undone_words
from lattice.tui.work import start

if TYPE_CHECKING:
    from textual.events import Paste

    from lattice.model.schema import Table
    from lattice.tui.screens.workbench import WorkbenchScreen

#: Events at the beginning of a change among which those stand that are not about its rows.
BEGINS = 100


async def read_feed(screen: WorkbenchScreen) -> None:
    """Tell the last change, as the feed did when it happened. Raises LatticeError."""
    newest = (await screen.bench.run(ListChanges(limit=1))).value.changes
    if not newest:
        screen.feed.show_empty()
        return
    change = newest[0]
    events = (await screen.bench.run(ListEvents(change_id=change.id, limit=1))).value.events
    if not events or not events[0].op.startswith("row."):
        screen.feed.show(events)
        return
    # what a change does to a table comes before what it does to its rows
    action = ListEvents(change_id=change.id, before_seq=change.first_seq + BEGINS, limit=BEGINS)
    before = (await screen.bench.run(action)).value.events
    other = sum(event.op != events[0].op for event in before)
    screen.feed.show(events, count=change.events - other)


async def undo(screen: WorkbenchScreen, change_id: str | None) -> None:
    """Take a change back, or my newest, and say which it was. Raises LatticeError."""
    change = await changing.take_back(screen, screen.bench, change_id)
    if change is not None:
        screen.notify(f"Taken back: {undone_words(change.summary)}. U does it again.", markup=False)


async def redo(screen: WorkbenchScreen) -> None:
    """Do again what I took back last, and say what it was. Raises LatticeError."""
    change = await changing.do_again(screen, screen.bench)
    if change is not None:
        screen.notify(f"Done again: {undone_words(change.summary)}.", markup=False)


async def new_table(screen: WorkbenchScreen) -> None:
    """Ask for a table, make it, open it. Raises LatticeError."""
    from lattice.tui.widgets.schema.changes import create_table

    table = await create_table(screen, screen.bench)
    if table is not None:
        await screen.bench.read()
        screen.show_bench()
        await screen.action_open("table", table.id)


async def new_artifact(screen: WorkbenchScreen) -> None:
    """Ask for a title, and open the document to write in it. Raises LatticeError."""
    from lattice.tui.widgets.files.deeds import write_artifact

    await write_artifact(screen.tabs, screen.bench)


async def show_table(screen: WorkbenchScreen, name: str) -> None:
    """Open the table of that name with the focus in its rows. Raises LatticeError."""
    await screen.bench.read()
    screen.show_bench()
    table = screen.bench.find(name)
    if table is not None:
        await screen.action_open("table", table.id)


def can_filter(screen: WorkbenchScreen) -> bool:
    """Whether a table is under the sidebar's cursor, or in front."""
    from lattice.tui.widgets.table import TablePane

    return _beside(screen) is not None or isinstance(screen.tabs.current, TablePane)


async def filter_table(screen: WorkbenchScreen) -> None:
    """Begin to filter the table under the sidebar's cursor, else the one in front; say so without one."""
    from lattice.tui.screens.dialogs import Notice
    from lattice.tui.widgets.table import TablePane

    table = _beside(screen)
    if table is not None:
        await screen.action_open("table", table.id)
    pane = screen.tabs.current
    if isinstance(pane, TablePane):
        if pane.table is not None:
            pane.action_filter()
        return
    words = "Open a table first: enter on one in the sidebar, then / filters its rows."
    if not screen.bench.tables:
        words = "There is no table yet: n in the sidebar makes one, i brings files in."
    # a question of its own, so that a filter typed in one go is not taken for commands
    await screen.app.push_screen_wait(Notice("Nothing to filter here", words))


def _beside(screen: WorkbenchScreen) -> Table | None:
    """The table under the sidebar's cursor, where that is what one looks at."""
    looked_at = screen.sidebar.has_focus_within or not screen.tabs.panes
    return screen.sidebar.table if looked_at else None


def take_dropped(screen: WorkbenchScreen, event: Paste) -> None:
    """Bring in the files whose paths were pasted, if they are that."""
    from lattice.tui.dropping import dropped

    if places := dropped(event.text):
        event.stop()
        screen.app.flow.bring_in(places)


def export(screen: WorkbenchScreen) -> None:
    """Write the table under the sidebar's cursor to a file, else what is in front."""
    start(screen, _export(screen), group="export", opens=True)


async def _export(screen: WorkbenchScreen) -> None:
    pane = screen.tabs.current
    table = screen.sidebar.table if screen.sidebar.has_focus_within else None
    if table is not None:
        screen.app.flow.export(table.name)
    elif pane is not None:
        screen.app.flow.export(*await pane.exported())
    else:
        screen.app.flow.export()


async def settings(screen: WorkbenchScreen) -> None:
    """Show what is set for the whole workspace, and change it. Raises LatticeError."""
    from lattice.tui.screens.workspace_settings import edit_workspace

    await edit_workspace(screen)


async def refresh(screen: WorkbenchScreen) -> None:
    """Read everything on the screen again. Raises LatticeError."""
    await screen.bench.read()
    screen.show_bench()
    if screen.tabs.current is not None:
        screen.tabs.current.load()
    screen.notify("Everything here was read again.", timeout=3)


async def find(screen: WorkbenchScreen) -> None:
    """Find something and go there. Raises LatticeError."""
    from lattice.tui.screens.find import FindScreen

    found = await screen.app.push_screen_wait(FindScreen(screen.bench, screen))
    if found is not None:
        await found.go(screen)


async def context(screen: WorkbenchScreen, what: str) -> None:
    """Show how the context stands, or render it, open its folder, copy its path, turn it on or off."""
    from lattice.tui.screens import context as details

    match what:
        case "render":
            screen.notify(await screen.context.render_now(), markup=False)
        case "folder":
            details.open_folder(screen.app, screen.context)
        case "copy":
            details.copy_path(screen.app, screen.context)
        case "auto":
            details.turn_auto(screen.app, screen.context)
        case _:
            await screen.app.push_screen_wait(details.ContextScreen(screen.context))
