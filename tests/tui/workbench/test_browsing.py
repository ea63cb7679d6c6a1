"""Opening, filtering, sorting and finding, by keys."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList, Static

from lattice.actions import InsertRows
from lattice.tui.screens.find import FindScreen
from lattice.tui.widgets.inspector.pane import RowPane

from .conftest import workbench


async def test_the_sidebar_opens_a_table_with_its_rows(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("f4", "g", "g", "j", "j", "j", "enter")
        await bench.until(lambda: bench.table.title == "people" and bench.grid.current is not None)
        assert bench.names()[0] == "Ada [b]Berg"


async def test_a_filter_typed_in_the_bar_leaves_the_rows_that_match(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("city = Oslo")
        await bench.press("enter")
        await bench.until(lambda: len(bench.names()) == 3)
        await bench.until(lambda: "3 of 5" in bench.text(".filter-count"))


async def test_a_wrong_filter_says_where_and_stays_to_be_mended(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("town = Oslo")
        await bench.press("enter")
        await bench.until(lambda: "town" in bench.text(".filter-wrong"))
        assert bench.table.bar.typing
        assert len(bench.names()) == 5


async def test_completion_takes_the_column_that_is_offered(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("sc")
        await bench.press("tab")
        await bench.type("> 3")
        await bench.press("enter")
        await bench.until(lambda: bench.table.view.where == "score > 3")
        await bench.until(lambda: sorted(bench.names()) == ["Dag Moe", "Eva Lie"])


async def test_s_sorts_by_the_column_under_the_cursor_up_then_down_then_not(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "right", "s")
        await bench.until(lambda: bench.names()[0] == "Bo Lind")
        await bench.press("s")
        await bench.until(lambda: bench.names()[0] == "Dag Moe")
        await bench.press("s")
        await bench.until(lambda: bench.table.view.sort == ())


async def test_find_anywhere_opens_the_row_that_has_the_word(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("ctrl+k")
        await bench.until(lambda: isinstance(bench.app.screen, FindScreen))
        await bench.type("dahl")
        found = bench.app.screen.query_one("#find-list", OptionList)
        await bench.until(lambda: any("Cy Dahl" in str(o.prompt) for o in found.options))
        await bench.press("enter")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, RowPane))
        await bench.until(lambda: bench.screen.tabs.current.title == "Cy Dahl")


async def test_find_shows_a_few_rows_of_each_table_that_has_some_and_the_rest_of_one_by_its_line(
    home: Path,
) -> None:
    async with workbench(home, (80, 24)) as bench:
        fjords = tuple({"name": f"Fjord {number}"} for number in range(30))
        await bench.client.run(InsertRows(table="companies", rows=fjords))
        await bench.client.run(InsertRows(table="people", rows=({"name": "Liv", "city": "Long Fjord bay"},)))
        await bench.press("ctrl+k")
        await bench.until(lambda: isinstance(bench.app.screen, FindScreen))
        await bench.type("fjord")
        found = bench.app.screen.query_one("#find-list", OptionList)

        def lines() -> list[str]:
            return [str(option.prompt) for option in found.options]

        find = bench.app.screen
        assert isinstance(find, FindScreen)
        # what was found of the letters before looks alike
        await bench.until(lambda: find._shown == "fjord", "the last letter")
        await bench.until(lambda: any("Liv" in line for line in lines()), "the table with one row")
        assert len([line for line in lines() if line.startswith("companies")]) == 1, "said once"
        assert found.virtual_size.height <= found.size.height, "all tables are in sight"
        shown = len([line for line in lines() if "Fjord" in line]) - 1
        rest = next(index for index, line in enumerate(lines()) if "more in companies" in line)
        assert f"… {31 - shown} more" in lines()[rest]
        found.highlighted = rest
        await bench.press("enter")
        await bench.until(
            lambda: len([line for line in lines() if "Fjord" in line]) == 31, "all of the table"
        )
        assert found.highlighted == shown + 1, "the cursor goes on where the list ended"
        found.highlighted = 0
        await bench.press("enter")
        await bench.until(lambda: any("Liv" in line for line in lines()), "back to all")


async def test_enter_waits_for_what_is_found_by_the_text_that_stands_there(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("ctrl+k")
        await bench.until(lambda: isinstance(bench.app.screen, FindScreen))
        screen = bench.app.screen
        found = screen.query_one("#find-list", OptionList)
        assert "companies" in str(found.options[0].prompt)
        # as fast as a terminal delivers a paste and a key: no search was asked for yet
        screen.query_one(Input).value = "dahl"
        screen.query_one(Input).post_message(Input.Submitted(screen.query_one(Input), "dahl"))
        await bench.until(lambda: isinstance(bench.screen.tabs.current, RowPane))
        await bench.until(lambda: bench.screen.tabs.current.title == "Cy Dahl")


async def test_enter_on_words_that_nothing_has_opens_nothing(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.press("ctrl+k")
        await bench.until(lambda: isinstance(bench.app.screen, FindScreen))
        screen = bench.app.screen
        screen.query_one(Input).value = "zzqq"
        screen.query_one(Input).post_message(Input.Submitted(screen.query_one(Input), "zzqq"))
        await bench.until(
            lambda: "Nothing has all these words." in str(screen.query_one("#find-note", Static).content)
        )
        assert bench.app.screen is screen


async def test_following_a_reference_opens_the_row_it_points_at(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("end", "o")
        await bench.until(lambda: isinstance(bench.screen.tabs.current, RowPane))
        await bench.until(lambda: bench.screen.tabs.current.title == "Nordlys")


async def test_a_hidden_column_stays_hidden_after_a_restart_with_sort_filter_and_cursor(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("right", "minus", "s")
        await bench.press("slash")
        await bench.type("city = Oslo")
        await bench.press("enter")
        await bench.until(lambda: len(bench.names()) == 3)
        await bench.until(lambda: bench.grid.cursor_row == 1)
        await bench.press("j")
        await bench.until(lambda: bench.grid.cursor_row == 2)
        row = bench.grid.current
        assert row is not None
    async with workbench(home) as bench:
        await bench.until(lambda: bench.table.title == "people" and len(bench.names()) == 3)
        assert [c.name for c in bench.grid.columns] == ["name", "score", "company"]
        assert bench.table.view.sort == ("score",)
        await bench.until(lambda: bench.grid.current is not None and bench.grid.current.id == row.id)
