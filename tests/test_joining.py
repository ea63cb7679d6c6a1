from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice import joining
from lattice.client.cloud.trust import check_server, fingerprint_of
from lattice.joining import Server
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.people import Person
from lattice.secrets import Secret, Vault
from lattice.workspaces import Registry
from tests.keyrings import Kept
from tests.tui.cloud.door import Door, make_certificate, opened

BO = Person("bo", "Bo Lind")


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    monkeypatch.delenv("LATTICE_TOKEN", raising=False)
    Kept.held.clear()
    yield
    Kept.held.clear()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "home")


@pytest.fixture
def vault(registry: Registry) -> Vault:
    return Vault(registry.home)


@pytest.fixture
def door() -> Iterator[Door]:
    with opened() as found:
        yield found


def held() -> list[str]:
    return list(Kept.held.values())


async def test_a_join_puts_the_workspace_on_the_list_and_its_token_into_the_keyring(
    registry: Registry, vault: Vault, door: Door
) -> None:
    entry = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert (entry.kind, entry.name, entry.server) == ("cloud", door.name, door.address)
    assert (entry.workspace, entry.member) == (door.workspace, "human:bo")
    assert registry.active() == entry
    assert held() == door.tokens
    assert await joining.token_of(vault, entry, {}) == Secret(door.tokens[0])
    assert door.tokens[0] not in registry.path.read_text()


async def test_the_token_of_the_environment_goes_first(registry: Registry, vault: Vault, door: Door) -> None:
    entry = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert await joining.token_of(vault, entry, {"LATTICE_TOKEN": "lat_other"}) == Secret("lat_other")


