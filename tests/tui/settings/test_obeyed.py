"""Settings that the workbench goes by."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from lattice.actions import CreateTable, InsertRows
from lattice.client import open_local
from lattice.model.errors import LatticeError
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.settings import set_setting
from lattice.tui.app import LatticeApp
from lattice.tui.outside import editor_command
from tests.tui.driving import ADA, shown, started, typed, until, until_screen, workspace


def test_the_editor_of_the_settings_comes_before_that_of_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "visual --wait")
    assert editor_command(LatticeApp(home)) == ["visual", "--wait"]
    set_setting(home, "editor", "micro -softwrap 'my file'")
    assert editor_command(LatticeApp(home)) == ["micro", "-softwrap", "my file"]
    monkeypatch.delenv("VISUAL")
    monkeypatch.setenv("EDITOR", "ed")
    assert editor_command(App[None]()) == ["ed"]
    monkeypatch.delenv("EDITOR")
    assert editor_command(App[None]()) == ["vi"]


def test_an_editor_that_is_no_command_is_refused_with_words(home: Path) -> None:
    set_setting(home, "editor", "micro 'no end")
    with pytest.raises(LatticeError, match="is no command") as refused:
        editor_command(LatticeApp(home))
    assert "settings" in refused.value.hint


async def test_finding_lists_as_many_as_the_settings_say(home: Path) -> None:
    entry = await workspace(home, "work")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="birds", columns=(NewColumn("name", ColumnType.TEXT),)))
    rows = tuple({"name": f"puffin {number}"} for number in range(9))
    await client.run(InsertRows(table="birds", rows=rows))
    await client.close()
    set_setting(home, "search.limit", "4")
    set_setting(home, "search.delay_ms", "0")
    async with started(home, (120, 40)) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: pilot.app.screen.ready)
        await pilot.press("ctrl+k")
        await until_screen(pilot, "FindScreen")
        await typed(pilot, "puffin")
        await until(pilot, lambda: "The best 4" in shown(pilot))
        set_setting(home, "search.limit", "7")
        await until(pilot, lambda: pilot.app.settings.settings.search.limit == 7)
        await typed(pilot, " ")
        await until(pilot, lambda: "The best 7" in shown(pilot))
