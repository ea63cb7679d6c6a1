"""Whatever bytes a file has: rows of the right width, or an error that can be read."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lattice.model.errors import LatticeError
from tests.ingest.builders import opened


def _workbook(path: Path) -> bytes:
    book = Workbook()
    for n in range(5):
        book.active.append(["a", n, 1.5, None, True])
    book.save(path)
    return path.read_bytes()


def _database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b, c JSON)")
        db.executemany("INSERT INTO t VALUES (?, ?, ?)", [(n, "x" * n, '{"a": 1}') for n in range(100)])
        db.commit()
    return path.read_bytes()


def _whole(suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        if suffix == "xlsx":
            return _workbook(Path(folder) / "t.xlsx")
        if suffix == "db":
            return _database(Path(folder) / "t.db")
    return {
        "csv": b'a,b,c\n1,"x ""y""",\n"",2,"l\nm"\n;;\n\xff\xfe\t|\r\n',
        "json": b'{"t": [{"a": 1, "b": [1, 2e400, null, "\\ud800"]}, {"a": "5"}], "u": [{"x": {"y": NaN}}]}',
        "ndjson": b'{"a": 1}\n{"b": [1]}\n5\n',
    }[suffix]


_WHOLE = {suffix: _whole(suffix) for suffix in ("csv", "json", "ndjson", "xlsx", "db")}
_PIECES = st.sampled_from(
    [b'"', b",", b"\n", b"\r", b"\0", b"{", b"[", b"]", b"}", b"\\", b"\xef\xbb\xbf", b"\xff", b"1e999"]
)


@pytest.mark.parametrize("suffix", _WHOLE)
@settings(max_examples=60, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), _PIECES | st.binary(max_size=4)),
        min_size=1,
        max_size=5,
    )
)
def test_a_damaged_file_is_read_or_refused(suffix: str, cuts: list[tuple[float, int, bytes]]) -> None:
    content = _WHOLE[suffix]
    for where, gone, instead in cuts:
        at = int(where * len(content))
        content = content[:at] + instead + content[at + gone :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t.{suffix}"
        path.write_bytes(content)
        refusal = _read_all(path)
        if refusal is not None:
            assert refusal.code in ("invalid_file", "too_large", "conflict")
            assert refusal.message.isprintable()


def _read_all(path: Path) -> LatticeError | None:
    try:
        for source in opened(path):
            assert all(note.isprintable() for note in source.notes)
            for batch in source.batches():
                assert {len(row) for row in batch.rows} <= {len(source.plan.columns)}
                assert len(batch.lines) == len(batch.rows)
    except LatticeError as error:
        return error
    return None
