from __future__ import annotations

from pathlib import Path

import pytest

from lattice import joining
from lattice.model.people import Person
from lattice.secrets import Vault
from lattice.tui.session import SessionState, save_session, session_path
from lattice.tui.unread import Unread, news_words
from lattice.workspaces import Entry, Registry
from tests.keyrings import Kept
from tests.tui.cloud.door import Door, opened
from tests.tui.driving import shown, started, until, until_screen, workspace


async def joined(home: Path, door: Door) -> Entry:
    """A cloud workspace on the list that is not the active one."""
    registry = Registry(home)
    invitation = joining.read_invite(door.invite)
    return await joining.join(registry, Vault(home), invitation, Person("bo", "Bo"), make_active=False)


def seen(home: Path, entry: Entry, seq: int) -> None:
    save_session(session_path(home, entry.id), SessionState(seq=seq))


async def test_the_list_says_where_each_workspace_is_and_what_is_new_there(home: Path, door: Door) -> None:
    await workspace(home, "mine")
    entry = await joined(home, door)
    seen(home, entry, door.seq - 7)
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        await until(pilot, lambda: "7 new" in shown(pilot))
        text = shown(pilot)
        assert "local" in text
        assert "127.0.0.1" in text


async def test_a_server_is_asked_once_however_often_the_list_is_opened(home: Path, door: Door) -> None:
    await workspace(home, "mine")
    entry = await joined(home, door)
    seen(home, entry, door.seq)
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        for _ in range(3):
            await pilot.press("f2")
            await until_screen(pilot, "SwitcherScreen")
            await until(pilot, lambda: "up to date" in shown(pilot))
            await pilot.press("escape")
            await until_screen(pilot, "WorkbenchScreen")
    assert door.asked.count("describe") == 1


async def test_a_server_that_is_away_is_shown_as_offline(home: Path) -> None:
    await workspace(home, "mine")
    with opened() as door:
        await joined(home, door)
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        await until(pilot, lambda: "offline" in shown(pilot))


async def test_a_token_that_has_ended_is_shown_in_the_list(home: Path, door: Door) -> None:
    await workspace(home, "mine")
    await joined(home, door)
    door.tokens.clear()
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        await until(pilot, lambda: "signed out" in shown(pilot))


@pytest.mark.parametrize("key", ["f", "D"])
async def test_leaving_the_list_ends_the_token_after_asking(home: Path, door: Door, key: str) -> None:
    await workspace(home, "mine")
    entry = await joined(home, door)
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        await pilot.press("f2")
        await until_screen(pilot, "SwitcherScreen")
        pilot.app.screen.lines.highlight_id(entry.name)
        await pilot.press(key)
        await until_screen(pilot, "Confirm")
        assert "you stay a member" in " ".join(shown(pilot).replace("│", " ").split())
        await pilot.click("#yes")
        await until(pilot, lambda: not door.tokens)
        await until(pilot, lambda: len(Registry(home).entries()) == 1)
    assert Kept.held == {}


async def test_the_ways_into_another_workspace_are_keys_of_the_list(home: Path) -> None:
    await workspace(home, "mine")
    async with started(home, workspace="mine") as pilot:
        await until_screen(pilot, "WorkbenchScreen")
        for key, screen in (("i", "JoinScreen"), ("t", "ConnectScreen")):
            await pilot.press("f2")
            await until_screen(pilot, "SwitcherScreen")
            await pilot.press(key)
            await until_screen(pilot, screen)
            await pilot.press("escape")
            await until_screen(pilot, "WorkbenchScreen")


async def test_without_a_token_nobody_is_asked(home: Path, door: Door) -> None:
    entry = await joined(home, door)
    Kept.held.clear()
    news = await Unread(Registry(home)).ask(entry, Vault(home))
    assert news.words == "signed out"
    assert "describe" not in door.asked


@pytest.mark.parametrize(
    ("head", "seen_to", "words"), [(10, 0, "not seen yet"), (10, 10, "up to date"), (10, 12, "up to date")]
)
def test_what_is_new_counts_from_what_was_on_screen(head: int, seen_to: int, words: str) -> None:
    assert news_words(head, seen_to).words == words
