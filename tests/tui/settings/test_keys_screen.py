from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from lattice.settings import load_settings, set_setting
from tests.tui.driving import shown, started, typed, until, until_screen


async def opened(pilot: Pilot[None], key_id: str) -> None:
    pilot.app.action_settings("keys")
    await until_screen(pilot, "KeysScreen")
    pilot.app.screen.lines.highlight_id(key_id)
    await pilot.pause()


async def test_a_key_is_pressed_and_holds_at_once_and_is_put_back(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot, "welcome.create")
        await pilot.press("enter")
        await until_screen(pilot, "CatchScreen")
        await pilot.press("s")
        await until(pilot, lambda: "welcome.sample" in shown(pilot))
        await pilot.press("w")
        await until_screen(pilot, "KeysScreen")
        await until(pilot, lambda: load_settings(home).settings.keys == {"welcome.create": "w"})
        await until(pilot, lambda: "● w " in shown(pilot))
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await pilot.press("w")
        await until_screen(pilot, "CreateScreen")
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await opened(pilot, "welcome.create")
        await pilot.press("r")
        await until(pilot, lambda: load_settings(home).settings.keys == {})
        await until(pilot, lambda: pilot.app.settings.settings.keys == {})
        await pilot.press("r")
        await until(pilot, lambda: any("the keys it comes with" in words for _, words in pilot.app.said))


async def test_keys_of_the_app_are_caught_and_esc_leaves(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot, "welcome.open")
        await pilot.press("enter")
        await until_screen(pilot, "CatchScreen")
        await pilot.press("f8")
        await until(pilot, lambda: "app.theme" in shown(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: "moves the focus" in shown(pilot))
        await pilot.press("escape")
        await until_screen(pilot, "KeysScreen")
        assert load_settings(home).settings.keys == {}


async def test_one_more_key_and_keys_of_two_strokes(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot, "welcome.open")
        await pilot.press("a")
        await until_screen(pilot, "CatchScreen")
        await pilot.press("g", "o")
        await until(pilot, lambda: load_settings(home).settings.keys == {"welcome.open": "o,g o"})
        await until_screen(pilot, "KeysScreen")
        await pilot.press("w")
        await until_screen(pilot, "Prompt")
        await typed(pilot, "o, ctrl+i")
        await until(pilot, lambda: "terminals send ctrl+i as" in shown(pilot))
        await pilot.press("escape")


async def test_lines_that_are_refused_are_marked_and_say_why_and_all_are_taken_back(home: Path) -> None:
    set_setting(home, "keys.grid.edit", "tab")
    set_setting(home, "keys.grid.copy", "ctrl+y")
    async with started(home, (120, 40)) as pilot:
        assert any("grid.edit cannot be tab" in words for _, words in pilot.app.said)
        await opened(pilot, "grid.edit")
        await until(pilot, lambda: "! e " in shown(pilot))
        assert pilot.app.screen.lines.get_option("grid.copy").prompt.plain.startswith("● ^y ")
        await pilot.press("R")
        await until_screen(pilot, "Confirm")
        await pilot.click("#yes")
        await until(pilot, lambda: load_settings(home).settings.keys == {})


async def test_the_key_that_quits_cannot_be_given_away(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot, "app.quit")
        await pilot.press("enter")
        await until_screen(pilot, "CatchScreen")
        await pilot.press("alt+q")
        await until(pilot, lambda: load_settings(home).settings.keys == {"app.quit": "ctrl+q,alt+q"})
