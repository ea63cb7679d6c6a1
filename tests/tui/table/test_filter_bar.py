"""The line above a table."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Static

from lattice.tui.widgets.table.filter_bar import FilterBar


class Bar(App[None]):
    """One bar, put there when it is asked for."""


async def test_a_change_that_comes_while_it_opens_is_counted_when_it_is_there() -> None:
    app = Bar()
    async with app.run_test() as pilot:
        bar = FilterBar("name = Ada")
        bar.count(None, 3, 0, "row")
        await app.mount(bar)
        bar.count(None, 4, 0, "row")
        await pilot.pause()
        assert str(bar.query_one(".filter-count", Static).content) == "4 rows"
