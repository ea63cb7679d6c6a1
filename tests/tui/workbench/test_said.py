"""What is so already is said: a key that would change nothing does not stay silent."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.screens.columns import ColumnsScreen
from lattice.tui.screens.groups import GroupsScreen
from lattice.tui.widgets.trash import TrashPane

from .conftest import workbench


async def test_a_key_that_changes_nothing_says_why(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("g", "x")
        await bench.until(lambda: len(bench.screen.tabs.panes) == 1)
        for keys, words in (
            ("g x", "There is no other tab."),
            ("g {", "No tab is left of this one."),
            ("g }", "No tab is right of this one."),
            ("g b", "No saved view is in front"),
            ("w", "name is as wide as its values."),
            ("g w", "All columns are as wide as their values."),
        ):
            await bench.press(*keys.split())
            await bench.until(lambda words=words: bench.said(words), words)
        await bench.press("c", "space", "f")
        await bench.until(lambda: bench.said("A hidden column cannot be frozen"))
        assert isinstance(bench.app.screen, ColumnsScreen)
        await bench.press("escape", "b")
        await bench.until(lambda: isinstance(bench.app.screen, GroupsScreen))
        assert bench.app.screen.check_action("way", ()) is False, "a text has one way to be grouped"
        await bench.press("escape", "T")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, TrashPane))
        assert bench.screen.tabs.current.check_action("purge", ()) is False, "nothing is in it"
