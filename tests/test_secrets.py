"""Secrets: only in a keyring, or in a file that a passphrase opens; never silently in the open."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import stat
import threading
import traceback
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import msgspec
import pytest

from lattice.model.errors import LatticeError
from lattice.secrets import Secret, Vault, aside, os_keyring, vault_of
from tests.keyrings import Kept
from tests.secret_service import secret_service

VALUE = "sk-ant-canary-0123456789-wxyz"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real Secret Service, and nothing else."""
    with secret_service(tmp_path / "service") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
        yield


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    yield
    Kept.held.clear()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a passphrase takes to try is not what is tested here."""
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.time_cost", 1)
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.memory_cost", 1_024)


def refusal(vault: Vault, code: str = "no_keyring") -> LatticeError:
    with pytest.raises(LatticeError) as caught:
        vault.put("api-key", Secret(VALUE))
    assert caught.value.code == code
    assert VALUE not in "".join(traceback.format_exception(caught.value))
    return caught.value


def test_a_secret_is_seen_in_nothing_that_can_be_written() -> None:
    secret = Secret(VALUE)
    seen = [repr(secret), str(secret), f"{secret:>40}", f"{[secret]}", repr({"key": secret})]
    assert not any("canary" in text for text in seen)
    for write in (pickle.dumps, json.dumps, msgspec.json.encode, deepcopy):
        with pytest.raises(TypeError):
            write(secret)
    assert secret.reveal() == VALUE


def test_a_secret_shows_its_last_four_characters_and_a_short_one_none() -> None:
    assert Secret(VALUE).ending == "…wxyz"
    assert Secret("short-secret").ending == "…"


def test_words_from_elsewhere_are_scrubbed_of_a_secret() -> None:
    assert Secret(VALUE).scrub(f"bad key {VALUE}!") == "bad key •••!"
    assert Secret("").scrub("nothing to hide") == "nothing to hide"


def test_secrets_are_equal_by_what_they_hold() -> None:
    assert Secret("a") == Secret("a")
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert Secret("a") != "a"


@pytest.mark.usefixtures("service")
def test_the_secret_service_keeps_what_it_is_given_and_two_homes_do_not_clash(tmp_path: Path) -> None:
    ada, bo = Vault(tmp_path / "ada"), Vault(tmp_path / "bo")
    assert ada.standing().usable
    assert ada.standing().name == "Secret Service"
    assert ada.get("api-key") is None
    ada.put("api-key", Secret(VALUE))
    bo.put("api-key", Secret("another"))
    assert ada.get("api-key") == Secret(VALUE)
    ada.put("api-key", Secret("a new one"))
    assert ada.get("api-key") == Secret("a new one")
    assert ada.remove("api-key")
    assert not ada.remove("api-key")
    assert bo.get("api-key") == Secret("another")
    assert not (tmp_path / "ada").exists()


@pytest.mark.usefixtures("service")
def test_a_locked_keyring_says_that_it_is_locked(tmp_path: Path) -> None:
    import secretstorage

    vault = Vault(tmp_path)
    vault.put("api-key", Secret(VALUE))
    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).lock()
    connection.close()
    with pytest.raises(LatticeError, match=r"locked") as caught:
        vault.get("api-key")
    assert caught.value.code == "no_keyring"


def test_a_keyring_that_never_answers_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Hanging")
    monkeypatch.setattr(os_keyring, "DEADLINE_S", 0.2)
    with pytest.raises(LatticeError, match="did not answer"):
        Vault(tmp_path).get("api-key")


async def test_who_waits_for_a_keyring_can_leave_at_once() -> None:
    begun = threading.Event()

    def never() -> None:
        begun.set()
        threading.Event().wait()

    waiting = asyncio.ensure_future(aside(never))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    # the end of this test waits for the threads of the loop: it would never come


async def test_what_goes_wrong_aside_is_raised_where_it_is_waited_for() -> None:
    assert await aside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("keyring.backends.fail.Keyring", "turned off"),
        ("keyring.backends.null.Keyring", "turned off"),
        ("tests.keyrings.Disguised", "turned off"),
        ("keyrings.cryptfile.file.PlaintextKeyring", "no keyring of the operating system"),
        ("keyrings.cryptfile.cryptfile.CryptFileKeyring", "no keyring of the operating system"),
        ("keyring.backends.chainer.ChainerBackend", "no keyring of the operating system"),
        ("no.such.Keyring", "cannot be used"),
        ("nothing", "cannot be used"),
    ],
)
def test_a_keyring_that_keeps_nothing_or_in_the_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", chosen)
    vault = Vault(tmp_path / "home")
    error = refusal(vault)
    assert said in error.message
    for remedy in ("gnome-keyring", "ANTHROPIC_API_KEY", "secrets.store file"):
        assert remedy in error.hint
    assert error.exit_status == 5
    assert vault.standing().problem == error.message
    assert not list(tmp_path.rglob("*"))


def test_without_any_keyring_nothing_is_kept_in_the_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "place"))
    error = refusal(Vault(tmp_path / "home"))
    assert error.message == "There is no keyring here to keep a key in."
    assert not list(tmp_path.rglob("*"))


def test_what_a_keyring_says_of_a_key_it_refused_does_not_quote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Quoting")
    assert "cannot keep •••" in refusal(Vault(tmp_path)).message


def test_a_keyring_that_forgets_at_once_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Forgetful")
    assert "did not keep it" in refusal(Vault(tmp_path)).message


@pytest.mark.usefixtures("backend")
def test_a_home_that_is_named_in_another_way_is_the_same_home(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    Vault(tmp_path / "real").put("api-key", Secret(VALUE))
    assert Vault(tmp_path / "link").get("api-key") == Secret(VALUE)
    assert {service for service, _ in Kept.held} == {"lattice"}


def test_the_encrypted_file_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    vault = vault_of(tmp_path, "file", {"LATTICE_PASSPHRASE": "correct horse"})
    vault.put("api-key", Secret(VALUE))
    data = vault.file.read_bytes()
    assert b"canary" not in data
    assert stat.S_IMODE(vault.file.stat().st_mode) == 0o600
    assert vault.get("api-key") == Secret(VALUE)
    wrong = Vault(tmp_path, "file", Secret("battery staple"))
    assert refusal(wrong, "no_passphrase").message == f"The passphrase does not open {vault.file}."
    assert wrong.needs_passphrase
    assert vault.file.read_bytes() == data
    assert vault.remove("api-key")
    assert vault.get("api-key") is None
    assert {path.name for path in tmp_path.iterdir()} == {"secrets.crypt", ".secrets.crypt.lock"}


def test_a_wrong_passphrase_is_no_empty_file(tmp_path: Path) -> None:
    Vault(tmp_path, "file", Secret("correct horse")).put("oauth", Secret(VALUE))
    with pytest.raises(LatticeError, match="does not open"):
        Vault(tmp_path, "file", Secret("battery staple")).get("api-key")


@pytest.mark.parametrize("passphrase", ["", "short", "       "])
def test_a_passphrase_that_protects_nothing_is_refused(tmp_path: Path, passphrase: str) -> None:
    vault = Vault(tmp_path, "file", Secret(passphrase))
    assert refusal(vault, "no_passphrase").hint
    assert not vault.file.exists()


@pytest.mark.parametrize("damage", [b"", b"rubbish", b"[lattice]\napi_2Dkey = x\n", b"\xff\xfe"])
def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path, damage: bytes) -> None:
    vault = Vault(tmp_path, "file", Secret("correct horse"))
    vault.file.write_bytes(damage)
    refusal(vault, "corrupt")
    assert vault.file.read_bytes() == damage
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".copy"] == []


def test_the_passphrase_is_asked_for_once_and_not_kept_when_it_is_wrong(tmp_path: Path) -> None:
    asked: list[bool] = []
    answers = iter(["correct horse", "battery staple"])

    def ask(new: bool) -> Secret:
        asked.append(new)
        return Secret(next(answers))

    vault = Vault(tmp_path, "file", ask=ask)
    assert vault.get("api-key") is None
    assert asked == []
    vault.put("api-key", Secret(VALUE))
    assert vault.get("api-key") == Secret(VALUE)
    assert asked == [True]
    again = Vault(tmp_path, "file", ask=ask)
    with pytest.raises(LatticeError, match="does not open"):
        again.get("api-key")
    assert asked == [True, False]
    assert again.needs_passphrase


def test_without_anybody_to_ask_the_file_stays_shut(tmp_path: Path) -> None:
    Vault(tmp_path, "file", Secret("correct horse")).put("api-key", Secret(VALUE))
    with pytest.raises(LatticeError) as caught:
        vault_of(tmp_path, "file", {}).get("api-key")
    assert caught.value.code == "no_passphrase"
    assert "LATTICE_PASSPHRASE" in caught.value.hint


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        (tmp_path / "home").write_text("a file where the folder should be")
        home = tmp_path / "home"
    else:
        home = tmp_path / "home"
        home.mkdir(mode=0o500)
    refusal(Vault(home, "file", Secret("correct horse")), "unwritable")


def test_there_are_two_stores_and_no_other(tmp_path: Path) -> None:
    with pytest.raises(LatticeError, match=r"secrets\.store must be one of keyring, file"):
        vault_of(tmp_path, "plain", {})
