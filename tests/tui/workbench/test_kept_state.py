"""A kept state that is damaged or was written by somebody else costs a few tabs, never the workbench."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from lattice.tui.session import (
    Arrangement,
    SessionState,
    TabKey,
    TabKind,
    TabState,
    load_session,
    save_session,
    session_path,
)

from .conftest import workbench


async def test_numbers_out_of_all_bounds_in_the_kept_state_do_no_harm(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right")
        place = session_path(home, bench.screen.workspace.id)
    state = load_session(place)
    assert state.tabs
    tabs = []
    for tab in state.tabs:
        hostile = msgspec.structs.replace(
            tab.view,
            frozen=10**12,
            widths={tab.view.column_id: 10**12},
            offset=-(10**15),
            row_id="../../x",
            sort=("-\x1b[5mnope",),
        )
        tabs.append(msgspec.structs.replace(tab, view=hostile))
    save_session(place, msgspec.structs.replace(state, tabs=tuple(tabs), active=10**9, sidebar_width=10**9))
    async with workbench(home) as bench:
        await bench.until(lambda: bench.app.focused is not None)
        assert bench.table.view.frozen <= 4
        await bench.press("right", "f1")
        await bench.until(lambda: type(bench.app.screen).__name__ == "HelpScreen")


def test_a_state_of_an_older_version_still_opens(tmp_path: Path) -> None:
    place = tmp_path / "state.json"
    place.write_text('{"tabs":[{"key":{"kind":"trash"}}],"active":0,"sidebar":false,"seq":7}')
    state = load_session(place)
    assert [tab.key for tab in state.tabs] == [TabKey(TabKind.TRASH)]
    assert not state.sidebar
    assert state.arrangement == Arrangement()


async def test_what_a_tab_kept_outlives_a_session_in_which_nobody_looked_at_it(home: Path) -> None:
    async with workbench(home) as bench:
        place = session_path(home, bench.screen.workspace.id)
    arrangement = Arrangement(split=1, inspector_height=9, inspector_part="links", chat_width=50)
    query = TabState(TabKey(TabKind.SQL, name="q1"), kept={"text": "select 1"})
    front = TabState(TabKey(TabKind.TRASH))
    save_session(place, SessionState(tabs=(front, query), arrangement=arrangement))
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        bench.screen.keep()
    state = load_session(place)
    assert state.tabs[1] == query
    assert state.arrangement == arrangement


async def test_a_pane_that_was_built_is_asked_what_it_keeps(home: Path) -> None:
    async with workbench(home) as bench:
        pane = await bench.screen.tabs.open(TabKey(TabKind.TRASH))
        pane.keep = lambda: {"seen": "yes"}
        pane.post_message(pane.Touched())
        await bench.pilot.pause()
        place = session_path(home, bench.screen.workspace.id)
    assert load_session(place).tabs[-1].kept == {"seen": "yes"}


@pytest.mark.parametrize("kind", [TabKind.SQL, TabKind.HOME, TabKind.GRAPH])
async def test_a_tab_of_every_kind_opens_and_comes_back(home: Path, kind: TabKind) -> None:
    async with workbench(home) as bench:
        await bench.screen.open_tab(TabKey(kind))
        title = bench.screen.tabs.current.title
        await bench.pilot.pause()
    async with workbench(home) as bench:
        await bench.until(lambda: bench.screen.ready)
        assert title in [pane.title for pane in bench.screen.tabs.panes if pane.key == TabKey(kind)]
