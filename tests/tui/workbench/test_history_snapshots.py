"""How history and messages look; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from lattice.model.events import Change, Diff, Event
from lattice.tui import themes
from lattice.tui.screens.messages import MessagesScreen, Said
from lattice.tui.widgets.history.painting import Names, paint_diff

Compare = Callable[..., bool]

BEFORE = "The tide gauge was read each morning by the warden, until the storm of 1987 tore it off."
AFTER = "The tide gauge was read every morning and evening by the warden, until a storm tore it off."
CHANGE = Change(
    id="01M80000000000000000000000",
    action="row.update",
    at="2023-11-20T14:02:00Z",
    actor="human:bo",
    on_behalf_of=None,
    group_id=None,
    summary="changed stations/[b]Hesteskjær[/b]: city, notes",
    events=1,
    first_seq=7,
    last_seq=7,
)
EVENT = Event(
    seq=7,
    id="01M80000000000000000000001",
    change_id=CHANGE.id,
    group_id=None,
    at=CHANGE.at,
    actor=CHANGE.actor,
    on_behalf_of=None,
    origin="tui",
    op="row.update",
    table="stations",
    table_id="t1",
    row_id="01M80000000000000000000002",
    label="[b]Hesteskjær[/b]",
    before={"city": "Oslo", "score": 3, "notes": BEFORE},
    after={"city": None, "score": 12, "notes": AFTER},
)
SAID = (
    Said("information", "Copied 3 rows.", "14:02:00"),
    Said("warning", "3 rows were left out: [b]bold[/b].", "14:02:07"),
    Said("error", "The server is away.\nTry again in a while.", "14:03:11"),
)


class Pictured(App[None]):
    """One theme, one diff."""

    CSS_PATH = "../../../src/lattice/tui/styles/base.tcss"

    def __init__(self, theme: str) -> None:
        super().__init__()
        self._wanted = theme

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def on_mount(self) -> None:
        from pathlib import Path

        self.theme = themes.ready(self, self._wanted, Path("nowhere"))


async def _diff(pilot: Pilot[None]) -> None:
    width = pilot.app.size.width
    content = paint_diff(Diff(CHANGE, (EVENT,)), Names({}, {}), width)
    pilot.app.query_one(Static).update(content)
    await pilot.pause()


async def _messages(pilot: Pilot[None]) -> None:
    from pathlib import Path

    await pilot.app.push_screen(MessagesScreen(Path("nowhere"), SAID))
    await pilot.pause()


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_a_change_of_long_texts(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    assert snap_compare(Pictured(theme), terminal_size=size, run_before=_diff)


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_messages_of_three_severities(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    assert snap_compare(Pictured(theme), terminal_size=size, run_before=_messages)
