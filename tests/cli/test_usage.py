from __future__ import annotations

import pytest

from lattice.cli.money import dollars, parse_dollars
from tests.cli.shell import Shell
from tests.cli.talking import talk


def test_what_was_used_is_told_by_span_and_model(acme: Shell) -> None:
    talk(acme)
    text = acme.ok("usage")
    for words in ("24 hours", "in all", "claude-test", "1,200", "$0.0042", "$20.00"):
        assert words in text
    found = acme.ask("usage")
    assert found["day"]["cost"] == found["workspace"]["cost"] == 4_200
    assert found["models"][0]["requests"] == 1


def test_what_one_turn_used_is_told_when_asked(acme: Shell) -> None:
    thread = talk(acme)
    turn = acme.ask("thread", "show", thread)["messages"][0]["turn"]
    assert acme.ask("usage", "--turn", turn)["turn"]["cost"] == 4_200
    assert "this turn" in acme.ok("usage", "--turn", turn)
    assert acme("usage", "--turn", "nonsense").status == 2


@pytest.mark.parametrize(
    ("millionths", "words"),
    [(0, "$0.00"), (1, "$0.0001"), (4_200, "$0.0042"), (12_300_000, "$12.30"), (1_234_000_000, "$1,234.00")],
)
def test_money_is_written_so_that_it_is_seen(millionths: int, words: str) -> None:
    assert dollars(millionths) == words


def test_money_is_read_to_the_millionth() -> None:
    assert parse_dollars("$1,000.000001") == 1_000_000_001
