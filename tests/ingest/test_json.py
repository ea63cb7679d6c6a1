from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.ingest import json_stream
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from tests.ingest.builders import lines_of, only, opened, rows_of, types_of, written


def test_an_array_of_objects_is_a_table_with_all_their_names_as_columns(tmp_path: Path) -> None:
    source = only(written(tmp_path, "people.json", '[{"a": 1}, {"b": "x", "a": 2}, {"c": null}]'))
    assert source.plan.table == "people"
    assert types_of(source) == {"a": "integer", "b": "text", "c": "text"}
    assert rows_of(source) == [[1, None, None], [2, "x", None], [None, None, None]]
    assert lines_of(source) == [1, 2, 3]
    assert [g.empty for g in source.guesses] == [1, 2, 3]


def test_each_array_of_an_object_is_a_table_and_the_rest_is_said(tmp_path: Path) -> None:
    path = written(
        tmp_path, "d.json", '{"v": 1, "people": [{"a": 1}], "x": [1], "cities": [{"b": 2}, {"b": 3}]}'
    )
    people, cities = opened(path)
    assert (people.plan.table, cities.plan.table) == ("people", "cities")
    assert (rows_of(people), rows_of(cities)) == ([[1]], [[2], [3]])
    assert any("v, x" in note for note in people.notes)


def test_an_object_with_one_array_takes_the_name_of_the_file(tmp_path: Path) -> None:
    assert only(written(tmp_path, "cars.json", '{"data": [{"a": 1}]}')).plan.table == "cars"


@pytest.mark.parametrize(
    ("number", "type_", "kept"),
    [
        ("12345678901234567890123", "json", 12345678901234567890123),
        ("9007199254740993", "integer", 9007199254740993),
        ("0.1000000000000000055511", "text", "0.1000000000000000055511"),
        ("1e400", "text", "1e400"),
        ("1.50", "number", 1.5),
        ("9" * 5_000, "text", "9" * 5_000),
    ],
)
def test_numbers_are_never_rounded(tmp_path: Path, number: str, type_: str, kept: object) -> None:
    source = only(written(tmp_path, "t.json", f'[{{"n": {number}}}]'))
    assert types_of(source) == {"n": type_}
    assert rows_of(source) == [[kept]]


def test_a_rounded_number_deep_inside_keeps_its_document_as_it_is_written(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.json", '[{"n": {"x": [1e400, "é"]}}, {"n": "s"}]'))
    assert types_of(source) == {"n": "text"}
    assert rows_of(source) == [['{"x":[1e400,"é"]}'], ['"s"']]


def test_a_five_and_the_text_five_stay_apart(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.json", '[{"n": 5}, {"n": "5"}]'))
    assert types_of(source) == {"n": "json"}
    assert rows_of(source) == [[5], ["5"]]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('[{"a": 1}, 5]', 2, "is a number, not an object"),
        ('[{"a": 1}, null]', 2, "is null"),
        ('[{"a": 1}, [1]]', 2, "is an array"),
        ('[{"a": 1}, {"a": 1, "a": 2}]', 2, "has 'a' twice"),
        ('[{"a": 1}, {"a": NaN}]', 2, "NaN"),
        ('[{"a": 1}, {"a": {"b": [-Infinity]}}]', 2, "-Infinity"),
    ],
)
def test_an_element_that_is_no_row_is_refused_with_its_number(
    tmp_path: Path, content: str, line: int, reason: str
) -> None:
    source = only(written(tmp_path, "t.json", content))
    assert rows_of(source) == [[1]]
    assert source.refusals[0].line == line
    assert reason in source.refusals[0].reason


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{}",
        "5",
        '"text"',
        "null",
        '{"a": {"b": 1}}',
        '[{"a": 1}',
        '[{"a": 1},]',
        '[{"a": 1}] x',
        '[{"a": }]',
        '[{"a": "open',
        '{"a": [{"b": 1}], "a": [{"b": 2}]}',
        "[1, 2]",
        "[{}]",
        "[" * 100_000,
        '[{"a":' + "[" * 100_000,
    ],
)
def test_what_is_no_table_is_an_error_that_says_so(tmp_path: Path, content: str) -> None:
    with pytest.raises(LatticeError) as caught:
        opened(written(tmp_path, "t.json", content))
    assert caught.value.code == "invalid_file"
    assert "t.json" in caught.value.message


def test_an_element_beyond_the_limit_stops_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "t.json", '[{"a": "' + "x" * 2_000_000 + '"}]')
    with pytest.raises(LatticeError) as caught:
        opened(path, limits=Limits(row_bytes=300_000))
    assert caught.value.code == "too_large"


def test_names_that_are_data_do_not_become_ten_thousand_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "t.json", json.dumps([{f"k{i}": i} for i in range(600)]))
    with pytest.raises(LatticeError, match="more than 500 names"):
        opened(path)


def test_ndjson_refuses_a_line_and_goes_on(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.ndjson", '{"a": 1}\n\n{"a": }\n{"a": 3}\n[]\n{"a": 4}'))
    assert rows_of(source) == [[1], [3], [4]]
    assert lines_of(source) == [1, 4, 6]
    assert [r.line for r in source.refusals] == [3, 5]


def test_a_file_without_a_telling_name_is_known_by_its_contents(tmp_path: Path) -> None:
    assert rows_of(only(written(tmp_path, "a", '[{"a": 1}]'))) == [[1]]
    assert rows_of(only(written(tmp_path, "b", '{"a": 1}\n{"a": 2}\n'))) == [[1], [2]]
    assert rows_of(only(written(tmp_path, "c", "a\tb\n1\t2\n"))) == [["1", "2"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_json_comes_in_other_encodings_too(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "t.json", '[{"name": "Åse"}]'.encode(encoding))
    assert rows_of(only(path)) == [["Åse"]]


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
_VALUES = st.recursive(
    _SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(), v, max_size=3), max_leaves=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    objects=st.lists(
        st.dictionaries(st.sampled_from(["a", "b", "c"]), _VALUES, min_size=1), min_size=1, max_size=6
    ),
    block=st.integers(1, 40),
    indent=st.sampled_from([None, 2]),
)
def test_where_a_document_is_cut_into_pieces_makes_no_difference(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    objects: list[dict[str, Any]],
    block: int,
    indent: int | None,
) -> None:
    path = written(tmp_path, "t.json", json.dumps(objects, indent=indent, ensure_ascii=True))
    monkeypatch.setattr(json_stream, "_BLOCK_CHARS", block)
    stream = json_stream.JsonStream(path, "utf-8", 1_000_000)
    assert [e.value for e in stream.elements()] == objects
    stream.close()
