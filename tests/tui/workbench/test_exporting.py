"""What is exported is what was chosen and how it was looked at."""

from __future__ import annotations

from pathlib import Path

from lattice.actions import InsertRows
from lattice.tui.screens.export import ExportScreen
from lattice.tui.widgets.ticks import Ticks

from .conftest import Bench, workbench


async def exported(bench: Bench, *keys: str) -> list[str]:
    """The lines of the file that the dialog writes when it is taken as it comes up."""
    await bench.press("x")
    await bench.until(lambda: isinstance(bench.app.screen, ExportScreen))
    await bench.press(*keys, "ctrl+s")
    await bench.until(lambda: bench.said("written to"))
    return Path("people.csv").read_text().splitlines()


async def test_a_stretch_that_is_still_drawn_is_exported_alone(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("v", "down", "down")
        await bench.until(lambda: "3 selected" in bench.text(".filter-count"))
        lines = await exported(bench)
        assert [line.split(",")[0] for line in lines] == ["name", "Ada [b]Berg", "Bo Lind", "Cy Dahl"]
        assert bench.said("3 rows written")


async def test_all_but_some_are_exported_without_those(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("ctrl+a", "down", "space")
        lines = await exported(bench)
        assert [line.split(",")[0] for line in lines[1:]] == ["Ada [b]Berg", "Cy Dahl", "Dag Moe", "Eva Lie"]


async def test_more_rows_than_a_filter_can_name_are_exported_alone(home: Path) -> None:
    async with workbench(home) as bench:
        rows = tuple({"name": f"Row {n:03}"} for n in range(400))
        await bench.client.run(InsertRows(table="people", rows=rows))
        await bench.open("people")
        await bench.until(lambda: bench.grid.row_count == 405)
        bench.grid.action_range()
        bench.grid.go_to(349)
        lines = await exported(bench)
        assert len(lines) == 1 + 350
        assert lines[-1].startswith("Row 344")


async def test_the_file_has_the_order_and_the_columns_that_were_on_the_screen(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        # by score, the company hidden, the city first
        await bench.press("right", "right", "s")
        await bench.until(lambda: bench.names()[0] == "Bo Lind")
        await bench.press("right", "minus", "left", "left_curly_bracket")
        await bench.until(lambda: bench.grid.columns[0].name == "city")
        lines = await exported(bench)
        assert lines[:3] == ["city,name,score", "Bergen,Bo Lind,1", "Oslo,Cy Dahl,2"]


async def test_a_column_that_is_not_ticked_is_not_written(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("x")
        await bench.until(lambda: isinstance(bench.app.screen, ExportScreen))
        bench.app.screen.query_one(Ticks).focus()
        await bench.press("down", "space", "down", "enter", "down", "space", "ctrl+s")
        await bench.until(lambda: bench.said("written to"))
        assert Path("people.csv").read_text().splitlines()[:2] == ["name", "Ada [b]Berg"]


async def test_of_a_rectangle_its_rows_and_columns_are_exported(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "V", "right", "down")
        assert await exported(bench) == ["city,score", "Oslo,3", "Bergen,1"]
