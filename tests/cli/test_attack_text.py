"""Hostile text in data and on the command line: it is shown, never obeyed, and never lost in silence."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.terminal import Terminal

#: Escape, C1 control sequence introducer, bell, right-to-left override, isolate.
EVIL = "\x1b]0;x\x07 \x9b2J \u202egnp.exe \u2066"
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BOLD = re.compile("\x1b\\[[0-9;]*m")


def _on_a_terminal(shell: Shell, *arguments: str) -> str:
    """What a command writes to a terminal, its own bold type and line ends taken out."""
    command = [sys.executable, "-m", "lattice", *arguments]
    written = b""
    with Terminal(command, env=shell.environment()) as terminal:
        while not terminal.ended:
            written += terminal.read(0.1)
        while data := terminal.read(0.1):
            written += data
    return _BOLD.sub("", written.decode()).replace("\r\n", "\n")


@pytest.fixture
def evil(acme: Shell) -> Shell:
    """Two people, and one with text that would act on a terminal."""
    acme.ok("add", "people", f"name={EVIL}", f'about={{"x": "{EVIL[9:]}"}}')
    return acme


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "ndjson", "markdown"])
def test_an_export_to_a_terminal_shows_what_would_act_there(evil: Shell, format_: str) -> None:
    written = _on_a_terminal(evil, "export", "people", "--format", format_)
    assert "gnp.exe" in written
    assert _ACTS.findall(written) == []


def test_an_export_through_a_pipe_has_every_character_as_it_is(evil: Shell) -> None:
    done = evil.process("export", "people", "--format", "json")
    assert EVIL in [row["name"] for row in json.loads(done.out)]


@pytest.mark.parametrize("command", ["rows", "export"])
def test_json_on_a_terminal_says_the_same_and_acts_on_nothing(evil: Shell, command: str) -> None:
    written = _on_a_terminal(evil, command, "people", "--json")
    assert "gnp.exe" in written
    assert _ACTS.findall(written) == []


def test_json_is_the_same_document_with_characters_that_act_escaped(evil: Shell) -> None:
    done = evil("rows", "people", "--json")
    assert _ACTS.findall(done.out) == []
    assert EVIL in [row["name"] for row in done.json["rows"]]


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "[1.00000000000000000000001]", "[1e400]"])
def test_json_of_which_something_would_be_lost_is_refused(acme: Shell, text: str) -> None:
    done = acme("add", "people", f"about={text}")
    assert done.status == 2
    assert "about" in done.err


def test_a_query_that_is_no_text_is_refused_in_words(acme: Shell) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "lattice", "sql", "-"],
        input=b"\xff\xfe",
        capture_output=True,
        env=acme.environment(),
        check=False,
    )
    assert done.returncode == 2
    assert b"not text" in done.stderr


@pytest.mark.parametrize(("key", "value"), [("theme", "\udcff"), ("editor", "a\x00b"), ("keys.\udcff", "x")])
def test_a_setting_that_no_file_can_hold_is_refused_in_words(acme: Shell, key: str, value: str) -> None:
    done = acme("settings", "set", key, value)
    assert done.status == 2
    assert "inside Lattice" not in done.err


@pytest.mark.parametrize("name", ["a\x00b", "x" * 300, ""])
def test_an_export_to_a_name_that_can_be_none_is_refused_in_words(acme: Shell, name: str) -> None:
    done = acme("export", "people", "-o", name)
    assert done.status in (1, 2)
    assert "inside Lattice" not in done.err
    assert done.err


@pytest.mark.parametrize("format_", ["csv", "sqlite"])
def test_an_export_never_writes_over_a_workspace(acme: Shell, tmp_path: Path, format_: str) -> None:
    (workspace,) = (acme.home / "workspaces").glob("*.lattice")
    link = tmp_path / "innocent.csv"
    link.symlink_to(workspace)
    for target in (workspace, link):
        done = acme("export", "people", "-o", str(target), "--format", format_)
        assert done.status == 4
        assert "workspace" in done.err
    assert "Ada" in acme.ok("rows", "people")


def test_an_export_still_replaces_an_ordinary_database(acme: Shell, tmp_path: Path) -> None:
    target = tmp_path / "out.sqlite"
    acme.ok("export", "people", "-o", str(target))
    acme.ok("export", "people", "-o", str(target))
    with closing(sqlite3.connect(target)) as database:
        assert database.execute("SELECT count(*) FROM people").fetchone() == (2,)


def test_an_empty_path_is_not_the_folder_one_stands_in(acme: Shell, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    done = acme("import", "")
    assert done.status == 2
    assert "empty" in done.err
    assert "secret" not in acme.ok("tables")
