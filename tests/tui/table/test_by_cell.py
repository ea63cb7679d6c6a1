"""Conditions made of cells and groups, and how they join a filter and part from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.actions import DatePart
from lattice.model.query import parse_filter
from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.widgets.table.by_cell import holds, is_called, is_not_value, is_value, joined, parted, within

CITY = Column("c1", "city", ColumnType.TEXT)
JOINED = Column("c2", "joined at", ColumnType.DATETIME)
COMPANY = Column("c3", "company", ColumnType.REFERENCE, target="T")


def test_a_cell_becomes_the_filter_one_would_have_typed() -> None:
    assert is_value(CITY, "New York") == "city = 'New York'"
    assert is_not_value(CITY, "Oslo") == "city != Oslo"
    assert is_value(CITY, None) == "city is empty"
    assert is_not_value(CITY, "") == "city is not empty"
    assert is_called(COMPANY, "Fjord AS") == "company = 'Fjord AS'"


def test_a_month_of_a_group_is_all_its_days() -> None:
    assert within(JOINED, DatePart.MONTH, "2024-02") == '"joined at" between 2024-02-01 and 2024-02-29'
    assert within(JOINED, DatePart.YEAR, "1999") == '"joined at" between 1999-01-01 and 1999-12-31'
    assert within(JOINED, DatePart.DAY, "2024-02-03") == '"joined at" = 2024-02-03'


@pytest.mark.parametrize(
    ("where", "narrowed"),
    [
        ("", "city = Oslo"),
        ("score > 3", "score > 3 and city = Oslo"),
        ("score > 3 or score < 1", "(score > 3 or score < 1) and city = Oslo"),
        ("(a = 1 or b = 2) and (c = 3 or d = 4)", "(a = 1 or b = 2) and (c = 3 or d = 4) and city = Oslo"),
    ],
)
def test_a_condition_narrows_a_filter_and_is_taken_back(where: str, narrowed: str) -> None:
    assert joined(where, "city = Oslo") == narrowed
    assert holds(narrowed, "city = Oslo")
    assert joined(narrowed, "city = Oslo") == narrowed
    assert parted(narrowed, "city = Oslo") == where


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_whatever_a_cell_holds_its_filter_can_be_read(value: str) -> None:
    condition = is_value(CITY, value)
    parse_filter(joined("a = 1 or b = 2", condition))
    assert parted(joined("a = 1 or b = 2", condition), condition) == "a = 1 or b = 2"
