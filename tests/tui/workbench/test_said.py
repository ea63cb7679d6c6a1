"""What is so already is said: a key that would change nothing does not stay silent."""

from __future__ import annotations

from pathlib import Path

from textual.widgets._toast import Toast

from lattice.tui.screens.columns import ColumnsScreen
from lattice.tui.screens.groups import GroupsScreen
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.trash import TrashPane
from tests.tui.driving import started, until

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


async def test_what_is_said_in_passing_leaves_the_feed_and_the_keys_to_be_read(home: Path) -> None:
    async with started(home) as pilot:
        app = pilot.app
        await until(pilot, lambda: isinstance(app.screen, WorkbenchScreen) and app.screen.ready)
        screen = app.screen
        assert isinstance(screen, WorkbenchScreen)
        for number in range(2):
            app.notify(f"Said for the {number + 1}. time, with words enough for more than one line.")
        for width, height in ((80, 24), (160, 45)):
            await pilot.resize_terminal(width, height)
            await until(pilot, lambda at=height - 1: screen.query_one(KeyLine).region.y == at)
            await until(pilot, lambda: [toast.region.area > 0 for toast in screen.query(Toast)] == [True] * 2)
            below = screen.feed.region.y
            covered = [toast.region for toast in screen.query(Toast) if toast.region.bottom > below]
            assert not covered, (covered, below)
