from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lattice.ingest.delimited import quoted_apart, sniff_delimiter
from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from tests.ingest.builders import lines_of, only, rows_of, types_of, written


def read(folder: Path, content: str | bytes, name: str = "t.csv", **options: object) -> list[list[object]]:
    return rows_of(only(written(folder, name, content), **options))


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["1", "2"]]),
        ("a,b\r1,2\r3,4\r", [["1", "2"], ["3", "4"]]),
        ("a,b\n1,2", [["1", "2"]]),
        ("\n\na,b\n\n1,2\n\n", [["1", "2"]]),
        ("a;b\n1,5;2\n2,5;3\n", [["1,5", "2"], ["2,5", "3"]]),
        ("a\tb\n1\t2\n", [["1", "2"]]),
        ("a|b\n1|2\n", [["1", "2"]]),
        ("sep=;\na;b\n1;2\n", [["1", "2"]]),
        ('a,b\n"x\ny",2\n', [["x\ny", "2"]]),
        ('a,b\n"x\r\ny",2\n', [["x\r\ny", "2"]]),
        ('a,b\n"say ""hi""",2\n', [['say "hi"', "2"]]),
        ('a,b\n5" pipe,2\n', [['5" pipe', "2"]]),
        ("a,b\n1,2,\n", [["1", "2"]]),
        ("a,b\n x ,y\n", [[" x ", "y"]]),
        ('a,b\n"",x\n,y\n', [["", "x"], [None, "y"]]),
        ('a,b\n"","x,""\n"\n', [["", 'x,"\n']]),
        ("a\n1\n\n2\n", [["1"], [None], ["2"]]),
        ("\ufeffa,b\n1,2\n", [["1", "2"]]),
    ],
)
def test_records_are_read_as_they_are_written(tmp_path: Path, content: str, rows: list[list[object]]) -> None:
    assert read(tmp_path, content) == rows


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("a,b\n1,2\n3\n4,5\n", 3, "has 1 value, not 2"),
        ("a,b\n1,2\n3,4,5\n6,7\n", 3, "has 3 values, not 2"),
        ('a,b\n1,2\n"x"y,4\n6,7\n', 3, "text after a closing quote"),
        ('a,b\n"p\nq",2\n3\n', 4, "has 1 value, not 2"),
        ('a,b\n1,2\n"p\nq"r,4\n6,7\n', 3, "ends at line 4"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int, reason: str
) -> None:
    source = only(written(tmp_path, "t.csv", content))
    kept = rows_of(source)
    assert source.refused == 1
    assert source.refusals[0].line == line
    assert reason in source.refusals[0].reason
    assert len(kept) == source.rows


def test_lines_count_from_the_top_of_the_file_across_quoted_line_ends(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", 'a,b\n1,"x\ny"\n\n2,z\n'))
    assert lines_of(source) == [2, 5]


def test_lines_stay_right_over_many_batches(tmp_path: Path) -> None:
    records = "".join(f'{i},"two\nlines"\n' if i % 700 == 0 else f"{i},x\n" for i in range(1, 3_001))
    source = only(written(tmp_path, "t.csv", "n,text\n" + records))
    by_line = dict(zip(lines_of(source), rows_of(source), strict=True))
    assert by_line[2][0] == "1"
    assert by_line[702 + 1][0] == "701"
    assert max(by_line) == 3_001 + 4
    assert source.refused == 0


def test_an_unclosed_quote_is_an_error_that_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", 'a,b\n1,2\n"open,3\n4,5\n')
    with pytest.raises(LatticeError, match="line 3 is never closed") as caught:
        only(path)
    assert caught.value.code == "invalid_file"


def test_a_value_beyond_the_limit_stops_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", 'a,b\n1,"' + "x\n" * 200_000 + '"\n')
    with pytest.raises(LatticeError) as caught:
        only(path, limits=Limits(value_bytes=1_000))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
        ("latin-1", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
def test_western_text_comes_in_from_any_encoding(tmp_path: Path, encoding: str, said: str) -> None:
    text = "name,city\nÅse,Tromsø\nJosé,São Paulo\nZoë,Köln\n" * 5
    source = only(written(tmp_path, "t.csv", text.encode(encoding)))
    assert rows_of(source)[0] == ["Åse", "Tromsø"]
    assert bool(said) == any("read as" in note for note in source.notes)
    assert all(said in note for note in source.notes if "read as" in note)


def test_cyrillic_text_is_recognised_and_said(tmp_path: Path) -> None:
    text = (
        "имя,город\n"
        + "Анна Петрова живёт здесь давно,Москва\nИван Сидоров приехал недавно,Новосибирск\n" * 20
    )
    source = only(written(tmp_path, "t.csv", text.encode("cp1251")))
    assert rows_of(source)[0] == ["Анна Петрова живёт здесь давно", "Москва"]
    assert any("cp1251" in note for note in source.notes)


def test_a_given_encoding_rules(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a,b\nк,1\n".encode("koi8-r"))
    assert rows_of(only(path, encoding="koi8-r")) == [["к", "1"]]
    with pytest.raises(LatticeError, match="is not utf-8"):
        only(path, encoding="utf-8")
    with pytest.raises(LatticeError) as caught:
        only(path, encoding="klingon")
    assert caught.value.code == "usage"


def test_a_given_delimiter_rules(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "a:b\n1:2\n")
    assert rows_of(only(path, delimiter=":")) == [["1", "2"]]
    with pytest.raises(LatticeError, match="cannot separate"):
        only(path, delimiter="::")


def test_a_semicolon_in_prose_does_not_beat_the_comma() -> None:
    assert sniff_delimiter(["a,b\n", '"one; two; three",x\n', "four; five,y\n"]) == ","
    assert sniff_delimiter(["just one column\n", "of text\n"]) == ","


def test_without_a_header_columns_are_numbered(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", "1,x\n2,y\n"), header=False)
    assert types_of(source) == {"column_1": "integer", "column_2": "text"}
    assert lines_of(source) == [1, 2]


def test_a_header_alone_makes_an_empty_table(tmp_path: Path) -> None:
    source = only(written(tmp_path, "t.csv", "a,b\n"))
    assert types_of(source) == {"a": "text", "b": "text"}
    assert rows_of(source) == []


def test_headers_that_cannot_be_names_are_mended_and_said(tmp_path: Path) -> None:
    header = "_id,name,Name,,rowid,name_2," + "x" * 80
    source = only(written(tmp_path, "t.csv", f"{header}\n1,2,3,4,5,6,7\n"))
    assert [g.name for g in source.guesses] == [
        "id", "name", "Name_3", "column_4", "my_rowid", "name_2", "x" * 63,
    ]  # fmt: skip
    assert [g.header for g in source.guesses] == header.split(",")
    said = "\n".join(source.notes)
    for word in (
        "'_id' is called id",
        "'Name', is called Name_3",
        "column 4 has no header",
        "my_rowid",
        "63 bytes",
    ):
        assert word.replace("'_id' is", "'_id', is") in said


_CELLS = st.one_of(st.none(), st.text(alphabet='ab ,;"\n\r\té', max_size=6))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_nothing_and_an_empty_text_are_told_apart_as_they_are_written(rows: list[list[str | None]]) -> None:
    def cell(value: str | None) -> str:
        if value is None:
            return ""
        special = not value or any(c in value for c in ',"\r\n')
        return '"' + value.replace('"', '""') + '"' if special else value

    for row in rows:
        text = ",".join(map(cell, row)) + "\n"
        if text == "\n":
            continue
        parsed = next(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert quoted_apart(list(parsed), text, ",") == row
