"""The audit screen: the chain is checked with progress, the first bad record shown, records narrowed down."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Button, Select

from lattice.actions import ReadPolicy, SetPolicy
from lattice.model.errors import LatticeError
from lattice.tui.widgets.audit import pane as audit
from lattice.tui.widgets.lists import Lines

from .conftest import Bench, workbench


async def audit_tab(bench: Bench) -> Lines:
    await bench.screen.action_open("audit")
    lines = bench.screen.tabs.current.query_one(Lines)
    await bench.until(lambda: lines.option_count >= 4 and lines.has_focus)
    return lines


def verdict(bench: Bench) -> str:
    return str(bench.screen.tabs.current.query_one("#verdict").content)


async def test_the_first_record_that_does_not_hold_is_named_and_gone_to(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "STRETCH", 1)
    async with workbench(home) as bench:
        lines = await audit_tab(bench)
        with closing(sqlite3.connect(bench.screen.workspace.path)) as file, file:
            file.execute("UPDATE lattice_audit SET actor = 'human:eve' WHERE n = 2")
        await bench.press("v")
        await bench.until(lambda: "Record 2 does not hold" in verdict(bench))
        await bench.until(lambda: lines.highlighted_id == "2" and lines.has_focus)
        assert "✗✗" in str(lines.get_option("2").prompt)
        assert "✗✗" in str(bench.screen.tabs.current.query_one("#audit-record").content)
        await bench.press("N")
        await bench.until(lambda: lines.get_option_at_index(0).id != "2" and lines.option_count >= 4)
        assert str(bench.screen.tabs.current.query_one("#verify", Button).label) == "Verify"


async def test_the_chain_is_checked_in_stretches_to_its_end(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "STRETCH", 2)
    async with workbench(home) as bench:
        await audit_tab(bench)
        await bench.pilot.click("#verify")
        await bench.until(lambda: "The chain holds" in verdict(bench))


async def test_records_are_narrowed_down_to_what_was_denied(home: Path) -> None:
    async with workbench(home) as bench:
        policy = (await bench.client.run(ReadPolicy())).value
        scout = bench.client.acting("agent:scout")
        with pytest.raises(LatticeError):
            await scout.run(SetPolicy(policy=policy))
        lines = await audit_tab(bench)
        await bench.press("slash")
        bench.screen.tabs.current.query_one("#of-decision", Select).value = "denied"
        await bench.until(lambda: lines.option_count == 1)
        line = str(lines.options[0].prompt)
        assert "denied" in line
        assert line.index("✗") < 12, "the sign comes before what a narrow screen cuts off"
        bench.screen.tabs.current.query_one("#of-actor", Select).value = "human:seed"
        await bench.until(lambda: lines.option_count == 0)
