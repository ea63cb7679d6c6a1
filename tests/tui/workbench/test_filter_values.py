"""The values that stand in a column are offered where a filter wants one."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from lattice.actions import DeleteRow
from lattice.tui.widgets.table.filter_bar import FilterBar, FilterInput
from tests.tui.workbench.conftest import Bench, workbench


def offered(bench: Bench) -> list[str]:
    listed = bench.table.query_one(FilterBar).query_one(OptionList)
    return [str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)]


async def test_values_are_offered_narrowed_taken_and_found(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = ")
        await bench.until(lambda: offered(bench), "values")
        assert offered(bench) == ["Oslo  3 rows", "Bergen  1 row", "Tromsø  1 row"]
        await bench.type("b")
        await bench.until(lambda: offered(bench) == ["Bergen  1 row"])
        await bench.press("backspace", "tab")
        assert bench.table.query_one(FilterInput).value == "city = Oslo "
        await bench.press("enter")
        await bench.until(lambda: bench.grid.window.total == 3)


async def test_a_reference_offers_names_and_numbers_come_in_their_order(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("company = ")
        await bench.until(lambda: offered(bench) == ["Nordlys  5 rows"])
        await bench.press("tab")
        # the blank behind what was taken is there already; one more is typed as any letter
        await bench.type(" and score > ")
        assert bench.table.query_one(FilterInput).value == "company = Nordlys and score > "
        await bench.press("space")
        assert bench.table.query_one(FilterInput).value == "company = Nordlys and score >  "
        await bench.until(lambda: [line[0] for line in offered(bench)] == list("12345"))
        await bench.type("3")
        await bench.press("enter")
        await bench.until(lambda: bench.grid.window.total == 2)


async def test_what_was_changed_meanwhile_is_known_the_next_time(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = ")
        await bench.until(lambda: len(offered(bench)) == 3)
        await bench.press("escape")
        await bench.client.run(DeleteRow(table="people", id=bench.grid.window.row(1).id))
        await bench.press("slash")
        await bench.type("city = ")
        await bench.until(lambda: len(offered(bench)) == 2)


async def test_who_chose_a_value_keeps_it_when_more_come(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = ")
        await bench.until(lambda: len(offered(bench)) == 3)
        bar = bench.table.query_one(FilterBar)
        await bench.press("down", "down")
        bar._values._came()
        assert bar.query_one(OptionList).highlighted == 1
        await bench.press("enter")
        assert bench.table.query_one(FilterInput).value == "city = Bergen "
