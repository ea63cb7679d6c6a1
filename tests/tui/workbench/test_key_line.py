"""The last line names only keys that do something where one is."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.widgets.editors.value import ValueEditor
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.table.filter_bar import FilterInput

from .conftest import Bench, workbench


def named(bench: Bench) -> str:
    return str(bench.screen.query_one(KeyLine).render())


async def test_filtering_is_named_only_where_something_is_filtered(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.until(lambda: "/ Filter" in named(bench), "over a table")
        for kind in ("home", "schema", "trash"):
            await bench.screen.action_open(kind)
            await bench.until(lambda: "^k Find" in named(bench) and "/ Filter" not in named(bench), kind)
        await bench.open("people")
        await bench.press("ctrl+b")
        await bench.until(lambda: bench.screen.sidebar.has_focus_within)
        await bench.until(lambda: "/ Filter" in named(bench), "on a table in the sidebar")
        await bench.press("slash")
        await bench.until(lambda: isinstance(bench.app.focused, FilterInput))


async def test_letters_are_not_named_where_they_are_typed(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.until(lambda: "/ Filter" in named(bench))
        await bench.press("e")
        await bench.until(lambda: bench.screen.query(ValueEditor) and bench.app.focused is not bench.grid)
        await bench.until(lambda: "^s Save" in named(bench))
        assert "u Undo" not in named(bench)
        assert "/ Filter" not in named(bench)
        await bench.press("escape")
        await bench.screen.action_open("sql")
        await bench.until(lambda: "^r Run" in named(bench))
        assert "/ Filter" not in named(bench)
        await bench.press("slash")
        await bench.until(lambda: bench.screen.tabs.current.query_one("TextArea").text == "/")
