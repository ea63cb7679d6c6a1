"""How values fall into groups: stretches of numbers, years, months and days without gaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import DatePart
from lattice.model.query import parse_filter
from lattice.model.schema import Column
from lattice.model.values import INTEGER_MAX, INTEGER_MIN, ColumnType
from lattice.tui.widgets.table.grouping import (
    STEPS,
    Stretch,
    Way,
    first_way,
    stretch_filter,
    stretch_words,
    stretches,
    without_gaps,
)

AMOUNT = Column("c1", "amount", ColumnType.NUMBER)
COUNT = Column("c2", "count", ColumnType.INTEGER)
DAY = Column("c3", "day", ColumnType.DATE)


def test_stretches_begin_and_end_at_round_numbers() -> None:
    words = [stretch_words(s, whole=True) for s in stretches(3, 97, whole=True)]
    assert words[0] == "0 – 9"
    assert words[-1] == "90 – 99"
    words = [stretch_words(s, whole=False) for s in stretches(0.05, 0.31, whole=False)]
    assert words[0] == "0.05 – 0.1"


def test_the_filter_of_a_stretch_leaves_out_where_the_next_begins() -> None:
    first = stretches(0, 97, whole=True)[0]
    assert stretch_filter(COUNT, first) == "count between 0 and 9"
    assert stretch_filter(AMOUNT, stretches(0, 97, whole=False)[0]) == "amount >= 0 and amount < 10"


def _holds(stretch: Stretch, number: float) -> bool:
    return stretch.low <= number < stretch.high


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
def test_every_number_is_in_one_stretch_and_stretches_are_few(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    found = stretches(low, high, whole=False)
    assert len(found) <= 24
    assert sum(_holds(s, low) for s in found) == 1
    assert sum(_holds(s, high) for s in found) == 1
    for stretch in found:
        parse_filter(stretch_filter(AMOUNT, stretch))


def test_the_largest_of_numbers_have_a_filter_too() -> None:
    for stretch in stretches(-1.79e308, 1.79e308, whole=False):
        parse_filter(stretch_filter(AMOUNT, stretch))


@given(st.integers(INTEGER_MIN, INTEGER_MAX), st.integers(INTEGER_MIN, INTEGER_MAX))
def test_whole_numbers_of_any_size_make_stretches_that_can_be_asked_for(one: int, other: int) -> None:
    for stretch in stretches(min(one, other), max(one, other), whole=True):
        parse_filter(stretch_filter(COUNT, stretch))


def test_months_without_rows_are_counted_as_none() -> None:
    found = without_gaps(DatePart.MONTH, [("2024-02", 3), ("2023-11", 1)])
    assert found == [("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 3)]


def test_days_far_apart_are_not_filled_up() -> None:
    assert without_gaps(DatePart.DAY, [("2024-01-01", 1), ("1024-01-01", 2)]) == [
        ("1024-01-01", 2),
        ("2024-01-01", 1),
    ]
    assert without_gaps(DatePart.YEAR, []) == []
    assert without_gaps(DatePart.DAY, [("9999-12-30", 1), ("9999-12-31", 1)])[-1] == ("9999-12-31", 1)
    assert len(without_gaps(DatePart.DAY, [("2020-01-01", 1), ("2021-01-01", 1)])) <= STEPS


def test_the_first_way_suits_what_is_there() -> None:
    assert first_way(DAY, "1999-01-01", "2024-01-01", 500) is Way.YEAR
    assert first_way(DAY, "2023-12-01", "2024-01-01", 30) is Way.MONTH
    assert first_way(DAY, "2024-01-01", "2024-01-20", 20) is Way.DAY
    assert first_way(COUNT, 1, 5, 5) is Way.VALUE
    assert first_way(COUNT, 1, 5000, 900) is Way.STRETCH
