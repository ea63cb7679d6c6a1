"""Every place of the workbench at both sizes, in a dark and a light theme, on the sample workspace.

The pictures are text (see `picture`), so that a change of one can be read; `--snapshot-update` makes them.
"""

from __future__ import annotations

import difflib
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import time_machine
from textual.color import Color
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from lattice.actions import ListRows
from lattice.tui.contrast import ENOUGH, contrast
from lattice.tui.session import TabKind
from tests.tui.at_random import Ledger, opened, sample
from tests.tui.places import PLACES, Place
from tests.tui.snapshots.picture import Seen, lines_of, picture_of, see, words_of
from tests.tui.walking import Walk

FILES = Path(__file__).parent / "__snapshots__" / "places"
SIZES = ((80, 24), (160, 45))
THEMES = ("lattice-dark", "lattice-light")
#: When the sample was made, and how long before it is looked at.
MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = timedelta(hours=2, minutes=5)
#: What tells of this machine; what changes the theme itself.
LEFT_OUT = frozenset({"diagnostics", "themes"})
#: How long a place may take until it looks as it should, and how long it must look the same, in seconds.
PATIENCE_S, STILL_S = 8.0, 0.25


def _file(place: Place, size: tuple[int, int]) -> Path:
    return FILES / f"{place.name.replace(' ', '-')}-{size[0]}x{size[1]}.txt"


def _sittings() -> Iterator[list[Place]]:
    """Places that can be gone to one after the other: what stays open would be in the next picture."""
    wanted = [place for place in PLACES if place.name not in LEFT_OUT]
    stays = [p for p in wanted if p.keys and (p.screen == "WorkbenchScreen" or "space" in p.keys)]
    yield from ([place] for place in stays)
    for tab in TabKind:
        yield [place for place in wanted if place.tab is tab and place not in stays]


@pytest.fixture
def home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home whose path is as long on every machine: it stands on some screens."""
    with tempfile.TemporaryDirectory(prefix="lattice-", dir="/tmp") as folder:
        place = Path(folder) / "home"
        monkeypatch.setenv("LATTICE_HOME", str(place))
        monkeypatch.chdir(folder)
        # ids stand on some screens, and in what is hashed
        monkeypatch.setattr("lattice.model.ids._last", 0)
        monkeypatch.setattr("lattice.model.ids.os.urandom", random.Random(1).randbytes)
        monkeypatch.setenv("LOGNAME", "ada")
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLORTERM", "truecolor")
        place.mkdir()
        (place / "settings.toml").write_text(f'theme = "{THEMES[0]}"\n')
        yield place


@asynccontextmanager
async def _sitting(home: Path, size: tuple[int, int]) -> AsyncIterator[Walk]:
    shutil.rmtree(home / "state", ignore_errors=True)
    with Ledger() as ledger:
        async with opened(home, size) as bench:
            people = (await bench.client.run(ListRows(table="people", limit=6))).value.rows
            files = (await bench.client.run(ListRows(table="_files", limit=6))).value.rows
            yield Walk(bench, ledger, {"people": people[4].id, "file": files[0].id})


async def _steady(walk: Walk, awaited: tuple[str, ...]) -> Seen:
    """The screen when it says what is awaited, or when nothing moves any more."""
    end, since, before = monotonic() + PATIENCE_S, monotonic(), None
    while True:
        for typed in walk.bench.app.screen.query("Input, TextArea"):
            if isinstance(typed, Input | TextArea):
                typed.cursor_blink = False
        await walk.bench.pilot.pause()
        if (seen := see(walk.bench.app)) != before:
            before, since = seen, monotonic()
        if seen.lines == awaited or monotonic() >= min(end, since + STILL_S):
            return seen
        await walk.bench.pilot.pause(0.02)


async def _picture(walk: Walk, awaited: tuple[str, ...]) -> str:
    app = walk.bench.app
    # the theme that is worn goes first: changing it draws everything anew
    looks = {app.theme: await _steady(walk, awaited)}
    for theme in THEMES:
        if theme not in looks:
            app.use_theme(theme)
            looks[theme] = await _steady(walk, awaited)
    return picture_of([looks[theme] for theme in THEMES])


def _out_of_sight(screen: Screen[Any]) -> list[str]:
    """Buttons that nobody can reach with the eye: cut off, and in nothing that scrolls."""
    lost = []
    for button in screen.query(Button):
        scrolls = any(isinstance(w, Widget) and w.allow_vertical_scroll for w in button.ancestors)
        if button.is_on_screen and not scrolls and not screen.find_widget(button).visible_region:
            lost.append(f"{button.label} of {screen}")
    return lost


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_how_every_place_looks(
    home: Path, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    update = request.config.option.update_snapshots
    differ = []
    with time_machine.travel(MADE, tick=False) as clock:
        await sample(home, home.parent)
        clock.shift(LATER)
        for places in filter(None, _sittings()):
            async with _sitting(home, size) as walk:
                for place in places:
                    await walk.go(place)
                    assert not _out_of_sight(walk.bench.app.screen)
                    file = _file(place, size)
                    old = file.read_text() if file.exists() and not update else ""
                    # most are as they should be at once; what is not may still be on its way
                    if old and await _picture(walk, lines_of(old)) == old:
                        continue
                    picture = await _picture(walk, ())
                    if update:
                        file.parent.mkdir(parents=True, exist_ok=True)
                        file.write_text(picture)
                    elif picture != old:
                        both = (old.splitlines(), picture.splitlines())
                        differ += [*difflib.unified_diff(*both, file.name, "now", n=0, lineterm=""), ""]
    assert not differ, "\n".join(differ)


def test_there_is_no_picture_of_what_is_no_more() -> None:
    wanted = {_file(place, size).name for place in PLACES for size in SIZES if place.name not in LEFT_OUT}
    assert {file.name for file in FILES.iterdir()} == wanted


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_stands_on_the_workbench_can_be_read(size: tuple[int, int]) -> None:
    weak = set()
    for place in PLACES:
        # a dialog dims what is under it, and has buttons that cannot be pressed now
        if place.screen != "WorkbenchScreen" or place.name in LEFT_OUT:
            continue
        for words, style in words_of(_file(place, size).read_text()):
            front, _, back, *_ = style.split()
            if any(map(str.isalnum, words)) and "default" not in (front, back):
                ratio = contrast(Color.parse(front), Color.parse(back))
                if ratio < ENOUGH:
                    weak.add((place.name, words, style, round(ratio, 2)))
    assert weak == set()
