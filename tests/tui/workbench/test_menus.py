"""What menus offer beside the keys of what has the focus."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.session import TabKind
from tests.tui.driving import shown
from tests.tui.workbench.conftest import workbench


async def test_a_table_in_the_sidebar_is_filtered_asked_and_exported_from_its_menu(home: Path) -> None:
    async with workbench(home, (100, 40)) as bench:
        await bench.open("people")
        await bench.press("ctrl+b")
        await bench.until(lambda: bench.screen.sidebar.has_focus_within)
        await bench.until(lambda: bench.screen.sidebar.table is not None)
        await bench.press("full_stop")
        await bench.until(lambda: type(bench.app.screen).__name__ == "MenuScreen")
        await bench.until(lambda: "As SQL" in shown(bench.pilot))
        for words in ("Filter", "Export", "Columns", "Rename"):
            assert words in shown(bench.pilot)
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        await bench.press("g", "q")
        await bench.until(lambda: bench.screen.tabs.current.key.kind is TabKind.SQL)
