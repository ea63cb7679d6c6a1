"""Looking at a table by keys: filter by cell, words anywhere, columns, figures, groups."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from lattice.actions import AddColumn, InsertRow, UpdateRow
from lattice.ingest.files import add_path
from lattice.model.schema import NewColumn
from lattice.model.values import ColumnType
from lattice.tui.screens.columns import ColumnsScreen
from lattice.tui.screens.go_column import GoToColumn
from lattice.tui.screens.groups import GroupsScreen
from lattice.tui.session import TabKind
from lattice.tui.widgets.chart import ColumnChart
from lattice.tui.widgets.files.listing import FilesPane
from lattice.tui.widgets.lists import Lines

from .conftest import Bench, workbench


async def _to(bench: Bench, column: str) -> None:
    bench.grid.go_to_column(column)
    await bench.until(lambda: bench.grid.cursor_name == column)


async def test_equals_shows_only_rows_with_this_value_and_again_takes_it_back(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "city")
        await bench.press("equals_sign")
        await bench.until(lambda: bench.names() == ["Ada [b]Berg", "Cy Dahl", "Eva Lie"])
        assert bench.table.view.where == "city = Oslo"
        await bench.until(lambda: bench.grid.current is not None)
        await bench.press("equals_sign")
        await bench.until(lambda: len(bench.names()) == 5)
        assert bench.table.view.where == ""


async def test_exclamation_leaves_rows_out_and_the_cursor_on_the_next_that_stays(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "city")
        await bench.press("exclamation_mark")
        await bench.until(lambda: bench.names() == ["Bo Lind", "Dag Moe"])
        row = bench.grid.current
        assert row is not None
        assert row.values["name"] == "Bo Lind"
        await bench.press("exclamation_mark")
        await bench.until(lambda: bench.names() == ["Dag Moe"])
        assert bench.table.view.where == "city != Oslo and city != Bergen"
        await bench.press("backspace")
        await bench.until(lambda: len(bench.names()) == 5)


async def test_a_reference_is_named_by_its_label_only_where_that_means_one_row(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "company")
        await bench.press("equals_sign")
        await bench.until(lambda: bench.table.view.where == "company = Nordlys")
        await bench.press("backspace")
        await bench.until(lambda: bench.table.view.where == "")
        await bench.client.run(InsertRow(table="companies", values={"name": "Nordlys"}))
        await bench.press("equals_sign")
        await bench.until(lambda: bench.table.view.where.startswith("company = 01"))
        await bench.until(lambda: len(bench.names()) == 5)


async def test_an_empty_cell_asks_for_empty_ones(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        row = bench.grid.current
        assert row is not None
        await bench.client.run(UpdateRow(table="people", id=row.id, values={"city": None}))
        await bench.until(lambda: bench.grid.current and bench.grid.current.values["city"] is None)
        await _to(bench, "city")
        await bench.press("equals_sign")
        await bench.until(lambda: bench.names() == ["Ada [b]Berg"])
        assert bench.table.view.where == "city is empty"


async def test_bare_words_find_rows_that_have_them_in_any_column(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("slash")
        await bench.type("oslo")
        await bench.until(lambda: "in any column" in bench.text(".filter-wrong"))
        await bench.press("enter")
        await bench.until(lambda: bench.names() == ["Ada [b]Berg", "Cy Dahl", "Eva Lie"])
        assert "any column ~ oslo" in bench.text(".filter-text")
        await bench.press("slash")
        assert bench.table.bar.query_one(Input).value == "oslo"
        await bench.type(" dahl nordlys")
        await bench.press("enter")
        await bench.until(lambda: bench.names() == ["Cy Dahl"])


async def test_the_chooser_hides_freezes_and_sizes_and_its_search_narrows(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("c")
        await bench.until(lambda: isinstance(bench.app.screen, ColumnsScreen))
        screen = bench.app.screen
        await bench.press("slash")
        await bench.type("sco")
        lines = screen.query_one(Lines)
        await bench.until(lambda: lines.option_count == 1)
        await bench.press("enter", "greater_than_sign", "f")
        await bench.until(lambda: "cells" in str(lines.get_option_at_index(0).prompt))
        assert "frozen" in str(lines.get_option_at_index(0).prompt)
        await bench.press("slash", "escape")
        await bench.until(lambda: lines.option_count == 4)
        lines.highlight_id(bench.table.table.column("city").id)  # type: ignore[union-attr]
        await bench.press("space", "enter")
        await bench.until(lambda: [c.name for c in bench.grid.columns] == ["name", "score", "company"])
        assert bench.table.view.frozen == 3
        assert bench.table.view.widths


async def test_fit_lets_go_of_a_width_that_was_set_by_hand(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        width = bench.grid.arrangement.slots[0].width
        await bench.press("greater_than_sign", "greater_than_sign")
        await bench.until(lambda: bench.grid.arrangement.slots[0].width == width + 4)
        await bench.press("w")
        await bench.until(lambda: bench.grid.arrangement.slots[0].width == width)
        assert bench.table.view.widths == {}
        await bench.press("greater_than_sign", "right", "greater_than_sign")
        await bench.until(lambda: len(bench.table.view.widths) == 2)
        await bench.press("g", "w")
        await bench.until(lambda: bench.table.view.widths == {})


async def test_a_column_is_gone_to_by_some_letters_also_when_it_is_hidden(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "score")
        await bench.press("minus", "home")
        await bench.press("g", "c")
        await bench.until(lambda: isinstance(bench.app.screen, GoToColumn))
        await bench.type("sc")
        await bench.press("enter")
        await bench.until(lambda: bench.grid.cursor_name == "score")


async def test_figures_are_of_the_column_then_of_the_selection_and_are_remembered(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "score")
        await bench.press("number_sign")
        await bench.until(lambda: "5 filled · 0 empty · 5 different" in bench.text(".column-line"))
        assert "min 1 · max 5 · sum 15 · mean 3" in bench.text(".column-line")
        await bench.press("space", "j", "space")
        await bench.until(lambda: "of 2 selected: 2 filled" in bench.text(".column-line"))
        assert "sum 4 · mean 2" in bench.text(".column-line")
        await bench.press("escape", "ctrl+a", "space")
        await bench.until(lambda: "of 4 selected: 4 filled" in bench.text(".column-line"))
    async with workbench(home) as bench:
        await bench.until(lambda: "filled" in bench.text(".column-line"))
        await bench.press("number_sign")
        await bench.until(lambda: "filled" not in bench.text(".column-line"))


async def test_the_figures_follow_the_filter_and_the_rows_of_others(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "score")
        await bench.pilot.click(bench.table.line)
        await bench.until(lambda: "sum 15" in bench.text(".column-line"))
        bench.table.filter_by("city = Oslo")
        await bench.until(lambda: "sum 9" in bench.text(".column-line"))
        await bench.client.run(InsertRow(table="people", values={"name": "Fay", "city": "Oslo", "score": 11}))
        await bench.until(lambda: "sum 20" in bench.text(".column-line"))


async def _groups(bench: Bench, column: str) -> GroupsScreen:
    await _to(bench, column)
    await bench.press("b")
    await bench.until(lambda: isinstance(bench.app.screen, GroupsScreen))
    screen = bench.app.screen
    assert isinstance(screen, GroupsScreen)
    await bench.until(lambda: screen.query_one(Lines).option_count)
    return screen


def _lines(screen: GroupsScreen) -> list[str]:
    return [" ".join(str(option.prompt).split()[:3]) for option in screen.query_one(Lines).options]


async def test_groups_count_the_rows_of_a_column_and_enter_shows_them(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        screen = await _groups(bench, "city")
        assert _lines(screen) == ["Oslo 3 60.0%", "Bergen 1 20.0%", "Tromsø 1 20.0%"]
        assert "5 rows · 3 different" in str(screen.query_one("#groups-head", Static).content)
        await bench.press("enter")
        await bench.until(lambda: len(bench.names()) == 3 and bench.table.view.where == "city = Oslo")
        screen = await _groups(bench, "score")
        await bench.press("exclamation_mark")
        await bench.until(lambda: bench.table.view.where == "city = Oslo and not (score = 2)")
        await bench.until(lambda: len(bench.names()) == 2)


async def test_groups_of_times_are_a_chart_without_gaps_and_change_from_months_to_days(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.client.run(
            AddColumn(table="people", column=NewColumn(name="joined", type=ColumnType.DATETIME))
        )
        await bench.open("people")
        days = (
            "2024-01-31T10:00:00Z",
            "2024-03-01T00:00:00Z",
            "2024-03-31T23:59:00Z",
            "2024-03-31T01:00:00Z",
        )
        for row, day in zip(bench.grid.window.rows(), days, strict=False):
            await bench.client.run(UpdateRow(table="people", id=row.id, values={"joined": day}))
        await bench.until(lambda: bench.table.table and bench.table.table.find("joined"))
        screen = await _groups(bench, "joined")
        assert _lines(screen) == ["2024-01 1 20.0%", "2024-02 0 0.0%", "2024-03 3 60.0%", "(empty) 1 20.0%"]
        assert screen.query_one(ColumnChart).display
        await bench.press("p")
        await bench.until(lambda: len(_lines(screen)) > 50)
        await bench.press("p")
        await bench.until(lambda: _lines(screen) == ["2024 4 80.0%", "(empty) 1 20.0%"])
        await bench.press("p")
        await bench.until(lambda: len(_lines(screen)) == 4)
        await bench.press("home", "j", "j", "enter")
        await bench.until(lambda: bench.table.view.where == "joined between 2024-03-01 and 2024-03-31")
        await bench.until(lambda: len(bench.names()) == 3)


async def test_many_numbers_fall_into_stretches_and_arrows_go_to_the_next_column(home: Path) -> None:
    async with workbench(home) as bench:
        for n in range(20):
            await bench.client.run(InsertRow(table="people", values={"name": f"n{n}", "score": 10 + n}))
        await bench.open("people")
        await bench.until(lambda: bench.grid.row_count == 25)
        screen = await _groups(bench, "score")
        await bench.until(lambda: _lines(screen)[:2] == ["0 – 4", "5 – 9"])
        assert sum(int(str(o.prompt).split()[3]) for o in screen.query_one(Lines).options) == 25
        await bench.press("right")
        await bench.until(lambda: _lines(screen)[0].startswith("(empty) 20"))
        assert "people by company" in str(screen.query_one(".dialog").border_title)
        await bench.press("enter")
        await bench.until(lambda: bench.table.view.where == "company is empty")


async def test_the_list_of_files_is_looked_at_in_the_same_ways(home: Path, tmp_path: Path) -> None:
    for name, text in (("one.txt", "one"), ("two.md", "two and three")):
        (tmp_path / name).write_text(text)
    async with workbench(home) as bench:
        for name in ("one.txt", "two.md"):
            await add_path(bench.client, tmp_path / name)
        await bench.screen.action_open(TabKind.FILES.value)
        pane = bench.screen.tabs.current
        assert isinstance(pane, FilesPane)
        await bench.until(lambda: len(pane.grid.window.rows()) == 2)
        for column, where in (("size", "size = "), ("who", "who = "), ("when", "when = ")):
            pane.grid.go_to_column(column)
            await bench.press("equals_sign")
            await bench.until(lambda where=where: pane.view.where.startswith(where))  # type: ignore[misc]
            await bench.until(lambda: pane.grid.current is not None and pane.grid.window.total)
            await bench.press("backspace")
            await bench.until(lambda: not pane.view.where and pane.grid.window.total == 2)
        pane.grid.go_to_column("who")
        await bench.press("b")
        await bench.until(lambda: isinstance(bench.app.screen, GroupsScreen))
        screen = bench.app.screen
        await bench.until(lambda: screen.query_one(Lines).option_count == 1)
        await bench.press("enter")
        await bench.until(lambda: pane.view.where.startswith("who = ") and pane.grid.window.total == 2)


async def test_figures_of_a_rectangle_of_cells_sum_up_its_numbers(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "city")
        await bench.press("number_sign", "shift+right", "shift+down")
        await bench.until(lambda: "of 2 × 2 cells: 4 filled" in bench.text(".column-line"))
        assert "sum 4 · mean 2" in bench.text(".column-line")


async def test_one_sees_that_a_stretch_is_drawn_and_that_it_is_ended(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.press("v", "down")
        await bench.until(lambda: "2 selected, drawing" in bench.text(".filter-count"), "drawing")
        await bench.press("v")
        await bench.until(lambda: "2 selected" in bench.text(".filter-count"), "ended")
        assert "drawing" not in bench.text(".filter-count")


async def test_freezing_says_what_stays_in_sight(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await _to(bench, "city")
        await bench.press("f")
        await bench.until(lambda: bench.said("up to city stay in sight"))
        await bench.press("f")
        await bench.until(lambda: bench.said("first column alone"))
