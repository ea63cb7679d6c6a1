"""Agents that try to learn or change more than they may, through the command line."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.cli.shell import Done, Shell

AGENT = ("--actor", "agent:scout")


class Place(NamedTuple):
    """A workspace with an open table and a secret one, tied together."""

    shell: Shell
    secret: str
    own: str
    changes: dict[str, str]
    """Ids of changes, by what they touched."""

    def agent(self, *arguments: str) -> Done:
        """The same command line, by an agent."""
        return self.shell(*AGENT, *arguments)


@pytest.fixture
def place(shell: Shell) -> Place:
    shell.ok("create", "acme")
    shell.ok("table", "create", "secret", "name:text")
    shell.ok("table", "create", "open", "name:text")
    secret = shell.ask("add", "secret", "name=hush")["_id"]
    own = shell.ask("add", "open", "name=plain")["_id"]
    shell.ok("link", "open", own, "secret", secret, "--as", "knows")
    shell.ok("link", "secret", secret, "open", own, "--as", "about")
    log: list[dict[str, Any]] = shell.ask("log")
    names = ("about", "knows", "plain", "hush")
    changes = {name: event["change_id"] for name, event in zip(names, log, strict=False)}
    shell.ok("settings", "set", "agents.allowed_tables", "open")
    return Place(shell, secret, own, changes)


@pytest.mark.parametrize("which", ["hush", "about", "knows"])
@pytest.mark.parametrize("command", [("diff",), ("undo",), ("undo", "--force"), ("redo",)])
def test_an_agent_neither_sees_nor_takes_back_what_touches_a_table_outside_its_list(
    place: Place, which: str, command: tuple[str, ...]
) -> None:
    done = place.agent(command[0], place.changes[which], *command[1:])
    assert done.status == 3
    assert "hush" not in done.out + done.err
    assert len(place.shell.ask("links", "secret", place.secret)["links"]) == 2


def test_an_agent_still_sees_and_takes_back_what_is_inside_its_list(place: Place) -> None:
    assert "plain" in place.agent("diff", place.changes["plain"]).out
    assert place.agent("add", "open", "name=mine").status == 0
    assert place.agent("undo").status == 0
    assert place.agent("redo").status == 0


def test_the_log_tells_an_agent_of_no_tie_to_a_table_outside_its_list(place: Place) -> None:
    done = place.agent("log", "--json")
    assert done.status == 0
    assert place.secret not in done.out


@pytest.mark.parametrize("command", [("use", "acme"), ("open", "any.lattice")])
def test_an_agent_does_not_choose_where_the_person_works(place: Place, command: tuple[str, str]) -> None:
    done = place.agent(*command)
    assert done.status == 5
    assert "agent:scout may not" in done.err


def test_denying_an_action_that_there_is_not_is_refused(place: Place) -> None:
    done = place.shell("settings", "set", "agents.denied_actions", "Row.Insert")
    assert done.status == 2
    assert "row.insert" in done.err
    place.shell.ok("settings", "set", "agents.denied_actions", "row.insert, sql.query")
