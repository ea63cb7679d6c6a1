"""What a filter means, and that conditions go to text and back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lattice.model.errors import LatticeError
from lattice.model.query import (
    Everything,
    SortKey,
    bind,
    format_filter,
    format_name,
    matches,
    parse_filter,
    parse_sort,
)
from lattice.model.query.bound import Negation, Test
from lattice.model.query.tree import AnyOf, Compare, IsEmpty, Not, Op, Truth
from lattice.model.schema import Column, Schema, Table, check_name
from lattice.model.values import INTEGER_MAX, INTEGER_MIN, ColumnType, Misfit, Stored, Value, fit
from tests.model.query.people import COMPANIES, FJELL, NORDLYS, NOW, NOWHERE, PEOPLE, bound

T = ColumnType
Test.__test__ = False  # type: ignore[attr-defined]  # a condition, not a test class

COMPANY_ROWS: dict[str, dict[str, Stored]] = {
    NORDLYS: {"_id": NORDLYS, "name": "Nordlys", "country": "NO", "active": 1, "parent": FJELL},
    FJELL: {"_id": FJELL, "name": "Fjell", "country": None, "active": 0},
}


def resolve(table_id: str, row_id: str) -> Mapping[str, Stored] | None:
    return COMPANY_ROWS.get(row_id) if table_id == "C" else None


def holds(text: str, **row: Stored) -> bool:
    return matches(bound(text), row, resolve)


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_an_empty_filter_matches_everything(text: str) -> None:
    assert parse_filter(text) == Everything()
    assert holds(text)


def test_and_binds_more_tightly_than_or() -> None:
    assert holds("age = 1 or age = 2 and city = x", age=1)
    assert not holds("(age = 1 or age = 2) and city = x", age=1)


def test_not_binds_only_to_what_follows() -> None:
    assert not holds("not active and city = x", city="y", active=0)
    assert holds("not not active", active=1)


def test_the_opposite_of_a_comparison_with_nothing_holds() -> None:
    assert not holds("age = 1")
    assert holds("age != 1")
    assert holds("not (age < 1)")
    assert holds("city !~ x")
    assert holds("age not in (1)")
    assert holds("age not between 1 and 2")
    assert holds("city not starts x")


def test_an_empty_list_holds_nothing_and_its_opposite_everything() -> None:
    assert not holds("age in ()", age=1)
    assert holds("age not in ()", age=1)


def test_words_and_names_have_no_case() -> None:
    assert holds("CITY = Oslo AND Age IN (1) And ciTY Is Not EMPTY", city="Oslo", age=1)


def test_keywords_are_values_where_a_value_stands() -> None:
    assert holds("city in (IN, OR, is, today) and city = OR", city="OR")
    assert holds("city = today-3d", city="today-3d")
    assert holds("city between and and or", city="b") is True


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("city = ada@x.no", "ada@x.no"),
        ("city = Oslo-Sentrum", "Oslo-Sentrum"),
        ("city = O'Brien", "O'Brien"),
        ("city = 'O''Brien'", "O'Brien"),
        ('city = "a ""b"""', 'a "b"'),
        (r"city = 'a\'", "a\\"),
        ("city=Hi!", "Hi!"),
        ("city = '[red]'", "[red]"),
        ("city = ''", ""),
        ("city != ''", "x"),
        ("city ~ ''", ""),
    ],
)
def test_values_are_words_or_stand_in_quotes(text: str, city: str) -> None:
    assert holds(text, city=city)


def test_case_is_folded_for_ascii_needles_in_ascii_only() -> None:
    assert holds("city ~ OS", city="oslo")
    assert holds("city starts ÆR", city="ærlig")
    assert not holds("city ~ k", city="\N{KELVIN SIGN}")
    assert not holds("city = OSLO", city="oslo")


