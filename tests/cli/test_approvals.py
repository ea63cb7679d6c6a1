from __future__ import annotations

import sys

import pytest

from tests.cli.shell import Shell
from tests.terminal import Terminal

SCOUT = ("--actor", "agent:scout")


@pytest.fixture
def asked(acme: Shell) -> str:
    """The id of what agent:scout asks for: to add a row whose name would act on a terminal."""
    acme.ok("policy", "set", "writes", "ask")
    done = acme(*SCOUT, "add", "people", "name=\x1b[31mCy", "--json")
    assert done.status == 5
    approval: str = done.error["details"]["approval"]
    return approval


def add(shell: Shell) -> int:
    return shell(*SCOUT, "add", "people", "name=\x1b[31mCy").status


def test_nobody_asks_for_anything_at_first(acme: Shell) -> None:
    assert acme.ok("approvals") == "Nobody asks for anything.\n"
    assert acme.ask("approvals") == []


def test_what_agents_ask_for_is_listed_with_who_and_what_exactly(acme: Shell, asked: str) -> None:
    text = acme.ok("approvals")
    for words in (asked, "agent:scout", "row.insert", "Add 1 row to people", "␛[31mCy"):
        assert words in text
    assert "\x1b" not in text
    (one,) = acme.ask("approvals")
    assert (one["id"], one["actor"], one["action"], one["decision"]) == (
        asked,
        "agent:scout",
        "row.insert",
        "asked",
    )


def test_an_allowance_lets_the_same_action_pass_once(acme: Shell, asked: str) -> None:
    assert acme.ask("approve", asked.lower())["decision"] == "once"
    assert add(acme) == 0
    assert add(acme) == 5


def test_an_allowance_for_the_conversation_lets_the_like_of_it_pass(acme: Shell, asked: str) -> None:
    acme.ok("approve", asked, "--conversation")
    assert add(acme) == add(acme) == 0
    assert acme(*SCOUT, "add", "people", "name=other").status == 0
    assert acme(*SCOUT, "table", "create", "more", "a:text").status == 5


def test_a_no_is_a_no_and_never_means_that_it_may_not_ask_again(acme: Shell, asked: str) -> None:
    assert acme.ask("deny", asked)["decision"] == "no"
    assert add(acme) == 5
    (again,) = acme.ask("approvals")
    acme.ok("deny", again["id"], "--never")
    assert add(acme) == 5
    assert acme.ask("approvals") == []


def test_what_was_answered_is_listed_when_all_are_wanted(acme: Shell, asked: str) -> None:
    acme.ok("deny", asked)
    assert "denied" in acme.ok("approvals", "--all")
    assert acme.ok("approvals") == "Nobody asks for anything.\n"


@pytest.mark.parametrize("arguments", [("approve",), ("approve", "--conversation"), ("deny", "--never")])
def test_no_agent_answers_what_agents_ask_for(acme: Shell, asked: str, arguments: tuple[str, ...]) -> None:
    for actor in ("agent:scout", "agent:assistant", "service:import"):
        done = acme("--actor", actor, *arguments, asked, "--json")
        assert done.status == 5
        assert done.error["code"] == "forbidden"
    assert acme.ask("approvals")[0]["decision"] == "asked"
    assert add(acme) == 5


def test_what_nobody_asks_for_and_what_was_answered_is_refused(acme: Shell, asked: str) -> None:
    assert acme("approve", "01M7Z8Q7BXQNQZS005JRMCDJXY").status == 3
    acme.ok("approve", asked)
    assert acme("approve", asked).status == 4


def test_on_a_terminal_it_is_shown_and_asked_for(acme: Shell, asked: str) -> None:
    command = [sys.executable, "-m", "lattice", "approve", asked]
    with Terminal(command, env={"LATTICE_HOME": str(acme.home)}) as terminal:
        terminal.wait_for("Allow it?")
        assert "␛[31mCy" in terminal.text
        terminal.type("\r")
        terminal.wait_for("Nothing was allowed")
    assert acme.ask("approvals")[0]["decision"] == "asked"
    with Terminal(command, env={"LATTICE_HOME": str(acme.home)}) as terminal:
        terminal.wait_for("Allow it?")
        terminal.type("y\r")
        terminal.wait_for("Allowed once")
    assert add(acme) == 0
