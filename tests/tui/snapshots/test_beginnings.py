"""How the first screens look; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from lattice.tui.app import LatticeApp
from tests.tui.driving import typed, until, until_screen

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)


def app_in(theme: str, home: Path) -> App[None]:
    home.mkdir()
    (home / "settings.toml").write_text(f'theme = "{theme}"\n')
    return LatticeApp(home)


@pytest.mark.parametrize(("theme", "size"), [("lattice-dark", SMALL), ("lattice-light", LARGE)])
def test_welcome(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_in(theme, home), terminal_size=size)


@pytest.mark.parametrize(("theme", "size"), [("lattice-dark", SMALL), ("lattice-light", LARGE)])
def test_import_plan(
    snap_compare: Compare, home: Path, tmp_path: Path, theme: str, size: tuple[int, int]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("zip,name,born\n00501,Ada [b]Berg,1980-01-02\n00502,Bo Lind,1990-03-04\n")

    async def before(pilot: Pilot[None]) -> None:
        await pilot.press("o")
        await until_screen(pilot, "AskPath")
        await typed(pilot, str(path))
        await pilot.press("enter")
        await until_screen(pilot, "ImportScreen")
        await until(pilot, lambda: pilot.app.screen.has_class("-read"))
        await pilot.pause()

    assert snap_compare(app_in(theme, home), terminal_size=size, run_before=before)


def test_help(snap_compare: Compare, home: Path) -> None:
    assert snap_compare(app_in("lattice-dark", home), terminal_size=SMALL, press=["question_mark"])
