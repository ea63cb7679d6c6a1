"""Connecting the assistant on screen: in the last step of the wizard, and from the palette."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from textual.widgets import Button, Static

from lattice.secrets import Secret, Vault
from lattice.settings import load_settings, set_setting
from lattice.tui.connecting import KeyWish
from lattice.workspaces import Registry
from tests.assistant.signing import signing
from tests.assistant.wire import Wire, serving
from tests.keyrings import Kept
from tests.tui.driving import shown, started, typed, until, until_screen, workspace

KEY = "sk-ant-canary-0123456789-wxyz"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    Kept.held.clear()
    yield
    Kept.held.clear()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a passphrase takes to try is not what is tested here."""
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.time_cost", 1)
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.memory_cost", 1_024)


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of a test goes to the real service."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")


def unseen(pilot, home: Path) -> None:
    """The key is neither on screen, nor in what was said, nor in any file of the home in the open."""
    assert "canary" not in shown(pilot)
    assert "canary" not in str(pilot.app.said)
    assert [path for path in home.rglob("*") if path.is_file() and b"canary" in path.read_bytes()] == []


@contextmanager
def silent() -> Iterator[str]:
    """The address of a service that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def told(pilot) -> str:
    """All words on the screen in front."""
    return " ".join(str(words.content) for words in pilot.app.screen.query(Static))


async def says(pilot, words: str) -> None:
    """Wait until these words stand there; drawing the screen to look at it would cost more than they do."""
    await until(pilot, lambda: words in told(pilot))


async def to_assistant(pilot) -> None:
    """The wizard at its last step, looked up."""
    await pilot.press("c")
    await until_screen(pilot, "CreateScreen")
    await typed(pilot, "Ada Berg")
    await pilot.press("ctrl+s")
    await typed(pilot, "acme")
    await pilot.press("enter", "ctrl+s")
    await until(pilot, lambda: pilot.app.screen.step == "assistant")
    await until(pilot, lambda: "Looking for" not in told(pilot))


@pytest.mark.usefixtures("ring")
async def test_a_key_typed_in_the_wizard_is_in_the_keyring_when_the_workspace_is_there(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        assert "No key yet" in shown(pilot)
        await typed(pilot, KEY)
        assert "•••••" in shown(pilot)
        unseen(pilot, home)
        await pilot.press("enter")
        await until_screen(pilot, "WorkbenchScreen")
        assert list(Kept.held.values()) == [KEY]
        unseen(pilot, home)


@pytest.mark.usefixtures("ring")
async def test_leaving_the_wizard_at_its_last_step_leaves_no_key(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        await typed(pilot, KEY)
        await pilot.press("escape", "escape", "escape", "escape")
        await until_screen(pilot, "WelcomeScreen")
    assert Kept.held == {}
    assert Registry(home).entries() == []


@pytest.mark.usefixtures("ring")
async def test_going_back_keeps_the_key_that_was_typed(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        await typed(pilot, KEY)
        await pilot.press("escape", "ctrl+s")
        assert pilot.app.screen.key.key.value == KEY


@pytest.mark.usefixtures("ring")
async def test_what_cannot_be_a_key_is_told_and_makes_nothing(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        await typed(pilot, "two words")
        await pilot.press("enter")
        await says(pilot, "one word of plain letters")
        assert pilot.app.screen.step == "assistant"
    assert Registry(home).entries() == []


async def test_without_a_keyring_the_wizard_offers_an_encrypted_file(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        assert "turned off" in shown(pilot)
        assert "ANTHROPIC_API_KEY" in shown(pilot)
        await typed(pilot, KEY)
        await pilot.press("enter")
        await typed(pilot, "short")
        await pilot.press("enter")
        await says(pilot, "at least 8 characters")
        await until(pilot, lambda: "at least 8 characters" in shown(pilot) and "Back" in shown(pilot))
        await typed(pilot, " horse battery")
        await pilot.press("enter")
        await until_screen(pilot, "WorkbenchScreen")
        unseen(pilot, home)
        assert pilot.app.flow.vault.get("api-key").reveal() == KEY
    assert load_settings(home).settings.secrets.store == "file"
    assert (home / "secrets.crypt").is_file()


@pytest.mark.usefixtures("ring")
async def test_a_key_that_is_there_is_named_by_where_it_is_from(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    async with started(home) as pilot:
        await to_assistant(pilot)
        assert "Connected: the key …wxyz, from the environment." in shown(pilot)


async def test_a_keyring_that_does_not_answer_is_told_and_the_encrypted_file_offered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Hanging")
    monkeypatch.setattr("lattice.secrets.os_keyring.DEADLINE_S", 0.2)
    async with started(home) as pilot:
        await to_assistant(pilot)
        assert "did not answer" in told(pilot)
        assert pilot.app.screen.query_one("#key-file").display


async def test_a_key_that_could_not_be_kept_can_be_tried_again_and_the_workspace_is_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Quoting")
    async with started(home) as pilot:
        await to_assistant(pilot)
        await typed(pilot, KEY)
        await pilot.press("enter")
        await until_screen(pilot, "ErrorDialog")
        assert "cannot keep •••" in shown(pilot)
        unseen(pilot, home)
        await pilot.press("escape")
        await until_screen(pilot, "ConnectKeyScreen")
        await pilot.press("escape")
        await until_screen(pilot, "WorkbenchScreen")
    assert [entry.name for entry in Registry(home).entries()] == ["acme"]


async def to_screen(pilot) -> None:
    """The screen of the key, by the palette."""
    await until_screen(pilot, "WorkbenchScreen")
    await pilot.press("ctrl+p")
    await until_screen(pilot, "PaletteScreen")
    await typed(pilot, "connect assist")
    await pilot.press("enter")
    await until_screen(pilot, "ConnectKeyScreen")
    await until(pilot, lambda: "Looking for" not in told(pilot))


@pytest.mark.usefixtures("ring")
async def test_a_key_is_connected_tested_and_disconnected(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workspace(home, "acme")
    with serving(Wire(key=KEY)) as wire:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        async with started(home) as pilot:
            await to_screen(pilot)
            assert pilot.app.screen.query_one("#test", Button).disabled
            assert not pilot.app.screen.query_one("#sign-in").display
            await typed(pilot, KEY)
            await pilot.press("enter")
            await says(pilot, "It works")
            assert "…wxyz" in shown(pilot)
            unseen(pilot, home)
            assert list(Kept.held.values()) == [KEY]
            await pilot.click("#disconnect")
            await until_screen(pilot, "Confirm")
            await pilot.click("#yes")
            await says(pilot, "Disconnected.")
            await says(pilot, "No key yet")
    assert Kept.held == {}


@pytest.mark.usefixtures("ring")
async def test_a_key_that_the_service_refuses_is_not_connected(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workspace(home, "acme")
    with serving(Wire(key="sk-ant-another")) as wire:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        async with started(home) as pilot:
            await to_screen(pilot)
            await typed(pilot, KEY)
            await pilot.press("enter")
            await says(pilot, "It was not kept.")
            assert "lattice key" not in told(pilot)
            assert Kept.held == {}
            assert not pilot.app.screen.query_one("#connect", Button).disabled
            unseen(pilot, home)


@pytest.mark.usefixtures("ring")
async def test_a_key_that_cannot_be_tested_is_connected_and_that_is_said(home: Path) -> None:
    await workspace(home, "acme")
    async with started(home) as pilot:
        await to_screen(pilot)
        await typed(pilot, KEY)
        await pilot.press("enter")
        await says(pilot, "kept, but could not be tested")
        assert list(Kept.held.values()) == [KEY]


@pytest.mark.usefixtures("ring")
async def test_leaving_while_a_key_is_tested_keeps_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await workspace(home, "acme")
    with silent() as address:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
        async with started(home) as pilot:
            await to_screen(pilot)
            await typed(pilot, KEY)
            await pilot.press("enter")
            await says(pilot, "Testing the key")
            await pilot.press("escape")
            await until_screen(pilot, "WorkbenchScreen")
    assert Kept.held == {}


@pytest.mark.usefixtures("ring")
async def test_the_wizard_makes_nothing_with_a_key_that_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Wire(key="sk-ant-another")) as wire:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        async with started(home) as pilot:
            await to_assistant(pilot)
            await typed(pilot, KEY)
            await pilot.press("enter")
            await says(pilot, "It was not kept.")
            assert pilot.app.screen.step == "assistant"
            assert pilot.app.screen.key.key.has_focus
    assert Kept.held == {}
    assert Registry(home).entries() == []


async def test_the_wizard_says_while_it_works_and_testing_can_be_stopped(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent() as address:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
        async with started(home) as pilot:
            await to_assistant(pilot)
            await typed(pilot, KEY)
            await pilot.press("enter")
            await typed(pilot, "horse battery")
            await pilot.press("enter")
            await until(pilot, lambda: "Testing the key" in shown(pilot) and "Working …" in shown(pilot))
            onward = pilot.app.screen.onward
            assert (onward.disabled, str(onward.label)) == (True, "Working …")
            await pilot.press("escape")
            await says(pilot, "Stopped")
            assert (onward.disabled, str(onward.label)) == (False, "Create")
            assert pilot.app.screen.step == "assistant"
    assert Registry(home).entries() == []


async def test_while_a_key_is_kept_the_wizard_says_so_and_takes_no_keys(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Hanging")
    monkeypatch.setattr("lattice.secrets.os_keyring.DEADLINE_S", 0.2)
    async with started(home) as pilot:
        await to_assistant(pilot)
        seen: list[str] = []
        wizard = pilot.app.screen
        busy = wizard.busy
        monkeypatch.setattr(wizard, "busy", lambda words, **more: (seen.append(words), busy(words, **more)))
        await typed(pilot, KEY)
        await pilot.press("enter")
        await typed(pilot, "horse battery")
        await pilot.press("enter")
        await until_screen(pilot, "WorkbenchScreen")
    assert [words.split(" …")[0] for words in seen] == [
        *("Testing the key", "Making the workspace", "Keeping the key", "Opening the workspace")
    ]


@pytest.mark.usefixtures("ring")
async def test_the_last_step_calls_its_key_by_what_it_does_and_says_where_keys_are_from(home: Path) -> None:
    async with started(home) as pilot:
        await to_assistant(pilot)
        assert "^s Create" in shown(pilot)
        assert "^s Next" not in shown(pilot)
        assert "Anthropic's console (platform.claude.com)" in " ".join(told(pilot).split())
        await pilot.press("escape")
        await until(pilot, lambda: "^s Next" in shown(pilot))


async def test_a_file_that_is_open_is_not_asked_for_its_passphrase_again(home: Path) -> None:
    await workspace(home, "acme")
    Vault(home, "file", Secret("correct horse")).put("api-key", Secret(KEY))
    set_setting(home, "secrets.store", "file")
    async with started(home) as pilot:
        await to_screen(pilot)
        assert "made with" in pilot.app.screen.fields.passphrase.placeholder
        await typed(pilot, "sk-other-one")
        assert "passphrase must have" not in told(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "passphrase must have" not in told(pilot)
        await typed(pilot, "correct horse")
        await pilot.press("enter")
        await says(pilot, "could not be tested")
        await until(pilot, lambda: not pilot.app.screen.query_one("#key-file").display)
        await until(pilot, lambda: pilot.app.screen.fields.key.has_focus)
        await typed(pilot, KEY)
        await says(pilot, "Connected: the key …")
        await pilot.press("enter")
        await says(pilot, "the key …wxyz, from the encrypted file")
        assert not pilot.app.screen.query_one("#key-file").display
        assert pilot.app.flow.vault.get("api-key") == Secret(KEY)


async def test_the_encrypted_file_is_opened_by_its_passphrase_alone(home: Path) -> None:
    await workspace(home, "acme")
    Vault(home, "file", Secret("correct horse")).put("api-key", Secret(KEY))
    set_setting(home, "secrets.store", "file")
    async with started(home) as pilot:
        await to_screen(pilot)
        await says(pilot, "in an encrypted file")
        await pilot.press("tab")
        await typed(pilot, "battery stapl")
        await pilot.press("enter")
        await says(pilot, "does not open")
        await pilot.press(*["backspace"] * 13)
        await typed(pilot, "correct horse")
        await pilot.press("enter")
        await says(pilot, "open for this session")
        await says(pilot, "the key …wxyz, from the encrypted file")
        unseen(pilot, home)


@pytest.mark.usefixtures("ring")
async def test_signing_in_leads_through_the_page_that_is_shown_and_leaving_ends_the_waiting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await workspace(home, "acme")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with signing() as service:
        for name, value in service.environment.items():
            monkeypatch.setenv(name, value)
        async with started(home) as pilot, httpx.AsyncClient(follow_redirects=True) as browser:
            await to_screen(pilot)
            await pilot.click("#sign-in")
            await says(pilot, "Open this page")
            left = told(pilot).split("clipboard): ")[1].strip()
            await pilot.press("escape")
            await until_screen(pilot, "WorkbenchScreen")
            with pytest.raises(httpx.ConnectError):
                await browser.get(left)
            await to_screen(pilot)
            await pilot.click("#sign-in")
            await says(pilot, "Open this page")
            assert (await browser.get(told(pilot).split("clipboard): ")[1].strip())).status_code == 200
            await says(pilot, "You are signed in.")
            await says(pilot, "Signed in, from the keyring.")
            unseen(pilot, home)


def test_a_wish_shows_neither_key_nor_passphrase() -> None:
    assert "canary" not in repr(KeyWish(Secret(KEY), Secret("canary")))
