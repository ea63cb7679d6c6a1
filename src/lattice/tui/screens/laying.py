"""How the workbench is laid out: the sizes of its parts, and the one that has the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from lattice.tui.session import Arrangement, SessionState
from lattice.tui.widgets.keys_panel import KeysPanel, fits
from lattice.tui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from textual.widget import Widget

    from lattice.tui.screens.workbench import WorkbenchScreen

#: Parts that can have the whole screen, by their ids; the chat has a size of its own for it.
PARTS = ("tabs", "inspector", "sidebar")
#: Narrowest and widest sidebar, in cells.
SIDEBAR_CELLS = (14, 60)
#: Fewest rows of the inspector, and what it leaves to the tabs.
INSPECTOR_ROWS = 5
#: Fewest cells of the chat, and what it leaves to the tabs.
CHAT_CELLS, BESIDE_CHAT = 30, 40
#: The edges, in the order in which tab goes through them; that of a query moves inside its tab.
EDGES = ("sidebar-edge", "split-edge", "sql-edge", "inspector-edge", "chat-edge")


def arrange(screen: WorkbenchScreen, **changed: Any) -> None:
    """Lay it out otherwise, by fields of `Arrangement`, and keep that."""
    screen.arrangement = msgspec.structs.replace(screen.arrangement, **changed)
    lay_out(screen)
    screen.keep()


def lay_out(screen: WorkbenchScreen) -> None:
    """Give every part the size that was chosen for it, as far as there is room on this screen."""
    to = screen.arrangement
    # at once, because the styles of the whole screen are looked up again: 30 ms each time
    screen.update_classes(
        {
            "zoomed": bool(to.zoomed),
            **{f"zoomed-{part}": to.zoomed == part for part in PARTS},
            "with-stream": to.feed,
        }
    )
    screen.top_bar.zoomed = bool(to.zoomed)
    width, height = screen.size
    sidebar = screen.sidebar.chosen_width if not to.zoomed and not screen.has_class("-narrow") else 0
    screen.sidebar.styles.width = _within(sidebar, *SIDEBAR_CELLS) if sidebar else None
    rows = to.inspector_height if not to.zoomed and not screen.has_class("-short") else 0
    screen.inspector.styles.height = _within(rows, INSPECTOR_ROWS, height - 12) if rows else None
    halves = screen.tabs.halves
    halves.share = to.split_share
    halves.set_class(bool(to.zoomed), "alone")
    halves.lay_out()
    _lay_keys(screen)
    chat = screen.chat.pane
    if chat is None:
        return
    chat.display = screen.with_chat and not to.zoomed
    free = screen.has_class("-wide") and not screen.has_class("chat-full")
    cells = _within(to.chat_width, CHAT_CELLS, width - BESIDE_CHAT) if to.chat_width and free else None
    chat.styles.width = chat.styles.min_width = chat.styles.max_width = cells


def _lay_keys(screen: WorkbenchScreen) -> None:
    """The panel of keys, built when it is wanted for the first time."""
    panel = next(iter(screen.query(KeysPanel)), None)
    if panel is not None:
        panel.wanted = screen.arrangement.keys
        panel.follow()
    elif screen.arrangement.keys:
        screen.query_one("#middle").mount(KeysPanel(screen.query_one("#centre")))


def _within(size: int, least: int, most: int) -> int:
    return max(least, min(size, most))


def turn_keys(screen: WorkbenchScreen) -> None:
    """Have the keys of what has the focus in sight at the right, or not; say so where there is no room."""
    wanted = not screen.arrangement.keys
    if wanted and not fits(screen.query_one("#centre")):
        words = (
            "There is too little room beside this for a panel of keys: fold the sidebar or the chat, or make "
            "the terminal wider."
        )
        screen.notify(words, severity="warning", markup=False)
        return
    arrange(screen, keys=wanted)


def check(state: SessionState) -> Arrangement:
    """What was kept, without what a damaged file may hold."""
    kept = state.arrangement
    return msgspec.structs.replace(
        kept,
        inspector_height=_within(kept.inspector_height, 0, 500),
        chat_width=_within(kept.chat_width, 0, 1_000),
        split_share=_within(kept.split_share, 0, 1_000),
        zoomed=kept.zoomed if kept.zoomed in PARTS else "",
    )


# --- edges ---


def push(screen: WorkbenchScreen, edge: Splitter, by: int) -> None:
    """Move an edge by so many cells to the right or down."""
    match edge.id:
        case "sidebar-edge":
            screen.sidebar.chosen_width = _within(screen.sidebar.size.width + by, *SIDEBAR_CELLS)
            arrange(screen)
        case "inspector-edge":
            room = screen.inspector.size.height + screen.tabs.size.height
            rows = _within(screen.inspector.size.height - by, INSPECTOR_ROWS, room - INSPECTOR_ROWS)
            arrange(screen, inspector_height=rows)
        case "chat-edge" if screen.chat.pane is not None:
            cells = _within(screen.chat.pane.size.width - by, CHAT_CELLS, screen.size.width - BESIDE_CHAT)
            arrange(screen, chat_width=cells)
        case "split-edge":
            screen.tabs.halves.push(by)
            arrange(screen, split_share=screen.tabs.halves.share)
        case _:
            pass


def reset(screen: WorkbenchScreen, edge: Splitter) -> None:
    """Put an edge back to where the style sheet has it."""
    match edge.id:
        case "sidebar-edge":
            screen.sidebar.chosen_width = 0
            arrange(screen)
        case "inspector-edge":
            arrange(screen, inspector_height=0)
        case "chat-edge":
            arrange(screen, chat_width=0)
        case _:
            arrange(screen, split_share=0)


def edges(screen: WorkbenchScreen) -> list[Splitter]:
    """The edges in sight, in their order."""
    found = [edge for id in EDGES for edge in screen.query(f"#{id}").results(Splitter)]
    return [edge for edge in found if edge.is_on_screen and edge.region.area]


def edge_of(screen: WorkbenchScreen) -> Splitter | None:
    """The edge of what has the focus, else the first in sight."""
    found = edges(screen)
    focused = screen.focused
    around = focused.ancestors if focused is not None else []
    inside = [edge for edge in found if edge.id == "sql-edge" and edge.parent in around]
    if inside:
        return inside[0]
    seen = {edge.id: edge for edge in found}
    own = {
        "sidebar": ("sidebar-edge",),
        "chat": ("chat-edge",),
        "inspector": ("inspector-edge",),
        "tabs": ("split-edge", "inspector-edge"),
    }
    wished = own.get(part_of_focus(screen), ())
    return next((seen[id] for id in (*wished, *seen) if id in seen), None)


def leave(screen: WorkbenchScreen, edge: Splitter, *, onward: bool) -> None:
    """The keys leave an edge: for the next one, or back to where they were before."""
    found = edges(screen)
    if onward and edge in found:
        found[(found.index(edge) + 1) % len(found)].hold()
    elif screen.left_for_edge is not None and screen.left_for_edge.is_on_screen:
        screen.left_for_edge.focus()
    else:
        screen.tabs.take_focus()


# --- one part with the whole screen ---


def part_of_focus(screen: WorkbenchScreen) -> str:
    """The part with the focus: `tabs`, `inspector`, `sidebar`, `chat`; the tabs when it is elsewhere."""
    focused: Widget | None = screen.focused
    ids = {node.id for node in focused.ancestors_with_self} if focused is not None else set()
    return next((part for part in ("sidebar", "inspector", "chat") if part in ids), "tabs")


def zoom(screen: WorkbenchScreen, part: str) -> None:
    """Give a part the whole screen; none of them for an empty name."""
    screen.remove_class("sidebar-over")
    arrange(screen, zoomed=part)


def uncover_tabs(screen: WorkbenchScreen) -> None:
    """Something happens to the tabs: whatever lies over them or took their place gives way."""
    screen.remove_class("sidebar-over")
    screen.chat.make_way()
    follow(screen, "tabs")
    if screen.has_class("-short"):
        screen.with_inspector = False


def follow(screen: WorkbenchScreen, part: str) -> None:
    """The focus goes to a part: where one has the whole screen, it is that one from now on."""
    if screen.arrangement.zoomed not in ("", part):
        zoom(screen, part)
