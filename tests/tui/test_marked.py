"""The cursor of a list, where a style sheet has nothing but `reverse` to show it."""

from __future__ import annotations

from textual.app import App, ComposeResult

from lattice.tui.widgets.lists import Lines


class Listed(App[None]):
    """Two lines and a sheet without colours."""

    CSS = "Lines:focus > .option-list--option-highlighted { text-style: reverse; }"

    def compose(self) -> ComposeResult:
        lines = Lines()
        lines.add_options(["one", "two"])
        yield lines


async def test_the_line_under_the_cursor_is_turned_over_and_no_other() -> None:
    app = Listed()
    async with app.run_test(size=(20, 4)) as pilot:
        lines = app.query_one(Lines)
        lines.focus()
        lines.highlighted = 1
        await pilot.pause()
        turned = [any(s.style is not None and s.style.reverse for s in lines.render_line(y)) for y in (0, 1)]
        assert turned == [False, True]
