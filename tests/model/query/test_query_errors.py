"""A filter that cannot be meant says where it goes wrong and what would be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.errors import LatticeError
from lattice.model.query import complete, parse_filter, parse_sort
from tests.model.query.people import PEOPLE, SCHEMA, bound


def refusal(text: str) -> LatticeError:
    with pytest.raises(LatticeError) as caught:
        bound(text)
    assert caught.value.code == "invalid_filter"
    assert caught.value.stage == "constraints"
    return caught.value


@pytest.mark.parametrize(
    ("text", "marked", "says"),
    [
        ("ctiy = Oslo", "ctiy", "Did you mean city"),
        ("city = Oslo and ctiy = x", "ctiy", "no column 'ctiy'"),
        ("company.contry = NO", "company.contry", "Did you mean country"),
        ("city.x = 1", "city.x", "not a reference"),
        ("company.parent.name = x", "company.parent.name", "one step"),
        ("company.parent = Nordlys", "Nordlys", "one step"),
        ("age = x", "x", "It wants 42"),
        ("age = 4 2", "2", "Expected and, or, or the end"),
        ("born > 2024-13-01", "2024-13-01", "It wants 2024-12-31"),
        ("born in (2024-01-01, soon)", "soon", "today"),
        ("joined > today - 99999y", "today - 99999y", "beyond the calendar"),
        ("joined > today - 3x", "3x", "amount of time"),
        ("city = today - 3d", "today - 3d", "in quotes"),
        ("active = maybe", "maybe", "true or false"),
        ("active < true", "true", "no order"),
        ("data = {a", "{a", "is not JSON"),
        ("data between 1 and 2", "1", "no order"),
        ("city = New York", "York", "'New York'"),
        ("city = 'Oslo", "'Oslo", "not closed"),
        ("city == Oslo", "=", "Operators are"),
        ("age <> 3", ">", "Operators are"),
        ("city like Os", "like", "Write ~"),
        ("city contains Os", "contains", "Write ~"),
        ("city = a && age = 1", "&&", "Write and"),
        ("city = null", "null", "city is empty"),
        ("'city' = Oslo", "'city'", "double quotes"),
        ("city = `Oslo`", "`Oslo`", "Values stand in"),
        ("city is Oslo", "Oslo", "is empty"),
        ("city", "city", "alone stand only booleans"),
        ("not = 3", "=", "Expected a column"),
        ("company. = 3", "company.", "missing at the dot"),
        ("city in Oslo", "Oslo", "( after in"),
        ("city in (Oslo Bergen)", "Bergen", ", or )"),
        ("age between 1, 2", ",", "between 10 and 20"),
        ("(city = a", "", "ends where"),
        ("city = a)", ")", "Expected and, or, or the end"),
        ("city =", "", "ends where a value after = should follow"),
        ("city = a and", "", "ends where a column"),
        ("city = \x00", "\x00", "NUL"),
        ("city = \ud800", "\ud800", "surrogate"),
    ],
)
def test_the_mistake_is_marked(text: str, marked: str, says: str) -> None:
    error = refusal(text)
    at, length = error.details["position"], error.details["length"]
    assert text[at : at + length] == marked
    assert at == (text.rindex(marked) if marked else len(text))
    assert says in str(error)


def refused(text: str) -> LatticeError | None:
    try:
        bound(text)
    except LatticeError as error:
        return error
    return None


@given(st.text(alphabet="ab. ()'\"`=!<>~,-_%\x00\x1b\ud800é0129", max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    if error := refused(text):
        at, length = error.details["position"], error.details["length"]
        assert error.code == "invalid_filter"
        assert 0 <= at <= at + length <= len(text)


_WORDS = ["city", "age", "active", "company", "company.country", "and", "or", "not", "(", ")", "=", "!="]
_WORDS += ["~", "in", "is", "empty", "between", "starts", "today", "-", "3d", ",", "1", "'"]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_no_sequence_of_words_breaks_the_parser(text: str) -> None:
    if error := refused(text):
        assert error.code == "invalid_filter"
    for cursor in range(0, len(text), 5):
        complete(text, cursor, PEOPLE, SCHEMA)


def test_a_refusal_shows_no_control_characters() -> None:
    assert "\x1b" not in str(refusal("city \x1b[31m"))
    assert "\x1b" not in str(refusal("\x1b[31m = 1"))


def test_more_than_ten_thousand_bytes_are_refused() -> None:
    assert parse_filter("city = '" + "æ" * 4990 + "'")
    with pytest.raises(LatticeError, match="longer than 10000 bytes"):
        parse_filter("city = '" + "æ" * 5000 + "'")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (["ctiy"], "Did you mean city"),
        (["city", "-City"], "twice"),
        ([""], "empty"),
        (["-"], "empty"),
        (["company.country"], "no column"),
    ],
)
def test_a_sort_key_that_is_no_column_is_refused(keys: list[str], says: str) -> None:
    with pytest.raises(LatticeError) as caught:
        parse_sort(keys, PEOPLE)
    assert caught.value.code == "invalid_filter"
    assert says in str(caught.value)
    assert caught.value.details["key"] == len(keys) - 1
