"""How a workbench begins as it was left, and what is to be kept of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual.content import Content

from lattice.model.errors import LatticeError
from lattice.tui.chores import begin_chores
from lattice.tui.connection import Connection
from lattice.tui.screens import deeds, hearing, laying
from lattice.tui.session import SessionState, TabKey, TabKind, load_session, save_session, session_path
from lattice.tui.widgets.inspector.view import PARTS
from lattice.tui.words import handle
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How long the word that a workspace opens may stand in the place of its empty panes, in seconds.
UNPAINTED_S = 0.4
#: How often a workspace of which nothing is here is tried again, in seconds, while its server is away.
AGAIN_S = 10
_AWAY = "Nothing of this workspace is on this machine yet. It opens by itself as soon as its server answers."
_NOTHING = "Nothing is open. Choose something at the left: enter opens it."
_EMPTY = (
    "This workspace is empty.\n\nn makes a table\n"
    "i brings in documents, folders, web pages,\nand CSV, JSON, Excel or SQLite files as tables"
)


def recall(screen: WorkbenchScreen) -> SessionState:
    """The panes as they were left; what is in them comes with `take_up`."""
    state = load_session(session_path(screen.app.home, screen.workspace.id))
    screen.with_sidebar, screen.with_inspector = state.sidebar, state.inspector
    screen.sidebar.chosen_width, screen.sidebar.folded = state.sidebar_width, state.folded
    screen.arrangement = laying.check(state)
    if screen.arrangement.inspector_part in PARTS:
        screen.inspector.part = screen.arrangement.inspector_part
    screen.bench.drafts = dict(state.drafts)
    return state


async def take_up(screen: WorkbenchScreen, state: SessionState) -> None:
    """Open the tabs that were left, and listen from then on. Raises LatticeError."""
    bench, tabs = screen.bench, screen.tabs
    Connection(screen).begin()
    with _unpainted(screen):
        await _read(screen)
    # one painting of all of it instead of one of each part: 0.2 s of a start
    with screen.app.batch_update():
        show(screen)
        to = screen.arrangement
        await tabs.restore(state.tabs, state.active, split=to.split, front_right=to.split_right)
        if not tabs.panes and (first := _first_tab(screen)) is not None:
            await tabs.open(first)
        await _read_feed(screen)
        if screen.has_class("-short"):
            # it would lie over the tab that was left, and keep the keys from it
            screen.with_inspector = False
        _take_focus(screen)
    screen.ready = True
    bench.drafts_changed = screen.keep
    hearing.listen(screen)
    screen.company.begin()
    screen.context.begin()
    begin_chores(screen)
    screen.chat.begin()
    if screen.wished is not None:
        await screen.open_tab(*screen.wished)
    start(screen, tabs.learn_titles(), group="names")


@contextmanager
def _unpainted(screen: WorkbenchScreen) -> Iterator[None]:
    """Leave on the screen what stands there, for a moment: empty panes would be painted only to be filled."""
    with ExitStack() as painting:
        painting.enter_context(screen.app.batch_update())
        screen.set_timer(UNPAINTED_S, painting.close)
        yield


def _first_tab(screen: WorkbenchScreen) -> TabKey | None:
    """What opens in a workspace that was never open here: Home, or the one table that is all there is."""
    bench = screen.bench
    files = bench.files is not None and bench.files.rows > 0
    if len(bench.tables) == 1 and not files:
        return TabKey(TabKind.TABLE, bench.tables[0].table.id)
    return TabKey(TabKind.HOME) if bench.tables or files else None


def _take_focus(screen: WorkbenchScreen) -> None:
    """Lay it out as it was left, and put the focus into the part that had the whole screen, or the tabs."""
    zoomed = screen.arrangement.zoomed
    if zoomed == "inspector" and not screen.with_inspector:
        zoomed = ""
    laying.zoom(screen, zoomed)
    if screen.arrangement.feed:
        screen.stream.load()
    in_tabs = screen.tabs.panes and zoomed != "sidebar"
    (screen.tabs if in_tabs else screen.sidebar).take_focus()
    if zoomed == "inspector":
        screen.inspector.take_focus()


async def _read(screen: WorkbenchScreen) -> None:
    """Read about it; of one that is only on its server, as soon as that answers. Raises LatticeError."""
    client = screen.bench.client
    while True:
        try:
            return await screen.bench.read()
        except LatticeError as error:
            if client.standing().kind == "local":
                raise
            words = f"{_AWAY}\n\n{error}\n\nL says more."
            screen.tabs.say_nothing_open(Content.styled(words, "$text-muted"))
            await screen.tabs.restore((), 0)
            screen.app.doors.let_in()
            if screen.focused is None:
                screen.sidebar.take_focus()
        for _ in range(AGAIN_S * 2):
            await asyncio.sleep(0.5)
            if client.standing().online:
                break


async def _read_feed(screen: WorkbenchScreen) -> None:
    """Tell the last change; without the server, which has the log, the feed begins with what comes."""
    try:
        await deeds.read_feed(screen)
    except LatticeError:
        screen.feed.show_empty()


def show(screen: WorkbenchScreen) -> None:
    """Show what was read about the workspace."""
    bench = screen.bench
    screen.sidebar.show(bench.tables, bench.files, bench.artifacts, bench.views)
    if screen.ready and screen.arrangement.feed:
        screen.stream.load()
    screen.top_bar.seq = bench.seq
    if bench.me is not None:
        screen.top_bar.workspace = bench.me.name
        screen.top_bar.who = handle(bench.me.actor)
    holds = bool(bench.tables) or bool(bench.files and bench.files.rows)
    screen.tabs.say_nothing_open(Content.styled(_NOTHING if holds else _EMPTY, "$text-muted"))


def writing(screen: WorkbenchScreen) -> Callable[[], None]:
    """What writes down how it looks now. It raises LatticeError."""
    state = SessionState(
        tabs=screen.tabs.states(),
        active=screen.tabs.active,
        sidebar=screen.with_sidebar,
        sidebar_width=screen.sidebar.chosen_width,
        folded=screen.sidebar.folded,
        inspector=screen.with_inspector,
        arrangement=msgspec.structs.replace(
            screen.arrangement,
            split=screen.tabs.split,
            split_right=screen.tabs.front_right,
            inspector_part=screen.inspector.part,
        ),
        seq=max(screen.bench.seq, screen.bench.client.standing().seq),
        drafts={key: typed for key, typed in screen.bench.drafts.items() if typed},
    )
    return partial(save_session, session_path(screen.app.home, screen.workspace.id), state)
