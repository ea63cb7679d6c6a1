"""`lattice key`: the key comes in by a prompt, standard input or the environment, and never comes out."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.assistant.signing import SignIn, signing
from tests.assistant.wire import Wire, serving
from tests.cli.shell import Shell
from tests.keyrings import Kept
from tests.secret_service import secret_service

KEY = "sk-ant-canary-0123456789-wxyz"
OTHER = "sk-ant-canary-9876543210-abcd"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], str]]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.Kept")
    Kept.held.clear()
    yield Kept.held
    Kept.held.clear()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which a real Secret Service is used."""
    with secret_service(tmp_path / "service") as environment:
        # named, for the tests turn all keyrings off
        yield {**environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long a passphrase takes to try is not what is tested here."""
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.time_cost", 1)
    monkeypatch.setattr("keyrings.cryptfile.cryptfile.ArgonAESEncryption.memory_cost", 1_024)


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of a test goes to the real service."""
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")


def send(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.usefixtures("ring")
def test_a_key_comes_in_by_standard_input_and_its_end_alone_is_shown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, KEY + "\n")
    said = shell.ok("key", "set", "-")
    assert "…wxyz" in said
    assert "canary" not in said
    assert list(Kept.held.values()) == [KEY]
    status = shell.ask("key", "status")
    assert (status["connected"], status["kind"], status["source"], status["ends"]) == (
        *(True, "api_key", "keyring"),
        "…wxyz",
    )


@pytest.mark.usefixtures("ring")
def test_a_key_comes_in_from_the_environment(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, "")
    monkeypatch.setenv("ANTHROPIC_API_KEY", OTHER)
    assert shell.ask("key", "set")["ends"] == "…abcd"
    assert list(Kept.held.values()) == [OTHER]


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(
    "arguments",
    [[KEY], ["--", KEY], [f"--key={KEY}"], ["--api-key", KEY], ["-k", KEY], ["-", KEY], [KEY, "--json"]],
)
def test_a_key_in_an_argument_is_refused_with_the_reason_and_not_quoted(
    shell: Shell, arguments: list[str]
) -> None:
    done = shell("key", "set", *arguments)
    assert done.status == 2
    assert "history" in done.err
    assert "canary" not in done.out + done.err
    assert Kept.held == {}


def test_a_key_instead_of_a_command_is_not_quoted_either(shell: Shell) -> None:
    done = shell("key", KEY)
    assert done.status == 2
    assert "lattice key --help" in done.err
    assert "canary" not in done.out + done.err


@pytest.mark.usefixtures("ring")
def test_without_a_key_to_keep_it_is_said_how_one_is_sent(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, "")
    done = shell("key", "set")
    assert done.status == 2
    assert "lattice key set -" in done.err
    assert shell("key", "set", "-").status == 2


@pytest.mark.usefixtures("ring")
def test_a_key_that_is_kept_hides_that_of_the_environment_and_removing_it_shows_it_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", OTHER)
    assert shell.ask("key", "status")["source"] == "environment"
    send(monkeypatch, KEY)
    shell.ok("key", "set", "-")
    assert shell.ask("key", "status")["ends"] == "…wxyz"
    assert "ANTHROPIC_API_KEY" in shell.ok("key", "remove")
    assert shell.ask("key", "status")["ends"] == "…abcd"


@pytest.mark.usefixtures("ring")
def test_removing_what_is_not_there_is_not_done_in_silence(shell: Shell) -> None:
    done = shell("key", "remove")
    assert done.status == 3
    assert "No key is kept" in done.err


@pytest.mark.usefixtures("ring")
def test_status_without_a_key_says_how_one_is_connected(shell: Shell) -> None:
    status = shell.ask("key", "status")
    assert status["connected"] is False
    assert "lattice key set" in status["hint"]
    assert "No key is connected." in shell.ok("key", "status")


def test_without_a_keyring_the_ways_out_are_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, KEY)
    done = shell("key", "set", "-", "--json")
    assert done.status == 5
    assert done.error["code"] == "no_keyring"
    for remedy in ("gnome-keyring", "ANTHROPIC_API_KEY", "secrets.store file"):
        assert remedy in done.error["hint"]
    assert shell.ask("key", "status")["store"]["usable"] is False


