from __future__ import annotations

import pytest

from tests.cli.shell import Shell


def test_the_policy_is_shown_with_a_sentence_on_each_key(acme: Shell) -> None:
    text = acme.ok("policy")
    for words in ("at_once", "budgets.turn.hard_cost", "$2.00", "conservative", "Tables that agents may"):
        assert words in text
    found = acme.ask("policy")
    assert found["writes"] == "at_once"
    assert found["budgets"]["turn"]["hard_cost"] == 2_000_000


@pytest.mark.parametrize(
    ("key", "typed", "held", "shown"),
    [
        ("writes", "ask", "ask", "writes = ask"),
        ("private_rows", "yes", True, "private_rows = true"),
        ("tables", "PEOPLE,_files", ["people", "_files"], "tables = people,_files"),
        ("actions", "sql.query,Row.Get", ["sql.query", "row.get"], "actions = sql.query,row.get"),
        ("models", "claude-sonnet-*", ["claude-sonnet-*"], "models = claude-sonnet-*"),
        ("eagerness", "off", "off", "eagerness = off"),
        ("budgets.turn.hard_cost", "$1.25", 1_250_000, "budgets.turn.hard_cost = $1.25"),
        ("budgets.turn.hard_cost", "none", 0, "budgets.turn.hard_cost = none"),
        ("budgets.day.hard_tokens", "200k", 200_000, "budgets.day.hard_tokens = 200,000"),
        ("budgets.workspace.soft_tokens", "1,000", 1_000, "budgets.workspace.soft_tokens = 1,000"),
    ],
)
def test_each_key_is_set_as_it_is_typed_and_shown_as_it_is_typed(
    acme: Shell, key: str, typed: str, held: object, shown: str
) -> None:
    assert acme.ok("policy", "set", key, typed).strip() == shown
    found: object = acme.ask("policy")
    for part in key.split("."):
        assert isinstance(found, dict)
        found = found[part]
    assert found == held
    assert acme.ask("policy", "set", key, typed) == {"key": key, "value": held}


def test_all_actions_of_a_noun_are_named_by_a_star(acme: Shell) -> None:
    names = acme.ask("policy", "set", "actions", "row.*, table.list")["value"]
    assert {"row.insert", "row.list", "table.list"} <= set(names)
    assert "sql.query" not in names
    assert acme.ok("policy", "set", "actions", "all") == "actions = all\n"


@pytest.mark.parametrize(
    ("key", "typed", "status", "words"),
    [
        ("tables", "peeple", 3, "people"),
        ("tables", "people,nope", 3, "nope"),
        ("actions", "row.inzert", 3, "row.insert"),
        ("actions", "nothing.*", 3, "nothing.*"),
        ("models", "cl*ude", 2, "model"),
        ("writes", "maybe", 2, "at_once"),
        ("private_rows", "maybe", 2, "true or false"),
        ("eagerness", "wild", 2, "balanced"),
        ("budgets.turn.hard_cost", "-3", 2, "2.50"),
        ("budgets.turn.hard_cost", "1e9", 2, "2.50"),
        ("budgets.turn.hard_tokens", "many", 2, "200k"),
        ("budgets.year.hard_cost", "3", 2, "budgets."),
        ("write", "ask", 2, "writes"),
    ],
)
def test_what_means_nothing_is_refused_with_what_may_have_been_meant(
    acme: Shell, key: str, typed: str, status: int, words: str
) -> None:
    before = acme.ask("policy")
    done = acme("policy", "set", "--", key, typed)
    assert done.status == status, done.err
    assert words in done.err
    assert acme.ask("policy") == before


def test_a_budget_that_stops_before_it_warns_is_remarked(acme: Shell) -> None:
    done = acme("policy", "set", "budgets.day.soft_cost", "99")
    assert done.status == 0
    assert "stops before it warns" in done.err


def test_no_agent_changes_what_agents_may_do(acme: Shell) -> None:
    done = acme("--actor", "agent:scout", "policy", "set", "writes", "at_once", "--json")
    assert done.status == 5
    assert done.error["code"] == "forbidden"
    assert acme("--actor", "agent:scout", "policy").status == 0


def test_undo_does_not_open_what_was_closed_to_agents(acme: Shell) -> None:
    acme.ok("policy", "set", "writes", "ask")
    acme.ok("undo")
    assert acme.ask("policy")["writes"] == "ask"
    acme.ok("policy", "set", "writes", "at_once")
    assert acme.ask("policy")["writes"] == "at_once"


def test_what_agents_may_do_is_held_at_once(acme: Shell) -> None:
    acme.ok("policy", "set", "actions", "row.list,table.list")
    assert acme("--actor", "agent:scout", "add", "people", "name=Cy").status == 5
    assert acme("--actor", "agent:scout", "rows", "people").status == 0
