from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.shell import Shell


def wrong(shell: Shell, *flags: str) -> list[str]:
    """What the doctor says is wrong and stays so."""
    done = shell("doctor", "--json", *flags)
    report = json.loads(done.out)
    assert (done.status == 0) is report["ok"]
    return [one["message"] for one in report["findings"] if not one["ok"] and not one["repaired"]]


def test_nothing_is_wrong_where_nothing_is(shell: Shell) -> None:
    assert wrong(shell) == []
    assert not list(shell.home.glob("workspaces/*"))


def test_nothing_is_wrong_with_a_workspace_in_use(acme: Shell) -> None:
    assert wrong(acme) == []
    assert "Nothing is wrong." in acme.ok("doctor")


def test_a_chain_that_was_tampered_with_is_found(acme: Shell) -> None:
    connection = sqlite3.connect(acme.ask("status")["path"])
    connection.execute("UPDATE lattice_audit SET actor = 'human:mallory' WHERE n = 2")
    connection.commit()
    connection.close()
    (message,) = wrong(acme)
    assert "record 2" in message


def test_a_file_that_has_gone_and_one_that_is_damaged_are_found(acme: Shell) -> None:
    Path(acme.ask("status")["path"]).rename(acme.home / "elsewhere.db")
    acme.ok("create", "second")
    path = Path(acme.ask("status")["path"])
    for companion in path.parent.glob(path.name + "-*"):
        companion.unlink()
    path.write_bytes(b"no database" * 1_000)
    gone, damaged = wrong(acme)
    assert "not there any more" in gone
    assert damaged


def test_a_workspace_that_is_not_on_the_list_is_taken_in(acme: Shell) -> None:
    acme.ok("forget", "acme")
    (message,) = wrong(acme)
    assert "not on the list" in message
    assert wrong(acme, "--repair") == []
    assert [one["name"] for one in acme.ask("workspaces")] == ["acme"]


def test_settings_that_cannot_be_used_are_found(acme: Shell) -> None:
    (acme.home / "settings.toml").write_text("theme = 3\n[person]\nhandle = 'ada'\n")
    messages = wrong(acme)
    assert any("theme must be text" in message for message in messages)
