"""Completion offers what may stand at the cursor, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.errors import LatticeError
from lattice.model.query import complete
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType
from tests.model.query.people import PEOPLE, SCHEMA, bound


def offered(text: str) -> list[str]:
    """What is offered where `|` stands."""
    cursor = text.index("|")
    return [c.text for c in complete(text.replace("|", ""), cursor, PEOPLE, SCHEMA).candidates]


def taken(text: str, choice: str) -> str:
    """The text after `choice` was taken where `|` stands."""
    cursor = text.index("|")
    plain = text.replace("|", "")
    found = complete(plain, cursor, PEOPLE, SCHEMA)
    assert choice in [c.text for c in found.candidates]
    return plain[: found.start] + choice + plain[found.end :]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("|", ["name", '"First Name"']),
        ("ci|", ["city"]),
        ("na|", ["name", '"First Name"', '"odd ""name"".x"']),
        ('"first n|', ['"First Name"']),
        ("city = Oslo and bo|", ["born"]),
        ("company.co|", ["company.country"]),
        ('company."co|', ["company.country"]),
        ("_cr|", ["_created_at", "_created_by"]),
        ("city |", ["=", "!=", "~"]),
        ("city st|", ["starts"]),
        ("data |", ["~", "!~"]),
        ("active |", ["=", "!="]),
        ("active = |", ["true", "false"]),
        ("company.active = t|", ["true"]),
        ("born > |", ["today", "yesterday"]),
        ("joined in (today, n|", ["now", "now - 1h"]),
        ("age is |", ["empty", "not empty"]),
        ("age is not |", ["empty"]),
        ("age not |", ["in", "between", "starts"]),
        ("age between 1 |", ["and"]),
        ("age in |", ["("]),
        ("age in (1 |", [",", ")"]),
        ("city = Oslo |", ["and", "or"]),
        ("(city = Oslo |", ["and", "or", ")"]),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered(text: str, first: list[str]) -> None:
    assert offered(text)[: len(first)] == first


@pytest.mark.parametrize("text", ["city = |", "city = Os|", "city = = |", "age 3 and |", "city.|", ")|"])
def test_nothing_is_offered_where_nothing_is_known(text: str) -> None:
    assert offered(text) == []


def test_values_that_stand_in_the_column_are_offered_where_one_is_wanted() -> None:
    asked: list[tuple[str, str]] = []

    def known(table: Table, column: Column) -> list[tuple[str, str]]:
        asked.append((table.name, column.name))
        return [("Oslo", "3 rows"), ("'New York'", "2 rows"), ("St.Gallen", "1 row")]

    def found(text: str) -> list[str]:
        return [c.text for c in complete(text, len(text), PEOPLE, SCHEMA, known=known).candidates]

    assert found("city = ") == ["Oslo", "'New York'", "St.Gallen"]
    assert found("city = o") == ["Oslo"]
    assert found("city in (Oslo, y") == ["'New York'"]
    assert found("city = st.g") == ["St.Gallen"]
    assert found("company.country = ") == ["Oslo", "'New York'", "St.Gallen"]
    assert found("born > t")[0] == "today"
    before = len(asked)
    assert found("cit") == ["city"]
    assert len(asked) == before
    assert asked[0] == (PEOPLE.name, "city")
    assert asked[4][1] == "country"
    assert asked[4][0] != PEOPLE.name


def test_a_choice_replaces_the_whole_piece_at_the_cursor() -> None:
    assert taken("c|t = Oslo", "city") == "city = Oslo"
    assert taken('"Fi|rst" = x', '"First Name"') == '"First Name" = x'
    assert taken("age = 1 and company.co|", "company.country") == "age = 1 and company.country"
    assert taken("active = tr|ue and age = 1", "true") == "active = true and age = 1"


def test_a_value_that_cannot_be_listed_has_an_example() -> None:
    assert complete("born = ", 7, PEOPLE, SCHEMA).hint == "2024-12-31"


@given(st.text(alphabet="acity .=<('\"!~_", max_size=15), st.integers(-2, 20))
def test_completion_never_raises_and_stays_within_the_text(text: str, cursor: int) -> None:
    found = complete(text, cursor, PEOPLE, SCHEMA)
    assert 0 <= found.start <= min(max(cursor, 0), len(text)) <= found.end <= len(text)


@pytest.mark.parametrize(
    "text", [f"{c.text} is empty" for c in complete("", 0, PEOPLE, SCHEMA).candidates[:12]]
)
def test_every_column_offered_is_one_that_binds(text: str) -> None:
    try:
        bound(text)
    except LatticeError as error:
        pytest.fail(str(error))


def test_completion_of_a_wide_table_takes_less_than_two_milliseconds() -> None:
    columns = tuple(Column(f"c{i}", f"Column number {i}", ColumnType.TEXT) for i in range(500))
    table = Table("W", "wide", columns)
    text = '"Column number 1" = a and "Column number 2" ~ b and col'
    best = float("inf")
    for _ in range(20):
        begin = time.perf_counter()
        complete(text, len(text), table, Schema((table,)))
        best = min(best, time.perf_counter() - begin)
    assert best < 0.002
