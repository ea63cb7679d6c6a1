"""Copying cells and rows, as what one wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lattice.tui.screens.copy_as import CopyScreen

from .conftest import Bench, workbench


async def copied(bench: Bench, *keys: str, words: str = "Sent ") -> str:
    """What is on the clipboard after these keys."""
    bench.app.said.clear()
    await bench.press(*keys)
    await bench.until(lambda: bench.said(words))
    return bench.app.clipboard


async def menu(bench: Bench) -> None:
    await bench.press("g", "y")
    await bench.until(lambda: isinstance(bench.app.screen, CopyScreen))


async def test_a_rectangle_is_copied_as_a_spreadsheet_takes_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("V", "right", "down")
        await bench.until(lambda: "2 × 2 cells" in bench.text(".filter-count"))
        text = await copied(bench, "y")
        assert text == "Ada [b]Berg\tOslo\nBo Lind\tBergen\n"
        assert bench.said("Sent 2 × 2 cells as TSV to the terminal's clipboard.")


async def test_rows_are_copied_with_their_columns_and_references_by_name(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        text = await copied(bench, "shift+down", "Y")
        assert text.splitlines() == [
            "name\tcity\tscore\tcompany",
            "Ada [b]Berg\tOslo\t3\tNordlys",
            "Bo Lind\tBergen\t1\tNordlys",
        ]


async def test_the_menu_copies_as_json_and_the_next_copy_is_made_the_same_way(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await menu(bench)
        one = await copied(bench, "o")
        assert json.loads(one) == [{"name": "Ada [b]Berg", "city": "Oslo", "score": 3, "company": "Nordlys"}]
        again = await copied(bench, "down", "Y")
        assert json.loads(again)[0]["name"] == "Bo Lind"


async def test_header_and_ids_are_switched_in_the_menu(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        row = bench.grid.current
        assert row is not None
        await menu(bench)
        text = await copied(bench, "h", "i", "c")
        assert text == f"Ada [b]Berg,Oslo,3,{row.values['company']}\n"


async def test_markdown_cannot_be_broken_by_what_is_in_the_cells(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await menu(bench)
        text = await copied(bench, "m")
        assert text.splitlines()[2] == r"| Ada \[b\]Berg | Oslo | 3 | Nordlys |"


async def test_a_hidden_column_is_not_copied_and_the_order_is_that_of_the_screen(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "minus", "left_curly_bracket", "ctrl+a")
        text = await copied(bench, "Y")
        assert text.splitlines()[:2] == ["score\tname\tcompany", "3\tAda [b]Berg\tNordlys"]
        assert len(text.splitlines()) == 6


async def test_of_too_many_rows_the_first_are_copied_and_it_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lattice.tui.widgets.table.copying.COPIED", 3)
    async with workbench(home) as bench:
        await bench.open("people")
        text = await copied(bench, "ctrl+a", "Y", words="the first 3 rows of 5")
        assert len(text.splitlines()) == 4
