"""A text that was taken away, and is drawn once more before the screen is laid out, draws nothing."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Region

from lattice.tui.app import LatticeApp
from lattice.tui.widgets.editors.inputs import AreaInput


async def test_in_the_theme_of_16_colours_a_text_that_was_taken_away_ends_nothing(home: Path) -> None:
    app = LatticeApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        app.use_theme("lattice-16")
        area = AreaInput("some words")
        area.styles.background = "transparent"
        await app.screen.mount(area)
        await pilot.pause()
        with app.batch_update():
            await area.remove()
            lines = area.render_lines(Region(0, 0, 20, 2))
        assert [line.text.strip() for line in lines] == ["", ""]
