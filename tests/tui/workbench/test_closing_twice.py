"""What is closed twice closes nothing below it."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Offset

from lattice.tui.screens.dialogs import Notice
from tests.tui.hand import click

from .conftest import workbench


async def test_two_clicks_beside_a_menu_leave_the_workbench(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("full_stop")
        await bench.until(lambda: type(bench.app.screen).__name__ == "MenuScreen")
        for _ in range(2):
            click(bench.app, Offset(bench.app.size.width - 1, 0))
        await bench.until(lambda: bench.app.screen is bench.screen)
        await bench.pilot.pause()
        assert [type(screen).__name__ for screen in bench.app.screen_stack] == ["Screen", "WorkbenchScreen"]


async def test_a_question_that_is_answered_twice_leaves_the_one_below_it(home: Path) -> None:
    async with workbench(home) as bench:
        below, above = Notice("Below", "It stays."), Notice("Above", "It goes.")
        await bench.app.push_screen(below)
        await bench.app.push_screen(above)
        above.dismiss(None)
        above.dismiss(None)
        await bench.pilot.pause()
        assert bench.app.screen is below
        # nor does anything close the workbench itself
        below.dismiss(None)
        bench.app.pop_screen()
        await bench.pilot.pause()
        assert bench.app.screen is bench.screen
