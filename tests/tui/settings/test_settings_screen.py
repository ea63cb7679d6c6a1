from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from lattice.setting_docs import described
from lattice.settings import load_settings, set_setting
from lattice.tui.screens.settings.fields import PARTS, fields, problem
from tests.tui.driving import shown, started, typed, until, until_screen


async def opened(pilot: Pilot[None]) -> None:
    await pilot.press("comma")
    await until_screen(pilot, "SettingsScreen")


def test_every_setting_is_on_the_screen_in_a_part_with_a_name() -> None:
    assert sorted(field.key for field in fields()) == sorted(one.key for one in described())
    assert {field.part for field in fields()} == set(PARTS)


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("search.limit", "many", "a whole number"),
        ("search.limit", "999", "from 1 to 200"),
        ("display.dates", "roman", "iso or dmy or mdy or words"),
        ("person.handle", "Ada Berg", "lower-case"),
        ("agents.denied_actions", "row.delet", "Did you mean row.delete"),
        ("agents.denied_actions", "row.delete, row.purge", ""),
    ],
)
def test_what_is_wrong_with_a_value_is_said(key: str, text: str, words: str) -> None:
    assert words in problem(key, text)
    assert bool(problem(key, text)) == bool(words)


async def test_a_setting_is_typed_and_refused_and_kept_and_put_back(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot)
        pilot.app.screen.lines.highlight_id("search.limit")
        await pilot.press("enter")
        await until_screen(pilot, "Prompt")
        await pilot.press("9", "9", "9", "enter")
        assert "from 1 to 200" in shown(pilot)
        await pilot.press("backspace", "enter")
        await until_screen(pilot, "SettingsScreen")
        await until(pilot, lambda: pilot.app.settings.settings.search.limit == 99)
        assert load_settings(home).settings.search.limit == 99
        await until(pilot, lambda: "● limit" in shown(pilot))
        await pilot.press("r")
        await until(pilot, lambda: load_settings(home).settings.search.limit == 20)


async def test_words_narrow_the_list_and_esc_lets_go_of_them_first(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("slash")
        await typed(pilot, "how dates")
        await until(pilot, lambda: "animations" not in shown(pilot))
        assert "dates" in shown(pilot)
        await pilot.press("enter", "enter")
        await until_screen(pilot, "Choose")
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.settings.settings.display.dates == "dmy")
        await until_screen(pilot, "SettingsScreen")
        await pilot.press("escape")
        await until(pilot, lambda: "animations" in shown(pilot))
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")


async def test_a_setting_that_is_yes_or_no_is_turned_by_a_click(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot)
        pilot.app.screen.lines.highlight_id("animations")
        await pilot.click("#do-change")
        await until(pilot, lambda: load_settings(home).settings.animations)
        await pilot.click("#do-default")
        await until(pilot, lambda: not load_settings(home).settings.animations)
        await until(pilot, lambda: not pilot.app.settings.settings.animations)
        assert not any("as it comes" in words for _, words in pilot.app.said)
        await pilot.press("r")
        await until(pilot, lambda: any("animations is as it comes" in words for _, words in pilot.app.said))


async def test_the_file_is_read_while_the_screen_is_open_and_half_of_one_changes_nothing(home: Path) -> None:
    async with started(home, (120, 40)) as pilot:
        await opened(pilot)
        set_setting(home, "editor", "micro")
        await until(pilot, lambda: "micro" in shown(pilot))
        assert any("Settings read again: editor." in words for _, words in pilot.app.said)
        (home / "settings.toml").write_text('editor = "micro\n')
        await until(pilot, lambda: "is not TOML" in shown(pilot))
        assert pilot.app.settings.settings.editor == "micro"
        (home / "settings.toml").write_text('editor = 3\ntheme = "lattice-light"\n')
        await until(pilot, lambda: "editor must be text, not 3." in shown(pilot))
        assert pilot.app.theme == "lattice-light"
        # the message comes up before the screen has drawn its own line anew
        wrong = pilot.app.screen.query_one(".wrong", Static)
        await until(pilot, lambda: str(wrong.content) == "editor must be text, not 3.")
