from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lattice.settings import load_settings
from lattice.tui.widgets.you_fields import handle_of, handle_problem
from lattice.workspaces import Registry
from tests.tui.driving import shown, started, typed, until, until_screen, workspace


@given(st.text(max_size=60))
def test_a_handle_made_from_any_name_is_one_or_nothing(name: str) -> None:
    handle = handle_of(name)
    assert not handle or not handle_problem(handle)


async def to_name(pilot, person: str = "Ada Berg") -> None:
    await pilot.press("c")
    await until_screen(pilot, "CreateScreen")
    await typed(pilot, person)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen.step == "place")


async def test_the_steps_make_an_empty_workspace_and_open_it(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme research")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.step == "contents")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pilot.app.screen.step == "assistant")
        await pilot.press("ctrl+s")
        await until_screen(pilot, "WorkbenchScreen")
    person = load_settings(home).settings.person
    assert person is not None
    assert (person.name, person.handle) == ("Ada Berg", "ada")
    assert [entry.name for entry in Registry(home).entries()] == ["acme research"]
    assert not (home / "secrets.crypt").exists()


async def test_who_one_is_is_asked_only_once(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "first")
        await pilot.press("enter", "ctrl+s", "ctrl+s")
        await until_screen(pilot, "WorkbenchScreen")
    for entry in Registry(home).entries():
        Registry(home).delete(entry.name)
    async with started(home) as pilot:
        await pilot.press("c")
        await until_screen(pilot, "CreateScreen")
        assert pilot.app.screen.step == "place"


async def test_going_back_keeps_what_was_typed(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme")
        await pilot.press("escape")
        assert pilot.app.screen.step == "you"
        assert "Ada Berg" in shown(pilot)
        await pilot.press("ctrl+s")
        assert pilot.app.screen.workspace.value == "acme"


async def test_leaving_half_way_leaves_nothing_behind(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme")
        await pilot.press("escape", "escape")
        await until_screen(pilot, "WelcomeScreen")
    assert not Registry(home).entries()
    assert not list(home.rglob("*.lattice"))
    assert load_settings(home).settings.person is None


async def test_a_bad_handle_is_told_while_it_is_typed(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("c")
        await until_screen(pilot, "CreateScreen")
        await pilot.press("tab")
        await typed(pilot, "Ada!")
        await pilot.pause()
        assert "Lower-case letters" in shown(pilot)
        await pilot.press("ctrl+s")
        assert pilot.app.screen.step == "you"


async def test_a_name_that_is_taken_is_told_while_it_is_typed(home: Path) -> None:
    await workspace(home, "acme")
    async with started(home, workspace="acme") as pilot:
        pilot.app.flow.create()
        await until_screen(pilot, "CreateScreen")
        await typed(pilot, "Ada")
        await pilot.press("ctrl+s")
        await typed(pilot, "ACME")
        await pilot.pause()
        assert "already a workspace" in shown(pilot)


async def test_a_path_that_is_not_there_is_told(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme")
        await pilot.press("enter")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: pilot.app.screen.path.field.has_focus)
        await typed(pilot, "/nowhere/at-all.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is nothing at /nowhere/at-all.csv" in shown(pilot)


async def test_what_is_chosen_shows_without_colour(home: Path) -> None:
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme")
        await pilot.press("enter", "down", "space")
        await pilot.pause()
        lines = shown(pilot).splitlines()
        assert any("○" in line and "Nothing" in line for line in lines)
        assert any("●" in line and "The sample" in line for line in lines)


async def test_a_home_that_cannot_be_written_is_told_and_what_was_typed_stays(home: Path) -> None:
    home.mkdir()
    (home / "workspaces").write_text("a file where the folder should be")
    async with started(home) as pilot:
        await to_name(pilot)
        await typed(pilot, "acme")
        await pilot.press("enter", "ctrl+s", "ctrl+s")
        await until_screen(pilot, "ErrorDialog")
        assert "cannot be written" in shown(pilot)
        await pilot.press("escape")
        await until_screen(pilot, "CreateScreen")
        assert pilot.app.screen.workspace.value == "acme"
