"""Every key of every place and every command of the palette: none of them raises."""

from __future__ import annotations

from pathlib import Path

import pytest

from lattice.tui.screens.palette import commands_of
from lattice.tui.session import TabKey, TabKind

from .conftest import Bench, workbench


async def back(bench: Bench) -> None:
    """Out of every question."""
    for _ in range(20):
        if len(bench.app.screen_stack) <= 2:
            return
        await bench.press("escape")
    raise AssertionError(f"escape does not lead out of {bench.app.screen}")


@pytest.mark.soak
@pytest.mark.parametrize("kind", list(TabKind))
async def test_whatever_is_offered_can_be_chosen_and_left(home: Path, kind: TabKind) -> None:
    async with workbench(home) as bench:
        table_id = bench.table.key.table_id if kind in (TabKind.TABLE, TabKind.ROW) else ""
        row_id = bench.grid.current.id if kind is TabKind.ROW and bench.grid.current else ""
        key = TabKey(kind, table_id, row_id)
        await bench.screen.open_tab(key)
        await bench.pilot.pause()
        names = [command.name for command in commands_of(bench.app.screen) if command.name != "app.quit"]
        assert len(names) > 10
        for name in names:
            await bench.screen.open_tab(key)
            await bench.pilot.pause()
            command = next((c for c in commands_of(bench.app.screen) if c.name == name), None)
            if command is None:
                continue  # what came before took it away, such as the last row
            await bench.app.run_action(command.action, command.node)
            await bench.pilot.pause(0.05)
            assert bench.app._exception is None, name
            assert not bench.said("Something went wrong that should not"), f"{name}: {bench.app.said[-2:]}"
            await back(bench)
