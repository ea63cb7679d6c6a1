"""What tabs and the layout offer: walk, split, move and close tabs; fold, resize and zoom the parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.keys import bind
from lattice.tui.screens import laying
from lattice.tui.screens.offers.offer import Deed, command
from lattice.tui.session import TabKey, TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def turn_sidebar(screen: WorkbenchScreen) -> None:
    """Show the sidebar, go to it, or hide it when one is there."""
    if screen.sidebar.display and not screen.sidebar.has_focus_within:
        screen.sidebar.take_focus()
    else:
        fold_sidebar(screen)


def fold_sidebar(screen: WorkbenchScreen) -> None:
    """Show or hide the sidebar; where there is little room it lies over the table."""
    zoomed = screen.arrangement.zoomed
    if zoomed:
        laying.zoom(screen, "")
    if screen.has_class("-narrow"):
        screen.toggle_class("sidebar-over")
    elif not zoomed or not screen.with_sidebar:
        screen.with_sidebar = not screen.with_sidebar
    (screen.sidebar if screen.sidebar.display else screen.tabs).take_focus()
    screen.keep()


def turn_inspector(screen: WorkbenchScreen) -> None:
    """Show or hide the inspector; where it takes the place of the tabs the focus goes with it."""
    screen.with_inspector = not _inspector_in_sight(screen)
    if screen.arrangement.zoomed:
        laying.zoom(screen, "")
    if screen.with_inspector:
        screen.remove_class("sidebar-over")
        screen.chat.make_way()
    pane = screen.tabs.current
    if screen.with_inspector and pane is not None:
        pane.inspect_again()
    if not screen.with_inspector:
        screen.tabs.take_focus()
    elif screen.has_class("-short"):
        screen.inspector.take_focus()
    screen.keep()


def _inspector_in_sight(screen: WorkbenchScreen) -> bool:
    """Whether the inspector is shown and nothing lies over it: what is not seen cannot be meant to go."""
    covered = screen.has_class("sidebar-over") or (screen.with_chat and screen.chat.covers)
    return screen.with_inspector and not covered and screen.arrangement.zoomed in ("", "inspector")


async def zoom(screen: WorkbenchScreen) -> None:
    """Give the whole screen to what has the focus, or back."""
    part = laying.part_of_focus(screen)
    if screen.arrangement.zoomed:
        laying.zoom(screen, "")
    elif part == "chat":
        await screen.chat.lay_out("narrow" if screen.has_class("chat-full") else "full")
    else:
        laying.zoom(screen, part)


def resize(screen: WorkbenchScreen) -> None:
    """Give the keys to the edge of what has the focus."""
    edge = laying.edge_of(screen)
    if edge is None:
        screen.notify("Nothing stands side by side here whose edge could be moved.", markup=False)
        return
    screen.left_for_edge = screen.focused
    edge.hold()


def turn_stream(screen: WorkbenchScreen) -> None:
    """Open the stream of changes with who is here, or fold it to its line."""
    if screen.arrangement.zoomed:
        laying.zoom(screen, "")
    laying.arrange(screen, feed=not screen.arrangement.feed)
    if screen.arrangement.feed:
        screen.stream.load()
        screen.stream.take_focus()
    else:
        screen.tabs.take_focus()


async def close_tab(screen: WorkbenchScreen) -> None:
    """Close the tab in front."""
    laying.uncover_tabs(screen)
    await screen.tabs.close(screen.tabs.active)
    (screen.tabs if screen.tabs.panes else screen.sidebar).take_focus()


async def close_others(screen: WorkbenchScreen) -> None:
    """Close all tabs but the one in front."""
    if len(screen.tabs.panes) < 2:
        screen.notify("There is no other tab.", markup=False)
        return
    laying.uncover_tabs(screen)
    await screen.tabs.close_others()
    screen.tabs.take_focus()


async def reopen_tab(screen: WorkbenchScreen) -> None:
    """Open the tab again that was closed last."""
    if await screen.tabs.reopen():
        laying.uncover_tabs(screen)
        screen.tabs.take_focus()
    else:
        screen.notify("No tab was closed that could be opened again.", markup=False)


async def next_tab(screen: WorkbenchScreen) -> None:
    """The next tab."""
    await _turn(screen, 1)


async def previous_tab(screen: WorkbenchScreen) -> None:
    """The tab before."""
    await _turn(screen, -1)


async def _turn(screen: WorkbenchScreen, by: int) -> None:
    laying.uncover_tabs(screen)
    await screen.tabs.turn(by)
    screen.tabs.take_focus()


def move_tab_left(screen: WorkbenchScreen) -> None:
    """This tab to the left."""
    if screen.tabs.active < 1:
        screen.notify("No tab is left of this one.", markup=False)
        return
    screen.tabs.move(screen.tabs.active, screen.tabs.active - 1)


def move_tab_right(screen: WorkbenchScreen) -> None:
    """This tab to the right."""
    if screen.tabs.active + 1 >= len(screen.tabs.panes):
        screen.notify("No tab is right of this one.", markup=False)
        return
    screen.tabs.move(screen.tabs.active, screen.tabs.active + 1)


async def split(screen: WorkbenchScreen) -> None:
    """Two tabs side by side, or one again."""
    if screen.arrangement.zoomed:
        laying.zoom(screen, "")
    laying.uncover_tabs(screen)
    if not await screen.tabs.turn_split():
        screen.notify("There is one tab only: open another, then split.", markup=False)
    screen.tabs.take_focus()


async def cross(screen: WorkbenchScreen) -> None:
    """To the tabs; when one is there, to the other half."""
    tabs = screen.tabs
    laying.uncover_tabs(screen)
    if tabs.has_focus_within and tabs.beside is None:
        key = screen.app.get_key_display(bind("tab.split", "split"))
        screen.notify(f"One tab is in sight: {key} puts another beside it.", markup=False)
    elif tabs.has_focus_within:
        await tabs.cross()
    tabs.take_focus()


async def own_tab(screen: WorkbenchScreen) -> None:
    """Open the row under the cursor, or that of the inspector, in a tab of its own."""
    from lattice.tui.widgets.files.listing import FilesPane
    from lattice.tui.widgets.table.browsing import BrowsePane

    row, pane, view = None, screen.tabs.current, screen.inspector
    if view.has_focus_within and view.row is not None and view.table is not None:
        row, table_id = view.row, view.table.id
    elif isinstance(pane, BrowsePane) and pane.has_focus_within:
        row = pane.grid.current
        table_id = pane.files_id if isinstance(pane, FilesPane) else pane.key.table_id
    if row is None:
        screen.notify("No row is under the cursor that a tab could show.", markup=False)
        return
    await screen.open_tab(TabKey(TabKind.ROW, table_id, row.id))


DEEDS: dict[str, Deed] = {
    "workbench.sidebar": turn_sidebar,
    "workbench.inspector": turn_inspector,
    "workbench.maximize": zoom,
    "workbench.resize": resize,
    "workbench.feed": turn_stream,
    "tab.close": close_tab,
    "tab.next": next_tab,
    "tab.previous": previous_tab,
    "tab.split": split,
    "tab.cross": cross,
    "tab.move_left": move_tab_left,
    "tab.move_right": move_tab_right,
    "tab.close_others": close_others,
    "tab.reopen": reopen_tab,
    "tab.row": own_tab,
    "layout.fold_sidebar": fold_sidebar,
    "layout.keys_panel": laying.turn_keys,
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    note = "Keep the keys of what has the focus in sight at the right, or shut them"
    return [
        command(screen, "layout.fold_sidebar", "Fold sidebar", "Show or hide the sidebar"),
        command(screen, "layout.keys_panel", "Keys panel", note),
    ]
