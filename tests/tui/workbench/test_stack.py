"""What lies under a dialog stays as it is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from lattice.tui.screens.workbench import WorkbenchScreen
from tests.tui.hand import click

from .conftest import workbench


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time that all of the workbench is to be laid out again."""
    asked: list[bool] = []
    refresh = WorkbenchScreen.refresh

    def noted(screen: WorkbenchScreen, *regions: object, **how: bool) -> WorkbenchScreen:
        if how.get("layout"):
            asked.append(True)
        return refresh(screen, *regions, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(WorkbenchScreen, "refresh", noted)
    return asked


async def test_a_dialog_that_closes_moves_nothing_of_what_it_covered(home: Path, layouts: list[bool]) -> None:
    async with workbench(home) as bench:
        await bench.press("question_mark")
        await bench.until(lambda: bench.app.screen is not bench.screen, "help")
        await bench.pilot.pause()
        layouts.clear()
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen, "the workbench")
        await bench.pilot.pause()
        assert not layouts


async def test_a_click_on_what_was_just_taken_away_is_nobodys(home: Path) -> None:
    async with workbench(home) as bench:
        gone = Static("here for a moment")
        await bench.screen.query_one("#centre").mount(gone, before=0)
        await bench.pilot.pause()
        place = gone.region.offset
        # taken away, and not yet drawn without it
        with bench.app.batch_update():
            await gone.remove()
            assert bench.screen.get_widget_at(*place)[0] is gone
            click(bench.app, place)
            await bench.pilot.pause()
        assert bench.app.is_running
        assert bench.app._exception is None
