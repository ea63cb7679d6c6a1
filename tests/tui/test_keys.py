from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import lattice.tui
from lattice.model.errors import LatticeError
from lattice.tui.chords import SHOWN_AFTER_S
from lattice.tui.key import Key
from lattice.tui.key_names import key_name
from lattice.tui.keymap import check_key, read_keymap
from lattice.tui.keys import GROUPS, KEYS, split_keys
from lattice.tui.widgets.second_strokes import SecondStrokes
from tests.tui.driving import shown, started, until, until_screen


def subclasses(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def bound() -> set[str]:
    """The names of all keys that a widget, a screen or the app takes from the table."""
    for module in pkgutil.walk_packages(lattice.tui.__path__, "lattice.tui."):
        importlib.import_module(module.name)
    return {
        binding.id
        for kind in subclasses(DOMNode)
        if kind.__module__.startswith("lattice.tui.")
        for binding in kind.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    }


def test_every_key_of_the_table_is_bound_to_something() -> None:
    assert {key.id for key in KEYS} - bound() == set(), "nothing happens when they are pressed"


def test_every_key_has_a_unique_name_and_a_known_group() -> None:
    names = [key.id for key in KEYS]
    assert len(names) == len(set(names))
    assert {key.group for key in KEYS} <= set(GROUPS)


def test_no_two_things_want_one_key_in_one_place() -> None:
    for group in GROUPS:
        pressed = [k for key in KEYS if key.group == group for k in split_keys(key.keys)]
        assert len(pressed) == len(set(pressed)), group


def test_every_key_says_what_it_does_in_a_sentence() -> None:
    assert [key.id for key in KEYS if not key.tooltip.endswith(".")] == []


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+k", "^k"), ("question_mark", "?"), ("g t", "g t"), ("f6", "F6"), ("slash", "/"), ("tab", "tab")],
)
def test_keys_are_written_as_people_write_them(key: str, name: str) -> None:
    assert key_name(key) == name


@pytest.mark.parametrize(
    ("key_id", "keys", "words"),
    [
        ("grid.fly", "f", "no key named 'grid.fly'"),
        ("grid.edit", " ", "has no key"),
        ("app.quit", "f10", "must keep ctrl+q"),
        ("grid.edit", "ctrl+q", "quits, whatever else is bound"),
        ("grid.edit", "d", "grid.delete"),
        ("grid.edit", "?", "app.help"),
        ("grid.edit", "u", "workbench.undo"),
        ("grid.edit", "ctrl+k", "workbench.find"),
        ("row.edit", "ctrl+w", "tab.close"),
        ("viewer.edit", "f6", "workbench.inspector"),
        ("history.undo", "j", "list.down"),
        ("workbench.undo", "e", "grid.edit"),
        ("grid.edit", "g", "begin alike"),
        ("grid.edit", "d e", "begin alike"),
        ("grid.edit", "ctrl+i", "terminals send ctrl+i as tab"),
        ("grid.edit", "tab", "moves the focus"),
        ("grid.edit", "escape", "goes back"),
        ("grid.edit", "nonsense", "there is no key 'nonsense'"),
        ("grid.edit", "hold+e", "there is no key 'hold'"),
        ("grid.edit", "shift+e", "write it as E"),
        ("grid.edit", "ctrl+E", "write it as ctrl+e"),
        ("grid.edit", "a b c", "more than two strokes"),
        ("composer.send", "s", "would be typed"),
        ("edit.save", "space", "would be typed"),
    ],
)
def test_a_key_that_would_hurt_is_refused_with_words(key_id: str, keys: str, words: str) -> None:
    keymap = read_keymap({key_id: keys, "grid.copy": "ctrl+y"})
    assert keymap.keys == {"grid.copy": "ctrl+y"}, "one bad line takes no other with it"
    assert "Keys in the settings" in str(keymap.refused[key_id])
    assert words in str(keymap.refused[key_id])
    assert keymap.refused[key_id].hint
    if key_id in {key.id for key in KEYS}:
        with pytest.raises(LatticeError, match="Keys in the settings"):
            check_key(key_id, keys, {"grid.copy": "ctrl+y"})


