"""The figures of a column: reckoned from values at hand, and in words."""

from __future__ import annotations

from lattice.model.schema import Column
from lattice.model.values import ColumnType
from lattice.tui.widgets.table.statistics import figure_words, number_words, reckoned

SCORE = Column("c1", "score", ColumnType.INTEGER)
AMOUNT = Column("c2", "amount", ColumnType.NUMBER)
CITY = Column("c3", "city", ColumnType.TEXT)
TAGS = Column("c4", "tags", ColumnType.JSON)


def test_numbers_have_a_sum_and_a_mean() -> None:
    words = figure_words(SCORE, reckoned(SCORE, [1, 5, None, 5, 4000]))
    assert words == "4 filled · 1 empty · 3 different · min 1 · max 4000 · sum 4011 · mean 1002.75"


def test_a_sum_of_fractions_shows_no_noise() -> None:
    assert "sum 0.3 " in figure_words(AMOUNT, reckoned(AMOUNT, [0.1, 0.2])) + " "


def test_whole_numbers_are_exact_however_large() -> None:
    assert reckoned(SCORE, [2**62, 2**62, 1]).total == 2**63 + 1


def test_texts_have_an_order_and_no_sum() -> None:
    words = figure_words(CITY, reckoned(CITY, ["Oslo", "", "Bergen", None, "Oslo"]))
    assert words == "3 filled · 2 empty · 2 different · min Bergen · max Oslo"


def test_what_has_no_order_is_only_counted() -> None:
    assert figure_words(TAGS, reckoned(TAGS, [{"a": 1}, {"a": 1}, [1]])) == "3 filled · 0 empty · 2 different"


def test_no_values_have_no_mean() -> None:
    assert figure_words(SCORE, reckoned(SCORE, [None])) == "0 filled · 1 empty · 0 different · sum 0"
    assert figure_words(CITY, reckoned(CITY, [])) == "0 filled · 0 empty · 0 different"


def test_numbers_are_as_short_as_they_are_true() -> None:
    assert number_words(1234567.891, 6) == "1234568"
    assert number_words(0.000123456789, 6) == "0.000123457"
    assert number_words(2.0, 6) == "2"
    assert number_words(1e300, 6) == "1e+300"
    assert number_words(-1234.5, 6) == "-1234.5"
