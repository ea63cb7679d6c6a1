"""What a writer writes, the reader of that format reads back as it was."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lattice.ingest.choices import ImportOptions, TypeChoice
from lattice.ingest.export import ExportFormat, format_for, format_rows
from lattice.ingest.sources import open_sources
from lattice.ingest.writers.base import OutColumn
from lattice.ingest.writers.opening import SUFFIXES, opened
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType, Value, fit, unfit
from tests.ingest import builders

ALL = [f for f in ExportFormat if f is not ExportFormat.MARKDOWN]
COLUMNS = (
    OutColumn("text", ColumnType.TEXT),
    OutColumn("int", ColumnType.INTEGER),
    OutColumn("num", ColumnType.NUMBER),
    OutColumn("bool", ColumnType.BOOLEAN),
    OutColumn("day", ColumnType.DATE),
    OutColumn("time", ColumnType.DATETIME),
    OutColumn("json", ColumnType.JSON),
)
TYPES = ",".join(f"{c.name}={c.type}" for c in COLUMNS)

_TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12
) | st.sampled_from(
    [
        "",
        "=1+1",
        "007",
        "null",
        " x ",
        "a,b",
        'say "hi"',
        "two\nlines",
        "a\r\nb",
        "\r",
        "_x0041_",
        "\x0b",
        "#N/A",
        "x\x85y",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda v: st.lists(v, max_size=3) | st.dictionaries(_TEXT, v, max_size=3),
    max_leaves=6,
)
_TIMES = st.datetimes().map(lambda d: d.isoformat(timespec="microseconds") + "Z")
_ROW = st.tuples(
    st.none() | _TEXT,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False, allow_infinity=False).map(lambda f: f + 0.0),
    st.none() | st.booleans(),
    st.none() | st.dates().map(str),
    st.none() | _TIMES,
    st.none() | st.lists(_JSON, max_size=2) | st.dictionaries(_TEXT, _JSON, max_size=2),
)


def write(
    path: Path, format_: ExportFormat, rows: Sequence[Sequence[Value]], columns: Sequence[OutColumn] = COLUMNS
) -> None:
    with opened(path, format_, several=False) as writer:
        writer.table("t", columns)
        writer.rows(rows)
        writer.finish()


def stored_back(path: Path, types: str = TYPES) -> list[list[Value]]:
    source = builders.only(path, types=types)
    kinds = [c.type for c in source.plan.columns]
    rows = [
        [unfit(k, fit(k, v)) for k, v in zip(kinds, row, strict=True)] for row in builders.rows_of(source)
    ]
    assert source.refused == 0
    return rows


@pytest.mark.parametrize("format_", ALL)
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(_ROW, min_size=1, max_size=5))
def test_what_goes_out_comes_in_again(format_: ExportFormat, rows: list[tuple[Value, ...]]) -> None:
    if format_ is ExportFormat.XLSX:
        # a sheet knows no empty text and passes over rows with nothing in them
        rows = [(row[0] or "x", *row[1:]) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{SUFFIXES[format_]}"
        write(path, format_, rows)
        wanted = [[unfit(c.type, fit(c.type, v)) for c, v in zip(COLUMNS, row, strict=True)] for row in rows]
        assert stored_back(path) == wanted


@pytest.mark.parametrize("format_", [f for f in ALL if f is not ExportFormat.XLSX])
@settings(max_examples=40, deadline=None)
@given(cells=st.lists(st.none() | _TEXT, min_size=1, max_size=5))
def test_a_table_of_one_column_keeps_nothing_and_empty_apart(
    format_: ExportFormat, cells: list[str | None]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{SUFFIXES[format_]}"
        write(path, format_, [[c] for c in cells], [OutColumn("sep=,", ColumnType.TEXT)])
        options = ImportOptions(types={"sep=,": TypeChoice(ColumnType.TEXT)})
        source = open_sources([path], schema=builders.EMPTY, options=options)[0]
        assert builders.rows_of(source) == [[c] for c in cells]


@pytest.mark.parametrize("format_", ALL)
def test_types_are_found_again_without_being_told(tmp_path: Path, format_: ExportFormat) -> None:
    rows = [
        ["Oslo", 1, 1.0, True, "2024-01-01", "2024-01-01T10:00:00.000000Z", {"a": [1, "x"]}],
        ["Bergen", -(2**53), 2.5e300, False, "2024-02-29", "2024-01-01T10:00:00.000001Z", [1]],
    ]
    path = tmp_path / f"t{SUFFIXES[format_]}"
    write(path, format_, rows)
    source = builders.only(path)
    expected = {c.name: c.type.value for c in COLUMNS}
    assert builders.types_of(source) == expected


@pytest.mark.parametrize("format_", ALL)
def test_a_failure_leaves_what_was_there(tmp_path: Path, format_: ExportFormat) -> None:
    path = tmp_path / f"t{SUFFIXES[format_]}"
    path.write_bytes(b"before")

    def interrupted() -> None:
        with opened(path, format_, several=False) as writer:
            writer.table("t", COLUMNS)
            writer.rows([["a", 1, 1.5, True, "2024-01-01", None, None]])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("format_", ALL)
def test_a_stream_gets_the_same_as_a_file(tmp_path: Path, format_: ExportFormat) -> None:
    stream = io.BytesIO()
    with opened(stream, format_, several=False) as writer:
        writer.table("t", COLUMNS)
        writer.rows([["a", 1, 1.5, True, "2024-01-01", None, None]])
        writer.finish()
    path = tmp_path / f"t{SUFFIXES[format_]}"
    path.write_bytes(stream.getvalue())
    assert stored_back(path) == [["a", 1, 1.5, True, "2024-01-01", None, None]]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "t.csv", Path("/dev/full")):
        with pytest.raises(LatticeError) as caught:
            write(place, ExportFormat.CSV, [["a" * 300_000, 1, 1.5, True, "2024-01-01", None, None]])
        assert caught.value.code in ("unwritable", "disk_full")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("x")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    write(link, ExportFormat.CSV, [])
    assert link.is_symlink()
    assert real.read_text().startswith("text,int")


def test_excel_refuses_what_a_cell_cannot_hold_and_runs_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "t.xlsx"
    column = [OutColumn("=A1", ColumnType.TEXT)]
    with pytest.raises(LatticeError, match="32,767"):
        write(path, ExportFormat.XLSX, [["x" * 32_768]], column)
    write(path, ExportFormat.XLSX, [["=HYPERLINK(1)"], ["+1"], ["#REF!"]], column)
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
    assert [(c.value, c.data_type) for c in cells] == [
        ("=A1", "s"), ("=HYPERLINK(1)", "s"), ("+1", "s"), ("#REF!", "s"),
    ]  # fmt: skip


def test_excel_says_when_a_sheet_is_too_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lattice.ingest.writers.excel.SHEET_ROWS", 3)
    with pytest.raises(LatticeError, match="more rows than a sheet holds"):
        write(tmp_path / "t.xlsx", ExportFormat.XLSX, [["x"]] * 3, [OutColumn("a", ColumnType.TEXT)])


def test_several_tables_go_into_one_file_where_the_format_can(tmp_path: Path) -> None:
    column = [OutColumn("a", ColumnType.INTEGER)]
    for format_ in (ExportFormat.JSON, ExportFormat.XLSX, ExportFormat.SQLITE):
        path = tmp_path / f"t{SUFFIXES[format_]}"
        with opened(path, format_, several=True) as writer:
            for name in ("people", "Sheet:1", "sheet/1"):
                writer.table(name, column)
                writer.rows([[1], [2]])
            writer.finish()
        assert [builders.rows_of(s) for s in builders.opened(path)] == [[[1], [2]]] * 3
    with opened(io.BytesIO(), ExportFormat.CSV, several=True) as writer:
        writer.table("a", column)
        with pytest.raises(LatticeError, match="one table"):
            writer.table("b", column)


def test_sqlite_columns_are_declared_and_a_name_is_never_sql(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    name = 'x" (a); DROP TABLE y; --'
    with opened(path, ExportFormat.SQLITE, several=True) as writer:
        writer.table(name, [OutColumn('a"b', ColumnType.NUMBER)])
        writer.rows([[1.0]])
        writer.finish()
    db = sqlite3.connect(path)
    assert db.execute("SELECT name FROM sqlite_master").fetchall() == [(name,)]
    db.close()


def test_nothing_breaks_out_of_a_markdown_cell() -> None:
    evil = "a|b\n| c |\r\n<script>`x` **b** [l](u) \\| \x1b[31m\u202e"
    text = format_rows(
        [("n|1", ColumnType.TEXT), ("n", ColumnType.INTEGER)],
        [[evil, None], [None, 5]],
        ExportFormat.MARKDOWN,
    )
    lines = text.splitlines()
    assert len(lines) == 4
    assert lines[0] == "| n\\|1 | n |"
    assert lines[1] == "| --- | ---: |"
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == 3
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_rows_are_copied_as_text() -> None:
    columns = [("a", ColumnType.TEXT), ("b", ColumnType.DATETIME)]
    rows = [["x\ty", "2024-01-01T10:00:00.000000Z"], ["", None]]
    assert format_rows(columns, rows, ExportFormat.CSV) == 'a,b\nx\ty,2024-01-01T10:00:00Z\n"",\n'
    assert format_rows(columns, rows, ExportFormat.TSV) == 'a\tb\n"x\ty"\t2024-01-01T10:00:00Z\n""\t\n'
    assert format_rows(columns, rows, ExportFormat.JSON) == (
        '[\n{"a":"x\\ty","b":"2024-01-01T10:00:00Z"},\n{"a":"","b":null}\n]\n'
    )
    with pytest.raises(LatticeError):
        format_rows(columns, rows, ExportFormat.XLSX)


def test_the_format_is_known_by_the_name_of_the_file() -> None:
    assert format_for(Path("a/B.JSONL")) is ExportFormat.NDJSON
    assert format_for(Path("a.db")) is ExportFormat.SQLITE
    assert format_for(Path("a.txt")) is None