async def test_an_invitation_is_not_used_when_the_token_could_not_be_kept(
    registry: Registry, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Forgetful")
    with pytest.raises(LatticeError):
        await joining.join(registry, Vault(registry.home), joining.read_invite(door.invite), BO)
    assert not door.used
    assert registry.entries() == []


async def test_an_invitation_is_not_used_when_the_home_takes_nothing(
    registry: Registry, vault: Vault, door: Door
) -> None:
    registry.home.mkdir()
    (registry.home / "mirrors").write_text("a file where the folder should be")
    with pytest.raises(LatticeError):
        await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert not door.used
    assert held() == []


@pytest.mark.parametrize("is_made", [False, True], ids=["no file yet", "a file"])
async def test_an_invitation_is_not_used_when_the_encrypted_file_stays_shut(
    registry: Registry, door: Door, is_made: bool
) -> None:
    if is_made:
        Vault(registry.home, "file", Secret("correct horse")).put("other", Secret("x"))
    with pytest.raises(LatticeError) as caught:
        await joining.join(registry, Vault(registry.home, "file"), joining.read_invite(door.invite), BO)
    assert caught.value.code == "no_passphrase"
    assert not door.used


async def test_a_name_that_is_taken_is_refused_before_anything_is_used(
    registry: Registry, vault: Vault, door: Door
) -> None:
    invitation = joining.read_invite(door.invite)
    await joining.join(registry, vault, invitation, BO)
    door.used = False
    with pytest.raises(LatticeError, match="already a workspace"):
        await joining.join(registry, vault, invitation, BO, name=door.name.upper())
    assert not door.used


async def test_a_workspace_of_the_same_name_stays_and_the_new_one_gets_another(
    registry: Registry, vault: Vault, door: Door
) -> None:
    first = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    door.workspace, door.used = new_id(), False
    second = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert second.name == f"{door.name} 2"
    assert {e.workspace for e in registry.entries()} == {first.workspace, second.workspace}
    assert len(held()) == 2


async def test_who_joins_again_as_the_same_member_is_signed_in_again(
    registry: Registry, vault: Vault, door: Door
) -> None:
    first = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    door.used = False
    again = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert (again.name, again.path) == (first.name, first.path)
    assert len(registry.entries()) == 1
    assert held() == [door.tokens[-1]]


async def test_a_lost_answer_is_asked_for_again_with_the_same_op_id(door: Door) -> None:
    invitation, op_id = joining.read_invite(door.invite), new_id()
    door.lost = True
    with pytest.raises(LatticeError) as caught:
        await joining.redeem(invitation, BO, op_id=op_id)
    assert caught.value.code == "outcome_unknown"
    joined = await joining.redeem(invitation, BO, op_id=op_id)
    assert joined.token == door.tokens[-1]
    assert door.op_ids == [op_id, op_id]


async def test_what_cannot_be_listed_leaves_no_token_behind(
    registry: Registry, vault: Vault, door: Door
) -> None:
    invitation = joining.read_invite(door.invite)
    await joining.join(registry, vault, invitation, BO)
    door.workspace, door.used = new_id(), False
    joined = await joining.redeem(invitation, BO)
    with pytest.raises(LatticeError, match="already"):
        await joining.keep(registry, vault, invitation.server, joined, name=door.name)
    assert joined.token not in held()
    assert len(registry.entries()) == 1


async def test_an_invitation_that_does_not_hold_says_so_and_changes_nothing(
    registry: Registry, vault: Vault, door: Door
) -> None:
    door.used = True
    with pytest.raises(LatticeError) as caught:
        await joining.look(joining.read_invite(door.invite))
    assert caught.value.code == "not_found"
    with pytest.raises(LatticeError):
        await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert registry.entries() == []
    assert held() == []


async def test_a_server_that_is_away_is_unreachable(registry: Registry, vault: Vault) -> None:
    with opened() as door:
        invite = door.invite
    with pytest.raises(LatticeError) as caught:
        await joining.look(joining.read_invite(invite))
    assert caught.value.code == "unreachable"


async def test_only_the_certificate_of_the_invitation_is_believed(tmp_path: Path) -> None:
    cert, key, fingerprint = make_certificate(tmp_path / "tls")
    with opened(certificate=(cert, key)) as door:
        assert await fingerprint_of(door.address) == fingerprint
        door.fingerprint = fingerprint
        assert (await joining.look(joining.read_invite(door.invite))).workspace == door.name
        door.fingerprint = "0" * 64
        for wrong in (door.invite, invite_of(door.address, door.secret)):
            with pytest.raises(LatticeError) as caught:
                await joining.look(joining.read_invite(wrong))
            assert caught.value.code == "untrusted_server"
        assert door.asked == ["look"]


async def test_signing_out_ends_the_token_there_and_here(
    registry: Registry, vault: Vault, door: Door
) -> None:
    entry = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert await joining.sign_out(vault, entry) == ""
    assert door.tokens == []
    assert held() == []
    with pytest.raises(LatticeError) as caught:
        await joining.token_of(vault, entry, {})
    assert caught.value.code == "signed_out"


async def test_signing_out_works_without_the_server_and_says_what_it_does_not_know(
    registry: Registry, vault: Vault
) -> None:
    with opened() as door:
        entry = await joining.join(registry, vault, joining.read_invite(door.invite), BO)
    assert "does not answer" in await joining.sign_out(vault, entry)
    assert held() == []


async def test_a_token_opens_what_the_server_says(registry: Registry, vault: Vault, door: Door) -> None:
    server, token = Server(door.address), Secret(door.token())
    said = await joining.me(server, token)
    facts = joining.find_workspace(said, "ACME research", server)
    entry = await joining.connect(registry, vault, server, token, facts)
    assert entry.workspace == door.workspace
    assert held() == [token.reveal()]
    with pytest.raises(LatticeError, match="acme research"):
        joining.find_workspace(said, "other", server)


async def test_a_token_of_the_environment_needs_no_keyring(
    registry: Registry, vault: Vault, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, token = Server(door.address), Secret(door.token())
    facts = joining.find_workspace(await joining.me(server, token), "", server)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with pytest.raises(LatticeError) as caught:
        await joining.connect(registry, vault, server, token, facts)
    assert caught.value.code == "no_keyring"
    assert registry.entries() == []
    monkeypatch.setenv("LATTICE_TOKEN", token.reveal())
    entry = await joining.connect(registry, vault, server, token, facts)
    assert registry.entries() == [entry]
    assert await joining.token_of(vault, entry) == token
    assert held() == []


def invite_of(server: object, secret: object, version: object = 1, fingerprint: object = "") -> str:
    sent = {"v": version, "server": server, "secret": secret, "fingerprint": fingerprint}
    return joining.PREFIX + base64.urlsafe_b64encode(json.dumps(sent).encode()).decode()


def test_an_invitation_is_read_from_a_text_that_was_broken_over_lines() -> None:
    whole = invite_of("https://lattice.example.org", "secret")
    broken = "Hello!\n\n  " + "\n  ".join(whole[i : i + 20] for i in range(0, len(whole), 20))
    found = joining.read_invite(broken)
    assert found.server == Server("https://lattice.example.org")
    assert found.secret == Secret("secret")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        joining.PREFIX,
        joining.PREFIX + "!!!",
        joining.PREFIX + "e30",
        invite_of("https://x.org", ""),
        invite_of("https://x.org", "s", version=2),
        invite_of("http://example.org", "s"),
        invite_of("file:///etc/passwd", "s"),
        invite_of("https://user@x.org", "s"),
        invite_of("https://x.org", "s\n"),
        invite_of("https://x.org", "s", fingerprint="zz"),
        invite_of(7, "s"),
        invite_of("https://x.org", "s")[:-9],
    ],
)
def test_what_is_no_invitation_is_refused_in_words(text: str) -> None:
    with pytest.raises(LatticeError) as caught:
        joining.read_invite(text)
    assert caught.value.code == "usage"
    assert caught.value.hint


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_invitations(text: str) -> None:
    for tried in (text, joining.PREFIX + text):
        with pytest.raises(LatticeError) as caught:
            joining.read_invite(tried)
        assert caught.value.code == "usage"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("lattice.example.org", "https://lattice.example.org"),
        ("https://Lattice.example.org:8420/", "https://lattice.example.org:8420"),
        ("localhost:8420", "http://localhost:8420"),
        ("http://127.0.0.1:8420", "http://127.0.0.1:8420"),
        ("[::1]:8420", "http://[::1]:8420"),
        ("https://example.org/lattice/", "https://example.org/lattice"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, address: str) -> None:
    assert check_server(text) == address
    assert check_server(address) == address


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    with contextlib.suppress(LatticeError):
        assert check_server(check_server(text)) == check_server(text)
