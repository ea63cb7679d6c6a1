"""A kept state that is damaged or was written by somebody else costs a few tabs, never the workbench."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lattice.tui.session import load_session, save_session, session_path

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
