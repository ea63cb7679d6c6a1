from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from lattice.settings import load_settings
from lattice.workspaces import Registry
from tests.keyrings import Kept
from tests.tui.cloud.door import Door, make_certificate, opened
from tests.tui.driving import shown, started, typed, until, until_screen, workspace


async def to_invite(pilot) -> None:
    await pilot.press("j")
    await until_screen(pilot, "JoinScreen")
    await typed(pilot, "Bo Lind")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen.step == "invite")


async def to_facts(pilot, door: Door) -> None:
    await to_invite(pilot)
    await typed(pilot, door.invite)
    await pilot.press("enter")
    await until(pilot, lambda: "It holds until" in shown(pilot) and not pilot.app.screen.switcher.disabled)


async def test_an_invitation_says_which_server_it_is_for_before_anybody_is_asked(
    home: Path, door: Door
) -> None:
    async with started(home) as pilot:
        await to_invite(pilot)
        await typed(pilot, door.invite)
        await until(pilot, lambda: door.address in shown(pilot))
        assert door.asked == []
        assert door.secret not in shown(pilot)


async def test_what_it_is_for_is_shown_before_it_is_used(home: Path, door: Door) -> None:
    async with started(home) as pilot:
        await to_facts(pilot, door)
        text = shown(pilot)
        for words in (door.name, "Ada [Berg]", "editor", "in 6 days", door.address):
            assert words in text
        assert door.asked == ["look"]
        await pilot.press("escape", "escape", "escape")
        await until_screen(pilot, "WelcomeScreen")
    assert not door.used
    assert Registry(home).entries() == []
    assert Kept.held == {}
    assert load_settings(home).settings.person is None


async def test_joining_keeps_the_token_in_the_keyring_and_opens_the_workspace(
    home: Path, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with started(home) as pilot:
        opened_entries: list[str] = []
        monkeypatch.setattr(pilot.app.flow, "open", lambda entry: opened_entries.append(entry.name))
        await to_facts(pilot, door)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened_entries)
    assert opened_entries == [door.name]
    entry = Registry(home).get(door.name)
    assert (entry.server, entry.workspace, entry.member) == (door.address, door.workspace, "human:bo")
    assert list(Kept.held.values()) == door.tokens
    person = load_settings(home).settings.person
    assert person is not None
    assert person.name == "Bo Lind"
    written = [path for path in home.rglob("*") if path.is_file()]
    assert all(door.tokens[0].encode() not in path.read_bytes() for path in written)


async def test_an_invitation_that_came_in_several_lines_is_taken_whole(home: Path, door: Door) -> None:
    async with started(home) as pilot:
        await to_invite(pilot)
        broken = "\n".join(door.invite[i : i + 30] for i in range(0, len(door.invite), 30))
        pilot.app.focused.post_message(Paste(f"{broken}\n"))
        await until(pilot, lambda: door.address in shown(pilot))


async def test_one_that_is_not_whole_is_told_while_it_is_typed(home: Path, door: Door) -> None:
    async with started(home) as pilot:
        await to_invite(pilot)
        await typed(pilot, door.invite[:-20])
        await until(pilot, lambda: "not whole" in shown(pilot))
        await pilot.press("ctrl+s")
        assert pilot.app.screen.step == "invite"


async def test_one_that_does_not_hold_is_told_where_it_was_pasted(home: Path, door: Door) -> None:
    door.used = True
    async with started(home) as pilot:
        await to_invite(pilot)
        await typed(pilot, door.invite)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not hold" in shown(pilot))
        assert pilot.app.screen.step == "invite"
        assert pilot.app.screen.invite.value == door.invite


async def test_a_server_that_is_away_is_told_and_what_was_pasted_stays(home: Path) -> None:
    with opened() as door:
        invite = door.invite
    async with started(home) as pilot:
        await to_invite(pilot)
        await typed(pilot, invite)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "does not answer" in shown(pilot))
        assert pilot.app.screen.invite.value == invite


