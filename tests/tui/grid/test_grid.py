from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from lattice.model.rows import Page, Row
from lattice.tui.widgets.grid import Grid, GridColumn
from lattice.tui.widgets.grid.messages import ColumnMoved
from lattice.tui.widgets.grid.window import PAGES_KEPT
from tests.tui.grid.grid_screens import GridApp, lines, until
from tests.tui.grid.grid_sources import COLUMNS, Computed, Listed, make_row, person, row_id
from tests.tui.hand import click, drag

SIZES = [(80, 24), (160, 45)]


def on_screen(app: GridApp, text: str) -> bool:
    return any(text in line for line in lines(app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_rows_show_under_their_titles(size: tuple[int, int]) -> None:
    app = GridApp(Computed())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: on_screen(app, person(0)))
        screen = lines(app)
        assert "name" in screen[0]
        assert "amount" in screen[0]
        assert person(0) in screen[1]
        assert screen[1].startswith("▌")


@pytest.mark.parametrize("size", SIZES)
async def test_any_place_in_a_million_rows_is_one_step_away(size: tuple[int, int]) -> None:
    source = Computed()
    app = GridApp(source)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.grid.window.total == 1_000_000)
        app.grid.go_to(654_321)
        await until(pilot, lambda: on_screen(app, person(654321)))
        await pilot.press("ctrl+end")
        await until(pilot, lambda: on_screen(app, person(999999)))
        await pilot.press("ctrl+home")
        await until(pilot, lambda: on_screen(app, person(0)))
        assert app.grid.window.held <= PAGES_KEPT


async def test_dragging_the_scroll_bar_shows_that_place() -> None:
    app = GridApp(Computed())
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.grid.window.total)
        app.grid.scroll_to(y=500_000, animate=False)
        await until(pilot, lambda: on_screen(app, person(500000)))
        assert app.grid.cursor_row == 0


async def test_rows_that_are_on_their_way_have_a_place_and_nothing_waits_for_them() -> None:
    source = Computed(counts=False)
    app = GridApp(source)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.grid.window.total)
        source.gate = asyncio.Event()
        app.grid.go_to(400_000)
        await until(pilot, lambda: on_screen(app, "───"))
        assert not on_screen(app, "Person")
        await pilot.press("down")
        assert app.grid.cursor_row == 400_001
        source.gate.set()
        await until(pilot, lambda: on_screen(app, person(400001)))


async def test_a_late_answer_from_another_source_is_dropped() -> None:
    slow = Computed(total=50, gate=asyncio.Event())
    app = GridApp(slow)
    async with app.run_test() as pilot:
        await until(pilot, lambda: slow.asked)
        app.grid.set_source(Listed([Row("B", 1, {"name": "the other one"})]))
        await until(pilot, lambda: on_screen(app, "the other one"))
        assert slow.gate is not None
        slow.gate.set()
        await until(pilot, lambda: slow.answered)
        await pilot.pause()
        assert on_screen(app, "the other one")
        assert not on_screen(app, "Person")


async def test_the_cursor_moves_by_keys_and_says_where_it_is() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        grid = app.grid
        await pilot.press("j", "j", "down", "k")
        assert grid.cursor_row == 2
        await pilot.press("pagedown")
        assert grid.cursor_row == 2 + grid.page_rows
        assert round(grid.scroll_y) == grid.page_rows
        await pilot.press("pageup", "pageup")
        assert grid.cursor_row == 0
        await pilot.press("right", "right")
        assert grid.cursor_name == "amount"
        await pilot.press("$")
        assert grid.cursor_name == "notes"
        await pilot.press("0")
        assert grid.cursor_name == "name"
        await pilot.press("end")
        await pilot.press("home")
        assert grid.cursor_name == "name"
        await pilot.press("G")
        assert grid.cursor_row == 999_999
        await until(pilot, lambda: grid.current is not None)
        highlighted = app.last(Grid.RowHighlighted)
        assert isinstance(highlighted, Grid.RowHighlighted)
        assert highlighted.position == 999_999


async def test_the_first_column_stays_while_the_others_scroll() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("$")
        await pilot.pause()
        assert "notes" in lines(app)[0]
        assert person(0) in lines(app)[1]
        assert "▏" in lines(app)[1]
        assert "Oslo" not in lines(app)[1]


