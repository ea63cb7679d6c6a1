from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def completed(shell: Shell, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    env = {"_LATTICE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = shell.process(env=env)
    assert done.err == ""
    return [line for line in done.out.split("\n") if line]


def test_commands_tables_and_columns_are_completed(acme: Shell) -> None:
    acme.ok("table", "create", "places", "name:text")
    assert completed(acme, "lattice ro") == ["rows"]
    assert completed(acme, "lattice rows p") == ["people", "places"]
    assert completed(acme, "lattice set people 01 a") == ["age=", "about="]
    assert completed(acme, "lattice rows people --sort name,-a") == ["name,-age", "name,-about"]
    assert completed(acme, "lattice column drop people b") == ["born"]
    assert completed(acme, "lattice use a") == ["acme"]
    assert completed(acme, "lattice settings set search.l") == ["search.limit"]


def test_the_workspace_that_is_named_is_the_one_that_is_asked(acme: Shell) -> None:
    acme.ok("create", "other")
    assert completed(acme, "lattice rows p") == []
    assert completed(acme, "lattice -w acme rows p") == ["people"]
    assert completed(acme, "lattice rows -w acme p") == ["people"]


def test_completion_says_nothing_when_nothing_is_there(shell: Shell) -> None:
    assert completed(shell, "lattice rows p") == []
    assert completed(shell, "lattice use x") == []


def test_dropped_tables_and_what_belongs_to_lattice_are_not_offered(acme: Shell) -> None:
    acme.ok("table", "create", "passing", "name:text")
    acme.ok("table", "drop", "passing")
    acme.ok("column", "drop", "people", "about")
    assert completed(acme, "lattice rows ") == ["people"]
    assert completed(acme, "lattice set people 01 a") == ["age="]


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script(shell: Shell, shell_name: str) -> None:
    assert "_LATTICE_COMPLETE" in shell.ok("--show-completion", shell_name)
