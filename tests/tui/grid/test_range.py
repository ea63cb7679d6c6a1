"""A rectangle of cells: drawn by key and by mouse, seen without colour, and what it holds."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from lattice.tui.widgets.grid import messages
from lattice.tui.widgets.grid.range import Block
from tests.tui.grid.grid_screens import GridApp, until
from tests.tui.grid.grid_sources import COLUMNS, Computed, person

NAMES = tuple(column.name for column in COLUMNS)


def grid_app(count: int = 1000) -> GridApp:
    return GridApp(Computed(total=count))


async def ready(pilot: Pilot[None], app: GridApp) -> None:
    await until(pilot, lambda: app.grid.current is not None and app.grid.window.total is not None)


async def test_the_rectangle_key_begins_one_and_every_move_draws_it_until_esc() -> None:
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("down", "V", "down", "down", "right")
        assert app.grid.block == Block(range(1, 4), NAMES[:2])
        told = app.last(messages.SelectionChanged)
        assert isinstance(told, messages.SelectionChanged)
        assert told.words == "3 × 2 cells"
        await pilot.press("escape")
        assert app.grid.block is None


async def test_shift_draws_a_rectangle_sideways_and_a_plain_move_lets_go_of_it() -> None:
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("right", "shift+right", "shift+down", "J")
        assert app.grid.block == Block(range(0, 3), NAMES[1:3])
        await pilot.press("shift+left", "shift+left")
        assert app.grid.block == Block(range(0, 3), NAMES[:2])
        await pilot.press("down")
        assert app.grid.block is None


async def test_the_mouse_draws_a_rectangle_and_a_click_lets_go_of_it() -> None:
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        second = app.grid.gutter_width + app.grid.arrangement.slots[1].x + 1
        await mouse(pilot, app, events.MouseDown, 4, 2)
        await mouse(pilot, app, events.MouseMove, second, 3)
        await mouse(pilot, app, events.MouseMove, second, 5)
        await mouse(pilot, app, events.MouseUp, second, 5)
        assert app.grid.block == Block(range(1, 5), NAMES[:2])
        await mouse(pilot, app, events.MouseDown, 4, 7)
        await mouse(pilot, app, events.MouseUp, 4, 7)
        assert app.grid.block is None
        assert app.grid.cursor_row == 6


async def mouse(pilot: Pilot[None], app: GridApp, kind: type[events.MouseEvent], x: int, y: int) -> None:
    """What a terminal sends, the click that follows a release and all; at `x`, `y` of the grid."""
    where = (app.grid.region.x + x, app.grid.region.y + y)
    app.post_message(kind(None, *where, 0, 0, 1, False, False, False, *where))
    await pilot.pause()


async def test_a_rectangle_beyond_the_screen_knows_all_of_its_rows() -> None:
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("V", "right", "G")
        await until(pilot, lambda: app.grid.cursor_row == 999)
        block = app.grid.block
        assert block is not None
        taken = await app.grid.take(block.rows)
        assert len({row.id for row in taken.rows}) == 1000
        assert len((await app.grid.chosen()).ids) == 1000


async def test_the_rows_of_a_rectangle_can_be_chosen() -> None:
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("V", "down", "right", "space")
        assert app.grid.block is None
        assert len(app.grid.selection.ids) == 2


@pytest.mark.parametrize("no_color", ["", "1"])
async def test_a_rectangle_stands_out_with_and_without_colour(
    monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    app = grid_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot, app)
        await pilot.press("V", "right", "down")
        await pilot.pause()
        inside = [s.style for s in app.grid.render_line(1) if person(0) in s.text]
        outside = [s.style for s in app.grid.render_line(5) if person(4) in s.text]
        assert inside
        assert outside
        assert inside != outside
        if no_color:
            assert inside[0] is not None
            assert inside[0].reverse
