"""How selected cells and what is done with them look; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot

from lattice.tui import themes
from lattice.tui.widgets.grid import Grid
from tests.tui.driving import until, until_screen
from tests.tui.grid.grid_sources import COLUMNS, Computed
from tests.tui.snapshots.table_screens import alone, app_with_people, table_of

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)
DARK_AND_LIGHT = pytest.mark.parametrize(
    ("theme", "size"), [("lattice-dark", SMALL), ("lattice-light", LARGE)]
)


class GridAlone(App[None]):
    """A grid in a theme of the house."""

    CSS_PATH: ClassVar[str] = str(Path(themes.__file__).parent / "styles" / "base.tcss")

    def __init__(self, theme: str) -> None:
        super().__init__()
        path = themes.find_theme(theme, Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield Grid(COLUMNS, Computed(total=200))


@DARK_AND_LIGHT
def test_a_rectangle_of_cells(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        grid = pilot.app.query_one(Grid)
        grid.focus()
        await until(pilot, lambda: grid.current)
        await pilot.press("down", "right", "V", "right", "down", "down")
        await pilot.pause()

    assert snap_compare(GridAlone(theme), terminal_size=size, run_before=before)


@DARK_AND_LIGHT
def test_what_a_paste_would_do(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        pane = await table_of(pilot)
        await pilot.press("G", "right")
        await until(pilot, lambda: pane.grid.cursor_name == "city")
        pane.grid.post_message(Paste("Voss\tmany [b]\nAlta\t4\textra\n"))
        await until_screen(pilot, "PasteCells")
        await alone(pilot)

    assert snap_compare(app_with_people(theme, home), terminal_size=size, run_before=before)


@DARK_AND_LIGHT
def test_the_form_for_many_rows(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await table_of(pilot)
        await pilot.press("ctrl+a", "right", "B")
        await until_screen(pilot, "BulkForm")
        await pilot.press("V", "o", "tab", "ctrl+d")
        # a cursor that blinks is another picture each time
        pilot.app.screen.set_focus(None)
        await alone(pilot)

    assert snap_compare(app_with_people(theme, home), terminal_size=size, run_before=before)


def test_the_menu_of_copies(snap_compare: Compare, home: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await table_of(pilot)
        await pilot.press("V", "right", "down", "g", "y")
        await until_screen(pilot, "CopyScreen")
        await alone(pilot)

    assert snap_compare(app_with_people("lattice-dark", home), terminal_size=SMALL, run_before=before)
