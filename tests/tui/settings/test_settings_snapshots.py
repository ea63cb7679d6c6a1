"""How the settings look; each picture was looked at when it was taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from lattice.tui.app import LatticeApp
from tests.tui.driving import typed, until, until_screen

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (160, 45)


def app_in(theme: str, home: Path) -> LatticeApp:
    home.mkdir()
    person = '[person]\nhandle = "ada"\nname = "Ada [b]Berg"\n'
    rest = '[display]\ndates = "dmy"\n[keys]\n"welcome.create" = "w"\n'
    (home / "settings.toml").write_text(f'theme = "{theme}"\n{person}{rest}')
    return LatticeApp(home)


@pytest.mark.parametrize("theme", ["lattice-dark", "lattice-light"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_settings(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await pilot.press("comma")
        await until_screen(pilot, "SettingsScreen")
        await pilot.press("down")
        await pilot.pause()

    assert snap_compare(app_in(theme, home), terminal_size=size, run_before=before)


@pytest.mark.parametrize(("theme", "size"), [("lattice-light", SMALL), ("lattice-dark", LARGE)])
def test_keys(snap_compare: Compare, home: Path, theme: str, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        pilot.app.action_settings("keys")
        await until_screen(pilot, "KeysScreen")
        await pilot.press("slash")
        await typed(pilot, "welcome.")
        await until(pilot, lambda: pilot.app.screen.lines.option_count == 5)
        await pilot.press("enter")
        pilot.app.screen.lines.highlight_id("welcome.open")
        await pilot.pause()

    assert snap_compare(app_in(theme, home), terminal_size=size, run_before=before)


def test_catching_a_key(snap_compare: Compare, home: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        pilot.app.action_settings("keys")
        await until_screen(pilot, "KeysScreen")
        await pilot.press("slash")
        await typed(pilot, "welcome.")
        await until(pilot, lambda: pilot.app.screen.lines.option_count == 5)
        pilot.app.screen.lines.highlight_id("welcome.create")
        await pilot.press("enter", "enter")
        await until_screen(pilot, "CatchScreen")
        await pilot.press("f8")
        await pilot.pause()

    assert snap_compare(app_in("lattice-dark", home), terminal_size=SMALL, run_before=before)


def test_themes(snap_compare: Compare, home: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await pilot.press("f8")
        await until_screen(pilot, "ThemeScreen")
        pilot.app.screen.lines.highlight_id("gruvbox")
        await until(pilot, lambda: pilot.app.theme == "gruvbox")
        await pilot.pause()

    assert snap_compare(app_in("lattice-dark", home), terminal_size=LARGE, run_before=before)
