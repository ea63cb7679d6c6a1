"""Files made to harm: they are refused in words, soon and in little memory."""

from __future__ import annotations

import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook

from lattice.model.errors import LatticeError
from tests.ingest.builders import only, opened, rows_of

SOON_S = 10.0


@pytest.mark.parametrize("header", [",".join(f"c{n}" for n in range(300_000)), ",".join(["c"] * 300_000)])
def test_a_file_with_very_many_columns_is_refused_soon(tmp_path: Path, header: str) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(f"{header}\n")
    started = time.monotonic()
    with pytest.raises(LatticeError) as caught:
        opened(path)
    assert caught.value.code == "too_large"
    assert "300,000 columns" in caught.value.message
    assert time.monotonic() - started < SOON_S


def test_very_many_columns_without_names_are_refused_soon(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("," * 20_000 + "\n" + "1," * 20_000 + "1\n")
    started = time.monotonic()
    with pytest.raises(LatticeError) as caught:
        opened(path)
    assert caught.value.code in ("too_large", "invalid_file")
    assert time.monotonic() - started < SOON_S


def _workbook(path: Path, old: bytes, new: bytes) -> Path:
    """A workbook with `a` in A1 and `b` in A2, some bytes of its sheet replaced."""
    book = Workbook()
    book.active.append(["a"])
    book.active.append(["b"])
    book.save(path.with_suffix(".whole"))
    with zipfile.ZipFile(path.with_suffix(".whole")) as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            out.writestr(name, data)
    return path


@pytest.mark.parametrize("far", ["XFD1048576", "XFD2", "BZZ1048576"])
def test_a_stray_cell_far_from_the_others_is_refused_and_named(tmp_path: Path, far: str) -> None:
    path = _workbook(tmp_path / "far.xlsx", b'r="A2"', f'r="{far}"'.encode())
    with pytest.raises(LatticeError) as caught:
        opened(path)
    assert caught.value.code == "too_large"
    assert far in caught.value.message


def test_a_cell_far_down_that_holds_nothing_is_no_obstacle(tmp_path: Path) -> None:
    nothing = b'<c r="XFD1048576" s="1"/><c r="XFC1048576"></c></row></sheetData>'
    path = _workbook(tmp_path / "t.xlsx", b"</row></sheetData>", nothing)
    assert [source.rows for source in opened(path)] == [1]


def test_more_files_than_a_workspace_has_tables_are_refused_soon(tmp_path: Path) -> None:
    for n in range(2_001):
        (tmp_path / f"{n}.csv").write_text("a\n1\n")
    started = time.monotonic()
    with pytest.raises(LatticeError) as caught:
        opened(tmp_path)
    assert caught.value.code == "too_large"
    assert time.monotonic() - started < SOON_S


def test_generated_columns_of_sqlite_come_in(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (net, gross AS (net * 2), kept AS (net + 1) STORED)")
        database.execute("INSERT INTO t (net) VALUES (4)")
        database.commit()
    source = only(path)
    assert rows_of(source) == [[4, 8, 5]]