def test_an_escape_of_like_is_plain_text() -> None:
    assert not holds("city ~ 'a_c'", city="abc")
    assert holds(r"city ~ '50%\'", city="50%\\ off")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("age > 2.5", 3),
        ("age <= 2.5", 2),
        ("age >= -2.5", -2),
        ("age > 9007199254740992", 2**53 + 1),
        ("age != 9007199254740993.0000001", 2**53 + 1),
        ("age < 9223372036854775808", INTEGER_MAX),
        ("age >= -9223372036854775809", INTEGER_MIN),
        ("age = 1e3", 1000),
        ("age = -0", 0),
        ("age > -1e-999999999", 0),
        ("age < 1e999999999", INTEGER_MAX),
    ],
)
def test_numbers_are_meant_exactly(text: str, age: int) -> None:
    assert holds(text, age=age)
    assert not holds(f"not ({text})", age=age)


def test_a_literal_between_two_floats_divides_them() -> None:
    above_a_tenth = "0.1000000000000000055511151231257827"
    assert holds(f"amount < {above_a_tenth}", amount=0.1)
    assert not holds(f"amount = {above_a_tenth}", amount=0.1)
    assert not holds("amount >= 1e400", amount=1.7e308)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("joined = 2026-03-31", [False, True, True, False]),
        ("joined > 2026-03-31", [False, False, False, True]),
        ("joined >= 2026-03-31", [False, True, True, True]),
        ("joined < 2026-03-31", [True, False, False, False]),
        ("joined <= 2026-03-31", [True, True, True, False]),
        ("joined between yesterday and today", [True, True, True, False]),
        ("joined in (2026-03-30, tomorrow)", [True, False, False, True]),
        ("joined > now", [False, False, True, True]),
        ("joined >= now - 12h - 30h", [True, True, True, True]),
        ("joined < '2026-03-31 02:00:00+02:00'", [True, False, False, False]),
        ("joined >= today+1d", [False, False, False, True]),
        ("joined >= today + 1h", [False, False, True, True]),
    ],
)
def test_a_day_is_all_of_it(text: str, expected: list[bool]) -> None:
    times = ["2026-03-30T23:59:59.999999Z", "2026-03-31T00:00:00.000000Z"]
    times += ["2026-03-31T23:59:59.999999Z", "2026-04-01T00:00:00.000000Z"]
    assert [holds(text, joined=moment) for moment in times] == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("born = today - 1m", "2026-02-28"),
        ("born = today - 25m", "2024-02-29"),
        ("born = today -1y+1d", "2025-04-01"),
        ("born = now", "2026-03-31"),
        ("born = 2026-03-31T23:30:00-05:00", "2026-04-01"),
        ("born = tomorrow + 2w", "2026-04-15"),
    ],
)
def test_moments_are_counted_on_the_calendar(text: str, day: str) -> None:
    assert holds(text, born=day)


def test_references_are_followed_one_step() -> None:
    assert holds("company.country = NO", company=NORDLYS)
    assert holds("company.active and not company.active", company=NORDLYS) is False
    assert holds("company.country is empty", company=FJELL)
    assert holds("company.country is empty", company=NOWHERE)
    assert holds("company.country != NO", company=None)
    assert holds(f"company.parent = {FJELL}", company=NORDLYS)


def test_a_reference_is_an_id_or_a_label() -> None:
    assert holds(f"company = {NORDLYS.lower()}", company=NORDLYS)
    assert holds("company = Nordlys", company=NORDLYS)
    assert holds("company ~ nord", company=NORDLYS)
    assert holds(f"company in (Nordlys, {FJELL})", company=FJELL)
    assert holds("company != Nordlys", company=NOWHERE)


def test_columns_of_lattice_have_their_types() -> None:
    assert holds(
        "_version > 1 and _created_at >= today and _owner = human:ada",
        **{"_version": 2, "_created_at": "2026-03-31T12:00:00.000000Z", "_owner": "human:ada"},
    )


def test_json_is_compared_in_one_form() -> None:
    assert holds('data = \'{"b": 1, "a": 2}\'', data='{"a":2,"b":1}')
    assert holds("data ~ 'B\":1'", data='{"a":2,"b":1}')


def test_parsing_gives_the_plain_tree() -> None:
    tree = parse_filter("active or not name !~ x")
    assert isinstance(tree, AnyOf)
    first, second = tree.of
    assert isinstance(first, Truth)
    assert isinstance(second, Not)
    assert isinstance(second.of, Not)
    assert isinstance(second.of.of, Compare)
    assert second.of.of.op is Op.CONTAINS
    assert isinstance(parse_filter("a is empty"), IsEmpty)


