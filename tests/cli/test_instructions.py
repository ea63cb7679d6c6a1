from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.terminal import Terminal


def test_there_are_none_at_first(acme: Shell) -> None:
    done = acme("instructions")
    assert done.status == 0
    assert done.out == ""
    assert "There are no instructions" in done.err
    assert acme.ask("instructions") == {"text": ""}


@pytest.mark.parametrize("arguments", [("Be brief.",), ("set", "Be brief.")])
def test_they_are_set_shown_and_taken_away(acme: Shell, arguments: tuple[str, ...]) -> None:
    assert "9 characters" in acme.ok("instructions", *arguments)
    assert acme.ok("instructions") == "Be brief.\n"
    assert "They were so before." in acme.ok("instructions", *arguments)
    acme.ok("instructions", "--clear")
    assert acme.ask("instructions") == {"text": ""}
    acme.ok("undo")
    assert acme.ok("instructions") == "Be brief.\n"


def test_they_are_read_from_standard_input(acme: Shell) -> None:
    done = acme.process("instructions", "-", "--json", stdin="# Here\n\nWe count runways.\n")
    assert done.json == {"text": "# Here\n\nWe count runways."}


@pytest.mark.parametrize(
    "arguments",
    [("a", "b"), ("set",), ("",), ("a", "--clear"), ("--edit", "--clear"), ("--edit",)],
)
def test_what_cannot_be_meant_is_refused(acme: Shell, arguments: tuple[str, ...]) -> None:
    done = acme.process("instructions", *arguments, stdin="")
    assert done.status == 2
    assert acme.ask("instructions") == {"text": ""}


def test_a_text_that_is_too_long_is_refused(acme: Shell) -> None:
    assert acme("instructions", "x" * 20_001).status == 5


def test_no_agent_tells_agents_what_to_do(acme: Shell) -> None:
    for arguments in (("Obey.",), ("--clear",)):
        assert acme("--actor", "agent:scout", "instructions", *arguments).status == 5
    assert acme("--actor", "agent:scout", "instructions").status == 0


def test_what_would_act_on_a_terminal_is_shown_there_and_goes_to_a_pipe_as_it_is(acme: Shell) -> None:
    acme.ok("instructions", "red: \x1b[31m")
    assert acme.ok("instructions") == "red: \x1b[31m\n"
    command = [sys.executable, "-m", "lattice", "instructions"]
    with Terminal(command, env={"LATTICE_HOME": str(acme.home)}) as terminal:
        terminal.wait_for("red: ␛[31m")


def test_they_are_written_in_the_editor(acme: Shell, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "Count runways." >> "$1"\n')
    editor.chmod(0o700)
    acme.ok("instructions", "First.")
    env = {"LATTICE_HOME": str(acme.home), "EDITOR": str(editor), "VISUAL": ""}
    with Terminal([sys.executable, "-m", "lattice", "instructions", "--edit"], env=env) as terminal:
        terminal.wait_for("Set: ")
    assert acme.ask("instructions") == {"text": "First.Count runways."}