async def test_a_server_with_another_certificate_is_not_asked(home: Path, tmp_path: Path) -> None:
    cert, key, _ = make_certificate(tmp_path / "tls")
    with opened(certificate=(cert, key)) as door:
        door.fingerprint = "ab" * 32
        async with started(home) as pilot:
            await to_invite(pilot)
            await typed(pilot, door.invite)
            await until(pilot, lambda: "ABABABAB" in shown(pilot))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "another certificate" in " ".join(shown(pilot).split()))
        assert door.asked == []


async def test_without_a_keyring_the_token_goes_to_an_encrypted_file(
    home: Path, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    async with started(home, (80, 30)) as pilot:
        opened_entries: list[str] = []
        monkeypatch.setattr(pilot.app.flow, "open", lambda entry: opened_entries.append(entry.name))
        await to_facts(pilot, door)
        await until(pilot, lambda: "Passphrase of the encrypted file" in shown(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "at least 8 characters" in " ".join(shown(pilot).split()))
        assert not door.used
        pilot.app.screen.vault_fields.passphrase.focus()
        await typed(pilot, "correct horse")
        await pilot.press("enter")
        await until(pilot, lambda: opened_entries)
    assert (home / "secrets.crypt").exists()
    assert door.tokens[0].encode() not in (home / "secrets.crypt").read_bytes()
    assert load_settings(home).settings.secrets.store == "file"


async def test_a_lost_answer_is_asked_for_again_by_joining_again(
    home: Path, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.lost = True
    async with started(home) as pilot:
        opened_entries: list[str] = []
        monkeypatch.setattr(pilot.app.flow, "open", lambda entry: opened_entries.append(entry.name))
        await to_facts(pilot, door)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: door.used and not pilot.app.screen.switcher.disabled)
        assert not opened_entries
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened_entries)
    assert len(set(door.op_ids)) == 1


async def test_a_name_that_is_taken_here_gets_another_and_the_old_one_stays(home: Path, door: Door) -> None:
    before = await workspace(home, door.name)
    async with started(home, workspace=door.name) as pilot:
        pilot.app.flow.join()
        await until_screen(pilot, "JoinScreen")
        pilot.app.screen.you.person_name.value = "Bo"
        await pilot.press("ctrl+s")
        await typed(pilot, door.invite)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: f"{door.name} 2" in shown(pilot))
    assert Registry(home).entries() == [Registry(home).get(before.name)]


async def test_a_token_leads_to_the_workspaces_that_it_opens(
    home: Path, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = door.token()
    async with started(home) as pilot:
        opened_entries: list[str] = []
        monkeypatch.setattr(pilot.app.flow, "open", lambda entry: opened_entries.append(entry.name))
        await to_invite(pilot)
        await pilot.click("#with-token")
        await until_screen(pilot, "ConnectScreen")
        await typed(pilot, door.address)
        await pilot.press("enter")
        await typed(pilot, token)
        assert token not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.step == "workspace" and door.name in shown(pilot))
        await until(pilot, lambda: not pilot.app.screen.switcher.disabled)
        await pilot.press("enter")
        await until(pilot, lambda: opened_entries)
    assert Registry(home).get(door.name).member == door.member
    assert token in Kept.held.values()


async def test_a_certificate_that_nobody_vouches_for_is_shown_and_agreed_to(
    home: Path, tmp_path: Path
) -> None:
    cert, key, fingerprint = make_certificate(tmp_path / "tls")
    with opened(certificate=(cert, key)) as door:
        token = door.token()
        async with started(home, (100, 40)) as pilot:
            pilot.app.flow.connect(door.address)
            await until_screen(pilot, "ConnectScreen")
            await typed(pilot, token)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: fingerprint[:8].upper() in shown(pilot))
            await until(pilot, lambda: pilot.app.screen.host.trust.has_focus)
            await pilot.press("space", "ctrl+s")
            await until(pilot, lambda: pilot.app.screen.step == "workspace")
            assert pilot.app.screen.host.server.fingerprint == fingerprint