async def test_widths_do_not_jump_while_one_scrolls() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        before = [slot.width for slot in app.grid.arrangement.slots]
        app.grid.go_to(987_654)
        await until(pilot, lambda: app.grid.current)
        assert [slot.width for slot in app.grid.arrangement.slots] == before


async def test_a_reload_keeps_the_old_rows_in_sight_until_the_new_ones_are_there() -> None:
    source = Computed(total=1_000)
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        source.gate = asyncio.Event()
        before = lines(app)
        app.grid.reload()
        await until(pilot, lambda: len(source.asked) > 2)
        await pilot.pause()
        assert lines(app) == before
        source.gate.set()


async def test_the_cursor_stays_on_its_row_when_rows_come_before_it() -> None:
    source = Listed([make_row(n) for n in range(100)])
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        app.grid.go_to(50)
        await pilot.press("space")
        line = 50 - round(app.grid.scroll_y)
        source.rows[:0] = [make_row(n) for n in range(1_000, 1_007)]
        app.grid.reload()
        await until(pilot, lambda: app.grid.cursor_row == 57)
        current = app.grid.current
        assert current is not None
        assert current.id == row_id(50)
        assert app.grid.cursor_row - round(app.grid.scroll_y) == line
        assert app.grid.selection.ids == {row_id(50)}
        await pilot.pause()
        assert any(text.startswith(f"▌● {person(50)}") for text in lines(app))


async def test_moving_on_during_a_reload_is_not_undone_by_it() -> None:
    source = Computed(total=1_000)
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        source.gate = asyncio.Event()
        app.grid.reload()
        await pilot.press("down", "down", "down")
        source.gate.set()
        await until(pilot, lambda: app.grid.window.generation)
        assert app.grid.cursor_row == 3


async def test_when_the_row_under_the_cursor_is_deleted_the_cursor_stays_in_its_place() -> None:
    source = Listed([make_row(n) for n in range(30)])
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("G")
        del source.rows[29]
        app.grid.reload()
        await until(pilot, lambda: app.grid.row_count == 29)
        assert app.grid.cursor_row == 28
        assert not on_screen(app, person(29))


async def test_when_most_rows_go_the_last_ones_left_show() -> None:
    source = Listed([make_row(n) for n in range(5_000)])
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("G")
        await until(pilot, lambda: on_screen(app, person(4999)))
        del source.rows[40:]
        app.grid.reload()
        await until(pilot, lambda: on_screen(app, person(39)))
        assert app.grid.cursor_row == 39


async def test_another_filter_replaces_the_rows_at_once_and_goes_to_the_top() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        app.grid.go_to(5_000)
        await until(pilot, lambda: on_screen(app, person(5000)))
        few = Listed([make_row(n) for n in (3, 5_000, 7)])
        app.grid.set_source(few, keep=True)
        await until(pilot, lambda: app.grid.row_count == 3)
        await pilot.pause()
        assert app.grid.cursor_row == 0
        assert person(3) in lines(app)[1]
        app.grid.set_source(Computed(total=9_000), keep=True, row_id=row_id(5_000))
        await until(pilot, lambda: app.grid.cursor_row == 5_000)
        await until(pilot, lambda: on_screen(app, person(5000)))


async def test_going_to_a_row_by_its_id_finds_it_wherever_it_is() -> None:
    app = GridApp(Computed())
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.grid.window.total)
        app.grid.go_to_row(row_id(777_777))
        await until(pilot, lambda: on_screen(app, person(777777)))
        assert app.grid.cursor_row == 777_777


async def test_choosing_rows_one_by_one_by_a_stretch_and_all() -> None:
    app = GridApp(Computed(total=500))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("space", "j", "j", "space")
        assert app.grid.selection.ids == {row_id(0), row_id(2)}
        await pilot.press("space")
        assert app.grid.selection.ids == {row_id(0)}
        await pilot.press("j", "v", "j", "j", "v")
        assert app.grid.selection.ids == {row_id(n) for n in (0, 3, 4, 5)}
        await pilot.press("shift+down", "shift+down", "j")
        assert app.grid.selection.ids == {row_id(n) for n in (0, 3, 4, 5, 6, 7)}
        await pilot.press("ctrl+a")
        told = app.last(Grid.SelectionChanged)
        assert isinstance(told, Grid.SelectionChanged)
        assert told.selection.everything
        assert told.count == 500
        await pilot.press("space")
        told = app.last(Grid.SelectionChanged)
        assert isinstance(told, Grid.SelectionChanged)
        assert told.count == 499
        await pilot.press("escape")
        assert not app.grid.selection.everything


