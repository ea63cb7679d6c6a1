"""The rule of each column type: what fits, how it is stored and shown; nothing is lost in silence."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.values import (
    INTEGER_MAX,
    INTEGER_MIN,
    RULES,
    ColumnType,
    Misfit,
    canonical_json,
    fit,
    format_time,
    now,
    parse,
    show,
    show_time,
    unfit,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
FITTING: dict[ColumnType, st.SearchStrategy[Any]] = {
    ColumnType.TEXT: TEXT,
    ColumnType.MARKDOWN: TEXT,
    ColumnType.INTEGER: st.integers(INTEGER_MIN, INTEGER_MAX),
    ColumnType.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    ColumnType.BOOLEAN: st.booleans(),
    ColumnType.DATE: st.dates().map(str),
    ColumnType.DATETIME: st.datetimes(timezones=st.just(UTC)).map(format_time),
    ColumnType.JSON: JSON.filter(lambda v: v is not None),
    ColumnType.REFERENCE: st.just("01ARZ3NDEKTSV4RRFFQ69G5FAV"),
}
TYPED = st.sampled_from(list(FITTING)).flatmap(lambda t: st.tuples(st.just(t), FITTING[t]))


@given(TYPED)
def test_what_fits_comes_back_as_it_was(typed: tuple[ColumnType, Any]) -> None:
    type_, value = typed
    stored = fit(type_, value)
    assert stored is None or isinstance(stored, int | float | str)
    assert not isinstance(stored, bool)
    back = unfit(type_, stored)
    assert back == value
    assert fit(type_, back) == stored


@given(TYPED.filter(lambda typed: typed[0] is not ColumnType.JSON))
def test_what_is_shown_can_be_typed_again(typed: tuple[ColumnType, Any]) -> None:
    type_, value = typed
    stored = fit(type_, value)
    assert fit(type_, parse(type_, show(type_, stored))) == stored


@given(st.sampled_from(list(ColumnType)), st.text())
def test_any_text_is_taken_whole_or_refused_with_a_reason(type_: ColumnType, text: str) -> None:
    try:
        value = parse(type_, text)
        stored = fit(type_, value)
    except Misfit as misfit:
        reason = str(misfit)
    else:
        reason = ""
    if reason:
        assert len(text) < 8 or text not in reason or type_ is ColumnType.JSON
        return
    if type_ in (ColumnType.TEXT, ColumnType.MARKDOWN):
        assert stored == text
    if stored is not None:
        assert unfit(type_, stored) == value or isinstance(value, float)


@pytest.mark.parametrize("type_", list(ColumnType))
def test_nothing_stays_nothing(type_: ColumnType) -> None:
    assert fit(type_, None) is None
    assert unfit(type_, None) is None
    assert show(type_, None) == ""


@pytest.mark.parametrize("type_", [t for t in ColumnType if t not in (ColumnType.TEXT, ColumnType.MARKDOWN)])
def test_nothing_typed_means_empty_but_in_text(type_: ColumnType) -> None:
    assert parse(type_, " ") is None
    assert parse(ColumnType.TEXT, " ") == " "


@pytest.mark.parametrize("type_", list(ColumnType))
def test_the_example_of_each_type_is_one(type_: ColumnType) -> None:
    for example in RULES[type_].example.split(" or "):
        if type_ is not ColumnType.REFERENCE:
            assert parse(type_, example) is not None


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("integer", "007"), ("integer", "+1"), ("integer", "1_000"),
        ("integer", "1,000"), ("integer", "1.0"),
        ("integer", "1e3"), ("integer", "٣"), ("integer", "9223372036854775808"), ("integer", "9" * 5000),
        ("integer", "-"), ("integer", "1 2"),
        ("number", "01.5"), ("number", ".5"), ("number", "5."), ("number", "1,5"), ("number", "nan"),
        ("number", "inf"), ("number", "1e400"), ("number", "0.1234567890123456789"), ("number", "1e-400"),
        ("number", "9007199254740993"), ("number", "0x1p3"), ("number", "1e99999999999"), ("number", "1_0.0"),
        ("date", "2023-02-29"), ("date", "2024-1-1"), ("date", "20240101"), ("date", "2024-01-01T00:00"),
        ("date", "٢٠٢٤-01-01"),
        ("datetime", "2024-01-01"), ("datetime", "2024-01-01T24:00:00Z"),
        ("datetime", "2024-01-01T00:00:60Z"),
        ("datetime", "0001-01-01T00:00:00+01:00"), ("datetime", "2024-01-01T00:00:00.0000001Z"),
        ("datetime", "2024-01-01T00:00:00+25:00"),
        ("boolean", "2"), ("boolean", "tru"), ("boolean", "ja"),
        ("json", "{"), ("json", "NaN"), ("json", "[Infinity]"), ("json", "{'a': 1}"), ("json", "[" * 100_000),
        ("reference", "Oslo"), ("reference", "01ARZ3NDEKTSV4RRFFQ69G5FA"),
        ("reference", "81ARZ3NDEKTSV4RRFFQ69G5FAV"),
        ("reference", "01ARZ3NDEKTSV4RRFFQ69G5FAU"),
        ("text", "a\x00"), ("text", "\udc00"),
    ],
)  # fmt: skip
def test_text_that_would_lose_something_is_refused(type_: str, text: str) -> None:
    with pytest.raises(Misfit):
        parse(ColumnType(type_), text)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("integer", " -42 ", -42), ("integer", "-9223372036854775808", INTEGER_MIN),
        ("integer", "-0", 0),
        ("number", "1.10", 1.1), ("number", "1E3", 1000.0), ("number", "-0.0", 0.0), ("number", "0.1", 0.1),
        ("number", "123456789012345", 123456789012345.0), ("number", "1e308", 1e308),
        ("number", "5e-324", 5e-324),
        ("boolean", "YES", True), ("boolean", "off", False), ("boolean", " t ", True),
        ("boolean", "0", False),
        ("date", "2024-02-29", "2024-02-29"), ("date", " 0001-01-01 ", "0001-01-01"),
        ("datetime", "2024-12-31 23:59", "2024-12-31T23:59:00.000000Z"),
        ("datetime", "2024-12-31t23:59:30.5z", "2024-12-31T23:59:30.500000Z"),
        ("datetime", "2024-12-31T23:59:30+0130", "2024-12-31T22:29:30.000000Z"),
        ("datetime", "2024-12-31T23:59:30.123456000Z", "2024-12-31T23:59:30.123456Z"),
        ("json", " [1, {\"b\": 2, \"a\": null}] ", [1, {"b": 2, "a": None}]),
        ("reference", "01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    ],
)  # fmt: skip
def test_text_is_read_as_it_is_meant(type_: str, text: str, value: object) -> None:
    assert parse(ColumnType(type_), text) == value


@given(st.integers())
def test_whole_numbers_are_kept_or_refused_and_never_rounded(number: int) -> None:
    for type_ in (ColumnType.INTEGER, ColumnType.NUMBER):
        for value in (number, str(number)):
            try:
                stored = fit(type_, value)
            except Misfit:
                continue
            assert stored == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_are_kept_or_refused_and_never_rounded(number: Any) -> None:
    text = f"{number:f}"
    try:
        stored = fit(ColumnType.NUMBER, text)
    except Misfit:
        return
    assert isinstance(stored, float)
    assert math.isclose(stored, float(number), rel_tol=0.0)
    assert float(repr(stored)) == float(text)


@given(JSON, JSON)
def test_json_is_stored_in_one_form(one: Any, other: Any) -> None:
    assert json.loads(canonical_json(one)) == one
    shuffled = dict(reversed(list(one.items()))) if isinstance(one, dict) else one
    assert canonical_json(shuffled) == canonical_json(one)
    if canonical_json(one) == canonical_json(other):
        assert one == other


@given(st.datetimes(), st.datetimes(), st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))
def test_the_order_of_stored_times_is_the_order_of_moments(
    one: datetime, other: datetime, offset: timedelta
) -> None:
    minutes = timedelta(minutes=int(offset.total_seconds() // 60))
    try:
        moment = one.replace(tzinfo=timezone(minutes)).astimezone(UTC)
    except OverflowError:
        return
    a, b = format_time(moment), format_time(other.replace(tzinfo=UTC))
    assert (a < b) == (moment < other.replace(tzinfo=UTC))
    assert len(a) == len(b) == 27
    assert fit(ColumnType.DATETIME, one.replace(tzinfo=timezone(minutes)).isoformat()) == a


def test_times_are_shown_as_short_as_they_are() -> None:
    assert show_time("2024-12-31T00:00:00.000000Z") == "2024-12-31 00:00"
    assert show_time("2024-12-31T00:00:10.000000Z") == "2024-12-31 00:00:10"
    assert show_time("2024-12-31T00:00:00.120000Z") == "2024-12-31 00:00:00.12"


def test_now_is_a_stored_time() -> None:
    moment = now()
    assert fit(ColumnType.DATETIME, moment) == moment
    assert moment[:10] in {str(date.today()), str(datetime.now(UTC).date())}
