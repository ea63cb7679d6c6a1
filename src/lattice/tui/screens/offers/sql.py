"""What the SQL console offers: a query, another one, and those that were asked before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.tui.screens.offers.offer import Deed
from lattice.tui.session import TabKey, TabKind, ViewState
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen
    from lattice.tui.widgets.sql import SqlPane


async def _open(screen: WorkbenchScreen) -> None:
    """The query that was opened last, or the first."""
    keys = [pane.key for pane in screen.tabs.panes if pane.key.kind is TabKind.SQL]
    await screen.open_tab(keys[-1] if keys else TabKey(TabKind.SQL))


async def _new(screen: WorkbenchScreen) -> None:
    """A query in a tab of its own."""
    await screen.open_tab(_free(screen))


def _free(screen: WorkbenchScreen) -> TabKey:
    """The first number that no query has."""
    taken = {pane.key for pane in screen.tabs.panes}
    numbers = (TabKey(TabKind.SQL, name=str(n) if n > 1 else "") for n in range(1, len(taken) + 2))
    return next(key for key in numbers if key not in taken)


def _past(screen: WorkbenchScreen) -> None:
    """Choose one of the queries that were asked before."""
    start(screen, _take_up(screen), group="sql-history", opens=True)


async def _take_up(screen: WorkbenchScreen) -> None:
    """Put a query of the history where there is room: in an empty tab that is in front, else in a new one."""
    from lattice.tui.screens.past_queries import PastScreen
    from lattice.tui.widgets.sql.history import history_path

    asked = await screen.app.push_screen_wait(PastScreen(history_path(screen.app.home, screen.workspace.id)))
    if asked is None:
        return
    pane = _in_front(screen)
    if pane is None or pane.text.strip():
        await _new(screen)
        pane = _in_front(screen)
    if pane is not None:
        pane.put(asked.sql, asked.name)
        pane.take_focus()


def _in_front(screen: WorkbenchScreen) -> SqlPane | None:
    from lattice.tui.widgets.sql import SqlPane

    pane = screen.tabs.current
    return pane if isinstance(pane, SqlPane) else None


async def _as_query(screen: WorkbenchScreen) -> None:
    """Ask in SQL for what the table shows that is in front, or under the sidebar's cursor."""
    from lattice.tui.widgets.sql.from_view import query_of
    from lattice.tui.widgets.table import TablePane, view

    pane = screen.tabs.current if screen.tabs.panes else None
    table, look = (pane.table, pane.view) if isinstance(pane, TablePane) else (None, ViewState())
    if screen.sidebar.has_focus_within and screen.sidebar.table is not None:
        table, look = screen.sidebar.table, ViewState()
    if table is None:
        screen.notify("No table is in front. Go to one, then ask again.", markup=False)
        return
    look = view.clean(table, look)
    columns, now = view.shown(table, look), datetime.now(UTC)
    try:
        sql = query_of(table, screen.bench.schema, now, columns=columns, where=look.where, sort=look.sort)
    except LatticeError as error:
        screen.app.tell(error)
        return
    await _new(screen)
    if (query := _in_front(screen)) is not None:
        query.put(sql)
        query.take_focus()
        query.action_run()


DEEDS: dict[str, Deed] = {
    "workbench.sql": _open,
    "workbench.as_query": _as_query,
    "sql.new": _new,
    "sql.history": _past,
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return []
