from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import shown, started, until, until_screen, workspace


async def test_a_home_without_workspaces_is_welcomed(home: Path) -> None:
    async with started(home) as pilot:
        text = shown(pilot)
    for words in (
        "◆ Lattice",
        "Create a workspace",
        "Join with an invite",
        "Look around first",
        "Open a file",
    ):
        assert words in text


@pytest.mark.parametrize(("key", "screen"), [("c", "CreateScreen"), ("j", "JoinScreen"), ("o", "AskPath")])
async def test_each_card_opens_by_its_key(home: Path, key: str, screen: str) -> None:
    async with started(home) as pilot:
        await pilot.press(key)
        await until_screen(pilot, screen)


async def test_a_card_opens_by_a_click_and_by_enter(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.click("#open")
        await until_screen(pilot, "AskPath")
        await pilot.press("escape")
        await until_screen(pilot, "WelcomeScreen")
        await pilot.press("enter")
        await until_screen(pilot, "AskPath")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (240, 60), (20, 5), (1, 1)])
async def test_it_opens_in_terminals_of_any_size(home: Path, size: tuple[int, int]) -> None:
    async with started(home, size) as pilot:
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Create a workspace" in shown(pilot)


async def test_quitting_works_also_from_a_text_field(home: Path) -> None:
    async with started(home) as pilot:
        await pilot.press("c")
        await until_screen(pilot, "CreateScreen")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_code == 0


async def test_an_empty_workspace_opens_at_once(home: Path) -> None:
    await workspace(home, "acme [research]")
    async with started(home) as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await until(pilot, lambda: "acme [research]" in shown(pilot))


async def test_a_missing_file_is_told_in_words_and_can_be_forgotten(home: Path) -> None:
    entry = await workspace(home, "gone")
    Path(entry.path).unlink()
    async with started(home) as pilot:
        await until_screen(pilot, "ProblemScreen")
        assert "gone could not be opened" in shown(pilot)
        await pilot.click("#forget")
        await until_screen(pilot, "Confirm")
        await pilot.click("#yes")
        await until_screen(pilot, "WelcomeScreen")


async def test_a_corrupt_file_is_told_in_words(home: Path) -> None:
    entry = await workspace(home, "broken")
    Path(entry.path).write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    async with started(home) as pilot:
        await until_screen(pilot, "ProblemScreen")
        text = shown(pilot)
    assert "broken could not be opened" in text
    assert "Traceback" not in text
    assert "lattice doctor" in text


async def test_a_home_that_is_a_file_is_told_in_words(home: Path) -> None:
    home.write_text("not a folder")
    async with started(home) as pilot:
        await until_screen(pilot, "ProblemScreen")
        assert "cannot be read" in shown(pilot)


async def test_a_workspace_that_is_named_and_unknown_is_told(home: Path) -> None:
    async with started(home, workspace="nowhere") as pilot:
        await until_screen(pilot, "ProblemScreen")
        assert "nowhere" in shown(pilot)