def test_a_key_may_be_given_away_when_its_owner_gets_another() -> None:
    assert read_keymap({"grid.edit": "d", "grid.delete": "D"}).keys["grid.edit"] == "d"
    assert read_keymap({"grid.edit": "d", "grid.delete": "e"}).refused == {}


def test_a_line_whose_loan_is_refused_falls_with_it() -> None:
    keymap = read_keymap({"grid.edit": "d", "grid.delete": "tab", "grid.new": "+"})
    assert keymap.keys == {"grid.new": "plus"}
    assert set(keymap.refused) == {"grid.edit", "grid.delete"}


def test_of_two_lines_that_want_a_key_the_first_has_it() -> None:
    keymap = read_keymap({"grid.edit": "alt+y", "grid.delete": "alt+y"})
    assert (set(keymap.keys), set(keymap.refused)) == ({"grid.edit"}, {"grid.delete"})


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_default_may_be_written_into_the_settings(key: Key) -> None:
    assert read_keymap({key.id: key.keys}).refused == {}


async def test_a_rebound_key_works_and_help_names_it(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('[keys]\n"welcome.create" = "w"\n')
    async with started(home) as pilot:
        await pilot.press("question_mark")
        await until_screen(pilot, "HelpScreen")
        assert any("w  Create" in line for line in shown(pilot).splitlines())
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await pilot.press("w")
        await until_screen(pilot, "CreateScreen")


async def test_two_strokes_do_what_they_are_bound_to_and_leave_text_alone(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('[keys]\n"welcome.create" = "g c"\n')
    async with started(home) as pilot:
        await pilot.press("g", "x", "g", "c")
        await until_screen(pilot, "CreateScreen")
        await pilot.press("G", "g", " ", "c")
        assert pilot.app.screen.you.person_name.value == "Gg c"


async def test_who_waits_after_the_first_stroke_sees_what_the_second_can_be(home: Path) -> None:
    home.mkdir()
    keys = '[keys]\n"welcome.create" = "g c"\n"welcome.sample" = "g s,alt+s"\n'
    (home / "settings.toml").write_text(keys)
    async with started(home, (80, 24)) as pilot:

        def listed() -> bool:
            return bool(pilot.app.screen.query(SecondStrokes)) and "g …" in shown(pilot)

        await pilot.press("g")
        await until(pilot, listed)
        assert "c  Create" in shown(pilot)
        # a key that is not among them shuts the list and does nothing else
        for other in ("escape", "o"):
            await pilot.press(other)
            await until(pilot, lambda: not listed())
            assert type(pilot.app.screen).__name__ == "WelcomeScreen"
            await pilot.press("g")
            await until(pilot, listed)
        await pilot.press("c")
        await until_screen(pilot, "CreateScreen")
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        assert not listed()
        await pilot.press("g")
        await until(pilot, listed)
        await pilot.click(SecondStrokes, offset=(5, 1))
        await until_screen(pilot, "CreateScreen")


async def test_who_knows_the_second_stroke_sees_no_list(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('[keys]\n"welcome.create" = "g c"\n')
    async with started(home) as pilot:
        await pilot.press("g", "c")
        await until_screen(pilot, "CreateScreen")
        await asyncio.sleep(SHOWN_AFTER_S * 1.5)
        assert not pilot.app.screen.query(SecondStrokes)
        assert not pilot.app.screen_stack[-2].query(SecondStrokes)


async def test_a_bad_keymap_leaves_the_keys_as_they_were_and_says_so(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('[keys]\n"app.quit" = "f10"\n')
    async with started(home, (100, 30)) as pilot:
        await pilot.press("ctrl+c")
        assert pilot.app.said[-1][1] == "^q quits."
        assert any("must keep ctrl+q" in words for _, words in pilot.app.said)
        await pilot.press("c")
        await until_screen(pilot, "CreateScreen")
