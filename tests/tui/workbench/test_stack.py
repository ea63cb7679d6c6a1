"""What lies under a dialog stays as it is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.tui.screens.workbench import WorkbenchScreen

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