async def test_who_is_on_the_way_to_a_row_gets_there_although_something_changes() -> None:
    app = GridApp(Computed(total=5_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total and app.grid.current)
        app.grid.go_to_row(row_id(2_500))
        # what another client wrote is read at the same moment
        app.grid.reload()
        await until(pilot, lambda: app.grid.current and app.grid.current.id == row_id(2_500))


async def test_a_stretch_over_rows_that_were_never_on_screen_knows_their_ids() -> None:
    app = GridApp(Computed(total=5_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("v", "G")
        selection = await app.grid.chosen()
        assert len(selection.ids) == 5_000
        assert row_id(2_500) in selection.ids


async def test_enter_opens_e_edits_s_sorts() -> None:
    app = GridApp(Computed())
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("j", "enter", "right", "e", "s", "S")
        opened, edit = app.last(Grid.RowOpened), app.last(Grid.CellEditRequested)
        sort = app.last(Grid.SortRequested)
        assert isinstance(opened, Grid.RowOpened)
        assert opened.row.id == row_id(1)
        assert isinstance(edit, Grid.CellEditRequested)
        assert edit.column == "city"
        assert isinstance(sort, Grid.SortRequested)
        assert (sort.column, sort.additive) == ("city", True)


async def test_the_mouse_points_opens_chooses_and_sorts() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        city = app.grid.arrangement.slots[1].x + app.grid.gutter_width + 2
        await pilot.click(Grid, offset=(city, 5))
        assert (app.grid.cursor_row, app.grid.cursor_name) == (4, "city")
        await pilot.click(Grid, offset=(city, 8), shift=True)
        assert app.grid.choice.count(app.grid.cursor_row) == 4
        await pilot.click(Grid, offset=(city, 6), times=2)
        assert isinstance(app.last(Grid.RowOpened), Grid.RowOpened)
        await pilot.click(Grid, offset=(0, 10))
        assert row_id(9) in app.grid.selection.ids
        await pilot.click(Grid, offset=(city, 0), shift=True)
        sort = app.last(Grid.SortRequested)
        assert isinstance(sort, Grid.SortRequested)
        assert (sort.column, sort.additive) == ("city", True)


async def test_a_columns_edge_can_be_drawn_and_its_width_keyed() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        slot = app.grid.arrangement.slots[0]
        edge = app.grid.gutter_width + slot.end - 1
        await pilot.mouse_down(Grid, offset=(edge, 0))
        await pilot.hover(Grid, offset=(edge + 6, 0))
        await pilot.mouse_up(Grid, offset=(edge + 6, 0))
        assert app.grid.arrangement.slots[0].width == slot.width + 6
        told = app.last(Grid.ColumnResized)
        assert isinstance(told, Grid.ColumnResized)
        assert (told.column, told.width) == ("name", slot.width + 6)
        assert app.last(Grid.SortRequested) is None
        await pilot.press("<")
        assert app.grid.arrangement.slots[0].width == slot.width + 4


async def test_a_quick_drag_is_no_click_on_what_it_ends_on() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        first, second = app.grid.arrangement.slots[:2]
        edge = app.grid.gutter_width + first.end - 1
        # a terminal sends all of it at once: the click is made before anybody saw the button go up
        drag(app, Offset(edge, 0), Offset(edge + 6, 0))
        await until(pilot, lambda: app.last(Grid.ColumnResized))
        head = app.grid.gutter_width + second.x + 8
        drag(app, Offset(head, 0), Offset(app.size.width - 2, 0))
        await until(pilot, lambda: app.last(ColumnMoved))
        await pilot.pause()
        assert app.last(Grid.SortRequested) is None
        click(app, Offset(app.grid.gutter_width + 1, 0))
        await until(pilot, lambda: app.last(Grid.SortRequested))


async def test_columns_can_be_hidden_and_put_in_another_order() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("right")
        app.grid.set_columns([COLUMNS[3], COLUMNS[1], COLUMNS[0]])
        await pilot.pause()
        assert lines(app)[0].split()[1:4:2] == ["size", "abc"]
        assert app.grid.cursor_name == "city"


async def test_a_row_that_someone_else_changed_stands_out_and_then_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lattice.tui.widgets.grid.sheet.FLASH_S", 0.3)
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        app.grid.flash({row_id(3): "bo"})
        await until(pilot, lambda: "◆" in lines(app)[4])
        await until(pilot, lambda: "◆" not in lines(app)[4])


async def test_hostile_text_stays_in_its_cell() -> None:
    hostile = [
        "[bold]x[/",
        "\x1b[2J\x1b]0;t\x07",
        "a\nb\tc",
        "\u202egpj.exe",
        "👩‍💻 東京 e\u0301",
        "\u200bhidden",
        "$x {y}",
    ]
    rows = [Row(str(n), 1, {"name": text, "city": "|"}) for n, text in enumerate(hostile)]
    app = GridApp(Listed(rows), [GridColumn("name"), GridColumn("city"), GridColumn("[red]")])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        screen = lines(app)
        assert "[bold]x[/" in screen[1]
        assert "␛[2J␛]0;t␇" in screen[2]
        assert not any(char < " " or "\u202a" <= char <= "\u202e" for line in screen for char in line)
        assert "[red]" in screen[0]


async def test_another_source_is_read_although_a_row_of_the_first_is_still_looked_for() -> None:
    app = GridApp(Computed(total=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total == 3)
        first = Computed(gate=asyncio.Event())
        app.grid.set_source(first, row_id=row_id(500))
        await until(pilot, lambda: first.asked)
        app.grid.set_source(Computed(total=7), keep=True)
        first.gate.set()
        await until(pilot, lambda: app.grid.window.total == 7 and on_screen(app, person(6)))


async def test_an_empty_table_says_so() -> None:
    app = GridApp(Listed([]))
    app.grid.empty_text = "No people yet. Press n to add one."
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: on_screen(app, "Press n to add one."))
        await pilot.press("down", "G", "space", "v", "enter", "e", "pagedown", "shift+down")
        assert app.grid.cursor_row == 0
        assert app.last(Grid.RowOpened) is None


async def test_what_an_empty_table_says_is_read_whole_where_there_is_little_room() -> None:
    app = GridApp(Listed([]))
    app.grid.empty_text = "No row matches. / changes the filter, backspace shows all.\n\n[b]Another line."
    async with app.run_test(size=(30, 12)) as pilot:
        await until(pilot, lambda: on_screen(app, "No row matches."))
        said = [line.strip() for line in lines(app) if line.strip()]
        assert "/ changes the filter, backspace shows all. [b]Another line." in " ".join(said)


async def test_a_source_that_fails_is_told_and_asked_again_later() -> None:
    class Broken(Computed):
        broken = True

        async def fetch(self, offset: int, limit: int) -> Page:
            if self.broken:
                raise OSError("the disk is gone")
            return await super().fetch(offset, limit)

    source = Broken()
    app = GridApp(source)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.last(Grid.Failed))
        source.broken = False
        app.grid.reload()
        await until(pilot, lambda: on_screen(app, person(0)))


async def test_a_terminal_of_forty_by_ten_is_enough() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(40, 10)) as pilot:
        await until(pilot, lambda: on_screen(app, person(0)))
        await pilot.press("$", "G")
        await until(pilot, lambda: on_screen(app, person(999999)))
        await pilot.resize_terminal(12, 3)
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: on_screen(app, person(999999)))


async def test_numbers_of_rows_stand_in_the_gutter_when_wanted() -> None:
    app = GridApp(Computed(total=1_000), numbers=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.pause()
        assert lines(app)[2].startswith(f"   2    {person(1)}")


async def test_cursor_and_chosen_rows_are_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("j", "space")
        await pilot.pause()
        strip = app.grid.render_line(2)
        assert strip.text.startswith("▌●")
        assert any(s.style and s.style.reverse and person(1) in s.text for s in strip)


async def test_the_keys_of_the_grid_have_stable_names() -> None:
    ids = {binding.id for binding in Grid.BINDINGS}  # type: ignore[union-attr]
    assert {"grid.down", "grid.open", "grid.edit", "grid.select", "grid.select_all"} <= ids
    assert all(binding.tooltip for binding in Grid.BINDINGS)  # type: ignore[union-attr]


async def test_an_editor_can_find_the_cell_on_the_screen() -> None:
    app = GridApp(Computed())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.grid.window.total)
        await pilot.press("j", "j", "right")
        region = app.grid.cell_region()
        assert region is not None
        line = lines(app)[region.y]
        assert line[region.x : region.right].strip() == "東京"[: len(line[region.x : region.right].strip())]
        assert not app.grid.query(Input)
