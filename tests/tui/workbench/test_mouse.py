"""What the mouse alone can do: menus of what is under it, columns drawn elsewhere, edges that fit."""

from __future__ import annotations

from pathlib import Path

from lattice.tui.session import TabKind
from lattice.tui.widgets.lists import Lines

from .conftest import Bench, workbench


async def menu(bench: Bench) -> Lines:
    await bench.until(lambda: type(bench.app.screen).__name__ == "MenuScreen", "the menu")
    return bench.app.screen.query_one(Lines)


def names(lines: Lines) -> list[str]:
    return [str(option.id) for option in lines.options if option.id]


async def choose(bench: Bench, lines: Lines, name: str) -> None:
    at = next(i for i in range(lines.option_count) if lines.get_option_at_index(i).id == name)
    lines.highlighted = at
    await bench.press("enter")


async def test_the_right_button_opens_a_menu_of_the_cell_under_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.pilot.click(bench.grid, offset=(4, 3), button=3)
        lines = await menu(bench)
        assert bench.grid.cursor_row == 2
        assert {"grid.edit", "grid.delete", "grid.history", "workbench.undo"} <= set(names(lines))
        assert bench.app.screen.query_one(Lines).region.right <= bench.app.size.width
        await choose(bench, lines, "grid.history")
        await bench.until(lambda: bench.screen.inspector.part == "history" and bench.screen.with_inspector)


async def test_the_head_of_a_column_has_a_menu_of_columns(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        slot = bench.grid.arrangement.slots[1]
        await bench.pilot.click(bench.grid, offset=(slot.x + 2 + bench.grid.gutter_width, 0), button=3)
        lines = await menu(bench)
        assert "grid.delete" not in names(lines)
        await choose(bench, lines, "grid.hide_column")
        await bench.until(lambda: "city" not in [column.name for column in bench.grid.columns])


async def test_a_key_opens_the_menu_under_the_cursor_and_esc_leaves_it(home: Path) -> None:
    async with workbench(home, (80, 24)) as bench:
        await bench.open("people")
        await bench.press("j", "full_stop")
        lines = await menu(bench)
        assert lines.region.bottom <= 24
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is bench.screen)
        assert bench.grid.has_focus
        await bench.press("full_stop")
        await menu(bench)
        await bench.pilot.click(offset=(79, 23))
        await bench.until(lambda: bench.app.screen is bench.screen)


async def test_a_line_of_the_sidebar_has_a_menu_and_is_not_opened_by_it(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        before = bench.screen.tabs.current
        await bench.pilot.click("#sidebar-list", offset=(5, 2), button=3)
        lines = await menu(bench)
        assert "sidebar.rename" in names(lines)
        assert bench.screen.tabs.current is before


async def test_a_tab_has_a_menu_of_its_own(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        await bench.screen.action_open("trash")
        await bench.pilot.pause()
        first = bench.screen.tabs.strip.placed[0]
        await bench.pilot.click(bench.screen.tabs.strip, offset=(first.start + 1, 0), button=3)
        lines = await menu(bench)
        assert bench.screen.tabs.active == first.number
        await choose(bench, lines, "tab.close_others")
        await bench.until(lambda: len(bench.screen.tabs.panes) == 1)
        assert bench.screen.tabs.current.key.kind is not TabKind.TRASH


async def test_a_column_is_drawn_to_another_place_and_is_not_sorted_by(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        grid, pilot = bench.grid, bench.pilot
        before = [column.name for column in grid.columns]
        slots = grid.arrangement.slots
        x = slots[1].x + 1 + grid.gutter_width
        await pilot.mouse_down(grid, offset=(x, 0))
        await pilot.hover(grid, offset=(slots[2].end - 2 + grid.gutter_width, 0))
        await pilot.mouse_up(grid, offset=(slots[2].end - 2 + grid.gutter_width, 0))
        wanted = [before[0], before[2], before[1], *before[3:]]
        await bench.until(lambda: [column.name for column in grid.columns] == wanted)
        assert bench.table.view.sort == ()


async def test_two_clicks_on_the_edge_of_a_head_fit_the_column(home: Path) -> None:
    async with workbench(home) as bench:
        await bench.open("people")
        grid = bench.grid
        fitted = grid.arrangement.slots[0].width
        await bench.press("greater_than_sign", "greater_than_sign")
        await bench.until(lambda: grid.arrangement.slots[0].width > fitted)
        edge = grid.arrangement.slots[0].end - 1 + grid.gutter_width
        await bench.pilot.click(grid, offset=(edge, 0), times=2)
        await bench.until(lambda: grid.arrangement.slots[0].width == fitted)
        assert bench.table.view.sort == ()
