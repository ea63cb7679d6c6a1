"""A choice that drops down turns pages, also in a terminal that has no room for its list."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from lattice.tui.widgets.marked import Select


class Choosing(App[None]):
    def compose(self) -> ComposeResult:
        yield Select([(f"number {n}", n) for n in range(30)], value=0, allow_blank=False, compact=True)


@pytest.mark.parametrize("size", [(20, 5), (2, 2), (1, 1), (80, 24)])
async def test_pages_turn_whatever_room_there_is(size: tuple[int, int]) -> None:
    app = Choosing()
    async with app.run_test(size=size) as pilot:
        select = app.query_one(Select)
        select.focus()
        select.expanded = True
        await pilot.pause()
        await pilot.press("pageup", "pagedown", "pageup", "pagedown", "pagedown")
        await pilot.resize_terminal(1, 1)
        await pilot.press("pageup", "pagedown")
        await pilot.resize_terminal(80, 24)
        await pilot.press("pagedown", "enter")
        await pilot.pause()
        assert select.value not in (0, Select.NULL)
