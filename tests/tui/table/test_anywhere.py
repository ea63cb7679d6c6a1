"""Bare words in the filter bar, as the filter that looks in every column."""

from __future__ import annotations

import pytest

from lattice.model.query import parse_filter
from lattice.model.schema import Column, Schema, Table
from lattice.model.values import ColumnType
from lattice.tui.widgets.table.anywhere import anywhere, as_written, bare_words, looked_for

COMPANIES = Table("T2", "companies", (Column("c1", "name", ColumnType.TEXT),))
PEOPLE = Table(
    "T1",
    "people",
    (
        Column("c1", "full name", ColumnType.TEXT),
        Column("c2", "score", ColumnType.INTEGER),
        Column("c3", "active", ColumnType.BOOLEAN),
        Column("c4", "salary", ColumnType.INTEGER, masked=True),
        Column("c5", "company", ColumnType.REFERENCE, target="T2"),
    ),
)
SCHEMA = Schema((PEOPLE, COMPANIES))


def test_one_word_is_looked_for_in_every_column_that_may_be_read() -> None:
    assert anywhere(("Oslo",), PEOPLE, SCHEMA) == '"full name" ~ Oslo or score ~ Oslo or company.name ~ Oslo'


def test_of_several_words_each_has_to_be_somewhere() -> None:
    where = anywhere(("Ada", "New York"), PEOPLE, SCHEMA)
    assert where.startswith('("full name" ~ Ada or ')
    assert ") and (" in where
    assert "'New York'" in where
    parse_filter(where)


@pytest.mark.parametrize("words", [("Oslo",), ("Ada", "o'neil"), ("(odd)",), ("today",), ("2024",)])
def test_what_was_looked_for_comes_back_as_it_was_typed(words: tuple[str, ...]) -> None:
    where = anywhere(words, PEOPLE, SCHEMA)
    assert looked_for(where, PEOPLE, SCHEMA) == words
    assert bare_words(as_written(words), PEOPLE) == words


@pytest.mark.parametrize(
    "where", ["", "score > 3", '"full name" ~ Oslo', "score ~ a or score ~ b", "score ~"]
)
def test_another_filter_stays_as_it_is(where: str) -> None:
    assert looked_for(where, PEOPLE, SCHEMA) == ()


@pytest.mark.parametrize(
    "text", ["town = Oslo", "score", "score Oslo", "not here", "_id x", "a (b)", "'open", "", "a b c d e"]
)
def test_a_filter_in_the_making_is_not_taken_for_words(text: str) -> None:
    assert bare_words(text, PEOPLE) == ()


def test_a_table_without_columns_finds_nothing() -> None:
    assert anywhere(("Oslo",), Table("T3", "bare", ()), SCHEMA) == ""
