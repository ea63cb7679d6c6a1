"""How the SQL console looks; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, cast

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot

from lattice.actions import SqlResult, TableInfo
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.tui import themes
from lattice.tui.bench import Bench
from lattice.tui.widgets.sql.answer import AnswerView
from lattice.tui.widgets.sql.editor import SqlEditor
from lattice.tui.widgets.sql.halves import SqlHalves
from lattice.tui.widgets.sql.plan import COLUMNS
from lattice.tui.widgets.sql.said import answer_words, refused_words
from tests.tui.sql.test_text import COMPANIES, PEOPLE

Compare = Callable[..., bool]
STYLES = Path(themes.__file__).parent / "styles"
SMALL, LARGE = (80, 24), (160, 45)
TEXT = """SELECT p.name, c.name, count(*) AS n -- how many [b]there[/b] are
FROM people p JOIN companies c ON p.company = c._id
WHERE p.city IN ('Oslo', 'Ber''gen') AND n > 3.5
GROUP BY p._id"""
ROWS = SqlResult(
    ("name", "name", "n"),
    tuple((f"[b]Ada {n}", "Nordlys" if n % 3 else None, n * 7) for n in range(12)),
    truncated=True,
    elapsed_ms=12.4,
)
PLAN = SqlResult(
    COLUMNS,
    (
        (1, 0, 0, "SCAN people USING INDEX lattice_live_1"),
        (2, 0, 0, "CORRELATED SCALAR SUBQUERY 2"),
        (3, 2, 0, "SEARCH c USING INDEX x (_id=?)"),
        (4, 0, 0, "USE TEMP B-TREE FOR ORDER BY"),
    ),
    truncated=False,
    elapsed_ms=1,
)


class ConsoleApp(App[None]):
    """The two halves of the console in a theme of the house."""

    CSS_PATH: ClassVar[list[str]] = [str(STYLES / f"{name}.tcss") for name in ("base", "panes", "sql")]

    def __init__(self, theme: str) -> None:
        super().__init__()
        # nothing is asked of a workspace here
        self.bench = Bench(cast("Client", None))
        self.bench.tables = tuple(TableInfo(table, rows=3, trashed=0) for table in (PEOPLE, COMPANIES))
        path = themes.find_theme(theme, Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = theme
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        with Vertical(classes="pane"):
            yield SqlHalves(self.bench, TEXT)

    @property
    def view(self) -> AnswerView:
        return self.query_one(AnswerView)

    @property
    def editor(self) -> SqlEditor:
        return self.query_one(SqlEditor)


async def _rows(pilot: Pilot[None]) -> None:
    app = cast("ConsoleApp", pilot.app)
    app.view.show(ROWS)
    app.view.tell(answer_words(ROWS, 1_000, "m", narrowed=(12, ""), changed=True))
    app.view.take_focus()
    await pilot.pause()
    await pilot.press("down", "right")
    await pilot.pause()


async def _plan(pilot: Pilot[None]) -> None:
    app = cast("ConsoleApp", pilot.app)
    app.view.show(PLAN)
    app.view.tell(answer_words(PLAN, 1_000, "m"))
    app.view.take_focus()
    await pilot.pause()


async def _refused(pilot: Pilot[None]) -> None:
    app = cast("ConsoleApp", pilot.app)
    error = LatticeError("not_read_only", "Only reading by one SELECT is allowed here. It says [b]DROP.")
    app.view.refuse(error)
    app.view.tell(refused_words(error, 0.0))
    app.editor.area.cursor_blink = False
    app.set_focus(None)
    await pilot.pause()


async def _offers(pilot: Pilot[None]) -> None:
    app = cast("ConsoleApp", pilot.app)
    app.view.begin("^r", "^l", "F10")
    app.editor.area.cursor_blink = False
    app.editor.area.focus()
    await pilot.press("end", "enter", *"HAVING", "space", "p", "full_stop", "c", "down")
    await pilot.pause()


@pytest.mark.parametrize(
    ("what", "size", "theme"),
    [
        (_rows, SMALL, "lattice-light"),
        (_rows, LARGE, "lattice-dark"),
        (_plan, LARGE, "lattice-light"),
        (_refused, SMALL, "lattice-dark"),
        (_offers, SMALL, "lattice-dark"),
        (_offers, LARGE, "lattice-light"),
    ],
    ids=["rows-small", "rows-large", "plan", "refused", "offers-small", "offers-large"],
)
def test_the_console(
    snap_compare: Compare, what: Callable[..., object], size: tuple[int, int], theme: str
) -> None:
    assert snap_compare(ConsoleApp(theme), terminal_size=size, run_before=what)
