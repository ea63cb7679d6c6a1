"""The lists that panes and questions use."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets.option_list import Option

from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.marked import MarkedList


class Listing(App[None]):
    """One list, which has as much room as it is given."""

    def __init__(self, kind: type[MarkedList], height: int) -> None:
        super().__init__()
        self.kind, self.height = kind, height

    def compose(self) -> ComposeResult:
        yield self.kind()

    def on_mount(self) -> None:
        lines = self.query_one(MarkedList)
        lines.styles.height = self.height
        lines.add_options(Option(f"line {number}") for number in range(30))
        lines.highlighted = 2


@pytest.mark.parametrize("kind", [Lines, MarkedList])
@pytest.mark.parametrize(("height", "down"), [(0, 3), (5, 5)])
async def test_a_page_leads_on_also_where_a_list_has_no_room(
    kind: type[MarkedList], height: int, down: int
) -> None:
    app = Listing(kind, height)
    async with app.run_test() as pilot:
        lines = app.query_one(MarkedList)
        await pilot.press("pagedown")
        assert lines.highlighted == down
        await pilot.press("pageup")
        assert lines.highlighted == 2