def test_who_chooses_the_encrypted_file_needs_no_keyring(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("settings", "set", "secrets.store", "file")
    send(monkeypatch, KEY)
    assert shell("key", "set", "-", "--json").error["code"] == "no_passphrase"
    monkeypatch.setenv("LATTICE_PASSPHRASE", "correct horse")
    send(monkeypatch, KEY)
    assert "secrets.crypt" in shell.ok("key", "set", "-")
    assert shell.ask("key", "status")["source"] == "file"
    monkeypatch.setenv("LATTICE_PASSPHRASE", "battery staple")
    assert "does not open" in shell.ask("key", "status")["problem"]


@pytest.mark.parametrize("value", ["plain", "", "Keyring"])
def test_keys_are_kept_in_no_other_place(shell: Shell, value: str) -> None:
    assert shell("settings", "set", "secrets.store", value).status == 2


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("command", [["set", "-"], ["status"], ["test"], ["remove"], ["login"]])
def test_an_agent_has_nothing_to_do_with_the_key(shell: Shell, command: list[str]) -> None:
    done = shell("--actor", "agent:scout", "key", *command)
    assert done.status == 5
    assert "agent:scout may not" in done.err


@pytest.mark.usefixtures("ring")
def test_a_key_is_tested_against_the_service(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell("key", "test", "--json").error["code"] == "no_key"
    with serving(Wire(key=KEY)) as wire:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        send(monkeypatch, KEY)
        shell.ok("key", "set", "-")
        tested = shell.ask("key", "test")
        assert tested["ok"] is True
        assert "claude-haiku-4-5" in tested["models"]
        assert "claude-haiku-4-5" in shell.ok("key", "test")
        send(monkeypatch, OTHER)
        shell.ok("key", "set", "-", "--no-test")
        done = shell("key", "test")
        assert done.status == 5
        assert "lattice key set" in done.err
        assert "key test" not in done.err
        assert "canary" not in done.out + done.err


@pytest.mark.usefixtures("ring")
def test_a_key_that_the_service_refuses_is_not_kept_unless_untested(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Wire(key=KEY)) as wire:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        send(monkeypatch, KEY)
        assert "It works." in shell.ok("key", "set", "-")
        send(monkeypatch, OTHER)
        done = shell("key", "set", "-")
        assert done.status == 5
        assert "not kept" in done.err
        assert "--no-test" in done.err
        assert "canary" not in done.out + done.err
        assert list(Kept.held.values()) == [KEY]
        asked = len(wire.requests)
        send(monkeypatch, OTHER)
        assert shell.ask("key", "set", "-", "--no-test")["tested"] is False
        assert len(wire.requests) == asked
        assert list(Kept.held.values()) == [OTHER]


@pytest.mark.usefixtures("ring")
def test_a_key_that_cannot_be_tested_is_kept_and_that_is_said(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(monkeypatch, KEY)
    said = shell.ok("key", "set", "-")
    assert "could not be tested" in said
    assert "127.0.0.1:9" in said
    assert list(Kept.held.values()) == [KEY]
    send(monkeypatch, KEY)
    kept = shell.ask("key", "set", "-")
    assert (kept["stored"], kept["tested"]) == (True, False)


@pytest.fixture
def signs_in() -> Iterator[SignIn]:
    with signing() as found:
        yield found


def test_signing_in_without_anything_to_sign_in_to_says_what_is_missing(shell: Shell) -> None:
    done = shell("key", "login")
    assert done.status == 2
    assert "ANTHROPIC_OAUTH_AUTHORIZE_URL" in done.err


def test_signing_in_leads_through_a_page_and_ends_with_tokens_in_the_keyring(
    shell: Shell, service: dict[str, str], signs_in: SignIn
) -> None:
    environment = shell.environment({**service, **signs_in.environment})
    command = [sys.executable, "-m", "lattice", "key", "login", "--no-browser", "--json"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as login:
        assert login.stdout is not None
        assert login.stderr is not None
        address = login.stderr.readline().removeprefix("Sign in at ").strip()
        assert httpx.get(address, follow_redirects=True).status_code == 200
        done = json.loads(login.stdout.read())
    assert login.returncode == 0
    assert done["signed_in"] is True
    status = json.loads(
        subprocess.run(
            [sys.executable, "-m", "lattice", "key", "status", "--json"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    assert (status["kind"], status["source"]) == ("oauth", "keyring")


# --- the canary: planted everywhere a secret may be, searched for everywhere else ---


def every_text(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder with its bytes; of databases also each value as it is read."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path, path.read_bytes()
        if path.suffix == ".lattice":
            with sqlite3.connect(path) as database:
                names = [
                    name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type='table'")
                ]
                for name in names:
                    with contextlib.suppress(sqlite3.OperationalError):  # an index of texts cannot be listed
                        yield path, repr(database.execute(f'SELECT * FROM "{name}"').fetchall()).encode()


def watched(shell: Shell, *arguments: str, env: dict[str, str], stdin: str = "") -> list[str]:
    """Run in a process of its own: what it said, and how it and all it started were called meanwhile."""
    calls: set[str] = set()
    with subprocess.Popen(
        [sys.executable, "-m", "lattice", *arguments],
        env=shell.environment(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(stdin)
        process.stdin.close()
        while process.returncode is None:
            with contextlib.suppress(psutil.Error):
                parent = psutil.Process(process.pid)
                calls |= {" ".join(one.cmdline()) for one in (parent, *parent.children(recursive=True))}
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        return [*calls, process.stdout.read(), process.stderr.read()]


def test_a_secret_is_in_no_list_of_processes(shell: Shell, service: dict[str, str]) -> None:
    with serving(Wire(key=KEY)) as wire:
        env = {**service, "ANTHROPIC_BASE_URL": wire.url, "ANTHROPIC_API_KEY": OTHER}
        seen = watched(shell, "key", "set", "-", env=env, stdin=KEY)
        seen += watched(shell, "key", "test", "--json", env=env)
    assert any('"ok":true' in text for text in seen)
    assert any("key set -" in text for text in seen)
    assert [text for text in seen if "canary" in text] == []


def test_a_secret_is_found_nowhere_but_where_it_was_put(
    shell: Shell, service: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in service.items():
        monkeypatch.setenv(name, value)
    seen: list[str] = []

    def run(*arguments: str, stdin: str = "") -> None:
        send(monkeypatch, stdin)
        done = shell(*arguments)
        seen.extend([done.out, done.err])

    with serving(Wire(key=OTHER)) as wire:
        monkeypatch.setenv("LATTICE_PASSPHRASE", "canary-passphrase")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", wire.url)
        run("create", "acme")
        run("table", "create", "people", "name:text")
        run("key", "set", "-", "--no-test", stdin=KEY)
        monkeypatch.setenv("ANTHROPIC_API_KEY", OTHER)
        run("key", "status")
        run("key", "test")
        run("key", "test", "--json")
        run("add", "people", "name=Ada")
        run("settings", "set", "secrets.store", "file")
        run("key", "set", "-", stdin=OTHER)
        run("key", "test")
        monkeypatch.setenv("LATTICE_PASSPHRASE", "canary-that-is-wrong")
        run("key", "status")
        for command in ("log", "audit", "settings", "doctor"):
            run(command, "--json")
        run("export", "people")
        run("render", "--out", str(tmp_path / "tree"))
        # what stops by a bug leaves a report with a traceback
        monkeypatch.setattr("lattice.assistant.checking.list_models", _break)
        monkeypatch.setenv("LATTICE_PASSPHRASE", "canary-passphrase")
        run("key", "test")
        run("key", "remove")
    assert "Something went wrong inside Lattice" in "".join(seen)
    assert (shell.home / "logs" / "lattice.log").is_file()
    assert [text for text in seen if "canary" in text] == []
    places = [*every_text(shell.home), *every_text(tmp_path / "tree")]
    assert len(places) > 20
    assert [path for path, text in places if b"canary" in text] == []


def _break(provider: object) -> None:
    raise RuntimeError(f"a bug with {provider!r} and {vars(provider)!r}")


def test_the_keyring_of_whoever_runs_the_tests_is_left_alone() -> None:
    assert os.environ["PYTHON_KEYRING_BACKEND"] == "keyring.backends.fail.Keyring"
