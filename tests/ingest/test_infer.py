from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.ingest.infer import TextScan, TypedScan
from lattice.model.values import ColumnType, fit, unfit
from tests.ingest.builders import only, rows_of, types_of, written


def text_type(*values: str | None) -> str:
    scan = TextScan()
    scan.add(values)
    return scan.finding().type.value


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (["0", "1", "-5", "9223372036854775807", "-9223372036854775808"], "integer"),
        (["1", "9223372036854775808"], "text"),
        (["9007199254740993", "1.5"], "text"),
        (["9007199254740992", "1.5"], "number"),
        (["1", "2.5", "-3e4", "1E-7"], "number"),
        (["0.1", "0.30000000000000004"], "number"),
        (["0.1000000000000000055511"], "text"),
        (["1e400"], "text"),
        (["1", "1e400"], "text"),
        (["1e-400"], "text"),
        (["007", "008"], "text"),
        (["1", "007"], "text"),
        (["+47", "+46"], "text"),
        (["0x10"], "text"),
        (["1_000"], "text"),
        (["1,000"], "text"),
        (["1,5"], "text"),
        ([" 5 "], "text"),
        (["5", " 5"], "text"),
        (["5", "5\n"], "text"),
        (["1\n2"], "text"),
        (["nan", "1.5"], "text"),
        (["inf"], "text"),
        (["٣"], "text"),
        ([".5"], "text"),
        (["5."], "text"),
        (["true", "false", "TRUE"], "boolean"),
        (["true", "yes"], "text"),
        (["yes", "no"], "text"),
        (["2024-02-29", "1999-12-31"], "date"),
        (["2023-02-29"], "text"),
        (["2024-1-5"], "text"),
        (["31.12.2024"], "text"),
        (["20240101"], "integer"),
        (["2024-W01-1"], "text"),
        (["2024-01-01T10:00:00Z", "2024-01-01 10:00+02:00"], "datetime"),
        (["2024-01-01T10:00:00"], "text"),
        (["2024-01-01T10:00:00.1234567Z"], "text"),
        (["2024-01-01T23:59:60Z"], "text"),
        (["9999-12-31T23:59:59-05:00"], "text"),
        (["2024-01-01", "2024-01-01T10:00:00Z"], "text"),
        (['{"a": 1}', "[1, 2]"], "json"),
        (['{"a": 1}', "{a: 1}"], "text"),
        (['{"a": 1, "a": 2}'], "text"),
        (['{"a": 0.1000000000000000055511}'], "text"),
        (["[NaN]"], "text"),
        (["[" * 50_000], "text"),
        ([], "text"),
        ([None, None], "text"),
        (["", ""], "text"),
        (["1", None], "integer"),
        (["1", ""], "integer"),
        (["1", "", None], "text"),
    ],
)
def test_a_type_is_only_given_when_every_value_survives_it(values: list[str | None], type_: str) -> None:
    assert text_type(*values) == type_


@pytest.mark.parametrize("late", ["x", "007", "1e400", "0.1000000000000000055511"])
def test_one_late_value_among_thousands_decides(late: str) -> None:
    scan = TextScan()
    for _ in range(20):
        scan.add([str(n) for n in range(500)])
    scan.add([late])
    assert scan.finding().type is ColumnType.TEXT
    assert late[:10] in scan.finding().why


def test_integers_that_a_float_would_round_never_become_numbers_later() -> None:
    scan = TextScan()
    scan.add(["9007199254740993"])
    scan.add(["1.5"])
    assert scan.finding().type is ColumnType.TEXT


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("00501", "has leading zeros"),
        ("+47", "has a plus sign"),
        (" 5 ", "has blanks around it"),
        ("1_000", "has underscores"),
        ("1,000", "has thousands separators"),
        ("1,5", "has a decimal comma"),
        ("31.12.2024", "is no date as 2024-12-31"),
        ("2023-02-29", "is no day of the calendar"),
        ("2024-01-01 10:00", "has no time zone"),
        ("99999999999999999999", "is beyond 64 bits"),
        ("1e400", "is not what a 64-bit float keeps"),
        ("0x10", "is not written in decimal"),
        ('{"a": 1, "a": 2}', "has 'a' twice"),
    ],
)
def test_what_looks_like_more_and_stays_text_says_why(value: str, reason: str) -> None:
    scan = TextScan()
    scan.add([value])
    assert reason in scan.finding().why


def test_what_is_plainly_text_needs_no_explanation() -> None:
    scan = TextScan()
    scan.add(["Oslo", "Bergen"])
    assert scan.finding().why == ""


def test_examples_and_reasons_cannot_carry_escape_codes() -> None:
    scan = TextScan()
    scan.add(["1", "\x1b[31mred\u202e"])
    said = scan.finding().why + "".join(scan.finding().examples)
    assert said.isprintable()
    assert "\u202e" not in said


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=8), st.from_regex(r"-?[0-9.eE+-]{1,20}", fullmatch=True)))
)
def test_inferred_values_say_the_same_after_they_are_stored(values: list[str | None]) -> None:
    scan = TextScan()
    scan.add(values)
    found = scan.finding()
    for value in values:
        if not value or found.type is ColumnType.TEXT or found.type is ColumnType.JSON:
            continue
        kept = unfit(found.type, fit(found.type, value))
        if found.type is ColumnType.INTEGER:
            assert str(kept) == value
        elif found.type is ColumnType.NUMBER:
            assert float(value) == kept


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([1, 2, None], "integer"),
        ([1, 2.5], "number"),
        ([2**53 + 1, 2.5], "json"),
        ([2**64], "json"),
        ([True, False], "boolean"),
        ([True, 1], "json"),
        ([5, "5"], "json"),
        (["5", "6"], "text"),
        (["true"], "text"),
        (["2024-01-01"], "date"),
        (["2024-01-01", ""], "text"),
        (["2024-01-01T10:00:00Z"], "datetime"),
        ([{"a": 1}, [1]], "json"),
        (["[1]"], "text"),
        ([None], "text"),
    ],
)
def test_json_values_keep_what_they_are(values: list[object], type_: str) -> None:
    scan = TypedScan()
    scan.add(values)
    assert scan.finding().type.value == type_


def test_types_that_are_given_rule_and_unknown_columns_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "Zip Code,n\n123,4\n")
    source = only(path, types="zip code=text,N=number")
    assert types_of(source) == {"Zip Code": "text", "n": "number"}
    with pytest.raises(Exception, match="no column 'zap'"):
        only(path, types="zap=text")


def test_quoted_empties_of_a_column_of_integers_are_nothing(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", '"n","t"\n"1","a"\n"",""\n'))
    assert types_of(source)["n"] == "integer"
    assert rows_of(source) == [["1", "a"], [None, ""]]
