"""The workbench over a real server: one makes or publishes, another joins, both see what the other does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lattice.actions import CreateTable, InsertRow, ListRows
from lattice.actions.members import CreateInvite, ListTokens, RevokeToken
from lattice.client import open_local
from lattice.model.people import Person
from lattice.model.schema import NewColumn
from lattice.settings import set_person
from lattice.workspaces import Registry
from tests.keyrings import Kept
from tests.served import served
from tests.tui.driving import ADA, shown, started, typed, until, until_screen, workspace

WIDE = (110, 32)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    # two workbenches, a server and its Postgres on one machine
    monkeypatch.setattr("tests.tui.driving.DEADLINE_S", 60.0)


def ready(pilot: Any) -> bool:
    return type(pilot.app.screen).__name__ == "WorkbenchScreen" and pilot.app.screen.ready


async def to_host(pilot: Any) -> None:
    """Type the server and its admin token."""
    server = served()
    await typed(pilot, server.address)
    await pilot.press("enter")
    await typed(pilot, server.admin)
    await pilot.press("ctrl+s")


def free(pilot: Any, step: str) -> bool:
    return pilot.app.screen.step == step and not pilot.app.screen.switcher.disabled


async def join(pilot: Any, invite: str, name: str) -> None:
    """The steps of an invitation, to the workbench."""
    await pilot.press("j")
    await until_screen(pilot, "JoinScreen")
    await typed(pilot, name)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen.step == "invite")
    await typed(pilot, invite)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: free(pilot, "join"))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: ready(pilot))


async def test_one_makes_a_workspace_on_a_server_another_joins_and_both_see_both(tmp_path: Path) -> None:
    async with started(tmp_path / "ada", WIDE) as ada:
        await ada.press("c")
        await until_screen(ada, "CreateScreen")
        await typed(ada, "Ada Berg")
        await ada.press("ctrl+s")
        await until(ada, lambda: ada.app.screen.step == "place")
        await typed(ada, "acme")
        await ada.press("tab", "down", "space")
        await until(ada, lambda: "Server" in shown(ada))
        await ada.press("ctrl+s")
        await until(ada, lambda: ada.app.screen.step == "server")
        await to_host(ada)
        await until(ada, lambda: free(ada, "contents"))
        await ada.press("ctrl+s", "ctrl+s")
        await until(ada, lambda: ready(ada))
        client = ada.app.client
        assert client is not None
        await client.run(CreateTable(name="people", columns=(NewColumn("name"),)))
        await client.run(InsertRow(table="people", values={"name": "Ada [x]"}))
        invite = (await client.run(CreateInvite())).value.invite
        async with started(tmp_path / "bo", WIDE) as bo:
            await join(bo, invite, "Bo Lind")
            await until(bo, lambda: "Ada [x]" in shown(bo))
            await bo.app.client.run(InsertRow(table="people", values={"name": "from Bo"}))
            await until(ada, lambda: "bo added people/from Bo" in shown(ada))
            await until(ada, lambda: "2 here" in shown(ada))
            entry = Registry(tmp_path / "bo").get("acme")
            await _leave(bo)
            await until(ada, lambda: "1 here" in shown(ada))
    assert Registry(tmp_path / "bo").entries() == []
    assert not Path(entry.path).exists()
    assert (entry.kind, entry.member) == ("cloud", "human:bo")
    assert any(name.startswith("cloud-admin-") for _, name in map(_account, Kept.held))


async def _leave(pilot: Any) -> None:
    """End one's membership: somebody else owns one's rows, and nothing is left on this machine."""
    await pilot.press("L")
    await until_screen(pilot, "PlaceScreen")
    pilot.app.screen.lines.highlight_id("leave")
    await pilot.press("enter")
    await until_screen(pilot, "Choose")
    await pilot.press("enter")
    await until_screen(pilot, "Confirm")
    assert "human:ada" in shown(pilot)
    await pilot.click("#yes")
    await until_screen(pilot, "WelcomeScreen")


def _account(key: tuple[str, str]) -> tuple[str, str]:
    return key[0], key[1].split("@")[0]


async def test_publishing_moves_a_workspace_and_opens_it_on_its_server(home: Path) -> None:
    set_person(home, Person("ada", "Ada Berg"))
    entry = await workspace(home, "mine")
    client = await open_local(Path(entry.path), caller=ADA)
    await client.run(CreateTable(name="people", columns=(NewColumn("name"),)))
    for number in range(20):
        await client.run(InsertRow(table="people", values={"name": f"row {number}"}))
    await client.close()
    async with started(home, WIDE, workspace="mine") as pilot:
        await until(pilot, lambda: ready(pilot))
        await pilot.press("L")
        await until_screen(pilot, "PlaceScreen")
        await pilot.press("enter")
        await until_screen(pilot, "PublishScreen")
        await to_host(pilot)
        await until(pilot, lambda: free(pilot, "name"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: ready(pilot) and pilot.app.screen.workspace.kind == "cloud")
        await until(pilot, lambda: "row 7" in shown(pilot))
        await until(pilot, lambda: served().address.split("//")[1] in shown(pilot).splitlines()[0])
        page = (await pilot.app.client.run(ListRows(table="people"))).value
        assert len(page.rows) == 20
        await _sync(pilot)
        await _fetch(pilot)
        await _end_token(pilot)
    kinds = {e.name: e.kind for e in Registry(home).entries()}
    assert kinds["mine"] == "cloud"
    assert sorted(kinds.values()) == ["cloud", "local", "local"]


async def _sync(pilot: Any) -> None:
    """Bring it up to date from the menu of the place."""
    await pilot.press("L")
    await until_screen(pilot, "PlaceScreen")
    await pilot.press("enter")
    await until(pilot, lambda: any("up to date" in words for _, words in pilot.app.said))


async def _fetch(pilot: Any) -> None:
    """Take a local copy from the menu of the place."""
    await pilot.press("L")
    await until_screen(pilot, "PlaceScreen")
    pilot.app.screen.lines.highlight_id("fetch")
    await pilot.press("enter")
    await until_screen(pilot, "Prompt")
    await pilot.press("enter")
    await until(pilot, lambda: any("is on this machine now" in words for _, words in pilot.app.said))


async def _end_token(pilot: Any) -> None:
    """End the token that this very screen uses: what is here stays, and the way back is told."""
    tokens = (await pilot.app.client.run(ListTokens())).value.tokens
    await pilot.app.client.run(RevokeToken(id=tokens[0].id))
    await until(pilot, lambda: "signed out" in shown(pilot).splitlines()[0])
    assert "row 7" in shown(pilot)
