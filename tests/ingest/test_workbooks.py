from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from lattice.model.errors import LatticeError
from tests.ingest.builders import lines_of, only, opened, rows_of, types_of, written


def book(folder: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "book.xlsx"
    made.save(path)
    return path


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        people=[
            ["name", "age", "score", "in", "born", "seen", "at"],
            ["Ada", 36, 1.5, True, date(1915, 12, 10), datetime(2024, 1, 1, 10, 30), time(9, 5)],
            ["007", 41, 2, False, date(2024, 2, 29), datetime(2024, 1, 2, 10, 30), None],
        ],
    )
    source = only(path)
    assert types_of(source) == {
        "name": "text",
        "age": "integer",
        "score": "number",
        "in": "boolean",
        "born": "date",
        "seen": "text",
        "at": "text",
    }
    assert any("seen" in note and "time zone" in note for note in source.notes)
    assert rows_of(source)[1] == ["007", 41, 2, False, "2024-02-29", "2024-01-02 10:30:00", None]


def test_every_sheet_with_cells_is_a_table(tmp_path: Path) -> None:
    people, cities = opened(book(tmp_path, people=[["a"], [1]], empty=[], cities=[["b"], [2]]))
    assert (people.plan.table, cities.plan.table) == ("people", "cities")
    assert rows_of(cities) == [[2]]


def test_a_single_sheet_takes_the_name_of_the_file(tmp_path: Path) -> None:
    assert only(book(tmp_path, Sheet1=[["a"], [1]])).plan.table == "book"


def test_a_column_of_numbers_and_texts_stays_text_as_it_is_shown(tmp_path: Path) -> None:
    source = only(book(tmp_path, s=[["a"], [5], ["5b"], [2.5], [True]]))
    assert types_of(source) == {"a": "text"}
    assert rows_of(source) == [["5"], ["5b"], ["2.5"], ["true"]]


def test_blank_rows_are_passed_over_and_numbers_of_rows_stay_right(tmp_path: Path) -> None:
    source = only(book(tmp_path, s=[[None], ["a", "b"], [], [1, None], [None, None], [None, 2]]))
    assert rows_of(source) == [[1, None], [None, 2]]
    assert lines_of(source) == [4, 6]


@pytest.mark.parametrize("content", [b"PK\x03\x04 nonsense", b"not a workbook"])
def test_a_broken_workbook_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(LatticeError, match=r"book\.xlsx") as caught:
        opened(written(tmp_path, "book.xlsx", content))
    assert caught.value.code == "invalid_file"


def test_errors_and_formulas_without_a_result_are_said(tmp_path: Path) -> None:
    source = only(book(tmp_path, s=[["a", "b"], ["#N/A", 1], ["=1+1", 2]]))
    said = "\n".join(source.notes)
    assert "such as #N/A are read as empty: 1" in said
    assert "without a stored result are read as empty: 1" in said


def test_columns_with_neither_header_nor_values_are_left_out(tmp_path: Path) -> None:
    source = only(book(tmp_path, s=[[None, "a", None, "b"], [None, 1, None, 2], [None, 3, None, None]]))
    assert [g.name for g in source.guesses] == ["a", "b"]
    assert rows_of(source) == [[1, 2], [3, None]]
    assert any("neither header nor values are left out: 1" in note for note in source.notes)