_columns = {column.type: column for column in PEOPLE.columns}
_texts = st.text(max_size=12) | st.sampled_from(
    [
        *["today", "now-3d", "null", "Empty", "and", "-", "-5", "a.b", "'x'", "x'", '"y"', "a`b", "a=b"],
        *["New\tYork", "(", ")", ",", "!", "!=", "2024-01-01", "-x", "5", "é"],
    ]
)
_values: dict[ColumnType, st.SearchStrategy[Value]] = {
    T.TEXT: _texts,
    T.INTEGER: st.integers(INTEGER_MIN, INTEGER_MAX),
    T.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    T.BOOLEAN: st.booleans(),
    T.DATE: st.dates().map(str),
    T.DATETIME: st.datetimes().map(lambda d: d.isoformat() + "Z"),
    T.JSON: st.recursive(
        st.booleans() | st.integers() | _texts,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_texts, inner, max_size=2),
    ),
    T.REFERENCE: st.sampled_from([NORDLYS, FJELL, NOWHERE]),
}


@given(data=st.data(), type_=st.sampled_from(list(_values)), op=st.sampled_from(["=", "!=", "<", ">="]))
def test_a_condition_goes_to_text_and_back(data: st.DataObject, type_: ColumnType, op: str) -> None:
    value = data.draw(_values[type_])
    column = _columns[type_]
    try:
        stored = fit(type_, value)
    except Misfit:
        return
    assume(value != "" and not (op in "<>=" and op not in ("=", "!=") and type_ in (T.BOOLEAN, T.JSON)))
    found = bound(format_filter(column, op, value))
    negative = isinstance(found, Negation)
    assert negative == (op == "!=")
    test = found.of if isinstance(found, Negation) else found
    assert isinstance(test, Test)
    assert (test.field.column, test.op, test.value) == (column, "=" if negative else op, stored)


@given(
    name=st.text(min_size=1, max_size=10) | st.sampled_from(["and", "a.b", "Not", "today", "a'b", '"', "in"])
)
def test_every_name_a_column_may_have_can_be_written(name: str) -> None:
    try:
        name = check_name(name, "Column")
    except (LatticeError, UnicodeEncodeError):
        return
    column = Column("c1", name, T.TEXT)
    text = f"{format_name(name)} = x and {format_filter(column, '=', None)}"
    table = Table("X", "x", (column, Column("c2", "xyz", T.TEXT)))
    found = bind(parse_filter(text), table, Schema((table,)), NOW)
    assert not matches(found, {name: "x"}, resolve)


def test_no_value_is_written_as_empty() -> None:
    city = PEOPLE.column("city")
    assert format_filter(city, "=", None) == "city is empty"
    assert format_filter(city, "!=", "") == "city is not empty"
    assert format_filter(city, "~", "New York") == "city ~ 'New York'"
    with pytest.raises(LatticeError, match="no value"):
        format_filter(city, "<", None)


def test_sort_keys_know_column_type_and_direction() -> None:
    keys = parse_sort(["CITY", "-joined", "_created_at", '-"First Name"'], PEOPLE)
    assert keys == (
        SortKey("city", T.TEXT),
        SortKey("joined", T.DATETIME, descending=True),
        SortKey("_created_at", T.DATETIME),
        SortKey("First Name", T.TEXT, descending=True),
    )
    assert parse_sort([k.written for k in keys], PEOPLE) == keys


def test_a_dash_may_belong_to_a_name() -> None:
    table = Table("X", "x", (Column("c1", "-a", T.TEXT),))
    assert parse_sort(["-a"], table) == (SortKey("-a", T.TEXT),)
    assert parse_sort(["--a"], table) == (SortKey("-a", T.TEXT, descending=True),)


def test_a_label_that_is_a_reference_wants_an_id() -> None:
    notes = Table("N", "notes", (Column("c1", "about", T.REFERENCE, target="C"),))
    uses = Table("U", "uses", (Column("c1", "note", T.REFERENCE, target="N"),))
    with pytest.raises(LatticeError, match="id of a row"):
        bind(parse_filter("note = x"), uses, Schema((notes, uses, COMPANIES)), NOW)
